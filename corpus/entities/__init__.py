"""From an Article to its mentions."""
