"""Set pages with Typst, whose compiler comes in a Python package: the PDF engine that needs no system library."""
