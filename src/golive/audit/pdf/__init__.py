"""PDFs: tags, metadata, pages, fonts."""
