"""How this paper words a fault of the Markdown it was given."""

from pathlib import Path

from golive.support.problems import ContentError, Problem


def fault(source: str, line: int, message: str, hint: str = "", about: str = "") -> Problem:
    """A fault in the Markdown that a template wrote, with its line where it is known.

    `about` is the text that is at fault, where it is that of some value.
    """
    return Problem(Path(source) if source else None, line, 0, message, hint, about=about)


def refuse(found: list[Problem]) -> None:
    """Raise all problems at once; nothing when there are none.

    Raises:
        ContentError: with every problem.
    """
    if found:
        raise ContentError(*found)
