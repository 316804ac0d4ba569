"""Verify a file against its layout: fields, record order, repeated values, counts, totals and blocks.

One record after the other: the memory that it takes does not depend on the size of the file.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from golive.data_files.layout import Cell, Layout
from golive.data_files.numbers import MILLION, MoneyForm
from golive.data_files.read_item import End, Fault, Item, find_place, read_value
from golive.data_files.record_order import START
from golive.data_files.registry import find_format
from golive.data_files.running_totals import ExpectedTotal, Ledger, plan_totals
from golive.schema.control_totals import TotalKind

_KEY: Final = lambda cell: cell.key  # noqa: E731 - a name for the plan


def verify_file(stream: BinaryIO, layout: Layout) -> Iterator[Fault]:
    """Yield the faults of a file, roughly in file order.

    Args:
        stream: the file; it is read once, from where it stands.
        layout: what it must keep.

    Yields:
        Each fault with its place; nothing when the file is right.
    """
    run, lines = _Verification(layout), 0
    for thing in find_format(layout).read(stream, layout):
        if type(thing) is Item:
            yield from run.take(thing)
        elif type(thing) is Fault:
            run.stopped = run.stopped or not thing.line
            yield thing
        elif type(thing) is End:
            lines = thing.lines
    yield from run.end(lines)


class _Verification:
    """The state of a verification."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.stopped = False
        self._records = layout.by_id
        self._ledger = Ledger(plan_totals(layout, _KEY))
        self._before: Item | None = None
        self._waiting: dict[int, tuple[Item, ExpectedTotal]] = {}
        self._repeats = _repeats(layout)
        self._latest: dict[str, str] = {}
        self._announcers = {
            one.announced_by.field.partition(".")[0]: one for one in layout.records if one.announced_by
        }  # fmt: skip

    def take(self, item: Item) -> Iterator[Fault]:
        """Check the next record."""
        record, before = item.record, self._before
        last = before.record.id if before else START
        if record.id not in self.layout.order.follow[last] or last in self._announcers:
            yield from self._check_order(item)
        ledger, plan = self._ledger, self._ledger.plan
        if record.id in plan.resets:
            yield from self._check_leading_totals(record.id)
            ledger.restart(record.id)
        if record.id in plan.adds:
            if item.clean:
                ledger.add(record.id, item.raw)
            else:
                ledger.mark_doubtful(record.id)
        if item.clean:
            if record.id in self._repeats:
                yield from self._check_repeated_fields(item)
            if record.id in plan.holds:
                yield from self._check_totals(item)
        self._before = item

    def end(self, lines: int) -> Iterator[Fault]:
        """Check the end of the file.

        Args:
            lines: how many lines it has.
        """
        before, layout = self._before, self.layout
        if self.stopped:
            return
        last = ", ".join(f"`{name}`" for name in sorted(layout.order.last))
        if before is None:
            yield Fault(0, 0, 0, "", "", "no record", f"a {layout.format.label} file with the record {last}")
            return
        if before.record.id not in layout.order.last:
            hint = "The file may have been cut off; compare its size with the sender's."
            found = f"the end of the file after `{before.record.id}`"
            yield Fault(
                before.line, before.column, 1, before.record.id, "", found, f"{last} at its end", hint, before.text
            )
        for at in list(self._waiting):
            yield from self._late(at)
        yield from self._check_blocks(before, lines)

    def _check_order(self, item: Item) -> Iterator[Fault]:
        before, record = self._before, item.record
        allowed = self.layout.order.follow[before.record.id if before else START]
        place = (item.line, item.column, max(len(item.text), 1), record.id, "")
        if record.id not in allowed:
            behind = f"after `{before.record.id}`" if before else "at the start of the file"
            names = ", ".join(f"`{one}`" for one in self._records if one in allowed)
            expected = names or "the end of the file"
            yield Fault(*place, f"the record `{record.id}` {behind}", expected, "", item.text)
            self._ledger.mark_all_doubtful()
        announced = self._announcers.get(before.record.id) if before else None
        if before is None or announced is None or not before.clean or announced.announced_by is None:
            return
        cell = before.record.cell(announced.announced_by.field.partition(".")[2])
        value = read_value(before, cell).strip() if cell else ""
        must = value in announced.announced_by.values
        if must != (record.id == announced.id):
            expected = f"{'' if must else 'no '}`{announced.id}`, because {cell.name if cell else ''} is `{value}`"
            yield Fault(*place, f"the record `{record.id}` after `{before.record.id}`", expected, "", item.text)

    def _check_repeated_fields(self, item: Item) -> Iterator[Fault]:
        """Check fields that repeat other fields."""
        stored, compared = self._repeats[item.record.id]
        for name, cell in stored:
            self._latest[name] = read_value(item, cell).strip()
        for cell in compared:
            expected, found = self._latest.get(cell.same_as), read_value(item, cell)
            if expected is not None and found.strip() != expected:
                yield _fault(item, cell, f"`{expected}`, as {cell.same_as} has it")

    def _check_totals(self, item: Item) -> Iterator[Fault]:
        """Check the control fields of a record."""
        ledger, plan = self._ledger, self._ledger.plan
        for at in plan.holds[item.record.id]:
            if plan.deferred[at] or plan.totals[at].kind is TotalKind.BLOCKS:
                self._waiting[at] = (item, ExpectedTotal(plan.cells[at], 0, at))
        for due in ledger.expected_totals(item.record, item.raw, 0):
            if plan.totals[due.total].kind is TotalKind.SEQUENCE:
                yield from self._check_sequence_number(item, due)
            elif not plan.deferred[due.total]:
                yield from _compare_total(item, due)

    def _check_sequence_number(self, item: Item, due: ExpectedTotal) -> Iterator[Fault]:
        number = _read_control_value(item, due.cell)
        if number is not None and number <= due.millionths:
            yield _fault(item, due.cell, f"a number greater than {due.millionths // MILLION}")
        elif number is not None:
            self._ledger.sums[due.total] = number

    def _check_leading_totals(self, record: str) -> Iterator[Fault]:
        """Check totals that were announced at the start of a group that ends here."""
        for at in self._ledger.plan.resets[record]:
            if at in self._waiting:
                yield from self._late(at)

    def _late(self, at: int) -> Iterator[Fault]:
        item, _ = self._waiting[at]
        if self._ledger.plan.totals[at].kind is TotalKind.BLOCKS:
            return
        del self._waiting[at]
        for due in self._ledger.expected_totals(item.record, item.raw, 0):
            if due.total == at:
                yield from _compare_total(item, due)

    def _check_blocks(self, before: Item, lines: int) -> Iterator[Fault]:
        size = self.layout.blocking
        if not size or before.record.id not in self.layout.order.last:
            return
        if lines % size:
            found, expected = f"{lines:,} lines", f"whole blocks of {size} lines"
            hint = "Fill the last block with lines of nines."
            yield Fault(before.line, 1, 1, before.record.id, "", found, expected, hint, before.text)
        for item, due in self._waiting.values():
            yield from _compare_total(item, due._replace(millionths=-(-lines // size) * MILLION))


def _repeats(layout: Layout) -> dict[str, tuple[list[tuple[str, Cell]], list[Cell]]]:
    """Return by record: the fields that others repeat, by full name, and those that repeat others."""
    wanted = {cell.same_as for record in layout.records for cell in record.cells if cell.same_as}
    found: dict[str, tuple[list[tuple[str, Cell]], list[Cell]]] = {}
    for record in layout.records:
        stored = [(f"{record.id}.{cell.name}", cell) for cell in record.cells if f"{record.id}.{cell.name}" in wanted]
        compared = [cell for cell in record.cells if cell.same_as]
        if stored or compared:
            found[record.id] = (stored, compared)
    return found


def _compare_total(item: Item, due: ExpectedTotal) -> Iterator[Fault]:
    number = _read_control_value(item, due.cell)
    if number is not None and number != due.millionths:
        yield _fault(item, due.cell, f"`{format_control_value(due.cell, due.millionths)}`")


def _read_control_value(item: Item, cell: Cell) -> int | None:
    """Return a control field's signed value, in millionths; None if it is empty."""
    text = read_value(item, cell).strip()
    if not text:
        return None
    sign = item.record.cell(cell.sign) if cell.sign else None
    number = cell.form.number(text)
    return -number if sign is not None and read_value(item, sign).strip() == "-" else number


def format_control_value(cell: Cell, millionths: int) -> str:
    """Format a number for a control field."""
    form: Any = cell.form
    minus = "-" if millionths < 0 and not (isinstance(form, MoneyForm) and form.signed) else ""
    if isinstance(form, MoneyForm):
        return minus + form.write(abs(millionths) if minus else millionths)
    width = cell.length or getattr(form, "least", len(cell.hint))
    return minus + str(abs(millionths) // MILLION).rjust(width, "0")


def _fault(item: Item, cell: Cell, expected: str) -> Fault:
    line, column = find_place(item, cell)
    value = read_value(item, cell)
    return Fault(line, column, max(len(value), 1), item.record.id, cell.name, value, expected, "", item.text)
