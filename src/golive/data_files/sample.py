"""A layout → a sample file that keeps it, record by record: equal seeds give equal bytes.

The order of records comes first, then each record's values, then what is computed from them. Control totals at the
head of a file are known only at its end; a file that has some is made twice.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from golive.data_files.layout import BY_NAME, Cell, Layout, Record
from golive.data_files.numbers import MILLION
from golive.data_files.record_sequence import walk
from golive.data_files.registry import format_of
from golive.data_files.running_totals import Due, Ledger, Plan, plan_of
from golive.data_files.verify import written
from golive.schema.control_totals import TotalKind
from golive.schema.words import RecordKind
from golive.support.problems import OutputError, problem

Later = list[tuple[int, int]]


def sample(layout: Layout, count: int, seed: int) -> Iterator[bytes]:
    """A file that keeps a layout.

    Args:
        layout: what it must keep.
        count: how many records of detail it has.
        seed: another one gives another file.

    Yields:
        The file's bytes, piece by piece.

    Raises:
        OutputError: a total does not fit its field, or a field's pattern has no value that can be found.
    """
    later: Later = []
    if any(plan_of(layout, _key).deferred):
        for _ in _pieces(layout, _Pen(layout, seed), count, later):
            pass
    yield from _pieces(layout, _Pen(layout, seed, tuple(later)), count, [])


def _key(cell: Cell) -> int:
    return cell.index


class _Pen:
    """Writes one record after the other, and keeps the books."""

    def __init__(self, layout: Layout, seed: int, known: Sequence[tuple[int, int]] = ()) -> None:
        self.layout = layout
        self.random = Random(seed)  # noqa: S311 - invented values, the same for the same seed
        self.ledger = Ledger(plan_of(layout, _key))
        self.latest: dict[str, str] = {}
        self.known = list(known)[::-1]
        self.waiting: dict[int, int] = {}
        self.lines = 0

    @property
    def plan(self) -> Plan:
        """What each kind of record does to the totals."""
        return self.ledger.plan

    def values(self, record: Record, following: Record | None, later: Later) -> list[str]:
        """The values of the next record.

        Args:
            record: its layout.
            following: the layout of the one behind it; None at the end.
            later: takes totals of records that came before, with the position in which they are asked for again.
        """
        if record.id in self.plan.resets:
            self._settle(self.plan.resets[record.id], later)
            self.ledger.restart(record.id)
        varied = record.kind in {RecordKind.DETAIL, RecordKind.ADDENDA}
        found = [_value(cell, self.random, varied=varied) for cell in record.cells]
        if self.layout.format not in BY_NAME:
            _tell(record, found, self.random, varied=varied)
        self._announce(record, following, found)
        for cell in record.cells:
            found[cell.index] = self._repeated(record, cell, found)
        self.ledger.add(record.id, found, sums=False)
        self.lines += 1
        for at in self.plan.holds.get(record.id, ()):
            if self.plan.deferred[at]:
                self.waiting[at] = len(later)
                later.append((at, 0))
                self._fill(record, found, Due(self.plan.cells[at], self.known.pop()[1] if self.known else 0, at))
        for due in self.ledger.due(record, found, self._blocks()):
            if not self.plan.deferred[due.total]:
                self._fill(record, found, self._next(due))
        self.ledger.add(record.id, found, counts=False)  # totals of totals among them
        return found

    def end(self, later: Later) -> None:
        """Settle what is open at the end of the file."""
        self._settle(tuple(self.waiting), later)

    def _settle(self, totals: Sequence[int], later: Later) -> None:
        for at in totals:
            if at in self.waiting:
                holder = self.layout.by_id[self.plan.totals[at].field.partition(".")[0]]
                for due in self.ledger.due(holder, (), 0):
                    if due.total == at:
                        later[self.waiting.pop(at)] = (at, due.millionths)

    def _next(self, due: Due) -> Due:
        """A number that grows: the one behind the last."""
        if self.plan.totals[due.total].kind is not TotalKind.SEQUENCE:
            return due
        self.ledger.sums[due.total] += MILLION
        return due._replace(millionths=self.ledger.sums[due.total])

    def _blocks(self) -> int:
        return -(-self.lines // self.layout.blocking) if self.layout.blocking else 0

    def _announce(self, record: Record, following: Record | None, found: list[str]) -> None:
        for one in self.layout.records:
            rule = one.announced_by
            if rule is None or rule.field.partition(".")[0] != record.id:
                continue
            cell = record.cell(rule.field.partition(".")[2])
            if cell is not None:
                yes = following is not None and following.id == one.id
                words: Any = getattr(cell.form, "words", ())
                no = next((word for word in words if word not in rule.values), "0" if not cell.blank else "")
                found[cell.index] = str(rule.values[0]) if yes else no

    def _repeated(self, record: Record, cell: Cell, found: Sequence[str]) -> str:
        value = self.latest.get(cell.same_as, found[cell.index]) if cell.same_as else found[cell.index]
        self.latest[f"{record.id}.{cell.name}"] = value
        return value

    def _fill(self, record: Record, found: list[str], due: Due) -> None:
        """Write a control field, and the sign that goes with it."""
        cell = due.cell
        sign = record.cell(cell.sign) if cell.sign else None
        text = written(cell, due.millionths)
        if sign is not None:
            words: Any = getattr(sign.form, "words", ("+", "-"))
            plus = next((word for word in words if word != "-"), "")
            found[sign.index] = "-" if due.millionths < 0 else plus
            text = text.removeprefix("-")
        if cell.form.fault(text) is not None:
            said = f"`{record.id}.{cell.name}` would be {text}, and holds {cell.form.said}"
            raise OutputError(problem(f"no such file fits its control fields: {said}", "Ask for fewer records."))
        found[cell.index] = text
        self.latest[f"{record.id}.{cell.name}"] = text


def _value(cell: Cell, random: Random, *, varied: bool) -> str:
    if cell.blank and not cell.hint and not getattr(cell.form, "words", ()):
        return ""
    value = cell.form.make(random, cell.hint, varied)
    at = cell.form.fault(value) if value else None
    if at is not None:
        hint = "Give the field an example that matches."
        raise OutputError(problem(f"no value is found for `{cell.name}`, which holds {cell.form.said}", hint))
    return value


def _tell(record: Record, found: list[str], random: Random, *, varied: bool) -> None:
    """Let a record start with what tells it from others."""
    if not record.tokens or not record.length:
        if record.tokens and found[0] not in record.tokens:
            found[0] = random.choice(record.tokens) if varied else record.tokens[0]
        return
    start = "".join(value.ljust(cell.length) for cell, value in zip(record.cells, found, strict=True))
    if start.startswith(record.tokens):
        return
    token = random.choice(record.tokens) if varied else record.tokens[0]
    for cell in record.cells:
        part = token[cell.start : cell.start + cell.length]
        found[cell.index] = part + found[cell.index][len(part) :]


def _pieces(layout: Layout, pen: _Pen, count: int, later: Later) -> Iterator[bytes]:
    form, encoding = format_of(layout), layout.encoding
    before = ""
    for record, following in walk(layout, count, pen.random):
        values = pen.values(record, following, later)
        text = form.frame(before, record.id, layout) + form.write(record, values, layout)
        yield text.encode(encoding)
        before = record.id
    yield form.frame(before, "", layout).encode(encoding)
    pen.end(later)
    if layout.blocking:
        length = max(record.length for record in layout.records)
        for _ in range(-pen.lines % layout.blocking):
            yield b"9" * length + layout.ending
