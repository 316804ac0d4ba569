"""Tell layouts from sample files."""
