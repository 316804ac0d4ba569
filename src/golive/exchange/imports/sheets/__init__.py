"""Read layouts in Excel."""
