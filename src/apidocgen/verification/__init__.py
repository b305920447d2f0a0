"""Holding a running API against the document: who is let in, and who should be.

Stands beside the rules of `lint`: it works on one variant and reports findings. Nothing else in
this project opens a connection.
"""
