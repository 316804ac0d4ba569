"""Parse Markdown into immutable document blocks, and read charts from tables."""
