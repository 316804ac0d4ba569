"""How this paper words a fault of the Markdown it was given."""

from golive.errors import ContentError, Problem, problem


def fault(source: str, line: int, message: str, hint: str = "") -> Problem:
    """A fault in a template's Markdown, with its line where it is known."""
    name = f"{source}: " if source else ""
    place = f"line {line} of its Markdown: " if line else ""
    return problem(f"{name}{place}{message}", hint)


def refuse(found: list[Problem]) -> None:
    """Raise all problems at once; nothing when there are none.

    Raises:
        ContentError: with every problem.
    """
    if found:
        raise ContentError(*found)
