"""The pipeline: what is built, from what, and how many documents are built at once."""
