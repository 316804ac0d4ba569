"""Write sample files from record layouts, and verify real files against them."""
