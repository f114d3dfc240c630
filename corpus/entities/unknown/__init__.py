"""Names that the knowledge base does not know: people, bodies, places, agreements."""
