"""Verify a file against its layout: fields, record order, repeated values, counts, totals and blocks.

One record after the other: the memory that it takes does not depend on the size of the file.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from golive.data_files.fault_message import describe_value
from golive.data_files.layout import TREE_FORMATS, FileLayout, StoredField
from golive.data_files.numbers import MILLION, MoneyFormat
from golive.data_files.reading_results import EndOfFile, Fault, Reach, ReadRecord, find_place, read_value
from golive.data_files.record_order import START
from golive.data_files.registry import find_format
from golive.data_files.running_totals import ExpectedTotal, RunningTotals, plan_totals
from golive.schema.control_totals import TotalKind
from golive.schema.words import FileFormat

_KEY: Final = lambda cell: cell.key  # noqa: E731 - a name for the plan
_MANY: Final = 2  # wrong fields of a record that are told as one fault
_MOST_NAMES: Final = 6


def verify_file(stream: BinaryIO, layout: FileLayout) -> Iterator[Fault]:
    """Yield the faults of a file, roughly in file order.

    Args:
        stream: the file; it is read once, from where it stands.
        layout: what it must keep.

    Yields:
        Each fault with its place; nothing when the file is right.
    """
    run, lines = _Verification(layout), 0
    is_tree = layout.format in TREE_FORMATS
    wrong_line = -1  # of a tree: where it was wrong, if no right record came since
    for thing in find_format(layout).read(stream, layout):
        if type(thing) is ReadRecord:
            yield from run.take(thing)
            wrong_line = thing.line if is_tree and not thing.clean else -1
        elif type(thing) is Fault:
            run.doubt(thing.reach)
            if wrong_line < 0 or (thing.reach is not Reach.FILE and thing.line != wrong_line):
                yield thing
            wrong_line = thing.line if is_tree else -1
        elif type(thing) is EndOfFile:
            lines = thing.lines
    yield from run.end(lines)


class _Verification:
    """The state of a verification.

    What is found wrong puts in doubt what depends on it: no total, order or repeated value is judged by a record that
    could not be read, so that one error in the file gives one fault.
    """

    def __init__(self, layout: FileLayout) -> None:
        self.layout = layout
        self._records = layout.by_id
        self._totals = RunningTotals(plan_totals(layout, _KEY))
        self._before: ReadRecord | None = None
        self._lost = False  # whether the record before the next one is unknown
        self._stopped = False
        self._lines_doubtful = False
        self._misplaced: set[str] = set()  # records that stood in the wrong place
        self._waiting: dict[int, ReadRecord] = {}
        self._begun: set[int] = set()  # sequences whose last number is known
        self._repeats = _repeats(layout)
        self._latest: dict[str, tuple[str, ...]] = {}
        self._announcers = _announcers(layout)

    def doubt(self, reach: Reach) -> None:
        """Put in doubt what depends on something that could not be read."""
        if reach is Reach.VALUE:
            return
        self._lines_doubtful = True
        if reach is Reach.FILE:
            self._stopped = True
        elif reach is Reach.RECORD:
            self._lost = True
            self._totals.mark_all_doubtful()
            self._begun.clear()
            self._latest.clear()

    def take(self, item: ReadRecord) -> Iterator[Fault]:
        """Check the next record."""
        record, before = item.record, self._before
        last = before.record.id if before else START
        wrong_order = None
        if (record.id not in self.layout.order.follow[last] or last in self._announcers) and not self._lost:
            wrong_order = self._find_order_fault(item)
        plan = self._totals.plan
        if record.id in plan.resets:
            yield from self._restart(record.id, judged=wrong_order is None and not self._lost)
        self._lost = False
        if wrong_order is not None or item.faults:
            yield from self._report(item, wrong_order)
        if record.id in plan.adds:
            self._add(item)
        if item.clean:
            if record.id in self._repeats:
                yield from self._check_repeated_fields(item)
            if record.id in plan.holds:
                yield from self._check_totals(item)
        elif record.id in self._repeats:
            for name, _ in self._repeats[record.id][0]:
                self._latest.pop(name, None)
        self._before = item

    def _restart(self, record: str, *, judged: bool) -> Iterator[Fault]:
        """Start the totals of a record anew; check first those that were announced at the start of the last group."""
        if judged:
            yield from self._check_leading_totals(record)
        for at in self._totals.plan.resets[record]:
            self._waiting.pop(at, None)
            self._begun.discard(at)
        self._totals.restart(record)

    def _report(self, item: ReadRecord, wrong_order: Fault | None) -> Iterator[Fault]:
        """Yield what is wrong with a record: its place in the file, or else its values."""
        if wrong_order is not None:
            yield wrong_order
            self._misplaced.add(item.record.id)
            self.doubt(Reach.RECORD)  # it may be a record of another kind, or stand in the wrong place
            return
        yield from _merge_faults(item)
        if len(item.faults) >= _MANY or item.faults[0].reach is not Reach.VALUE:
            self.doubt(Reach.RECORD)

    def _add(self, item: ReadRecord) -> None:
        if not item.clean:
            self._totals.mark_doubtful(item.record.id)
        else:
            self._totals.add(item.record.id, item.raw)
        for record, raw in item.repeats:
            self._totals.add(record.id, raw, counts=False)

    def end(self, lines: int) -> Iterator[Fault]:
        """Check the end of the file.

        Args:
            lines: how many lines it has.
        """
        before, layout = self._before, self.layout
        if self._stopped or self._lost:
            return
        last = ", ".join(f"`{name}`" for name in sorted(layout.order.last))
        if before is None:
            is_list = layout.format is FileFormat.JSON and len(layout.records) == 1  # may be empty
            if not is_list and not self._lines_doubtful:
                yield Fault(0, 0, 0, "", "", "no record", f"{layout.file_words} with the record {last}")
            return
        if before.record.id not in layout.order.last:
            if self._misplaced & layout.order.last:
                return
            hint = "The file may have been cut off; compare its size with the sender's."
            found = f"the end of the file after `{before.record.id}`"
            yield Fault(
                before.line, before.column, 1, before.record.id, "", found, f"{last} at its end", hint, before.text
            )
            return
        for at in list(self._waiting):
            yield from self._check_leading_total(at)
        yield from self._check_blocks(before, lines)

    def _find_order_fault(self, item: ReadRecord) -> Fault | None:
        before, record = self._before, item.record
        allowed = self.layout.order.follow[before.record.id if before else START]
        place = (item.line, item.column, max(len(item.text), 1), record.id, "")
        if record.id not in allowed:
            behind = f"after `{before.record.id}`" if before else "at the start of the file"
            names = ", ".join(f"`{one}`" for one in self._records if one in allowed)
            expected = names or "the end of the file"
            return Fault(*place, f"the record `{record.id}` {behind}", expected, "", item.text)
        if before is None or not before.clean:
            return None
        for cell, by_value in self._announcers.get(before.record.id, ()):
            value = read_value(before, cell).strip()
            due = by_value.get(value, ())
            if (record.id in due) if due else not any(record.id in names for names in by_value.values()):
                continue
            names = " or ".join(f"`{one}`" for one in due) if due else f"no `{record.id}`"
            found, expected = f"the record `{record.id}` after `{before.record.id}`", f"{names}, because"
            return Fault(*place, found, f"{expected} {cell.name} is `{value}`", "", item.text)
        return None

    def _check_repeated_fields(self, item: ReadRecord) -> Iterator[Fault]:
        """Check fields that repeat other fields."""
        stored, compared = self._repeats[item.record.id]
        for name, cell in stored:
            self._latest[name] = (read_value(item, cell).strip(),)
        for cell in compared:
            known, found = self._latest.get(cell.same_as), read_value(item, cell)
            if known is None or found.strip() in known:
                continue
            yield _fault(item, cell, f"`{known[0]}`, as {cell.same_as} has it")
            self._latest[cell.same_as] = (*known, found.strip())  # either of the two may be the wrong one
            for at, total in enumerate(self._totals.plan.totals):
                if total.field == cell.same_as:
                    self._begun.discard(at)

    def _check_totals(self, item: ReadRecord) -> Iterator[Fault]:
        """Check the control fields of a record, counts first: a record too few explains a wrong sum."""
        ledger, plan = self._totals, self._totals.plan
        for at in plan.holds[item.record.id]:
            if plan.deferred[at] or plan.totals[at].kind is TotalKind.BLOCKS:
                self._waiting[at] = item
        found = ledger.expected_totals(item.record, item.raw, 0)
        if len(found) > 1:
            found = tuple(sorted(found, key=lambda due: plan.totals[due.total].kind is not TotalKind.COUNT))
        for due in found:
            if plan.totals[due.total].kind is TotalKind.SEQUENCE:
                yield from self._check_sequence_number(item, due)
            elif not plan.deferred[due.total] and not ledger.doubtful[due.total]:
                yield from self._compare_total(item, due)

    def _compare_total(self, item: ReadRecord, due: ExpectedTotal) -> Iterator[Fault]:
        number = _read_control_value(item, due.cell)
        if number is not None and number != due.millionths:
            yield _fault(item, due.cell, f"`{format_control_value(due.cell, due.millionths)}`")
            self._totals.mark_related_doubtful(due.total)
            self._lines_doubtful |= self._totals.plan.totals[due.total].kind is TotalKind.COUNT

    def _check_sequence_number(self, item: ReadRecord, due: ExpectedTotal) -> Iterator[Fault]:
        number = _read_control_value(item, due.cell)
        if number is None:
            return
        if number <= due.millionths and due.total in self._begun:
            yield _fault(item, due.cell, f"a number greater than {due.millionths // MILLION}")
            self._totals.mark_doubtful(item.record.id)  # it may be there twice
            self._lines_doubtful = True
        self._totals.sums[due.total] = number
        self._begun.add(due.total)

    def _check_leading_totals(self, record: str) -> Iterator[Fault]:
        """Check totals that were announced at the start of a group that ends here."""
        for at in self._totals.plan.resets[record]:
            if at in self._waiting:
                yield from self._check_leading_total(at)

    def _check_leading_total(self, at: int) -> Iterator[Fault]:
        if self._totals.plan.totals[at].kind is TotalKind.BLOCKS:
            return
        item = self._waiting.pop(at)
        due = self._totals.expected_total(at, item.raw, 0)
        if due is not None:
            yield from self._compare_total(item, due)

    def _check_blocks(self, before: ReadRecord, lines: int) -> Iterator[Fault]:
        size = self.layout.blocking
        if not size or self._lines_doubtful:
            return
        if lines % size:
            found, expected = f"{lines:,} lines", f"whole blocks of {size} lines"
            hint = "Fill the last block with lines of nines."
            yield Fault(before.line, 1, 1, before.record.id, "", found, expected, hint, before.text)
            return
        for at, item in self._waiting.items():
            yield from self._compare_total(
                item, ExpectedTotal(self._totals.plan.cells[at], -(-lines // size) * MILLION, at)
            )


def _merge_faults(item: ReadRecord) -> Iterator[Fault]:
    """Yield the fault of a record; where there are more, the first alone, with the names and values of the others."""
    if len(item.faults) < _MANY:
        yield from item.faults
        return
    others = [f"`{one.field}` ({describe_value(one)})" for one in item.faults[1:] if one.field]
    shown = ", ".join(others[:_MOST_NAMES]) + f" and {len(others) - _MOST_NAMES} more" * (len(others) > _MOST_NAMES)
    hint = f"In the same record, also wrong: {shown}. Is a character missing, or is it a record of another kind?"
    yield item.faults[0]._replace(hint=hint)


def _announcers(layout: FileLayout) -> dict[str, list[tuple[StoredField, dict[str, tuple[str, ...]]]]]:
    """Return by record: each of its fields that announces records, with the records by its values."""
    found: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    for one in layout.records:
        if one.announced_by is not None:
            record, _, name = one.announced_by.field.partition(".")
            by_value = found.setdefault(record, {}).setdefault(name, {})
            for value in map(str, one.announced_by.values):
                by_value[value] = (*by_value.get(value, ()), one.id)
    records = layout.by_id
    return {
        record: [(cell, by_value) for name, by_value in fields.items() if (cell := records[record].cell(name))]
        for record, fields in found.items()
    }


def _repeats(layout: FileLayout) -> dict[str, tuple[list[tuple[str, StoredField]], list[StoredField]]]:
    """Return by record: the fields that others repeat, by full name, and those that repeat others."""
    wanted = {cell.same_as for record in layout.records for cell in record.cells if cell.same_as}
    found: dict[str, tuple[list[tuple[str, StoredField]], list[StoredField]]] = {}
    for record in layout.records:
        stored = [(f"{record.id}.{cell.name}", cell) for cell in record.cells if f"{record.id}.{cell.name}" in wanted]
        compared = [cell for cell in record.cells if cell.same_as]
        if stored or compared:
            found[record.id] = (stored, compared)
    return found


def _read_control_value(item: ReadRecord, cell: StoredField) -> int | None:
    """Return a control field's signed value, in millionths; None if it is empty."""
    text = read_value(item, cell).strip()
    if not text:
        return None
    sign = item.record.cell(cell.sign) if cell.sign else None
    number = cell.form.number(text)
    return -number if sign is not None and read_value(item, sign).strip() == "-" else number


def format_control_value(cell: StoredField, millionths: int) -> str:
    """Format a number for a control field."""
    form: Any = cell.form
    minus = "-" if millionths < 0 and not (isinstance(form, MoneyFormat) and form.signed) else ""
    if isinstance(form, MoneyFormat):
        return minus + form.write(abs(millionths) if minus else millionths)
    width = cell.length or getattr(form, "least", len(cell.hint))
    return minus + str(abs(millionths) // MILLION).rjust(width, "0")


def _fault(item: ReadRecord, cell: StoredField, expected: str) -> Fault:
    line, column = find_place(item, cell)
    value = read_value(item, cell)
    return Fault(line, column, max(len(value), 1), item.record.id, cell.name, value, expected, "", item.text)
