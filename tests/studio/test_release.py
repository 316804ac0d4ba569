"""A release from the browser: the version asked for, approvals, and nothing written when refused."""

import re
from pathlib import Path

import pytest
from pptx import Presentation
from tests.studio.conftest import RunningStudio, small_files_only

from golive.pipeline.jobs import list_jobs, run_jobs
from golive.project.project import load_integration
from golive.project.workspace import Workspace
from golive.releases.release_check import check_release_state
from golive.releases.status import load_release_state

URL = "/integrations/riverton-water"
ANSWERS = {"description": "A new contact, and words.", "author": "Beth Lindgren", "day": "2026-11-27", "level": "minor"}


def change(workspace: Workspace, old: str = "name: Carla Mendes", new: str = "name: Carla Diaz") -> None:
    path = workspace.integration_file("riverton-water")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def read_seen(studio: RunningStudio) -> str:
    found = re.search(r'name="seen" value="(\w+)"', studio.client.get(f"{URL}/release").text)
    assert found
    return found[1]


def release(studio: RunningStudio, **answers: str) -> str:
    body = {**ANSWERS, "seen": read_seen(studio), **answers}
    return studio.client.post(f"{URL}/release", data=body, headers=studio.origin, follow_redirects=True).text


def list_files(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.data_folder.rglob("*") if path.is_file()}


def test_changes_are_told_as_sentences_and_the_least_version_is_offered(
    studio: RunningStudio, workspace: Workspace
) -> None:
    assert "Nothing has changed since." in studio.client.get(f"{URL}/release").text
    change(workspace)

    page = studio.client.get(f"{URL}/release").text

    assert "name changed from Carla Mendes to Carla Diaz" in page
    assert f'href="{URL}/people?at=f-team-1-name"' in page
    assert ">1.2.0</strong> Minor" in page
    assert "1.1.1</strong>" not in page


def test_a_release_writes_what_golive_release_writes(studio: RunningStudio, workspace: Workspace) -> None:
    version = studio.client.get(f"{URL}/slides").json()["version"]
    edits = [{"do": "set", "path": ["team", 1, "name"], "value": "Carla Diaz"}]
    studio.post(f"{URL}/edit", {"version": version, "edits": edits})
    assert 'data-post="undo" disabled' not in studio.client.get(f"{URL}/release").text

    page = release(studio)

    assert "Version 1.2.0 is released." in page
    project = load_integration(workspace, workspace.integration_file("riverton-water"))
    entry = project.changelog.entries[0] if project.changelog else None
    assert entry
    assert (entry.version, entry.description, entry.author) == ("1.2.0", ANSWERS["description"], ANSWERS["author"])
    assert not check_release_state(load_release_state(project)).content_problems
    assert 'data-post="undo" disabled' in page  # what was released stays


def test_a_higher_level_is_a_wish_and_a_lower_one_is_refused(studio: RunningStudio, workspace: Workspace) -> None:
    change(workspace)
    before = list_files(workspace)

    page = release(studio, level="patch")

    assert "a patch release is not enough" in page.lower()
    assert "--level" not in page
    assert list_files(workspace) == before
    assert "Version 2.0.0 is released." in release(studio, level="major")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"description": " "}, "Describe what changed"),
        ({"author": ""}, "Name the author"),
        ({"day": "soon"}, "Choose the day"),
        ({"day": "2020-01-01"}, "is before that of version 1.1.0"),
        ({"seen": "0"}, "changed while you were writing"),
        ({"author": "x" * 3000}, "The author is not valid"),
    ],
)
def test_a_refused_release_writes_nothing_and_keeps_what_was_written(
    studio: RunningStudio, workspace: Workspace, answers: dict[str, str], words: str
) -> None:
    change(workspace)
    before = list_files(workspace)

    page = release(studio, **{"description": "Mine <b>", **answers})

    assert words in page
    assert not re.search(r"\s--[a-z]", page)  # options are for terminals
    assert ("Mine &lt;b&gt;" in page) == ("description" not in answers)
    assert list_files(workspace) == before


def test_what_the_phase_still_needs_is_named_with_its_field(studio: RunningStudio, workspace: Workspace) -> None:
    change(workspace, "status: build", "status: uat")
    change(workspace, "\n  window: ", "\n  # window: ")

    page = studio.client.get(f"{URL}/release").text

    assert "Still missing for UAT" in page
    assert re.search(rf'href="{URL}/[a-z-]+\?at=f-', page.partition('id="blocked"')[2])
    assert 'name="description"' not in page


def approve(studio: RunningStudio, **answers: str) -> str:
    body = {"approver": "Dana Whitfield", "organization": "Riverton Water District", "approved_on": "2026-11-28"}
    answer = studio.client.post(
        f"{URL}/release/approval", data=body | answers, headers=studio.origin, follow_redirects=True
    )
    return answer.text


def test_an_approval_is_recorded_for_the_release_and_void_once_it_changes(
    studio: RunningStudio, workspace: Workspace
) -> None:
    page = approve(studio)

    assert "The approval is recorded." in page
    assert "Approved Nov 28, 2026<" in page
    assert "has approved this version already" in approve(studio)
    change(workspace)
    assert "No longer valid: given Nov 28, 2026" in studio.client.get(f"{URL}/release").text
    assert "Nothing was written." in approve(studio)


def test_no_approval_while_a_document_of_the_release_was_edited(studio: RunningStudio, workspace: Workspace) -> None:
    project = load_integration(workspace, workspace.integration_file("riverton-water"))
    (done,) = run_jobs(list_jobs((project,), frozenset({"slide"})))
    assert done.made
    path = workspace.output_folder / done.made.place
    path.parent.mkdir(parents=True)
    path.write_bytes(done.made.content)
    deck = Presentation(str(path))
    next(shape for shape in deck.slides[0].shapes if shape.has_text_frame).text_frame.text = "Mine"
    deck.save(str(path))
    before = list_files(workspace)

    page = approve(studio)

    assert "was edited since it was made from this release" in page.lower()
    assert list_files(workspace) == before


def test_an_approval_needs_a_name(studio: RunningStudio, workspace: Workspace) -> None:
    before = list_files(workspace)

    assert "needs a name" in approve(studio, approver=" ")
    assert list_files(workspace) == before


def test_the_guide_is_released_too_and_other_files_are_not(studio: RunningStudio) -> None:
    assert "Nothing has changed since." in studio.client.get("/vendor/guide/release").text
    assert studio.client.get("/vendor/organization/release").status_code == 404


def test_a_full_disk_is_said_and_the_text_stays_in_the_form(studio: RunningStudio, workspace: Workspace) -> None:
    change(workspace)
    before = list_files(workspace)

    with small_files_only():
        page = release(studio, description="Kept words.")
        answer = studio.post(f"{URL}/yaml", {"text": "name: x\n" * 400, "digest": read_digest(studio)})
        unsaved = studio.client.get(f"{URL}/release").text

    assert "Cannot write" in page
    assert "Kept words." in page
    assert answer.json()["saved"] is False
    assert "This cannot be saved." in unsaved
    assert "once the last changes are saved" in unsaved
    assert not any("--output" in text for text in (page, unsaved))
    assert list_files(workspace) == before


def read_digest(studio: RunningStudio) -> str:
    digest: str = studio.client.get(f"{URL}/yaml/text").json()["digest"]
    return digest


def test_any_two_versions_are_compared(studio: RunningStudio, workspace: Workspace) -> None:
    address = "/integrations/riverton-water/release/compare"
    spec = workspace.integration_file("riverton-water")
    spec.write_text(spec.read_text(encoding="utf-8").replace("accounts: 18400", "accounts: 41200"), encoding="utf-8")

    assert '<option value="1.0.0" >1.0.0</option>' in studio.client.get(address).text
    now = studio.client.get(f"{address}?old=1.1.0&new=").text
    assert "accounts raised from 18,400 to 41,200" in now
    assert "1 change (1 minor) from 1.1.0 to what is here now" in now
    older = studio.client.get(f"{address}?old=1.0.0&new=1.1.0").text
    assert "from 1.0.0 to 1.1.0" in older
    assert "41,200" not in older
    assert "No difference from 1.1.0 to 1.1.0" in studio.client.get(f"{address}?old=1.1.0&new=1.1.0").text
    assert 'id="changes"' not in studio.client.get(f"{address}?old=../../x&new=9.9.9").text


def test_a_release_that_was_edited_is_named(studio: RunningStudio, workspace: Workspace) -> None:
    kept = workspace.releases_folder("riverton-water") / "1.0.0.json"
    kept.write_text(kept.read_text(encoding="utf-8").replace("Riverton", "Riverton!", 1), encoding="utf-8")

    page = studio.client.get("/integrations/riverton-water/release/compare?old=1.0.0&new=1.1.0").text

    assert "this file was edited" in page
