"""What a check says of several files, as a value that every format writes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from golive.support.problems import Problem


class Checked(Struct, frozen=True):
    """A spec, or the guide, that could be loaded.

    Attributes:
        id: its id.
        version: its version.
        digest: digest of everything that its documents say.
        path: its file, as a person would type it; None where it has none.
        more: plain values that scripts are told besides, by name.
    """

    id: str
    version: str
    digest: str
    path: Path | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


class Report(Struct, frozen=True):
    """Everything that a check found.

    Attributes:
        checked: what could be loaded.
        problems: what is wrong, each once; paths as a person would type them.
    """

    checked: tuple[Checked, ...]
    problems: tuple[Problem, ...]


def code_of(problem: Problem) -> str:
    """The id under which machines file a problem: its check's, or `spec` where no check found it."""
    return problem.check or "spec"


def place_of(problem: Problem) -> str:
    """The file of a problem as machines take it, with slashes; empty where it stands in none."""
    return problem.path.as_posix() if problem.path else ""
