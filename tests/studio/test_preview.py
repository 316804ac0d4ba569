"""Slides follow the last edit, one by one; a file with errors keeps the slides that it had."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.studio.conftest import ROOT, RunningStudio

from golive.project.workspace import Workspace

URL = "/integrations/riverton-water"


def edit_value(studio: RunningStudio, path: list[str | int], value: str) -> None:
    version = studio.client.get(f"{URL}/slides").json()["version"]
    body = {"version": version, "edits": [{"do": "set", "path": path, "value": value}]}
    assert studio.post(f"{URL}/edit", body).status_code == 200


def list_slides(studio: RunningStudio) -> dict[str, Any]:
    answer: dict[str, Any] = studio.client.get(f"{URL}/slides").json()
    return answer


def test_an_edit_changes_only_the_slides_that_show_it_and_they_come_first(studio: RunningStudio) -> None:
    edit_value(studio, ["summary"], "It is a draft from here on.")
    before = list_slides(studio)
    digests = {slide["key"]: slide["digest"] for slide in before["slides"]}
    assert sorted(slide["number"] for slide in before["slides"]) == list(range(1, len(digests) + 1))

    edit_value(studio, ["team", 0, "name"], "Beth Lindgren-Moss")
    after = list_slides(studio)["slides"]

    changed = [slide["key"] for slide in after if slide["digest"] != digests[slide["key"]]]
    assert {"title", "contacts"} <= set(changed)
    assert len(changed) < len(digests) / 2
    assert [slide["key"] for slide in after[: len(changed)]] == changed
    assert [slide["key"] for slide in after if slide["changed"]] == changed


def test_the_draft_mark_alone_is_no_change(studio: RunningStudio) -> None:
    before = {slide["key"]: slide["digest"] for slide in list_slides(studio)["slides"]}

    edit_value(studio, ["timeline", "activities", 0, "name"], "Kick-off and first talks")
    after = list_slides(studio)["slides"]

    assert all(slide["digest"] != before[slide["key"]] for slide in after)
    assert "timeline" in {slide["key"] for slide in after if slide["changed"]}
    assert "volumes" not in {slide["key"] for slide in after if slide["changed"]}


def test_a_picture_shows_the_new_value_and_is_found_by_its_digest_alone(studio: RunningStudio) -> None:
    edit_value(studio, ["team", 0, "name"], "Beth <b>Lindgren</b>")
    digest = next(slide["digest"] for slide in list_slides(studio)["slides"] if slide["key"] == "contacts")

    answer = studio.client.get(f"{URL}/slides/{digest}.svg")

    assert answer.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "Beth &lt;b&gt;Lindgren" in answer.text
    assert studio.client.get(f"{URL}/slides/{'0' * 20}.svg").status_code == 404


def test_a_file_with_errors_keeps_its_last_slides_and_says_so(studio: RunningStudio) -> None:
    before = list_slides(studio)

    edit_value(studio, ["timeline", "go_live"], "2027-02-30")
    after = list_slides(studio)

    assert not after["current"]
    assert "once this point is cleared up" in after["words"]
    assert [slide["digest"] for slide in after["slides"]] == [slide["digest"] for slide in before["slides"]]


@pytest.mark.parametrize("document", ["deck", "runbook", "explainer", "nothing"])
@pytest.mark.parametrize("audience", ["biller", "internal"])
def test_the_preview_page_shows_every_document_for_both_audiences(
    studio: RunningStudio, document: str, audience: str
) -> None:
    page = studio.client.get(f"{URL}/preview?document={document}&audience={audience}")

    assert page.status_code == 200
    assert ("Do not send this to the biller" in page.text) == (audience == "internal")
    assert ("Riverton Water and Invoice Cloud" in page.text) == (document in {"deck", "nothing"})


def test_a_page_in_a_frame_runs_no_script_and_only_golive_studio_frames_it(studio: RunningStudio) -> None:
    answer = studio.client.get(f"{URL}/pages/runbook?audience=internal")

    assert "Integration Runbook" in answer.text
    policy = answer.headers["content-security-policy"]
    assert {"sandbox", "frame-ancestors 'self'", "default-src 'none'"} <= set(policy.split("; "))
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert studio.client.get(f"{URL}/pages/deck").status_code == 404
    assert studio.client.get(f"{URL}/preview").headers["x-frame-options"] == "DENY"


def test_the_guide_has_a_preview_and_other_files_of_the_vendor_have_none(studio: RunningStudio) -> None:
    assert "Participation Guide" in studio.client.get("/vendor/guide/preview").text
    assert studio.client.get("/vendor/guide/pages/guide").status_code == 200
    assert studio.client.get("/vendor/organization/pages/guide").status_code == 404


def test_templates_of_the_workspace_are_rendered_in_the_sandbox(studio: RunningStudio, workspace: Workspace) -> None:
    folder = workspace.root / "templates" / "slides"
    folder.mkdir(parents=True)
    source = ROOT / "templates" / "slides" / "overview.md.j2"
    text = source.read_text().replace("# {{", "# Our {{", 1)
    for path in source.parent.iterdir():
        if path.is_file() and path.name != Path(source).name:
            shutil.copy(path, folder)
    (folder / source.name).write_text(text)

    slides = list_slides(studio)["slides"]

    assert slides[0]["title"].startswith("Our ")
    assert studio.client.get(f"{URL}/slides/{slides[0]['digest']}.svg").status_code == 200
