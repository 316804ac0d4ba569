"""Problems with a template's Markdown, made the same way wherever they are found."""

from pathlib import Path

from golive.support.problems import Problem


def fault(source: str, line: int, message: str, hint: str, about: str = "") -> Problem:
    """A problem at a line of the Markdown that a template wrote.

    Args:
        source: the template's name; may be empty.
        line: 1-based; 0 where no line is meant.
        message: what was found.
        hint: what to do about it.
        about: the text that is at fault, where it is that of some value.

    Returns:
        A problem whose path is the template's name, and whose line is one of the Markdown.
    """
    return Problem(Path(source) if source else None, line, 0, message, hint, about=about)
