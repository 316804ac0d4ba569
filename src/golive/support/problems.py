"""Everything that can be wrong with what a person gave us, as one tree.

The command line prints these without a traceback and exits 1. Any other exception is our bug.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
Step = str | int
"""One step of the path to a value in a YAML file: a key, or the index of a list item."""


class Problem(NamedTuple):
    """One thing to fix, where it stands, and how.

    Attributes:
        path: the file it stands in, or None when it stands in no file.
        line: 1-based; 0 when the whole file is meant.
        column: 1-based, counted in characters; 0 when the whole line is meant.
        message: what was found, in one sentence.
        hint: what to do about it; may be empty.
        excerpt: the line of the file as it stands, for the caret; may be empty.
        width: how many characters the caret underlines.
        excerpt_column: the column at which the excerpt starts; more than 1 when a long line was cut.
        about: the text that cannot be set, where it is that of some value: whoever knows the file finds it there.
        check: the id of the check that found it, as `golive explain` lists it; empty where no check did.
        severity: an error stops documents; a warning is shown.
    """

    path: Path | None
    line: int
    column: int
    message: str
    hint: str = ""
    excerpt: str = ""
    width: int = 1
    excerpt_column: int = 1
    about: str = ""
    check: str = ""
    severity: Severity = "error"

    @property
    def where(self) -> str:
        """`file:line:column`, as editors and terminals make clickable; shorter when less is known."""
        parts = [str(self.path)] if self.path else []
        if self.path and self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)

    def __str__(self) -> str:
        """The message in full: place, what was found, the check, the line with a caret, what to do."""
        said = f"{'warning: ' if self.severity == 'warning' else ''}{self.message}"
        said += f" [{self.check}]" if self.check else ""
        lines = [f"{self.where}: {said}" if self.where else said]
        if self.excerpt and self.column:
            number = str(self.line)
            # A tab counts as one column in the file; show it as one space so that the caret stands right.
            lines.append(f"  {number} | {self.excerpt.replace(chr(9), ' ')}")
            lines.append(
                f"  {' ' * len(number)} | {' ' * (self.column - self.excerpt_column)}{'^' * max(1, self.width)}"
            )
        if self.hint:
            lines.append(f"  {self.hint}")
        return "\n".join(lines)


class GoliveError(Exception):
    """Base class: the command line prints the problems without a traceback and exits 1."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class SpecError(GoliveError):
    """A YAML file cannot be read, or says something that is not allowed."""


class TemplateError(GoliveError):
    """A template is missing, malformed, or names something that does not exist."""


class ContentError(GoliveError):
    """Markdown holds something that has no form on the paper it goes to."""


class LayoutError(GoliveError):
    """A text cannot be made to fit, however it is set."""


class ThemeError(GoliveError):
    """A PowerPoint template cannot be used."""


class OutputError(GoliveError):
    """A document cannot be written where it should go, or an engine it needs is missing."""


class OriginError(GoliveError):
    """A file was not made by golive, or cannot be read."""


def problem(message: str, hint: str = "", *, path: Path | None = None, line: int = 0, column: int = 0) -> Problem:
    """A Problem with the parts that are known; the rest stays empty."""
    return Problem(path, line, column, message, hint)
