"""Everything that paints or reads keys."""
