"""Import files that the other side sends into a spec: interface descriptions, record layouts and sample files."""
