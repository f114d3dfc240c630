"""Who said what: statements, their speakers, and the words that say so."""
