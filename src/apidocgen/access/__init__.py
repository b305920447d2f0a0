"""Who may call what: tiers, audiences, scope aliases, requirements and least privilege.

Pure values and functions over them. Nothing here knows the tree of an OpenAPI document: what is
read from one arrives as plain names and as the JSON values of `security`. Import the modules
themselves: `audience`, `scopes`, `requirement`, `least`.
"""
