"""The weekly status of an integration, computed from the spec: rating, what is done, what is next, what is late."""
