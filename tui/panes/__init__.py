"""Widgets, each of which knows no other."""
