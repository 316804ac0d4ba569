"""Audit PDFs: tags, metadata, pages, fonts."""
