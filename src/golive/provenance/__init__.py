"""Where a file comes from: which document, version and content it is, and whether anybody changed it since."""
