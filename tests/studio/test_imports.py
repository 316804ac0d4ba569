"""A file is imported on a page: what it offers is picked, what changes is shown, and one undo takes all of it back."""

import json
import re
from pathlib import Path

import httpx
import pytest
import yaml
from tests.exchange.imports.test_openapi import PAYMENTS
from tests.studio.conftest import RunningStudio, small_files_only

from golive.exchange.imports.import_log import get_log_file, read_log
from golive.project.workspace import Workspace

URL = "/integrations/riverton-water/import"
COPYBOOK = b"""       01  BILL-REC.
           05  REC-TYPE        PIC X(2).
               88  IS-BILL     VALUE 'BL'.
           05  ACCOUNT-NO      PIC 9(10).
           05  AMOUNT-DUE      PIC S9(7)V99 SIGN TRAILING SEPARATE.
"""


def upload(studio: RunningStudio, name: str, content: bytes, url: str = URL, **more: str) -> httpx.Response:
    files = {"file": (name, content)}
    return studio.client.post(url, files=files, data=more, headers=studio.origin, follow_redirects=True)


def choose(studio: RunningStudio, page: str, interface: str, picked: str, **more: object) -> httpx.Response:
    """Choose what matches a pattern, of everything that the page shows."""
    shown = [one.replace("&lt;", "<") for one in re.findall(r'name="shown" value="([^"]*)"', page)]
    chosen = [one for one in shown if re.search(picked, one)]
    assert shown
    form = {"key": find_hidden(page, "key"), "interface": interface, "shown": shown, "choice": chosen, **more}
    url = re.search(r'action="([^"]*)/choice"', page)
    assert url
    return studio.client.post(f"{url[1]}/choice", data=form, headers=studio.origin, follow_redirects=True)


def take_over(studio: RunningStudio, page: str) -> httpx.Response:
    form = {"key": find_hidden(page, "key"), "seen": find_hidden(page, "seen")}
    url = re.search(r'action="([^"]*)/changes"', page)
    assert url
    return studio.client.post(f"{url[1]}/changes", data=form, headers=studio.origin, follow_redirects=True)


def find_hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def list_records(spec: Path, interface: str) -> list[str]:
    values = yaml.safe_load(spec.read_text(encoding="utf-8"))
    return [one["id"] for item in values["interfaces"] if item["id"] == interface for one in item.get("records", [])]


def test_a_copybook_is_shown_imported_and_undone_with_its_log(studio: RunningStudio, workspace: Workspace) -> None:
    spec, log = workspace.integration_file("riverton-water"), get_log_file(workspace.data_folder, "riverton-water")
    before = spec.read_bytes()

    offer = upload(studio, "<b>.cpy", COPYBOOK).text
    assert "COBOL copybook" in offer
    assert "&lt;b&gt;.cpy" in offer
    changes = choose(studio, offer, "account-file", "^bill-rec").text
    assert "Record layouts › bill-rec" in changes or "Records › bill-rec" in changes
    assert "3 of 3 parts" in changes
    assert spec.read_bytes() == before
    assert not log.exists()

    done = take_over(studio, changes).text
    assert "It is imported." in done
    assert "bill-rec" in list_records(spec, "account-file")
    assert [one.file for one in read_log(log)[0].imports] == ["<b>.cpy"]
    assert "COBOL copybook into" in done
    origins = done.partition('id="origins-1"')[2].partition("</details>")[0]
    entry = read_log(log)[0].imports[0]
    assert origins.count("<li>") == len(entry.places)
    assert "bill-rec › Fields › ACCOUNT-NO › Length: " in origins
    edited = spec.read_bytes()

    assert studio.post("/integrations/riverton-water/undo", {}).status_code == 200
    assert spec.read_bytes() == before
    assert read_log(log)[0].imports == []
    assert studio.post("/integrations/riverton-water/redo", {}).status_code == 200
    assert spec.read_bytes() == edited
    assert [one.file for one in read_log(log)[0].imports] == ["<b>.cpy"]


def test_fields_of_a_record_are_left_out_one_by_one(studio: RunningStudio, workspace: Workspace) -> None:
    changes = choose(studio, upload(studio, "bills.cpy", COPYBOOK).text, "account-file", "^bill-rec").text

    fewer = choose(studio, changes, "account-file", "^bill-rec$|REC-TYPE").text
    take_over(studio, fewer)

    spec = yaml.safe_load(workspace.integration_file("riverton-water").read_text(encoding="utf-8"))
    records = next(one["records"] for one in spec["interfaces"] if one["id"] == "account-file")
    assert [field["name"] for one in records if one["id"] == "bill-rec" for field in one["fields"]] == ["REC-TYPE"]


def test_what_was_written_here_stays_until_the_file_may_win(studio: RunningStudio, workspace: Workspace) -> None:
    spec = workspace.integration_file("riverton-water")
    take_over(studio, choose(studio, upload(studio, "b.cpy", COPYBOOK).text, "account-file", "^bill-rec").text)
    spec.write_text(spec.read_text(encoding="utf-8").replace("position: 3, length: 10", "position: 3, length: 11"))

    newer = upload(studio, "b.cpy", COPYBOOK.replace(b"9(10)", b"9(12)")).text
    assert "An earlier one was imported before" in newer
    kept = choose(studio, newer, "account-file", "^bill-rec").text
    assert "Yours stays" in kept
    assert "<td>11</td><td>12</td>" in kept
    winning = choose(studio, kept, "account-file", ".", accept="yes").text
    assert "Yours stays" not in winning
    take_over(studio, winning)

    assert "position: 3, length: 12" in spec.read_text(encoding="utf-8")


def test_operations_of_an_api_are_picked(studio: RunningStudio, workspace: Workspace) -> None:
    url = "/integrations/lakeshore-mutual/import"
    offer = upload(studio, "payments.yaml", PAYMENTS.encode(), url).text

    changes = choose(studio, offer, "policy-lookup", "^POST /payments$").text
    assert "parts</span>" in changes
    assert take_over(studio, changes).status_code == 200

    values = yaml.safe_load(workspace.integration_file("lakeshore-mutual").read_text(encoding="utf-8"))
    calls = next(one["operations"] for one in values["interfaces"] if one["id"] == "policy-lookup")
    assert any(one.get("path") == "/payments" or "payment" in one["id"] for one in calls)


def test_a_change_of_the_spec_between_looking_and_taking_is_said(studio: RunningStudio, workspace: Workspace) -> None:
    spec = workspace.integration_file("riverton-water")
    changes = choose(studio, upload(studio, "b.cpy", COPYBOOK).text, "account-file", "^bill-rec").text
    text = spec.read_text(encoding="utf-8").replace("name: Beth Lindgren", "name: Beth Lind")
    spec.write_text(text, encoding="utf-8")

    page = take_over(studio, changes)

    assert page.status_code == 422
    assert "The file was changed meanwhile" in page.text
    assert spec.read_text(encoding="utf-8") == text
    assert "It is imported." in take_over(studio, page.text).text


def test_a_full_disk_imports_nothing_and_says_so(studio: RunningStudio, workspace: Workspace) -> None:
    spec = workspace.integration_file("riverton-water")
    before = spec.read_bytes()
    changes = choose(studio, upload(studio, "b.cpy", COPYBOOK).text, "account-file", "^bill-rec").text
    with small_files_only():
        page = take_over(studio, changes)

    assert page.status_code == 422
    assert "larger than allowed" in page.text
    assert spec.read_bytes() == before
    assert "It is imported." in take_over(studio, page.text).text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("", b"x", "Choose a file first"),
        ("a.cpy", b"", "empty"),
        ("a.pdf", b"%PDF-1.7", "is a PDF"),
        ("a.xlsx", b"PK\x03\x04 no zip", "no Excel workbook"),
        ("a.yaml", b"openapi: 3.1.0\npaths: [", "a.yaml"),
        ("a.bin", b"\x00\xff\x02" * 50, "not a text file"),
        ("a.txt", b"x" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_words(
    studio: RunningStudio, name: str, content: bytes, words: str
) -> None:
    page = upload(studio, name, content)

    assert page.status_code == 422
    assert words.lower() in page.text.lower()
    assert "Nothing was imported." in page.text
    assert "golive import" not in page.text


def test_nothing_chosen_and_a_file_that_is_gone_are_said(studio: RunningStudio) -> None:
    offer = upload(studio, "b.cpy", COPYBOOK).text
    assert "Choose what to import" in choose(studio, offer, "account-file", "no such key").text
    assert "Choose what it belongs to" in choose(studio, offer, "nowhere", ".").text
    upload(studio, "c.cpy", COPYBOOK)
    assert "This file is not here any more" in choose(studio, offer, "account-file", ".").text


def test_what_is_too_much_can_be_picked_down(studio: RunningStudio, workspace: Workspace) -> None:
    """An API with 300 calls of 300 fields, all of them optional."""
    url = "/integrations/lakeshore-mutual/import"
    fields = {f"field{number}": {"type": "string"} for number in range(300)}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}}
    call = {"requestBody": body, "responses": {"200": {"description": "Done."}}}
    paths = {f"/call{number}": {"post": {"operationId": f"call{number}", **call}} for number in range(300)}
    schemas = {"Body": {"type": "object", "properties": fields}}
    info = {"title": "Big", "version": "1"}
    document = {"openapi": "3.0.3", "info": info, "paths": paths, "components": {"schemas": schemas}}

    offer = upload(studio, "big.json", json.dumps(document).encode(), url).text
    assert not re.search(r'value="POST /call7" id="[^"]*" checked', offer)  # of many, none is chosen at first
    refused = choose(studio, offer, "policy-lookup", "^POST /call7$")
    assert refused.status_code == 422
    assert "has 300 items; at most 200 are allowed" in refused.text
    assert "Still missing" not in refused.text
    assert "300 of 300 parts" in refused.text

    changes = choose(studio, refused.text, "policy-lookup", "^POST /call7$|^POST /call7 .*field[1-9]$").text
    assert "9 of 300 parts" in changes
    take_over(studio, changes)

    values = yaml.safe_load(workspace.integration_file("lakeshore-mutual").read_text(encoding="utf-8"))
    [added] = [
        one for item in values["interfaces"] for one in item.get("operations", []) if one["id"].startswith("call")
    ]
    assert [field["name"] for field in added["request"]] == [f"field{number}" for number in range(1, 10)]
