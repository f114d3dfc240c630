"""The query language: what may be asked of a library, in Arabic or English, on screen or in a pipe.

Text becomes a tree (`parse`), and nothing here knows where the articles are: `corpus.search`
answers what a tree asks.
"""
