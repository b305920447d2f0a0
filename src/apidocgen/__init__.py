"""One annotated OpenAPI document in, one documentation site per audience out."""

__version__ = "0.1.0"
