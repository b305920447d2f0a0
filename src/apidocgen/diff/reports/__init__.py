"""What a comparison looks like, one format a file; every one is a function from it to text."""
