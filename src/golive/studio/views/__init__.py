"""View data: a spec as the pages show it, made by pure functions."""
