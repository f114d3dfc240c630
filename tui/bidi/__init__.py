"""Logical text to terminal cells; knows neither Textual nor the corpus."""
