"""What a page shows: view models and rendered pages as values, for any site generator."""
