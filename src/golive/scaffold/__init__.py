"""Create a new workspace, or a new spec in it."""
