"""HTML blocks that PDFs and web pages share."""
