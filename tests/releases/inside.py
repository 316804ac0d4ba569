"""Releases and approvals inside of this process: what the commands do, without starting one."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.releases.edits import plain_of
from tests.releases.workspaces import Desktop

from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import Workspace
from golive.releases.approval import Approver, plan_approval
from golive.releases.release import plan_release
from golive.releases.release_check import ReleaseCheck, check_release_state
from golive.releases.release_request import ReleaseOptions
from golive.releases.status import load_release_state
from golive.schema import Integration
from golive.support.files import open_write_session

DAY = date(2027, 2, 1)


def project_of(desktop: Desktop) -> IntegrationProject:
    return load_integration(Workspace(desktop.root), desktop.spec)


def gate_of(desktop: Desktop) -> ReleaseCheck:
    return check_release_state(load_release_state(project_of(desktop)))


def release(desktop: Desktop, day: date = DAY) -> str:
    state = load_release_state(project_of(desktop))
    planned = plan_release(state, ReleaseOptions(day))
    assert planned is not None
    _write(desktop, planned.version, planned.files, state.original_contents)
    return planned.version


def approve(desktop: Desktop, name: str = "Ben Osei", organization: str = "Millbrook Water", day: date = DAY) -> bool:
    state = load_release_state(project_of(desktop))
    planned = plan_approval(state, Approver(name, organization, day))
    if planned:
        _write(desktop, planned.version, planned.files, state.original_contents)
    return planned is not None


def write_spec(desktop: Desktop, spec: Integration) -> None:
    """JSON is YAML, too."""
    desktop.spec.write_text(json.dumps(plain_of(spec), indent=1), encoding="utf-8")


def _write(desktop: Desktop, what: str, files: Mapping[Path, bytes], known: Mapping[Path, bytes]) -> None:
    with open_write_session((desktop.root / "data",)) as session:
        session.write(what, files, known)
