"""Trace a generated file to its document, version and content, and detect later changes."""
