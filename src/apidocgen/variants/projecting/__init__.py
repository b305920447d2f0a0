"""Values follow schemas: which schemas speak of a value, and what an audience sees of it."""
