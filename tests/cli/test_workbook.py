"""`golive workbook send` and `read`: a biller's answers, from the spec and back into it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.cli.conftest import read_tree

from golive.cli import main

Answer = Callable[..., None]


@pytest.fixture
def questionnaire(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the questionnaire of the workspace's only spec, and return its path."""
    monkeypatch.chdir(workspace)
    assert main(["workbook", "send", "millbrook-water", "-o", "Discovery.xlsx"]) == 0
    return workspace / "Discovery.xlsx"


def fill_in(path: Path, answers: dict[tuple[str, str], Any]) -> None:
    """Answer questions, each by its sheet and hidden key."""
    book = openpyxl.load_workbook(path)
    for (sheet, key), value in answers.items():
        row = next(row for row in range(1, book[sheet].max_row + 1) if book[sheet].cell(row, 1).value == key)
        book[sheet].cell(row, 4).value = value
    book.save(path)


def test_answers_are_taken_over_line_by_line(
    questionnaire: Path, spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_in(questionnaire, {("Biller", "biller.population"): 12400, ("Biller", "biller.location"): "Dayton, Ohio"})
    before = spec.read_text(encoding="utf-8")

    assert main(["workbook", "read", "Discovery.xlsx", "--dry-run"]) == 0
    assert spec.read_text(encoding="utf-8") == before
    assert "+  location: Dayton, Ohio" in capsys.readouterr().out
    assert main(["workbook", "read", "Discovery.xlsx"]) == 0

    out = capsys.readouterr().out
    assert "Biller!D8: Location: Millbrook, Ohio → Dayton, Ohio" in out
    changed = set(spec.read_text(encoding="utf-8").splitlines()) ^ set(before.splitlines())
    assert changed == {"  location: Millbrook, Ohio", "  location: Dayton, Ohio", "  population: 12400"}
    assert main(["workbook", "read", "Discovery.xlsx"]) == 0
    assert "there is nothing to change" in capsys.readouterr().err


def test_a_conflict_waits_for_a_choice(questionnaire: Path, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill_in(questionnaire, {("Biller", "biller.location"): "Dayton, Ohio"})
    spec.write_text(spec.read_text(encoding="utf-8").replace("Millbrook, Ohio", "Toledo, Ohio"), encoding="utf-8")

    assert main(["workbook", "read", "Discovery.xlsx"]) == 1
    error = capsys.readouterr().err
    assert (
        "Discovery.xlsx › Biller!D8: Location: came back as `Dayton, Ohio`; it was sent as `Millbrook, Ohio`" in error
    )
    assert "--accept theirs" in error
    assert "Toledo, Ohio" in spec.read_text(encoding="utf-8")
    assert main(["workbook", "read", "Discovery.xlsx", "--accept", "ours"]) == 0
    assert "Toledo, Ohio" in spec.read_text(encoding="utf-8")
    assert main(["workbook", "read", "Discovery.xlsx", "--accept", "theirs"]) == 0
    assert "Dayton, Ohio" in spec.read_text(encoding="utf-8")


def test_wrong_answers_are_framed_in_a_copy_that_can_be_read_again(
    questionnaire: Path, spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {("Biller", "biller.population"): "many", ("Biller", "biller.kind"): "Kingdom"}
    fill_in(questionnaire, {**wrong, ("Biller", "biller.location"): "Dayton, Ohio"})
    before = spec.read_bytes()

    assert main(["workbook", "read", "Discovery.xlsx"]) == 1
    assert main(["workbook", "read", "Discovery.xlsx"]) == 1  # its own copy is no reason to stop

    error = capsys.readouterr().err
    assert "Discovery.xlsx › Biller!D12: Population is `many`, not a whole number" in error
    assert "Discovery.xlsx › Biller!D7: Kind is `Kingdom`, which is not an allowed word" in error
    assert "Pick one of: Utility, City, County" in error
    assert spec.read_bytes() == before
    copy = workspace / "Discovery-to-fix.xlsx"
    page = openpyxl.load_workbook(copy)["Biller"]
    assert page["D12"].value == "many"
    assert "not a whole number" in page["D12"].comment.text
    assert page["D12"].border.left.color.rgb == "FFC00000"
    assert page["D8"].comment is None
    fill_in(copy, {("Biller", "biller.population"): "12,400", ("Biller", "biller.kind"): "City"})
    assert main(["workbook", "read", str(copy)]) == 0
    text = spec.read_text(encoding="utf-8")
    assert all(one in text for one in ("location: Dayton, Ohio", "population: 12400", "kind: city"))
    assert main(["workbook", "read", "Discovery.xlsx"]) == 1
    assert "already exists, and has answers in it" in capsys.readouterr().err
    assert openpyxl.load_workbook(copy)["Biller"]["D12"].value == "12,400"


def test_one_contact_is_asked_what_is_open(workspace: Path, monkeypatch: pytest.MonkeyPatch, spec: Path) -> None:
    monkeypatch.chdir(workspace)
    text = spec.read_text(encoding="utf-8").replace("supplier: AquaBill Systems", "supplier: TBD")
    spec.write_text(text, encoding="utf-8")

    assert main(["workbook", "send", "millbrook-water", "--for", "ada moreno", "--only-open", "-o", "ada.xlsx"]) == 0

    book = openpyxl.load_workbook("ada.xlsx")
    keys = [row[0].value for row in book["Biller"].iter_rows(min_row=5)]
    assert keys == [None, "biller.billing_system.supplier"]
    assert "Ada Moreno" in book["Start here"]["A2"].value


@pytest.mark.parametrize(
    "arguments",
    [
        ["send"],
        ["send", "millbrook-water", "--blank"],
        ["send", "--blank", "--only-open"],
        ["send", "millbrook-water", "--for", "nobody"],
        ["read", "Discovery.xlsx", "--new", "x"],
    ],
)
def test_a_wrong_usage_is_refused(questionnaire: Path, arguments: list[str]) -> None:
    assert main(["workbook", *arguments]) == 2


def test_a_file_with_answers_or_of_someone_else_is_not_overwritten(questionnaire: Path, workspace: Path) -> None:
    send = ["workbook", "send", "millbrook-water", "-o"]
    assert main([*send, "Discovery.xlsx"]) == 0
    fill_in(questionnaire, {("Biller", "biller.population"): 12400})
    (workspace / "other.xlsx").write_bytes(b"mine")
    before = read_tree(workspace)

    assert main([*send, "Discovery.xlsx"]) == 1
    assert main([*send, "other.xlsx"]) == 1
    assert read_tree(workspace) == before
    assert main([*send, "other.xlsx", "--force"]) == 0


def test_a_new_biller_becomes_an_integration(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(workspace)
    assert main(["workbook", "send", "--blank", "-o", "new.xlsx"]) == 0
    read = ["workbook", "read", "new.xlsx"]
    assert main(read) == 2
    begin = [*read, "--new", "tidewater", "--owner", "Ada Moreno", "--date", "2027-02-01"]
    assert main(begin) == 1
    error = capsys.readouterr().err
    assert error.count("is empty") == 5
    assert not (workspace / "data" / "integrations" / "tidewater.yaml").exists()
    facts = {
        "biller.name": "Tidewater Power",
        "biller.kind": "Utility",
        "biller.location": "Norfolk, Virginia",
        "biller.time_zone": "America/New_York",
        "biller.billing_system.name": "PowerBill",
        "biller.billing_system.supplier": "PowerBill Inc.",
        "biller.population": "90,000",
    }
    fill_in(Path("new.xlsx"), {("Biller", key): value for key, value in facts.items()})

    assert main(begin) == 0, capsys.readouterr().err

    text = (workspace / "data" / "integrations" / "tidewater.yaml").read_text(encoding="utf-8")
    assert all(one in text for one in ("name: Tidewater Power", "supplier: PowerBill Inc.", "population: 90000"))
    assert main(["check", "tidewater"]) == 0
    assert main(begin) == 1  # it is there already


def test_the_result_is_given_as_json(questionnaire: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill_in(questionnaire, {("Biller", "biller.population"): "many"})
    capsys.readouterr()

    assert main(["workbook", "read", "Discovery.xlsx", "--json"]) == 1

    found = json.loads(capsys.readouterr().out)
    assert found["problems"][0]["cell"] == "Biller!D12"
    assert (found["spec"], found["written"]) == ("millbrook-water", [])
    assert found["copy"].endswith("Discovery-to-fix.xlsx")


def test_a_workbook_of_an_unknown_spec_is_refused(
    questionnaire: Path, spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec.rename(spec.with_name("other.yaml"))

    assert main(["workbook", "read", "Discovery.xlsx"]) == 1
    assert "called `millbrook-water`" in capsys.readouterr().err


def test_a_workbook_that_was_sent_two_releases_ago_is_merged_with_the_present_spec(
    questionnaire: Path, spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def release(*changes: tuple[str, str]) -> None:
        text = spec.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        spec.write_text(text, encoding="utf-8")
        arguments = ("--message", "Changed.", "--author", "Ada Moreno", "--date", "2027-02-01")
        assert main(["release", "millbrook-water", *arguments]) == 0

    assert main(["release", "millbrook-water"]) == 0
    zoe = "  - {id: zoe, name: Zoe Ames, party: vendor, role: sponsor, email: zoe@example.com}\n"
    release(("name: AquaBill\n", "name: AquaBill 5\n"), ("team:\n", f"team:\n{zoe}"))
    release(("location: Millbrook, Ohio", "location: Toledo, Ohio"), ("    phone: 555-0142\n", ""))
    kept = {path: path.read_bytes() for path in (workspace / "data" / "releases").rglob("*.json")}
    assert len(kept) == 3, "two of them after it was sent"
    before = spec.read_text(encoding="utf-8").splitlines()
    fill_in(
        questionnaire,
        {("Biller", "biller.population"): 12400, ("Biller", "biller.billing_system.supplier"): "AquaBill Inc"},
    )
    book = openpyxl.load_workbook(questionnaire)
    people = book["People"]
    (row,) = (row for row in people.iter_rows(min_row=5) if row[1].value == "Ben Osei")
    heads = [cell.value for cell in people[4]]
    row[heads.index("Job title")].value = "Programmer"
    book.save(questionnaire)
    capsys.readouterr()

    assert main(["workbook", "read", "Discovery.xlsx"]) == 0

    after = spec.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == ["    supplier: AquaBill Systems"]
    added = {line.strip() for line in after if line not in before}
    assert added == {"population: 12400", "supplier: AquaBill Inc", "job_title: Programmer"}
    assert {path: path.read_bytes() for path in kept} == kept
    fill_in(questionnaire, {("Biller", "biller.location"): "Dayton, Ohio"})
    assert main(["workbook", "read", "Discovery.xlsx"]) == 1
    said = "came back as `Dayton, Ohio`; it was sent as `Millbrook, Ohio`"
    assert said in capsys.readouterr().err
    assert "location: Toledo, Ohio" in spec.read_text(encoding="utf-8")
