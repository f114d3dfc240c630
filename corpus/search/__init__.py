"""Finding articles and the places in them: an index of words, and what a query asks of it."""
