"""Measure text and break lines with bundled font metrics; no font files are needed."""
