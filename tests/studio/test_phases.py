"""The phase checklist names what a release would refuse, and moving on is one step that can be undone."""

import re

import pytest
from tests.studio.conftest import RunningStudio

from golive.project.open_items import find_gate_problems_of_project
from golive.project.project import load_integration
from golive.project.workspace import Workspace
from golive.schema.words import Phase
from golive.studio.sessions.session import EditSession
from golive.studio.views.phases import build_phases_page

URL = "/integrations/riverton-water"


def remove_lines(workspace: Workspace, *keys: str) -> None:
    path = workspace.integration_file("riverton-water")
    text = path.read_text()
    for key in keys:
        text, count = re.subn(rf"\n  {key}: .*", "", text, count=1)
        assert count == 1
    path.write_text(text)


def test_the_checklist_counts_what_a_release_would_refuse(workspace: Workspace, session: EditSession) -> None:
    remove_lines(workspace, "window", "rollback")
    snapshot = session.read()
    project = load_integration(workspace, session.target.path)

    page = build_phases_page(snapshot, project.spec.date)

    for phase, shown in zip(Phase, page.phases, strict=True):
        assert shown.missing_before == len(find_gate_problems_of_project(project, phase))
        assert sum(len(group.answers) for group in shown.groups) == shown.missing_count
    assert [shown.missing_count for shown in page.phases] == [0, 0, 0, 0, 2, 0]


@pytest.mark.parametrize("state", ["over", "present", "ahead"])
def test_every_phase_is_shown_and_only_its_neighbors_can_be_moved_to(studio: RunningStudio, state: str) -> None:
    page = studio.client.get(f"{URL}/phases").text

    assert f"phase-check is-{state}" in page
    assert "Move to SIT" in page
    assert "Go back to Design" in page
    assert "Move to UAT" not in page


def test_a_missing_answer_leads_to_its_field(studio: RunningStudio, workspace: Workspace) -> None:
    remove_lines(workspace, "window")
    page = studio.client.get(f"{URL}/phases").text

    assert f'href="{URL}/plan?at=f-timeline-window"' in page
    assert 'id="f-timeline-window"' in studio.client.get(f"{URL}/plan?at=f-timeline-window").text


def test_moving_on_is_undone_to_the_byte(studio: RunningStudio, workspace: Workspace) -> None:
    path = workspace.integration_file("riverton-water")
    before = path.read_bytes()
    page = studio.client.get(f"{URL}/phases").text
    found = re.search(r"data-set='(\[\"status\"\])' data-value=\"(sit)\"", page)
    version = re.search(r'data-version="(\w+)"', page)
    assert found
    assert version

    edits = [{"do": "set", "path": ["status"], "value": found[2]}]
    assert studio.post(f"{URL}/edit", {"version": version[1], "edits": edits}).status_code == 200

    assert b"\nstatus: sit\n" in path.read_bytes()
    assert "Move to UAT" in studio.client.get(f"{URL}/phases").text
    studio.post(f"{URL}/undo", {})
    assert path.read_bytes() == before
