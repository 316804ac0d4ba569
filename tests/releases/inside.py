"""Releases and approvals inside of this process: what the commands do, without starting one."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.releases.edits import plain_of
from tests.releases.workspaces import Desktop

from golive.project.project import Project, load_integration
from golive.project.workspace import Workspace
from golive.releases.approval import Approver, plan_approval
from golive.releases.gate import Gate, gate
from golive.releases.release import plan_release
from golive.releases.release_request import Wish
from golive.releases.status import state_of
from golive.releases.transaction import opened
from golive.schema import Integration

DAY = date(2027, 2, 1)


def project_of(desktop: Desktop) -> Project:
    return load_integration(Workspace(desktop.root), desktop.spec)


def gate_of(desktop: Desktop) -> Gate:
    return gate(state_of(project_of(desktop)))


def release(desktop: Desktop, day: date = DAY) -> str:
    state = state_of(project_of(desktop))
    planned = plan_release(state, Wish(day))
    assert planned is not None
    _write(desktop, planned.version, planned.files, state.known)
    return planned.version


def approve(desktop: Desktop, name: str = "Ben Osei", organization: str = "Millbrook Water", day: date = DAY) -> bool:
    state = state_of(project_of(desktop))
    planned = plan_approval(state, Approver(name, organization, day))
    if planned:
        _write(desktop, planned.version, planned.files, state.known)
    return planned is not None


def write_spec(desktop: Desktop, spec: Integration) -> None:
    """JSON is YAML, too."""
    desktop.spec.write_text(json.dumps(plain_of(spec), indent=1), encoding="utf-8")


def _write(desktop: Desktop, what: str, files: Mapping[Path, bytes], known: Mapping[Path, bytes]) -> None:
    with opened(desktop.root, desktop.root / "data" / "releases") as desk:
        desk.write(what, files, known)
