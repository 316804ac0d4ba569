"""What `golive check --released` adds: each document held against its newest release."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from golive.releases.gate import Gate, gate
from golive.releases.status import state_of
from golive.support.problems import GoliveError, Problem

if TYPE_CHECKING:
    from golive.project.project import Project


def gates_of(projects: "tuple[Project, ...]", problems: list[Problem]) -> dict[Path, Gate]:
    """The gate of each project, by its file.

    Args:
        projects: what was loaded.
        problems: where to put what is wrong with their releases.
    """
    gates: dict[Path, Gate] = {}
    for project in projects:
        try:
            found = gate(state_of(project))
        except GoliveError as error:
            problems += error.problems
            continue
        gates[project.files[0]] = found
        problems += found.problems
    return gates


def said(found: Gate | None) -> str:
    """How a document stands, in a few words."""
    if found is None:
        return "its release cannot be read"
    if found.released is None:
        return "never released"
    if found.problems:
        return f"not as released; next version {found.next_version} or higher" if found.changes else "not as released"
    return "as released"


def as_json(found: Gate | None, name: str) -> dict[str, Any] | None:
    """The same for machines; None where the release cannot be read."""
    if found is None:
        return None
    moved = bool(found.changes) or found.released is None
    return {
        "version": found.released,
        "as_released": not found.problems,
        "moved": list(found.moved),
        "changes": len(found.changes),
        "level": found.level.label,
        "next_version": found.next_version,
        "command": f"golive release {name}" if moved else None,
        "approvals": [one.plain for one in found.sign_offs],
    }
