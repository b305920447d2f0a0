"""The leak audit: what is hidden from an audience, and whether a published file says it."""
