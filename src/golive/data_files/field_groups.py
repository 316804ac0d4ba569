"""Fields that come again as a group at the end of a record, and BAI2 records that another record carries on."""

from collections.abc import Sequence
from typing import NamedTuple

from golive.data_files.layout import Record, StoredField
from golive.data_files.numbers import MoneyFormat

Rows = tuple[tuple[Record, list[str]], ...]


class OpenRecord(NamedTuple):
    """A record that the next one may carry on.

    Attributes:
        record: its layout.
        next: the index of its next column, counted over all repetitions of the group.
        started: the values of the group that may not be whole yet, by column of the record.
    """

    record: Record
    next: int
    started: list[str]

    def columns(self, carrier: Record, count: int) -> Sequence[StoredField]:
        """Return what the columns of the record that carries this one on hold; its first is its own token."""
        return [carrier.cells[0], *(column_at(self.record, self.next + at) for at in range(count - 1))]

    def carry_on(self, values: Sequence[str]) -> tuple["OpenRecord | None", Rows]:
        """Return the record after one that carries it on, and what the new values add to its sums."""
        return _collect(self.record, self.next, values[1:], self.started)


def repeat_group(record: Record, count: int) -> Sequence[StoredField]:
    """Return what the first `count` columns of a record hold."""
    if count <= len(record.cells) or not record.group:
        return record.cells
    return [column_at(record, at) for at in range(count)]


def column_at(record: Record, at: int) -> StoredField:
    """Return what a column holds; behind the last field, those of the group come again."""
    if at < len(record.cells) or not record.group:
        return record.cells[min(at, len(record.cells) - 1)]
    return record.group[(at - len(record.cells)) % len(record.group)]


def open_groups(record: Record, values: Sequence[str]) -> tuple[OpenRecord | None, Rows]:
    """Return the state behind a record that another one may carry on, and the values of its repeated groups.

    Args:
        record: its layout.
        values: its columns.

    Returns:
        The state, or None if what follows cannot belong to it: it has no group, and all its amounts were read.
    """
    amounts = [cell.index for cell in record.cells if isinstance(cell.form, MoneyFormat)]
    if not record.group and len(values) > max(amounts, default=0):
        return None, ()
    count = len(record.cells)
    started = [*values[:count], *[""] * (count - len(values))]
    return _collect(record, min(len(values), count), values[count:], started)


def _collect(record: Record, at: int, values: Sequence[str], started: list[str]) -> tuple[OpenRecord | None, Rows]:
    """Take further columns of a record; each row returned holds the new values of one group."""
    rows: list[list[str]] = []
    row = _without_amounts(record, started)
    is_new = False
    for value in values:
        cell = column_at(record, at)
        if record.group and cell is record.group[0] and at >= len(record.cells):
            rows += [row] if is_new else []
            row, is_new = [""] * len(record.cells), False
        row[cell.index] = value
        is_new, at = True, at + 1
    rows += [row] if is_new else []
    done = not record.group and at >= len(record.cells)
    return (None if done else OpenRecord(record, at, row if is_new else started)), tuple((record, one) for one in rows)


def _without_amounts(record: Record, values: Sequence[str]) -> list[str]:
    """Return the values of a group without the amounts, which are in the sums already."""
    return ["" if isinstance(cell.form, MoneyFormat) else values[cell.index] for cell in record.cells]
