"""Read and write JSON files: one object whose keys name the records; each holds a record or a list of records.

Where the layout has one record that nothing identifies, the file is a list of such records, or one of them on each
line. The file is read record by record; numbers keep their digits.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

from golive.data_files.json_scanner import (
    BLANK,
    DECODER,
    JsonText,
    NumberText,
    Pairs,
    StopError,
    advance_place,
    describe_json_error,
)
from golive.data_files.layout import FileLayout, Record, StoredField
from golive.data_files.line_reader import read_head
from golive.data_files.numbers import MoneyFormat
from golive.data_files.reading_results import Fault, Reach, ReadRecord
from golive.data_files.texts import AnyTreeFormat
from golive.data_files.tree_files import Branch, Place, check_branch, records_by_name
from golive.schema.words import RecordKind

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def read(stream: BinaryIO, layout: FileLayout) -> Iterator[ReadRecord | Fault]:
    """Read the records of a file."""
    first, refusal = read_head(stream, layout)
    yield from refusal
    if first is None:
        return
    try:
        text = JsonText(stream, layout, first)
        yield from _object(text, layout) if _is_object(layout) else _bare(text, layout.records[0])
    except StopError as stop:
        yield stop.args[0]


def _is_object(layout: FileLayout) -> bool:
    return len(layout.records) > 1 or bool(layout.records[0].tokens)


def _object(text: JsonText, layout: FileLayout) -> Iterator[ReadRecord | Fault]:
    known = records_by_name(layout)
    names = ", ".join(f"`{name}`" for name in known)
    seen: set[str] = set()
    text.expect("{", "`{`, which opens the file's object")
    if text.peek() == "}":
        text.drop(1)
    else:
        while True:
            key, (line, column), _ = text.value()
            text.expect(":", "`:` after the key")
            record = known.get(key) if isinstance(key, str) else None
            width = len(str(key)) + 2
            if record is None:
                yield Fault(
                    line, column, width, "", "", f"the key `{str(key)[:40]}`", f"one of {names}", reach=Reach.RECORD
                )
            elif key in seen:
                yield Fault(
                    line, column, width, record.id, "", f"the key `{key}` a second time", "one list of all of them"
                )
            seen.add(key if isinstance(key, str) else "")
            yield from _list(text, record)
            if text.expect(",}", "`,` or `}`") == "}":
                break
    if left := text.peek():
        text.stop(f"`{left}`", "the end of the file")


def _list(text: JsonText, record: Record | None) -> Iterator[ReadRecord | Fault]:
    """Read a record or a list of records; skip values that belong to no record."""
    if text.peek() != "[":
        yield from _one(text, record)
        return
    text.drop(1)
    if text.peek() == "]":
        text.drop(1)
        return
    while True:
        yield from _one(text, record)
        if text.expect(",]", "`,` or `]`") == "]":
            return


def _bare(text: JsonText, record: Record) -> Iterator[ReadRecord | Fault]:
    """Read a list of records, or records one after the other."""
    if text.peek() == "[":
        yield from _list(text, record)
        if left := text.peek():
            text.stop(f"`{left}`", "the end of the file")
        return
    yield from _lines(text, record)


def _lines(text: JsonText, record: Record) -> Iterator[ReadRecord | Fault]:
    """Read one record per line; a line that cannot be read does not touch the others."""
    is_pretty = text.peek() == "{" and text.text.partition("\n")[0].strip() == "{"
    while text.peek():
        if is_pretty:  # one record over several lines, or several such
            yield from _one(text, record)
            continue
        line, column = text.line, text.column
        said = text.take_line().rstrip()
        try:
            pairs, end = DECODER.raw_decode(said)
        except (json.JSONDecodeError, RecursionError) as error:
            at = error.pos if isinstance(error, json.JSONDecodeError) else 0
            found = (
                describe_json_error(error) if isinstance(error, json.JSONDecodeError) else "values nested too deeply"
            )
            place = (line, column + at, 1, "", "")
            yield Fault(*place, found, "one record in well-formed JSON on each line", "", said, Reach.RECORD)
            continue
        if said[end:].strip():
            found, expected = f"`{said[end:].strip()[:20]}` behind the record", "one record on each line"
            yield Fault(line, column + end, len(said) - end, record.id, "", found, expected, "", said, Reach.RECORD)
            continue
        yield from _record(pairs, (line, column), said[:end], record)


def _one(text: JsonText, record: Record | None) -> Iterator[ReadRecord | Fault]:
    pairs, place, said = text.value()
    if record is not None:
        yield from _record(pairs, place, said, record)


def _record(pairs: Any, place: Place, said: str, record: Record) -> Iterator[ReadRecord | Fault]:  # noqa: ANN401 - any JSON
    line, column = place
    if not isinstance(pairs, Pairs):
        yield Fault(line, column, max(len(said), 1), record.id, "", f"`{said[:40]}`", "an object", reach=Reach.RECORD)
        return
    places = _places(said, line, column)
    values: dict[str, str | None] = {}
    for name, value in pairs:
        if name in values:
            yield Fault(*places[name], 1, record.id, name, f"the key `{name}` a second time", "one of each")
        values[name] = _write_decimals(value, record.cell(name)) if type(value) is NumberText else _value_text(value)
    excerpt = said if "\n" not in said and column == 1 else ""
    yield from check_branch(Branch(line, column, record, values, places, excerpt))


def _write_decimals(number: NumberText, cell: StoredField | None) -> str:
    """Return a number with the decimals of its field: programs leave out zeros at the end of a JSON number."""
    form = cell.form if cell else None
    if not isinstance(form, MoneyFormat) or not form.point or not _NUMBER.fullmatch(number):
        return number
    whole, _, decimals = number.partition(".")
    decimals = decimals.rstrip("0").ljust(form.decimals, "0")
    return f"{whole}.{decimals}" if decimals else whole


def _value_text(value: Any) -> str | None:  # noqa: ANN401 - any JSON
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None


def _places(said: str, line: int, column: int) -> dict[str, Place]:
    """Return the places of an object's values; for a string, of its first character."""
    found: dict[str, Place] = {}
    at = 1
    while True:
        at = _skip_value(said, at)
        if said[at : at + 1] != '"':
            return found
        key, at = DECODER.raw_decode(said, at)
        at = _skip_value(said, _skip_value(said, at) + 1)
        inside = at + (said[at] == '"')
        found[key] = advance_place(line, column, said[:inside])
        _, at = DECODER.raw_decode(said, at)
        at = _skip_value(said, at) + 1


def _skip_value(said: str, at: int) -> int:
    blank = BLANK.match(said, at)
    return blank.end() if blank else at


def write(record: Record, values: Sequence[str], layout: FileLayout) -> str:
    """Write a record as an object on one line."""
    pairs = [(cell, value) for cell, value in zip(record.cells, values, strict=True) if value or not cell.blank]
    written = (f"{json.dumps(cell.name)}: {_format_value(cell, value)}" for cell, value in pairs)
    return f"{{{', '.join(written)}}}"


def _format_value(cell: StoredField, value: str) -> str:
    if isinstance(cell.form, AnyTreeFormat):
        return str(cell.form.brackets)
    if value in {"true", "false"} or (isinstance(cell.form, MoneyFormat) and _NUMBER.fullmatch(value)):
        return value
    return json.dumps(value, ensure_ascii=False)


def text_around_records(before: str, after: str, layout: FileLayout) -> str:
    """Return the text of the object and lists around the records."""
    end = layout.ending.decode("ascii")
    if not _is_object(layout):
        return end if before else ""
    records = layout.by_id
    listed = {one.id for one in layout.records if one.kind in {RecordKind.DETAIL, RecordKind.ADDENDA}}
    close = (f"{end}]" if before in listed else "") if before != after else ""
    if not after:
        return f"{close}{end}}}{end}" if before else f"{{}}{end}"
    name = json.dumps((records[after].tokens or (after,))[0], ensure_ascii=False)
    key = f"{name}: {f'[{end}' if after in listed else ''}"
    if not before:
        return f"{{{end}{key}"
    return f",{end}" if before == after and after in listed else f"{close},{end}{key}"
