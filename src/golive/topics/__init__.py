"""The sections in which people fill in a workspace's files: their titles, their fields, and the questions of a spec."""
