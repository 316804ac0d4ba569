"""A new biller's questionnaire on its page: sent empty, refused while answers are missing, begun when it is full."""

import re

import httpx
import pytest
from tests.studio.conftest import RunningStudio
from tests.studio.test_questionnaire import fill_in

from golive.project.project import load_integration
from golive.project.workspace import Workspace

URL = "/new/questionnaire"
FACTS = {
    "biller.name": "Tidewater Power",
    "biller.kind": "Utility",
    "biller.location": "Norfolk, Virginia",
    "biller.time_zone": "America/New_York",
    "biller.billing_system.name": "PowerBill",
    "biller.population": "90,000",
}


@pytest.fixture
def blank(studio: RunningStudio) -> bytes:
    assert f'href="{URL}"' in studio.client.get("/").text
    answer = studio.client.get(f"{URL}/file?method=hybrid")
    assert answer.headers["content-disposition"] == 'attachment; filename="new-biller-questionnaire.xlsx"'
    return answer.content


def answer(blank: bytes, **changes: str) -> bytes:
    facts = FACTS | {key.replace("__", "."): value for key, value in changes.items()}
    return fill_in(blank, {("Biller", key): value for key, value in facts.items()})


def send_back(studio: RunningStudio, content: bytes, owner: str = "Ada Moreno") -> httpx.Response:
    files = {"file": ("Back.xlsx", content)}
    return studio.client.post(URL, files=files, data={"owner": owner}, headers=studio.origin, follow_redirects=True)


def test_a_filled_in_questionnaire_begins_an_integration(
    studio: RunningStudio, workspace: Workspace, blank: bytes
) -> None:
    page = send_back(studio, answer(blank))

    assert page.url.path == "/integrations/tidewater-power/overview", page.text
    spec = load_integration(workspace, workspace.integration_file("tidewater-power")).spec
    assert (spec.biller.name, spec.biller.population) == ("Tidewater Power", 90_000)
    assert {one.method for one in spec.interfaces} == {"batch", "real-time"}
    assert next(one.name for one in spec.team if one.id == spec.owner) == "Ada Moreno"


def test_what_is_missing_or_wrong_is_listed_with_its_cell_and_nothing_is_written(
    studio: RunningStudio, workspace: Workspace, blank: bytes
) -> None:
    before = set(workspace.list_integration_files())

    empty = send_back(studio, blank)
    wrong = send_back(studio, answer(blank, biller__population="many"))
    no_owner = send_back(studio, answer(blank), owner=" ")
    foreign = send_back(studio, b"PK no workbook")

    assert (empty.status_code, empty.text.count("is empty")) == (422, 5)
    assert wrong.status_code == no_owner.status_code == foreign.status_code == 422
    assert "Biller!" in wrong.text
    copy = re.search(r"copy\?key=([\w-]+)", wrong.text)
    assert copy
    assert studio.client.get(f"{URL}/copy?key={copy[1]}").content[:2] == b"PK"
    assert "responsible" in no_owner.text
    assert set(workspace.list_integration_files()) == before
    assert studio.client.get(f"{URL}/copy?key=other").status_code == 404
    assert studio.client.get(f"{URL}/file?method=pigeon").status_code == 404


def decide(studio: RunningStudio, page: httpx.Response, existing: str = "") -> httpx.Response:
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert key, page.text
    data = {"key": key[1], "existing": existing}
    return studio.client.post(f"{URL}/decision", data=data, headers=studio.origin, follow_redirects=True)


@pytest.mark.parametrize("name", ["Tidewater Power", "TIDEWATER  Power."])
def test_a_questionnaire_that_comes_twice_begins_no_second_integration_unless_somebody_wants_it(
    studio: RunningStudio, workspace: Workspace, blank: bytes, name: str
) -> None:
    first, again = answer(blank), answer(blank, biller__name=name, biller__population="95,000")
    send_back(studio, first)
    spec = workspace.integration_file("tidewater-power")
    before, files = spec.read_text("utf-8"), set(workspace.list_integration_files())

    page = send_back(studio, again)
    brought = decide(studio, page, "tidewater-power")

    assert page.status_code == 422
    assert "Tidewater Power has an integration already." in page.text
    assert 'href="/integrations/tidewater-power/overview"' in page.text
    assert brought.url.path == "/integrations/tidewater-power/questionnaire", brought.text
    assert "95,000" in brought.text
    assert (spec.read_text("utf-8"), set(workspace.list_integration_files())) == (before, files)
    assert "not here any more" in decide(studio, page, "tidewater-power").text
    assert "not there any more" in decide(studio, send_back(studio, again), "../tidewater-power").text
    dropped = studio.client.post(
        "/integrations/tidewater-power/questionnaire",
        files={"file": ("Back.xlsx", first)}, headers=studio.origin, follow_redirects=True,
    )  # fmt: skip
    assert "There is nothing to import." in dropped.text

    assert decide(studio, send_back(studio, again)).url.path == "/integrations/tidewater-power-2/overview"
    assert set(workspace.list_integration_files()) - files == {workspace.integration_file("tidewater-power-2")}


def test_a_questionnaire_of_an_integration_leads_to_it(studio: RunningStudio, workspace: Workspace) -> None:
    used = studio.client.get("/integrations/riverton-water/questionnaire/file").content
    before = set(workspace.list_integration_files())

    page = send_back(studio, used)

    assert (page.status_code, set(workspace.list_integration_files())) == (422, before)
    assert "Create a second" not in page.text
    assert "There is nothing to import." in decide(studio, page, "riverton-water").text
    workspace.integration_file("riverton-water").unlink()
    assert "not in this folder" in send_back(studio, used).text


def test_the_interview_creates_no_second_integration_of_a_biller_unless_somebody_wants_it(
    studio: RunningStudio, workspace: Workspace
) -> None:
    answers = {"biller": "O'Hara & Sons: Water", "kind": "utility", "location": "Dayton, Ohio", "method": "batch",
               "billing_system": "PayRight", "owner": "Ada Moreno"}  # fmt: skip
    before = set(workspace.list_integration_files())

    several = (answers, answers | {"biller": "o'hara & sons water"}, answers | {"second": "yes"})
    nowhere = studio.client.post("/new", data=answers | {"location": "Dayton"}, headers=studio.origin)
    assert "Please add the state" in nowhere.text
    pages = [studio.client.post("/new", data=one, headers=studio.origin, follow_redirects=True) for one in several]

    assert [page.status_code for page in pages] == [200, 422, 200]
    assert f'href="{pages[0].url.path}"' in pages[1].text
    assert len(set(workspace.list_integration_files()) - before) == 2
