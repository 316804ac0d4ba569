"""Write a sample file for a layout, record by record: equal seeds give equal bytes.

The order of records comes first, then each record's values, then what is computed from them. Control totals at the
head of a file are known only at its end; a file that has some is made twice.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from golive.data_files.layout import TREE_FORMATS, FileLayout, Record, StoredField
from golive.data_files.numbers import MILLION
from golive.data_files.record_sequence import walk_records
from golive.data_files.registry import find_format
from golive.data_files.running_totals import ExpectedTotal, RunningTotals, TotalsPlan, plan_totals
from golive.data_files.verify import format_control_value
from golive.schema.control_totals import TotalKind
from golive.schema.words import RecordKind
from golive.support.problems import OutputError, make_problem

Later = list[tuple[int, int]]


def write_sample(layout: FileLayout, count: int, seed: int, *, every_kind: bool = False) -> Iterator[bytes]:
    """Write a sample file that conforms to a layout.

    Args:
        layout: what it must keep.
        count: how many records of detail it has.
        seed: another one gives another file.
        every_kind: whether every kind of record comes at least once, optional ones too.

    Yields:
        The file's bytes, piece by piece.

    Raises:
        OutputError: a total does not fit its field, or a field's pattern has no value that can be found.
    """
    later: Later = []
    if any(plan_totals(layout, _key).deferred):
        first = _SampleWriter(layout, seed, every_kind=every_kind)
        for _ in _pieces(layout, first, count, later):
            pass
    writer = _SampleWriter(layout, seed, tuple(later), every_kind=every_kind)
    yield from _pieces(layout, writer, count, [])


def _key(cell: StoredField) -> int:
    return cell.index


class _SampleWriter:
    """Write records one after the other, and accumulate the totals."""

    def __init__(
        self, layout: FileLayout, seed: int, known: Sequence[tuple[int, int]] = (), *, every_kind: bool
    ) -> None:
        self.layout = layout
        self.every_kind = every_kind
        self.random = Random(seed)  # noqa: S311 - invented values, the same for the same seed
        self.totals = RunningTotals(plan_totals(layout, _key))
        self.latest: dict[str, str] = {}
        self.known = list(known)[::-1]
        self.waiting: dict[int, int] = {}
        self.lines = 0

    @property
    def plan(self) -> TotalsPlan:
        """How each kind of record affects the totals."""
        return self.totals.plan

    def values(self, record: Record, following: Record | None, later: Later) -> list[str]:
        """Return the values of the next record.

        Args:
            record: its layout.
            following: the layout of the one behind it; None at the end.
            later: takes totals of records that came before, with the position in which they are asked for again.
        """
        if record.id in self.plan.resets:
            self._settle(self.plan.resets[record.id], later)
            self.totals.restart(record.id)
        varied = record.kind in {RecordKind.DETAIL, RecordKind.ADDENDA}
        found = [_value(cell, self.random, varied=varied) for cell in record.cells]
        if self.layout.format not in TREE_FORMATS:
            _write_token(record, found, self.random, varied=varied)
        self._announce(record, following, found)
        for cell in record.cells:
            found[cell.index] = self._copy_repeated_value(record, cell, found)
        self.totals.add(record.id, found, sums=False)
        self.lines += 1
        for at in self.plan.holds.get(record.id, ()):
            if self.plan.deferred[at]:
                self.waiting[at] = len(later)
                later.append((at, 0))
                self._fill(
                    record, found, ExpectedTotal(self.plan.cells[at], self.known.pop()[1] if self.known else 0, at)
                )
        for due in self.totals.expected_totals(record, found, self._blocks()):
            if not self.plan.deferred[due.total]:
                self._fill(record, found, self._next(due))
        self.totals.add(record.id, found, counts=False)  # totals of totals among them
        return found

    def end(self, later: Later) -> None:
        """Resolve open totals at the end of the file."""
        self._settle(tuple(self.waiting), later)

    def _settle(self, totals: Sequence[int], later: Later) -> None:
        for at in totals:
            if at in self.waiting:
                due = self.totals.expected_total(at, (), 0)
                place = self.waiting.pop(at)
                later[place] = (at, due.millionths if due else 0)

    def _next(self, due: ExpectedTotal) -> ExpectedTotal:
        """Return the next number of a sequence."""
        if self.plan.totals[due.total].kind is not TotalKind.SEQUENCE:
            return due
        self.totals.sums[due.total] += MILLION
        return due._replace(millionths=self.totals.sums[due.total])

    def _blocks(self) -> int:
        return -(-self.lines // self.layout.blocking) if self.layout.blocking else 0

    def _announce(self, record: Record, following: Record | None, found: list[str]) -> None:
        """Write the fields that say which record follows; one field may announce several."""
        announced: dict[int, set[str]] = {}
        for one in self.layout.records:
            rule = one.announced_by
            if rule is None or rule.field.partition(".")[0] != record.id:
                continue
            cell = record.cell(rule.field.partition(".")[2])
            if cell is not None:
                announced.setdefault(cell.index, set()).update(map(str, rule.values))
                if following is not None and following.id == one.id:
                    found[cell.index] = str(rule.values[0])
        for index, values in announced.items():
            rule = following.announced_by if following is not None else None
            cell = record.cells[index]
            if rule is not None and rule.field == f"{record.id}.{cell.name}":
                continue
            words: Any = getattr(cell.form, "words", ())
            found[index] = next((word for word in words if word not in values), "0" if not cell.blank else "")

    def _copy_repeated_value(self, record: Record, cell: StoredField, found: Sequence[str]) -> str:
        value = self.latest.get(cell.same_as, found[cell.index]) if cell.same_as else found[cell.index]
        self.latest[f"{record.id}.{cell.name}"] = value
        return value

    def _fill(self, record: Record, found: list[str], due: ExpectedTotal) -> None:
        """Write a control field and its sign field."""
        cell = due.cell
        sign = record.cell(cell.sign) if cell.sign else None
        text = format_control_value(cell, due.millionths)
        if sign is not None:
            words: Any = getattr(sign.form, "words", ("+", "-"))
            plus = next((word for word in words if word != "-"), "")
            found[sign.index] = "-" if due.millionths < 0 else plus
            text = text.removeprefix("-")
        if cell.form.fault(text) is not None:
            said = f"`{record.id}.{cell.name}` would be {text}, and holds {cell.form.expected}"
            raise OutputError(
                make_problem(f"no file of this size fits its control fields: {said}", "Ask for fewer records.")
            )
        found[cell.index] = text
        self.latest[f"{record.id}.{cell.name}"] = text


def _value(cell: StoredField, random: Random, *, varied: bool) -> str:
    if cell.blank and not cell.hint and not getattr(cell.form, "words", ()):
        return ""
    value = cell.form.make(random, cell.hint, varied)
    at = cell.form.fault(value) if value else None
    if at is not None:
        hint = "Give the field an example that matches."
        raise OutputError(make_problem(f"no value is found for `{cell.name}`, which holds {cell.form.expected}", hint))
    return value


def _write_token(record: Record, found: list[str], random: Random, *, varied: bool) -> None:
    """Write the identifying token of a record."""
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


def _pieces(layout: FileLayout, pen: _SampleWriter, count: int, later: Later) -> Iterator[bytes]:
    form, encoding = find_format(layout), layout.encoding
    before = ""
    for record, following in walk_records(layout, count, pen.random, every_kind=pen.every_kind):
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
