"""Names that the knowledge base knows, in every spelling, and which of their senses is meant."""
