"""Markdown and the document it becomes: the parser, the immutable blocks, charts read from tables."""
