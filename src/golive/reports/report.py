"""Result of checking several files, the input of every format."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from golive.support.problems import Problem


class CheckedFile(Struct, frozen=True):
    """A spec or guide that was loaded.

    Attributes:
        id: its id.
        version: its version.
        digest: digest of all content of its documents.
        path: its file, as a person would type it; None if it has none.
        extra: more values for JSON output, by name.
    """

    id: str
    version: str
    digest: str
    path: Path | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


class Report(Struct, frozen=True):
    """The result of a check.

    Attributes:
        checked: the files that were loaded.
        problems: the problems found, without duplicates; paths as a person would type them.
    """

    checked: tuple[CheckedFile, ...]
    problems: tuple[Problem, ...]


def get_problem_code(problem: Problem) -> str:
    """Return the code of a problem: the id of its check, or `spec` if no check found it."""
    return problem.check or "spec"


def get_problem_path(problem: Problem) -> str:
    """Return the file of a problem with forward slashes; empty if it has none."""
    return problem.path.as_posix() if problem.path else ""
