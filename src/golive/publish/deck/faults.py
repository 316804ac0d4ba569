"""Problems with a template's Markdown, said in the same words wherever they are found."""

from golive.errors import Problem, problem


def fault(source: str, line: int, message: str, hint: str) -> Problem:
    """A problem at a line of the Markdown that a template wrote.

    Args:
        source: the template's name; may be empty.
        line: 1-based; 0 where no line is meant.
        message: what was found.
        hint: what to do about it.
    """
    named = f"{source}: " if source else ""
    place = f"line {line} of its Markdown: " if line else ""
    return problem(f"{named}{place}{message}", hint)
