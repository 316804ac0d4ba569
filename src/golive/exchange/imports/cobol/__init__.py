"""Read COBOL copybooks."""
