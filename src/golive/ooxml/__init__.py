"""Office packages: read them safely, repair them, and write them with equal bytes."""
