"""Dates: days, months and times of the text, each with what it means on the day of the article."""
