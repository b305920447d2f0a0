"""Code samples: one request, written in several languages."""
