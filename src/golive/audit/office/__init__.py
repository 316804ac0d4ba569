"""Presentations: package, repair prompts, schema, accessibility."""
