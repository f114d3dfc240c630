"""The SQLite library of articles, mentions, reading state and notes."""
