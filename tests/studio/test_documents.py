"""Documents are made in the background, downloaded, and never lose what a person did to them."""

import re
import time
from pathlib import Path

import pytest
from tests.studio.conftest import RunningStudio

from golive.project.workspace import Workspace
from golive.studio.sessions.pdf_engines import PdfEngineState
from golive.studio.views.engine_choice import build_engine_choice

URL = "/integrations/riverton-water/documents"


def make_documents(studio: RunningStudio, **form: str | list[str]) -> str:
    """Make documents, wait for the end, and return the page."""
    answer = studio.client.post(URL, data=form, headers=studio.origin, follow_redirects=True)
    for _ in range(600):
        if "<progress" not in answer.text:
            return answer.text
        time.sleep(0.05)
        answer = studio.client.get(URL)
    raise AssertionError(answer.text)


def find_slide(workspace: Workspace) -> Path:
    """Return the path of the overview on one slide."""
    return workspace.output_folder / "riverton-water" / "riverton-water-slide-1.1.0.pptx"


def test_a_document_is_made_proved_and_downloaded(studio: RunningStudio, workspace: Workspace) -> None:
    assert "Done." not in studio.client.get(URL).text

    page = make_documents(studio, kind="slide")

    assert "1 file written." in page
    assert "As released" in page
    path = find_slide(workspace)
    answer = studio.client.get(f"{URL}/file/{path.name}")
    assert answer.content == path.read_bytes()
    assert "attachment" in answer.headers["content-disposition"]
    assert "Everything was up to date." in make_documents(studio, kind="slide")


def test_a_file_that_a_person_made_is_replaced_only_when_they_say_so(
    studio: RunningStudio, workspace: Workspace
) -> None:
    path = find_slide(workspace)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")

    page = make_documents(studio, kind="slide")

    assert "Nothing was written." in page
    assert "--discard-edits" not in page
    assert "Not made by golive" in page
    assert path.read_bytes() == b"mine"
    assert "1 file written." in make_documents(studio, kind="slide", replace="yes")
    assert path.read_bytes() != b"mine"


def test_all_documents_are_written_or_none(studio: RunningStudio, workspace: Workspace) -> None:
    path = find_slide(workspace)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")

    page = make_documents(studio, kind=["slide", "explainer"])

    assert "Nothing was written." in page
    assert list(path.parent.iterdir()) == [path]


def test_a_document_follows_its_spec(studio: RunningStudio, workspace: Workspace) -> None:
    make_documents(studio, kind="slide")
    path = workspace.integration_file("riverton-water")
    path.write_text(path.read_text().replace("Carla Mendes", "Carla Diaz", 1))

    page = studio.client.get(URL).text

    assert "Not made yet" in page  # a draft has a name of its own
    assert "Version 1.1.0, as it was released" in page
    assert "there are changes in: spec" in page


@pytest.mark.parametrize(
    ("form", "words"), [({}, "Choose at least one document"), ({"kind": "guide"}, "Choose at least one document")]
)
def test_nothing_to_make_is_said(studio: RunningStudio, form: dict[str, str], words: str) -> None:
    assert words in make_documents(studio, **form)


def test_a_file_with_errors_makes_no_documents_and_still_offers_what_there_is(
    studio: RunningStudio, workspace: Workspace
) -> None:
    find_slide(workspace).parent.mkdir(parents=True)
    find_slide(workspace).write_bytes(b"")
    path = workspace.integration_file("riverton-water")
    path.write_text(path.read_text().replace("status: build", "status: bild", 1))

    assert "There is something to fix first." in make_documents(studio, kind="slide")
    assert f"{find_slide(workspace).name}" in studio.client.get(URL).text


def test_a_file_of_somebody_else_is_named_as_such(studio: RunningStudio, workspace: Workspace) -> None:
    folder = workspace.output_folder / "riverton-water"
    folder.mkdir(parents=True)
    (folder / "notes <b>.pdf").write_bytes(b"%PDF-1.7\n")

    page = studio.client.get(URL).text

    assert "Not made by golive" in page
    assert "notes &lt;b&gt;.pdf" in page


@pytest.mark.parametrize("place", ["../../data/guide.yaml", "..%2F..%2Fdata%2Fguide.yaml", "/etc/passwd", "none.pdf"])
def test_nothing_but_documents_is_downloaded(studio: RunningStudio, place: str) -> None:
    assert studio.client.get(f"{URL}/file/{place}").status_code == 404


def test_the_guide_has_documents_and_other_files_of_the_vendor_have_none(studio: RunningStudio) -> None:
    assert "Participation Guide" in studio.client.get("/vendor/guide/documents").text
    assert studio.client.get("/vendor/organization/documents").status_code == 404


def test_the_pdf_engine_is_chosen_and_a_document_says_which_one_set_it(studio: RunningStudio) -> None:
    page = make_documents(studio, kind="explainer", engine="typst")

    assert "1 file written." in page
    assert re.search(r"riverton-water-sit-vs-uat-1.1.0.pdf · [^<]* · set by Typst \d", page)
    assert re.search(r"its pages set by Typst \d", page)
    assert re.search(r'value="typst" id="engine-typst" checked', page)


WEASYPRINT = PdfEngineState("weasyprint", "WeasyPrint 70.0")
TYPST = PdfEngineState("typst", "Typst 0.15.2")
NO_WEASYPRINT = PdfEngineState("weasyprint", "", "the PDF engine cannot start", "It needs Pango.")
NO_TYPST = PdfEngineState("typst", "", "the PDF engine Typst is not installed", "pip install 'golive[typst]'.")


@pytest.mark.parametrize(
    ("states", "usual", "title", "warning", "available"),
    [
        ((), "", "As usual: WeasyPrint", "", ["", "weasyprint", "typst"]),
        ((WEASYPRINT, TYPST), "", "As usual: WeasyPrint", "", ["", "weasyprint", "typst"]),
        ((WEASYPRINT, TYPST), "typst", "As for all integrations: Typst", "", ["", "weasyprint", "typst"]),
        ((NO_WEASYPRINT, TYPST), "", "As usual: Typst", "", ["", "typst"]),
        ((WEASYPRINT, NO_TYPST), "", "As usual: WeasyPrint", "", ["", "weasyprint"]),
        ((WEASYPRINT, NO_TYPST), "typst", "As for all integrations: Typst", "Typst is not installed", ["weasyprint"]),
        ((NO_WEASYPRINT, TYPST), "weasyprint", "As for all integrations: WeasyPrint", "cannot start", ["typst"]),
        ((NO_WEASYPRINT, NO_TYPST), "", "As usual: WeasyPrint", "cannot start", []),
    ],
)
def test_an_engine_that_is_missing_cannot_be_chosen_and_the_page_says_what_to_install(
    states: tuple[PdfEngineState, ...], usual: str, title: str, warning: str, available: list[str]
) -> None:
    choice = build_engine_choice(states, usual, "")

    assert choice.options[0].title == title
    assert bool(choice.warning) == bool(warning)
    assert warning in choice.warning
    assert bool(choice.fix) == bool(warning)
    assert [one.name for one in choice.options if one.is_available] == available
    for state in states:
        option = next(one for one in choice.options if one.name == state.name)
        assert state.fix in option.meaning
