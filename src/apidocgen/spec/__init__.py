"""What an OpenAPI document is: files, references, grammar, positions, validation.

This room knows nothing of audiences.
"""
