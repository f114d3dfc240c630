"""Anything that comes in, turned into an Article."""
