"""Lay out pages with WeasyPrint and finish their PDFs."""
