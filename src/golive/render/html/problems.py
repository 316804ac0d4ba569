"""Create and raise problems found in the Markdown of a document."""

from pathlib import Path

from golive.support.problems import ContentError, Problem


def markdown_problem(source: str, line: int, message: str, hint: str = "", about: str = "") -> Problem:
    """Return a problem in the Markdown of a template; `line` is 0 if unknown.

    `about` is the faulty text, if it comes from a value of the spec.
    """
    return Problem(Path(source) if source else None, line, 0, message, hint, offending_text=about)


def raise_problems(found: list[Problem]) -> None:
    """Raise all problems at once; do nothing if there are none.

    Raises:
        ContentError: contains every problem.
    """
    if found:
        raise ContentError(*found)
