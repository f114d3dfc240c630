"""The built-in sample articles, written for this project from public facts."""
