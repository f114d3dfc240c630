"""Style sheets and themes, as data."""
