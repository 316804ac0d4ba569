"""What a person starts from: a workspace, and a spec in it."""
