"""Texts that somebody edited in a deck come back into the forms, when they come from one answer."""

import html
import re
import time
from pathlib import Path

import pytest
from pptx import Presentation
from tests.studio.conftest import RunningStudio

from golive.pipeline.jobs import list_jobs, run_jobs
from golive.project.project import load_integration
from golive.project.workspace import Workspace

URL = "/integrations/riverton-water/documents"
NAME = "riverton-water-slide-1.1.0.pptx"
OLD, NEW = "Meterstone CIS", "Meterstone Cloud"


@pytest.fixture
def deck(workspace: Workspace) -> Path:
    """A deck of one slide in which somebody renamed the billing system."""
    project = load_integration(workspace, workspace.integration_file("riverton-water"))
    (done,) = run_jobs(list_jobs((project,), frozenset({"slide"})))
    assert done.made
    path = workspace.output_folder / "riverton-water" / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(done.made.content)
    presentation = Presentation(str(path))
    texts = [shape.text_frame for shape in presentation.slides[0].shapes if shape.has_text_frame]
    runs = [run for text in texts for paragraph in text.paragraphs for run in paragraph.runs if OLD in run.text]
    assert runs
    for run in runs:
        run.text = run.text.replace(OLD, NEW)
    presentation.save(str(path))
    return path


def look_for_edits(studio: RunningStudio) -> str:
    """Look for the edits in the background, and return the page once they are found."""
    page = studio.client.post(f"{URL}/edits/{NAME}", headers=studio.origin, follow_redirects=True)
    assert page.status_code == 200
    for _ in range(600):
        text = studio.client.get(f"{URL}/edits/{NAME}").text
        if "data-job" not in text:
            return text
        time.sleep(0.05)
    raise AssertionError(text)


def test_an_edited_text_is_offered_taken_and_undone(studio: RunningStudio, workspace: Workspace, deck: Path) -> None:
    spec = workspace.integration_file("riverton-water")
    before, edited = spec.read_bytes(), deck.read_bytes()
    assert f'href="{URL}/edits/{NAME}"' in studio.client.get(URL).text

    page = look_for_edits(studio)
    values = [html.unescape(value) for value in re.findall(r'name="edit" value="([^"]*)"', page)]
    version = re.search(r'name="version" value="(\w+)"', page)
    assert version
    assert len(values) == 1, page
    assert f"<del>{OLD}</del> <ins>{NEW}</ins>" in page
    body = {"edit": values, "version": version[1]}
    after = studio.client.post(f"{URL}/take/{NAME}", data=body, headers=studio.origin, follow_redirects=True).text

    assert "The edits are in the forms now." in after
    assert spec.read_bytes() == before.replace(f"name: {OLD}".encode(), f"name: {NEW}".encode(), 1)
    assert deck.read_bytes() == edited
    studio.post("/integrations/riverton-water/undo", {})
    assert spec.read_bytes() == before
    assert "Look for the edits</button>" in studio.client.get(f"{URL}/edits/{NAME}").text  # they were taken


def test_what_was_found_counts_no_more_once_the_deck_is_another_one(studio: RunningStudio, deck: Path) -> None:
    assert "<del>" in look_for_edits(studio)
    deck.write_bytes(b"no deck any more")
    assert "<del>" not in studio.client.get(f"{URL}/edits/{NAME}").text
    refused = look_for_edits(studio)
    assert 'class="is-fix"' in refused
    assert "<del>" not in refused


@pytest.mark.parametrize(
    "edit", ["", "{", '{"path": [], "after": ""}', '{"path": ["team"], "after": "x"}', '{"path": ["no"], "after": "x"}']
)
def test_what_no_page_offers_is_refused(studio: RunningStudio, workspace: Workspace, edit: str) -> None:
    path = workspace.output_folder / "riverton-water" / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(b"any deck")
    before = workspace.integration_file("riverton-water").read_bytes()

    version = re.search(r'data-version="(\w+)"', studio.client.get(f"{URL}/edits/{NAME}").text)
    assert version

    body = {"edit": edit, "version": version[1]}
    page = studio.client.post(f"{URL}/take/{NAME}", data=body, headers=studio.origin).text

    assert "cannot be read" in page or "is not there any more" in page
    assert workspace.integration_file("riverton-water").read_bytes() == before


def test_nothing_but_a_deck_has_edits(studio: RunningStudio) -> None:
    assert studio.client.get(f"{URL}/edits/none.pptx").status_code == 404
    assert studio.client.get(f"{URL}/edits/..%2F..%2Fdata%2Fguide.yaml").status_code == 404
