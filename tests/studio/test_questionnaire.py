"""The questionnaire on its page: sent, dropped when it came back, chosen at conflicts, taken over in one step."""

import io
import re
import shutil
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from tests.studio.conftest import RunningStudio

from golive.project.workspace import Workspace

SAMPLE = Path(__file__).parents[1] / "samples" / "minimal.yaml"
URL = "/integrations/millbrook-water/questionnaire"


def fill_in(content: bytes, answers: dict[tuple[str, str], Any]) -> bytes:
    """Answer questions, each by its sheet and hidden key."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (sheet, key), value in answers.items():
        row = next(row for row in range(1, book[sheet].max_row + 1) if book[sheet].cell(row, 1).value == key)
        book[sheet].cell(row, 4).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def send_back(studio: RunningStudio, content: bytes, url: str = URL) -> httpx.Response:
    return studio.client.post(url, files={"file": ("Back.xlsx", content)}, headers=studio.origin, follow_redirects=True)


def take_over(studio: RunningStudio, page: httpx.Response, **choices: str) -> httpx.Response:
    found = re.search(r'name="key" value="([^"]+)"', page.text)
    assert found
    answers = {"key": found[1], **{f"choose {place}": side for place, side in choices.items()}}
    return studio.client.post(f"{URL}/answers", data=answers, headers=studio.origin, follow_redirects=True)


def read_spec(workspace: Workspace) -> str:
    return workspace.integration_file("millbrook-water").read_text(encoding="utf-8")


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    """The workspace of all tests, and a small spec in it."""
    shutil.copy(SAMPLE, workspace.integration_file("millbrook-water"))
    return workspace


@pytest.fixture
def questionnaire_file(studio: RunningStudio) -> bytes:
    answer = studio.client.get(f"{URL}/file")
    assert answer.headers["content-disposition"] == 'attachment; filename="millbrook-water-questionnaire.xlsx"'
    return answer.content


def test_answers_are_shown_taken_over_and_undone_in_one_step(
    studio: RunningStudio, workspace: Workspace, questionnaire_file: bytes
) -> None:
    before = read_spec(workspace)
    answers = {("Biller", "biller.population"): "51,200", ("Biller", "biller.location"): "<Dayton>, Ohio"}

    page = send_back(studio, fill_in(questionnaire_file, answers))

    assert page.status_code == 200
    assert "<h3>2 answers</h3>" in page.text
    assert "&lt;Dayton&gt;, Ohio" in page.text
    assert read_spec(workspace) == before
    assert "The answers are taken over." in take_over(studio, page).text
    changed = {line.strip() for line in set(read_spec(workspace).splitlines()) - set(before.splitlines())}
    assert changed == {"population: 51200", "location: <Dayton>, Ohio"}
    assert studio.post("/integrations/millbrook-water/undo", {}).status_code == 200
    assert read_spec(workspace) == before
    assert "There is nothing to import." in send_back(studio, questionnaire_file).text


def test_a_conflict_is_chosen_on_the_page(
    studio: RunningStudio, workspace: Workspace, questionnaire_file: bytes
) -> None:
    path = workspace.integration_file("millbrook-water")
    answers = {("Biller", "biller.population"): "51,200", ("Biller", "biller.location"): "Dayton, Ohio"}
    here = re.search(r"^  location: (.*)$", read_spec(workspace), re.MULTILINE)
    assert here
    path.write_text(read_spec(workspace).replace(here[0], "  location: Toledo, Ohio"), encoding="utf-8")

    page = send_back(studio, fill_in(questionnaire_file, answers))

    assert "Both sides changed these: choose" in page.text
    assert all(text in page.text for text in ("Dayton, Ohio", "Toledo, Ohio", here[1]))
    refused = take_over(studio, page)
    assert refused.status_code == 422
    assert "Some answers are not chosen yet" in refused.text
    assert "population: 51200" not in read_spec(workspace)
    assert take_over(studio, page, **{"Biller!D8": "ours"}).status_code == 200
    assert "location: Toledo, Ohio" in read_spec(workspace)
    assert "population: 51200" in read_spec(workspace)
    assert take_over(studio, page, **{"Biller!D8": "theirs"}).status_code == 422  # it was taken over already


def test_wrong_answers_are_named_and_a_marked_copy_is_offered(
    studio: RunningStudio, workspace: Workspace, questionnaire_file: bytes
) -> None:
    before = read_spec(workspace)

    page = send_back(studio, fill_in(questionnaire_file, {("Biller", "biller.population"): "many"}))

    assert "<strong>Biller!D12</strong> Population is “many”, not a whole number." in page.text
    assert "Take the answers over" not in page.text
    assert take_over(studio, page).status_code == 200
    assert read_spec(workspace) == before
    link = re.search(r'href="([^"]+/copy\?key=[^"]+)"', page.text)
    assert link
    copy = openpyxl.load_workbook(io.BytesIO(studio.client.get(link[1]).content))
    assert "not a whole number" in copy["Biller"]["D12"].comment.text


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "Back.xlsx is no Excel"), (b"PK\x03\x04x", "Back.xlsx is no Excel"), (b"\xd0\xcf\x11\xe0", "a password")],
)
def test_what_is_no_questionnaire_is_refused(studio: RunningStudio, content: bytes, words: str) -> None:
    page = send_back(studio, content)

    assert page.status_code == 422
    assert words in page.text


def test_the_questionnaire_of_another_integration_is_refused(studio: RunningStudio, questionnaire_file: bytes) -> None:
    page = send_back(studio, questionnaire_file, "/integrations/fairview-city/questionnaire")

    assert page.status_code == 422
    assert "Back.xlsx is the questionnaire of another integration" in page.text


def test_one_contact_is_asked_what_is_open(studio: RunningStudio) -> None:
    answer = studio.client.get(f"{URL}/file?contact=cara&only_open=yes", follow_redirects=True)

    assert "There is nothing to ask" in answer.text
    page = studio.client.get(URL)
    assert '<option value="cara">' in page.text
    assert studio.client.get(f"{URL}/copy?key=none").status_code == 404
