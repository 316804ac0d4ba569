"""`golive status --html`: every integration in one page, and no text of theirs becomes markup."""

import re
from datetime import datetime
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from golive.cli import main
from golive.exchange.exports.sheet_parts import HEAD_ROW

HOSTILE = "<img src=x onerror=alert(1)> & </script>"


def write_page(workspace: Path, page: Path, *options: str) -> int:
    return main(["status", "--workspace", str(workspace), "--date", "2027-03-27", "--html", str(page), *options])


def read_cells(page: Path) -> list[list[str]]:
    rows = re.findall(r"<tr id=.*?</tr>", page.read_text("utf-8"), re.DOTALL)
    cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[unescape(re.sub(r"<[^>]+>", " ", cell)).strip() for cell in row] for row in cells]


def test_the_page_has_a_row_for_each_integration_and_links_its_documents(
    workspace: Path, spec: Path, tmp_path: Path
) -> None:
    text = spec.read_text()
    name = re.search(r"^name: (.*)$", text, re.MULTILINE)
    assert name
    other = text.replace("id: millbrook-water", "id: other").replace(name[0], f"name: '{HOSTILE}'")
    spec.with_name("other.yaml").write_text(other)
    assert main(["build", "millbrook-water", "--workspace", str(workspace), "--only", "deck", "--quiet"]) == 0
    page = tmp_path / "pages" / "status.html"
    page.parent.mkdir()
    assert write_page(workspace, page) == 0

    first, second = read_cells(page)
    assert first[0].split() == [*name[1].split(), "millbrook-water"]
    assert first[1:3] == ["1.0.0", "Design"]
    assert first[7].split()[:2] == ["deck", "current"]
    assert second[0] == f"{HOSTILE} other"
    whole = page.read_text("utf-8")
    assert "<img" not in whole
    (address,) = re.findall(r'href="([^"]+)"', whole)
    assert (page.parent / unescape(address).replace("%20", " ")).resolve().is_file()
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", whole) == []


def test_equal_input_gives_equal_bytes_and_a_foreign_file_stays(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, again = tmp_path / "status.html", tmp_path / "again.html"
    assert write_page(workspace, page) == 0
    assert write_page(workspace, again) == 0
    assert write_page(workspace, page) == 0
    assert page.read_bytes() == again.read_bytes()

    page.write_text("<p>mine</p>")
    assert write_page(workspace, page) == 1
    assert "is no status page, and is not replaced" in capsys.readouterr().err
    assert page.read_text() == "<p>mine</p>"


def test_the_workbook_has_the_same_table_and_one_that_somebody_worked_in_stays(
    workspace: Path, spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec.write_text(re.sub(r"^name: .*$", "name: '=1+1'", spec.read_text(), flags=re.MULTILINE))
    page, book, again = (tmp_path / name for name in ("status.html", "status.xlsx", "again.xlsx"))
    assert write_page(workspace, page, "--xlsx", str(book)) == 0
    for path in (again, book):
        assert main(["status", "--workspace", str(workspace), "--date", "2027-03-27", "--xlsx", str(path)]) == 0
    assert book.read_bytes() == again.read_bytes()

    sheet = openpyxl.load_workbook(book)
    heads, row, *others = sheet.active.iter_rows(min_row=HEAD_ROW + 1)
    assert not others
    found = {head.value: cell for head, cell in zip(heads, row, strict=True)}
    (cells,) = read_cells(page)
    assert (found["Integration"].value, found["Integration"].data_type) == ("=1+1", "s")
    assert found["Id"].value == "millbrook-water"
    assert cells[3].startswith(found["Next"].value)
    assert found["On"].value == datetime(2027, 4, 26)  # noqa: DTZ001 - a day of a sheet
    assert (found["Left"].value, str(found["Open"].value)) == (21, cells[5])
    assert found["Documents"].value == "3 missing"

    sheet.active["A9"] = "mine"
    sheet.save(book)
    before = book.read_bytes()
    again.unlink()
    again.mkdir()
    for path, said in ((book, "that golive made and nobody changed, and is not replaced"), (again, "is a directory")):
        assert main(["status", "--workspace", str(workspace), "--xlsx", str(path)]) in {1, 2}
        assert said in capsys.readouterr().err
    assert book.read_bytes() == before


def test_a_spec_with_a_problem_is_named_on_the_page(workspace: Path, spec: Path, tmp_path: Path) -> None:
    spec.write_text(spec.read_text().replace("status: design", "status: <b>desing"))
    page = tmp_path / "status.html"
    assert write_page(workspace, page) == 1
    assert read_cells(page) == []
    assert "&lt;b&gt;desing" in page.read_text("utf-8")
    assert "millbrook-water.yaml:" in page.read_text("utf-8")
