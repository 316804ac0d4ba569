"""Create Problem objects for errors in the Markdown of a template."""

from pathlib import Path
from typing import NamedTuple

from golive.support.problems import Problem


class TemplateLine(NamedTuple):
    """A line of the Markdown that a template generated, for messages: the template's name, and the 1-based line."""

    source: str
    line: int


def make_template_problem(source: str, line: int, message: str, hint: str, about: str = "") -> Problem:
    """Create a problem for a line of the Markdown that a template generated.

    Args:
        source: template name; may be empty.
        line: 1-based; 0 if the problem has no line.
        message: description of the problem.
        hint: how to fix it.
        about: the offending text, if the problem is caused by a value.

    Returns:
        A problem whose path is the template name and whose line refers to the Markdown.
    """
    return Problem(Path(source) if source else None, line, 0, message, hint, offending_text=about)
