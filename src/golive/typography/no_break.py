"""No-break spaces: spaces at which no line ends."""

from typing import Final

NO_BREAK_SPACE: Final = "\u00a0"


def restore_spaces(text: str) -> str:
    """Return a text with ordinary spaces in place of no-break spaces; its length is the same."""
    return text.replace(NO_BREAK_SPACE, " ")
