"""Render a spec to Markdown with templates: their data, filters, functions, and the form of each value."""
