"""Accumulate control totals record by record, and compute what each control field must hold.

The same books are kept by whoever reads a file and by whoever writes one, so that a file that is made is right.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from msgspec import Struct, field

from golive.data_files.layout import FileLayout, Record, StoredField
from golive.data_files.numbers import MILLION, DigitsFormat, MoneyFormat
from golive.schema.control_totals import ControlTotal, TotalKind
from golive.schema.words import RecordKind

_ABA: Final = (3, 7, 1, 3, 7, 1, 3, 7)
Key = Callable[[StoredField], Any]


class Contribution(NamedTuple):
    """A record's contribution to a total."""

    total: int
    cell: StoredField | None
    sign: StoredField | None
    factor: int
    where: StoredField | None
    values: frozenset[str]


class ExpectedTotal(NamedTuple):
    """A control field and its expected value.

    Attributes:
        cell: the field.
        millionths: the number, in millionths.
        total: which total it is.
    """

    cell: StoredField
    millionths: int
    total: int


class TotalsPlan(Struct, frozen=True):
    """The effects of each kind of record on the totals.

    Attributes:
        totals: the totals, in the order of the spec.
        cells: the control field of each.
        deferred: whether the records that count come behind the control field.
        sources: the records that each total counts or sums.
        summed: the fields that each total sums, as `record.FIELD`.
        resets: by record, the totals that start anew with it.
        adds: by record, what it adds.
        holds: by record, the totals that it holds.
        key: what picks a field's value out of a record.
    """

    totals: tuple[ControlTotal, ...]
    cells: tuple[StoredField, ...]
    deferred: tuple[bool, ...]
    sources: tuple[frozenset[str], ...]
    summed: tuple[frozenset[str], ...]
    resets: Mapping[str, tuple[int, ...]]
    adds: Mapping[str, tuple[Contribution, ...]]
    holds: Mapping[str, tuple[int, ...]]
    key: Key


class RunningTotals(Struct):
    """The sums so far. Nothing is said of those that a bad record belongs to, the doubtful ones, until they restart."""

    plan: TotalsPlan
    sums: list[int] = field(default_factory=list)
    doubtful: list[bool] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sums = [0] * len(self.plan.totals)
        self.doubtful = [False] * len(self.plan.totals)
        self.counts = [0] * len(self.plan.totals)

    def restart(self, record: str) -> None:
        """Reset the totals that a record starts."""
        for at in self.plan.resets.get(record, ()):
            self.sums[at] = 0
            self.counts[at] = 0
            self.doubtful[at] = False

    def add(self, record: str, raw: Any, *, counts: bool = True, sums: bool = True) -> None:  # noqa: ANN401 - text or columns
        """Count a record, and sum its fields.

        Args:
            record: id of its layout.
            raw: its values, as the format has them.
            counts: whether it is counted.
            sums: whether its fields are summed.
        """
        key = self.plan.key
        for entry in self.plan.adds.get(record, ()):
            if not (sums if entry.cell else counts):
                continue
            if entry.where is not None and raw[key(entry.where)].strip() not in entry.values:
                continue
            self.counts[entry.total] += 1
            if entry.cell is None:
                self.sums[entry.total] += MILLION
                continue
            try:
                amount = _amount(raw[key(entry.cell)], entry, self.plan.totals[entry.total])
            except (ValueError, IndexError):
                self.doubtful[entry.total] = True
                continue
            minus = entry.sign is not None and raw[key(entry.sign)].strip() == "-"
            self.sums[entry.total] += -entry.factor * amount if minus else entry.factor * amount

    def mark_doubtful(self, record: str) -> None:
        """Mark the totals of an unreadable record as doubtful."""
        for entry in self.plan.adds.get(record, ()):
            self.doubtful[entry.total] = True

    def mark_related_doubtful(self, total: int) -> None:
        """Mark the totals of the same records as doubtful, and those that sum this one, after it was found wrong."""
        shared = self.plan.sources[total]
        holder = self.plan.totals[total].field
        for at, sources in enumerate(self.plan.sources):
            if at != total and (sources & shared or holder in self.plan.summed[at]):
                self.doubtful[at] = True

    def mark_all_doubtful(self) -> None:
        """Mark every total as doubtful after an unknown record."""
        self.doubtful = [True] * len(self.doubtful)

    def expected_totals(self, record: Record, raw: Any, lines: int) -> tuple[ExpectedTotal, ...]:  # noqa: ANN401
        """Return the expected control fields of a record, as far as they are known at this point.

        Args:
            record: the kind of record.
            raw: its values.
            lines: the lines of the whole file, when they are known; else 0.
        """
        due = (self.expected_total(at, raw, lines) for at in self.plan.holds.get(record.id, ()))
        return tuple(one for one in due if one is not None)

    def expected_total(self, at: int, raw: Any, lines: int) -> ExpectedTotal | None:  # noqa: ANN401
        """Return what one total must be, or None as long as it is not known.

        Args:
            at: which total it is.
            raw: the values of the record that holds it.
            lines: the lines of the whole file, when they are known; else 0.
        """
        total = self.plan.totals[at]
        alone = total.kind in {TotalKind.SEQUENCE, TotalKind.CHECK_DIGIT}  # of no other record
        if (self.doubtful[at] and not alone) or (total.kind is TotalKind.BLOCKS and not lines):
            return None
        if total.only_if_any and not self.counts[at]:
            return None
        return ExpectedTotal(self.plan.cells[at], self._value(at, raw, lines), at)

    def _value(self, at: int, raw: Any, lines: int) -> int:  # noqa: ANN401
        total, cell = self.plan.totals[at], self.plan.cells[at]
        match total.kind:
            case TotalKind.BLOCKS:
                return lines * MILLION
            case TotalKind.HASH:
                return self.sums[at] % (int("1" + "0" * _digits(cell)) * MILLION)
            case TotalKind.CHECK_DIGIT:
                source = self.plan.adds[total.field.partition(".")[0]]
                routing = next(raw[self.plan.key(one.cell)] for one in source if one.total == at and one.cell)
                return routing_check_digit(routing) * MILLION
            case _:
                return self.sums[at]


def routing_check_digit(routing: str) -> int:
    """Compute the ninth digit of an ABA routing number from the first eight.

    Raises:
        ValueError: there are no eight digits.
    """
    total = sum(weight * int(digit) for weight, digit in zip(_ABA, routing.strip(), strict=True))
    return -total % 10


def plan_totals(layout: FileLayout, key: Key) -> TotalsPlan:
    """Compute how each kind of record affects the totals of a layout."""
    records = layout.by_id
    resets: dict[str, list[int]] = {}
    adds: dict[str, list[Contribution]] = {}
    holds: dict[str, list[int]] = {}
    cells, deferred, counted = [], [], []
    for at, total in enumerate(layout.totals):
        holder, cell = _find(records, total.field)
        cells.append(cell)
        holds.setdefault(holder.id, []).append(at)
        if total.since:
            resets.setdefault(total.since, []).append(at)
        for record, entry in _entries(records, total, at):
            adds.setdefault(record, []).append(entry)
        sources = frozenset(record for record, _ in _entries(records, total, at))
        outside = sources - {one.id for one in layout.records if one.kind is RecordKind.HEADER} - {holder.id}
        # A field counts what follows if its record opens the file or a group, or if the count starts with it.
        deferred.append((holder.kind is RecordKind.HEADER or total.since == holder.id) and bool(outside))
        counted.append(sources)
    summed = tuple(frozenset(map(str, (*one.of, *one.less))) for one in layout.totals)
    return TotalsPlan(
        layout.totals,
        tuple(cells),
        tuple(deferred),
        tuple(counted),
        summed,
        _freeze(resets),
        _freeze(adds),
        _freeze(holds),
        key,
    )


def _freeze(found: Mapping[str, Sequence[Any]]) -> dict[str, tuple[Any, ...]]:
    return {key: tuple(items) for key, items in found.items()}


def _entries(records: Mapping[str, Record], total: ControlTotal, at: int) -> list[tuple[str, Contribution]]:
    if total.kind in {TotalKind.BLOCKS, TotalKind.SEQUENCE}:
        return []
    if total.kind is TotalKind.COUNT:
        names = [str(one) for one in total.of] or list(records)
        return [(name, _entry(records[name], None, total, at, 1)) for name in names]
    found = []
    for factor, those in ((1, total.of), (-1, total.less)):
        for one in those:
            record, cell = _find(records, str(one))
            found.append((record.id, _entry(record, cell, total, at, factor)))
    return found


def _entry(record: Record, cell: StoredField | None, total: ControlTotal, at: int, factor: int) -> Contribution:
    where = record.cell(total.where.field) if total.where else None
    values = frozenset(str(value) for value in total.where.values) if total.where else frozenset()
    return Contribution(at, cell, record.cell(cell.sign) if cell and cell.sign else None, factor, where, values)


def _find(records: Mapping[str, Record], name: str) -> tuple[Record, StoredField]:
    """Find a field by `record.FIELD`; the checks ensure that it exists."""
    record, _, own = name.partition(".")
    cell = records[record].cell(own)
    if cell is None:
        raise LookupError(f"no field {name}")
    return records[record], cell


def _amount(text: str, entry: Contribution, total: ControlTotal) -> int:
    text = text.strip()
    if total.kind is not TotalKind.HASH:
        return entry.cell.form.number(text) if text and entry.cell else 0
    if total.characters:
        first, _, last = total.characters.partition("-")
        text = text[int(first) - 1 : int(last or first)]
    plain = text.isascii() and text.isdigit()
    digits = text if plain else "".join(one for one in text if "0" <= one <= "9")
    return int(digits) * MILLION if digits else 0


def _digits(cell: StoredField) -> int:
    return cell.length or (cell.form.most if isinstance(cell.form, DigitsFormat | MoneyFormat) else 18)
