"""Shared code for JSON and XML, whose values have names."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from golive.data_files.layout import FileLayout, Record
from golive.data_files.reading_results import Fault, ReadRecord
from golive.data_files.texts import AnyTreeFormat

Place = tuple[int, int]


class Branch(NamedTuple):
    """A record read from a tree.

    Attributes:
        line: where it starts, 1-based.
        column: where it starts, 1-based.
        record: its layout.
        values: its values by name; text, or None where a part of a tree stands.
        places: where each value stands.
        text: the line, for excerpts; may be empty.
    """

    line: int
    column: int
    record: Record
    values: Mapping[str, str | None]
    places: Mapping[str, Place]
    text: str = ""


def records_by_name(layout: FileLayout) -> dict[str, Record]:
    """Return the records by their names in the file, or by id if they have none."""
    return {token: record for record in layout.records for token in record.tokens or (record.id,)}


def check_branch(branch: Branch) -> Iterator[Fault | ReadRecord]:
    """Yield the faults of a record's values, then the record itself."""
    record, text = branch.record, branch.text
    found = tuple(_faults(branch))
    here = (branch.line, branch.column)
    raw = [branch.values.get(cell.name) or "" for cell in record.cells]
    places = tuple(branch.places.get(cell.name, here) for cell in record.cells)
    yield ReadRecord(branch.line, branch.column, record, raw, places, text, not found, found)


def _faults(branch: Branch) -> Iterator[Fault]:
    record = branch.record
    known = {cell.name for cell in record.cells}
    for name in branch.values:
        if name not in known:
            line, column = branch.places[name]
            names = ", ".join(f"`{one}`" for one in sorted(known)[:12])
            text = branch.text if line == branch.line else ""
            yield Fault(line, column, 1, record.id, name, f"`{name}`", f"one of {names}", "", text)
    for cell in record.cells:
        value = branch.values.get(cell.name, "")
        line, column = branch.places.get(cell.name, (branch.line, branch.column))
        text = branch.text if line == branch.line else ""
        if value == "":
            if not cell.blank:
                found = "an empty value" if cell.name in branch.values else "no value"
                yield Fault(line, column, 1, record.id, cell.name, found, cell.form.expected, "", text)
            continue
        if value is None:
            if not isinstance(cell.form, AnyTreeFormat):
                yield Fault(line, column, 1, record.id, cell.name, "a part of a tree", cell.form.expected, "", text)
            continue
        at = cell.form.fault(value)
        if at is not None:
            yield Fault(line, column + at, 1, record.id, cell.name, value, cell.form.expected, "", text)
