"""Answers about scopes: what a task needs, what a token reaches, and all of it as one value."""
