"""Spec → Markdown: templates, what they see, and how a value is shown."""
