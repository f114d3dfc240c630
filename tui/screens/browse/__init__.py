"""The screen one reads on: articles, the reader, and what the article mentions.

`base` holds what is open and where one stands; every other module adds what one can do from there,
by topic; `screen` puts them together.
"""
