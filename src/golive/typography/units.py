"""Convert lengths of type and of pages."""

from typing import Final

POINTS_PER_INCH: Final = 72
