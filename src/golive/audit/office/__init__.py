"""Audit presentations: package, repair prompts, schema, accessibility."""
