"""Pages as Markdown, written from the same views as their HTML."""
