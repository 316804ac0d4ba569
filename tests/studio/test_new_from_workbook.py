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
    used = studio.client.get("/integrations/riverton-water/questionnaire/file").content

    assert (empty.status_code, empty.text.count("is empty")) == (422, 5)
    assert (
        wrong.status_code == no_owner.status_code == foreign.status_code == send_back(studio, used).status_code == 422
    )
    assert "Biller!" in wrong.text
    copy = re.search(r"copy\?key=([\w-]+)", wrong.text)
    assert copy
    assert studio.client.get(f"{URL}/copy?key={copy[1]}").content[:2] == b"PK"
    assert "responsible" in no_owner.text
    assert set(workspace.list_integration_files()) == before
    assert studio.client.get(f"{URL}/copy?key=other").status_code == 404
    assert studio.client.get(f"{URL}/file?method=pigeon").status_code == 404
