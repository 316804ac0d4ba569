"""Choose the sequence of records in a sample file, following the order of its layout."""

from collections import deque
from collections.abc import Iterator, Mapping
from random import Random
from typing import Final

from golive.data_files.layout import FileLayout, Record
from golive.data_files.record_order import START
from golive.schema.words import FileFormat, RecordKind

_GROUP: Final = 25  # records of detail in a group, where groups can come again
_MOST_ADDENDA: Final = 3  # behind one record of detail


def walk_records(
    layout: FileLayout, count: int, random: Random, *, every_kind: bool = False
) -> Iterator[tuple[Record, Record | None]]:
    """Yield the records of a file, each with its successor.

    Args:
        layout: whose order they keep.
        count: how many records of detail there are.
        random: chooses where the order leaves a choice.
        every_kind: whether every kind of record comes at least once, if need be with more records of detail.
    """
    before: Record | None = None
    for record in _records(layout, count, random, every_kind=every_kind):
        if before is not None:
            yield before, record
        before = record
    if before is not None:
        yield before, None


def _records(layout: FileLayout, count: int, random: Random, *, every_kind: bool) -> Iterator[Record]:
    records = layout.by_id
    way = _OrderPaths(layout)
    at, made, addenda = START, 0, 0
    passed: set[str] = set()  # trailers since the last record of another kind
    missing = list(records) if every_kind else []
    while missing or made < count or at not in layout.order.last:
        if missing:
            options = way.next_towards_one_of(at, missing)
        elif made < count:
            options = way.next_towards_detail(at, made, addenda)
        else:
            options = way.next_towards_end(at, addenda, passed)
        if missing and not options:
            missing = []  # the others cannot come any more
            continue
        if not options:
            return
        at = random.choice(options)
        missing = [one for one in missing if one != at]
        made += at in way.details
        addenda = addenda + 1 if records[at].kind is RecordKind.ADDENDA else 0
        passed = {*passed, at} if records[at].kind is RecordKind.TRAILER else set()
        yield records[at]


class _OrderPaths:
    """The possible next records in a layout's order."""

    def __init__(self, layout: FileLayout) -> None:
        self._layout = layout
        self._kinds = {record.id: record.kind for record in layout.records}
        self.details = {one for one, kind in self._kinds.items() if kind is RecordKind.DETAIL}
        self._to_detail = _distances(layout.order.follow, self.details)
        self._to_end = _distances(layout.order.follow, set(layout.order.last))
        # In JSON all records of a kind stand together, behind their key.
        self._apart = layout.format is FileFormat.JSON
        self._bound: dict[str, list[str]] = {}
        for before, record in map(_required_predecessor, layout.records):
            if before:
                self._bound.setdefault(before, []).append(record)

    def next_towards_detail(self, at: str, made: int, addenda: int) -> list[str]:
        """Return the next records while more detail records are wanted."""
        if at in self._bound:
            return self._bound[at]
        if self._apart and at in self.details and at in self._layout.order.follow[at]:
            return [at]
        inside = self._kinds.get(at) in {RecordKind.DETAIL, RecordKind.ADDENDA}
        if inside and made % _GROUP == 0:
            closing = [one for one in self._next(at, {RecordKind.TRAILER}) if one in self._to_detail]
            if closing:
                return closing
        if inside:
            kinds = {RecordKind.DETAIL, *([RecordKind.ADDENDA] if addenda < _MOST_ADDENDA else [])}
            if here := self._next(at, kinds):
                return here
        return self._nearest(at, self._to_detail) or self.next_towards_end(at, addenda, set())

    def next_towards_one_of(self, at: str, missing: list[str]) -> list[str]:
        """Return the next record on the shortest way to the first of those that are missing and can still come."""
        if at in self._bound:
            return [one for one in missing if one in self._bound[at]][:1] or self._bound[at]
        for goal in missing:
            if nearest := self._nearest(at, _distances(self._layout.order.follow, {goal})):
                return nearest
        return []

    def next_towards_end(self, at: str, addenda: int, passed: set[str]) -> list[str]:
        """Return the next records towards the end of the file, including every total on the way."""
        if at in self._bound:
            return self._bound[at]
        many = addenda >= _MOST_ADDENDA or at == START or self._apart
        more = [] if many else self._next(at, {RecordKind.ADDENDA})
        totals = [one for one in self._next(at, {RecordKind.TRAILER}) if one in self._to_end and one not in passed][:1]
        return [*more, *(totals or self._nearest(at, self._to_end))]

    def _next(self, at: str, kinds: set[RecordKind]) -> list[str]:
        """Return the possible next records of the given kinds, in layout order."""
        return [one for one, kind in self._kinds.items() if kind in kinds and one in self._layout.order.follow[at]]

    def _nearest(self, at: str, goal: Mapping[str, int]) -> list[str]:
        steps = {one: goal[one] for one in sorted(self._layout.order.follow[at]) if one in goal}
        return [one for one, distance in steps.items() if distance == min(steps.values())]


def _required_predecessor(record: Record) -> tuple[str, str]:
    """Return the record that must come before another, and that other; empty where none must."""
    rule = record.announced_by
    if rule is None:
        return "", ""
    return (rule.field.partition(".")[0], record.id) if record.always else ("", "")


def _distances(follow: Mapping[str, frozenset[str]], goals: set[str]) -> dict[str, int]:
    """Count the records between each record and the nearest goal; leave out those from which none is reached."""
    found = dict.fromkeys(goals, 0)
    todo = deque(goals)
    while todo:
        goal = todo.popleft()
        for name, those in follow.items():
            if goal in those and name not in found:
                found[name] = found[goal] + 1
                todo.append(name)
    return found
