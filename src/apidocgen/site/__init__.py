"""The site: hosts reference pages on MkDocs and Material, one folder per audience."""
