"""How much room text takes: widths of strings, and where lines break. No font file is needed to know it."""
