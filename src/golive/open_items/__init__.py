"""Open items: what a spec leaves undecided, who decides it, and by which day."""
