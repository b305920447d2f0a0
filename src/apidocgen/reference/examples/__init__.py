"""Examples for what a document gives none for: made up, and valid."""
