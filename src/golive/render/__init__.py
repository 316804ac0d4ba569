"""Paper: Markdown → Document → deck or page. Knows nothing of what a document is about."""
