"""Files that are no questionnaire, or not safe to open, are refused by name; ours pass the office audit."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from openxml_audit import FileFormat, OpenXmlValidator
from tests.exchange.workbook.workbooks import (
    FILE,
    QuestionnaireSheets,
    edit_file,
    make_book,
    merge,
    read_sheets,
    read_text,
    write_questionnaire,
)

from golive.exchange.sheet_cells import LIMITS, read_grids
from golive.exchange.workbook.addresses import format_address, parse_address
from golive.exchange.workbook.record import join_record, split_record
from golive.exchange.workbook.returned import read_returned
from golive.support.problems import OriginError


def change_parts(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return the questionnaire of a sample as a file with changed parts."""
    with zipfile.ZipFile(io.BytesIO(write_questionnaire("minimal"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


BOMB = b"<x>" + b" " * (LIMITS.xml_part_bytes // 2) + b"</x>"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no Excel workbook"),
        (b"id: not-a-workbook\n", "is no Excel workbook"),
        (b"PK\x03\x04" + b"x" * 100, "is no Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 5000, "is protected by a password"),
        (lambda: change_parts(lambda parts: parts.update({"xl/vbaProject.bin": b"x"})), "has macros"),
        (lambda: change_parts(lambda parts: parts.update({"xl/bomb.xml": BOMB})), "unpacks to more than is safe"),
        (
            lambda: change_parts(lambda parts: parts.update({"xl/worksheets/sheet1.xml": DOCTYPE})),
            "has a document type",
        ),
        (lambda: change_parts(lambda parts: parts.__delitem__("xl/workbook.xml")), "is no Excel workbook"),
        (lambda: change_parts(lambda parts: parts.update({"xl/styles.xml": b"<"})), "cannot be read as a workbook"),
        (lambda: write_questionnaire("minimal")[:9000], "is no Excel workbook"),
        (
            lambda: edit_file(write_questionnaire("minimal"), lambda book: book.__delitem__("_golive")),
            "is no questionnaire",
        ),
        (
            lambda: edit_file(write_questionnaire("minimal"), lambda b: b["_golive"].__setitem__("A3", "{}")),
            "record was changed",
        ),
        (
            lambda: edit_file(write_questionnaire("minimal"), lambda b: b["_golive"].__setitem__("A2", "9")),
            "record is not complete",
        ),
    ],
)
def test_a_file_that_is_no_questionnaire_is_refused(data: bytes | Callable[[], bytes], message: str) -> None:
    content = data if isinstance(data, bytes) else data()

    with pytest.raises(OriginError) as caught:
        read_returned(FILE, read_grids(FILE, content))

    assert str(caught.value).startswith("Discovery.xlsx: ")
    assert message in str(caught.value)


def test_a_workbook_of_a_newer_golive_is_refused() -> None:
    mark, count, *chunks = split_record(read_returned(FILE, read_sheets("minimal")).record)
    changed = json.dumps(json.loads("".join(chunks)) | {"format": 2, "more": []})

    with pytest.raises(ValueError, match="newer golive"):
        join_record([mark, "1", changed])
    assert join_record([mark, count, *chunks]).format == 1


def test_links_to_other_files_are_named_and_not_followed() -> None:
    data = change_parts(lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}))

    returned = read_returned(FILE, read_grids(FILE, data))

    assert [one.message for one in returned.warnings] == ["has links to other files, which were not followed"]


def test_a_sheet_of_another_questionnaire_is_a_problem() -> None:
    pages = QuestionnaireSheets.open("minimal")
    pages["Biller"].set(1, 1, "golive sheet no-such-topic")

    state, _, _ = merge(pages.close(), read_text("minimal"))

    assert [one.message for one in state.problems] == ["the sheet `Biller` is of another questionnaire"]


@pytest.mark.parametrize(("count", "added"), [(1500, 1500), (10_000, 0)])
def test_thousands_of_rows_are_read_or_refused_by_name(count: int, added: int) -> None:
    pages = QuestionnaireSheets.open("minimal")
    start = pages["File layouts"].find_free_row()
    for number in range(count):
        for column, text in enumerate(("Bill file", "Bill", f"ROW_{number}"), 2):
            pages["File layouts"].set(start + number, column, text)

    state, _, additions = merge(pages.close(), read_text("minimal"))

    assert len(additions) == added
    assert [one.message[:29] for one in state.problems] == ([] if added else ["has 10,000 new rows and colum"])


@pytest.mark.parametrize("version", [FileFormat.OFFICE_2007, FileFormat.MICROSOFT_365])
def test_the_office_audit_finds_nothing(version: FileFormat, tmp_path: Path) -> None:
    book = make_book("minimal")
    sheet = next(one for one in book.sheets if one.topic.id == "people")
    item = replace(sheet.items[0], cells={k: replace(c, fault="Look again") for k, c in sheet.items[0].cells.items()})
    wrong = replace(sheet, items=(item, *sheet.items[1:]))
    from golive.exchange.workbook.write import write_workbook

    path = tmp_path / "questionnaire.xlsx"
    path.write_bytes(write_workbook(replace(book, sheets=(wrong,), remarks=("Something",))))

    assert OpenXmlValidator(version).validate(path).errors == []


@pytest.mark.parametrize("path", [(), ("team", 3), ("interfaces", 12, "records", 0, "fields", 4, "name"), ("a", 1, 2)])
def test_an_address_leads_back_to_its_path(path: tuple[str | int, ...]) -> None:
    assert parse_address(format_address(path)) == path


@pytest.mark.parametrize("text", ["team[", "team]", ".team", "team..x", "team[x]", "x" * 501, "a b", "team[1]x", "=1"])
def test_a_text_that_is_no_address_is_none(text: str) -> None:
    assert parse_address(text) is None
