"""Problems in the input, and the exceptions that carry them.

The command line prints these without a traceback and exits 1. Any other exception is a bug in golive.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
PathStep = str | int
"""One step of the path to a value in a YAML file: a key, or the index of a list item."""


class Problem(NamedTuple):
    """One problem to fix: where it is, what it is, and how to fix it.

    Attributes:
        path: the file with the problem; None when it concerns no file.
        line: 1-based; 0 for the whole file.
        column: 1-based, counted in characters; 0 for the whole line.
        message: what was found, in one sentence.
        hint: what to do about it; may be empty.
        excerpt: the line of the file, shown above the caret; may be empty.
        width: how many characters the caret underlines.
        excerpt_column: the column at which the excerpt starts; more than 1 when a long line was cut.
        offending_text: the text that cannot be laid out, used to find the value in the file; may be empty.
        check: the id of the check that found it, as listed by `golive explain`, or the code of an audit's rule; empty
            if none did.
        severity: an error stops documents; a warning is shown; a note, from an audit, is worth a look.
        where: the path to the value in its YAML file, such as `("interfaces", 2, "schedule", "cut_off")`, through the
            files that it includes; empty for the whole file, or when the problem is not about a value of a YAML file.
        label: the same path in the words of the documents, such as "Interfaces › Bill file › Schedule › Cut-off"; for
            an audited file, its part, slide or page.
        cell: the cell of a workbook, such as `Biller!D21`.
    """

    path: Path | None
    line: int
    column: int
    message: str
    hint: str = ""
    excerpt: str = ""
    width: int = 1
    excerpt_column: int = 1
    offending_text: str = ""
    check: str = ""
    severity: Severity = "error"
    where: tuple[PathStep, ...] = ()
    label: str = ""
    cell: str = ""

    @property
    def location(self) -> str:
        """`file:line:column`, which editors and terminals make clickable; shorter when less is known.

        In a workbook, it is `file › sheet!cell`.
        """
        if self.cell:
            return f"{self.path} › {self.cell}" if self.path else self.cell
        parts = [str(self.path)] if self.path else []
        if self.path and self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)

    def __str__(self) -> str:
        """Format the full message: location, message, check, the line with a caret, hint."""
        sentence = f"{'' if self.severity == 'error' else f'{self.severity}: '}{self.message}"
        sentence += f" [{self.check}]" if self.check else ""
        lines = [f"{self.location}: {sentence}" if self.location else sentence]
        if self.excerpt and self.column:
            number = str(self.line)
            # A tab counts as one column; show it as one space so that the caret is aligned.
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
    """A YAML file cannot be read, or contains something that is not allowed."""


class EditError(GoliveError):
    """An edit cannot be made, or not without changing or losing something else."""


class TemplateError(GoliveError):
    """A template is missing, malformed, or names something that does not exist."""


class ContentError(GoliveError):
    """Markdown contains something that the output format cannot show."""


class LayoutError(GoliveError):
    """A text does not fit in any layout."""


class ThemeError(GoliveError):
    """A PowerPoint template cannot be used."""


class OutputError(GoliveError):
    """A document cannot be written to its target, or a program it needs is missing."""


class MissingEngineError(OutputError):
    """This machine has no software that makes PDFs; documents of other formats do not need it."""


class OriginError(GoliveError):
    """A file was not made by golive, or cannot be read."""


def drop_duplicates(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repetitions.

    The same place of a file that several specs include is one problem, whatever its path in each of them.
    """
    first: dict[Problem, Problem] = {}
    for problem in problems:
        first.setdefault(problem._replace(where=(), label=""), problem)
    return list(first.values())


def make_problem(message: str, hint: str = "", *, path: Path | None = None, line: int = 0, column: int = 0) -> Problem:
    """Create a Problem from the known parts; the rest stays empty."""
    return Problem(path, line, column, message, hint)


def report_at(where: tuple[PathStep, ...], message: str, hint: str = "") -> Problem:
    """Create a Problem about the value at a path of a spec; `Loaded.locate` adds the file, line and label.

    Args:
        where: the path of the value to change, such as `("interfaces", 2, "schedule", "cut_off")`.
        message: what was found.
        hint: how to fix it; for a check, that of its row is used if this is empty.
    """
    return Problem(None, 0, 0, message, hint, where=where)
