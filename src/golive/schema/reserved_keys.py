"""Keys that every group of a YAML file may have, regardless of its model."""

from typing import Final

INCLUDE_KEY: Final = "include"
"""Names a file whose keys are added to the group."""
