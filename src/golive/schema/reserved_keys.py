"""Keys that any group of a YAML file may hold, whatever its model says."""

from typing import Final

INCLUDE: Final = "include"
"""Names a file whose keys the group takes over."""
