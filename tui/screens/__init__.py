"""Screens: they put panes together and speak to the corpus."""
