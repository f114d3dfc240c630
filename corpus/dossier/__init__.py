"""What is known and told of an entity, and of two: sections of lines that lead to their places."""
