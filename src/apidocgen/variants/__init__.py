"""The filter: what an audience may see of a master document, and nothing else."""
