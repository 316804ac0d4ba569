"""The spec: its models, how it is read from YAML, and the rules across its fields."""
