"""The terminal: who it is, what it does with Arabic by itself, and how it is kept from doing it."""
