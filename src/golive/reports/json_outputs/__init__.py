"""What the commands print with `--json`: a type for each output, from which its published JSON Schema is made."""
