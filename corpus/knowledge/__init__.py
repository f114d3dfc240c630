"""What we know of the world, as data a person can edit, and its loader."""
