"""Compare each document with its newest release, for `golive check --released`."""

from pathlib import Path
from typing import TYPE_CHECKING

from golive.releases.release_check import ReleaseCheck, check_release_state
from golive.releases.status import load_release_state
from golive.support.problems import GoliveError, Problem

if TYPE_CHECKING:
    from golive.project.project import Project
    from golive.reports.json_outputs.project_outputs import ReleaseComparison


def check_releases(projects: "tuple[Project, ...]", problems: list[Problem]) -> dict[Path, ReleaseCheck]:
    """Compare each project with its newest release; return the results keyed by source file.

    Args:
        projects: the loaded documents.
        problems: list that problems with the releases are added to.
    """
    gates: dict[Path, ReleaseCheck] = {}
    for project in projects:
        try:
            found = check_release_state(load_release_state(project))
        except GoliveError as error:
            problems += error.problems
            continue
        gates[project.source_files[0]] = found
        problems += found.problems
    return gates


def summarize_release(found: ReleaseCheck | None) -> str:
    """Describe in a few words how a document differs from its release."""
    if found is None:
        return "its release cannot be read"
    if found.last_version is None:
        return "never released"
    if found.problems:
        return f"not as released; next version {found.next_version} or higher" if found.changes else "not as released"
    return "as released"


def release_check_to_dict(found: ReleaseCheck | None, name: str) -> "ReleaseComparison | None":
    """Convert the comparison to plain values for JSON; return None if the release cannot be read."""
    if found is None:
        return None
    moved = bool(found.changes) or found.last_version is None
    return {
        "version": found.last_version,
        "as_released": not found.problems,
        "moved": list(found.changed_parts),
        "changes": len(found.changes),
        "level": found.level.label,
        "next_version": found.next_version,
        "command": f"golive release {name}" if moved else None,
        "approvals": [one.as_dict for one in found.sign_offs],
    }
