"""Render documents as HTML blocks, shared by PDFs and web pages."""
