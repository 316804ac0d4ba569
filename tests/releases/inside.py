"""Release and approve by calling golive's functions, without the command line."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.releases.edits import get_plain_content
from tests.releases.workspaces import ReleaseWorkspace

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


def load_project(workspace: ReleaseWorkspace) -> IntegrationProject:
    return load_integration(Workspace(workspace.root), workspace.spec)


def check_gate(workspace: ReleaseWorkspace) -> ReleaseCheck:
    return check_release_state(load_release_state(load_project(workspace)))


def release(workspace: ReleaseWorkspace, day: date = DAY) -> str:
    state = load_release_state(load_project(workspace))
    plan = plan_release(state, ReleaseOptions(day))
    assert plan is not None
    _write(workspace, plan.version, plan.files, state.original_contents)
    return plan.version


def approve(
    workspace: ReleaseWorkspace, name: str = "Ben Osei", organization: str = "Millbrook Water", day: date = DAY
) -> bool:
    state = load_release_state(load_project(workspace))
    plan = plan_approval(state, Approver(name, organization, day))
    if plan:
        _write(workspace, plan.version, plan.files, state.original_contents)
    return plan is not None


def write_spec(workspace: ReleaseWorkspace, spec: Integration) -> None:
    """Write a spec as JSON, which is YAML too."""
    workspace.spec.write_text(json.dumps(get_plain_content(spec), indent=1), encoding="utf-8")


def _write(workspace: ReleaseWorkspace, what: str, files: Mapping[Path, bytes], known: Mapping[Path, bytes]) -> None:
    with open_write_session((workspace.root / "data",)) as session:
        session.write(what, files, known)
