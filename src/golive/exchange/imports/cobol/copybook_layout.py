"""Place the items of a record: one layout for each redefinition, and for each length of a table that varies."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from golive.exchange.imports.cobol.copybook_items import DataItem
from golive.exchange.imports.cobol.pictures import count_bytes, parse_picture

MAX_FIELDS: Final = 500
_MAX_LENGTHS: Final = 10  # layouts of one table that varies
_ALIGNMENTS: Final = {"binary": 4, "float": 4, "double": 8, "index": 4}
_HALF_WORD: Final = 2


class PlacedField(Struct, frozen=True):
    """A field at its place in a record.

    Attributes:
        name: its name, with the number of its table entry.
        start: its first byte, from 1.
        length: its bytes.
        item: the item that it comes from.
        usage: how it is stored.
        sign: its sign clause.
        is_gap: whether it only fills what another definition of the same storage leaves.
        is_whole_group: whether it holds a whole table or group that is too large to be listed.
    """

    name: str
    start: int
    length: int
    item: DataItem
    usage: str
    sign: str
    is_gap: bool = False
    is_whole_group: bool = False


class RecordVariant(Struct, frozen=True):
    """One way to read the storage of a record.

    Attributes:
        suffix: what is added to the record's name; empty for the first.
        redefinitions: the redefining items that are used in place of what they redefine.
        counts: how often each varying table occurs, by the place of its item.
        reason: the item that makes it differ; None for the first.
    """

    suffix: str
    redefinitions: frozenset[int]
    counts: Mapping[int, int]
    reason: DataItem | None = None


class RecordPlan:
    """The storage of one record (level 01), and the ways to read it."""

    def __init__(self, record: DataItem) -> None:
        self.record = record
        self._collapsed: set[int] = set()
        self._areas: dict[int, list[list[DataItem]]] = {}
        self._sizes: dict[tuple[int, str, str, int], int] = {}

    def list_variants(self) -> list[RecordVariant]:
        """Return the ways to read the record, the first with every original definition."""
        varying = [item for item in self.record.walk() if item.depending]
        most = {id(item): item.occurs for item in varying}
        base = [RecordVariant("", frozenset(), most)]
        if len(varying) == 1 and varying[0].occurs - varying[0].least < _MAX_LENGTHS:
            table = varying[0]
            counts = range(table.least, table.occurs + 1)
            base = [RecordVariant(f"-{table.name}-{count}", frozenset(), {id(table): count}, table) for count in counts]
        return base + [
            RecordVariant(f"-{chain[-1].name}", frozenset(map(id, chain)), most, chain[-1])
            for chain in _list_redefinitions(self.record, ())
        ]

    def place_fields(self, variant: RecordVariant) -> list[PlacedField]:
        """Return the fields of a variant, in order and without gaps; tables that are too large become one field."""
        self._collapsed = set()
        while self._count_fields(self.record, variant) > MAX_FIELDS:
            tables = [one for one in self.record.walk() if one.is_table and id(one) not in self._collapsed]
            groups = [
                one for one in self.record.walk() if one.items and id(one) not in self._collapsed and one.level > 1
            ]
            if not tables and not groups:
                break
            largest = max(tables or groups, key=lambda one: (one.occurs * len(list(one.walk())), -one.level))
            self._collapsed.add(id(largest))
        return _name_twins(list(self._place(self.record, 1, variant, (), ("", ""))))

    def _count_fields(self, item: DataItem, variant: RecordVariant) -> int:
        """Return how many fields an item has in a variant, at most; without listing them."""
        if id(item) in self._collapsed:
            return 1
        inner = sum(max(self._count_fields(one, variant) for one in area) + 1 for area in self._group_areas(item))
        return variant.counts.get(id(item), item.occurs) * max(inner, 1)

    def measure(self, item: DataItem, variant: RecordVariant, usage: str, sign: str) -> int:
        """Return the bytes of all entries of an item."""
        return self._measure_one(item, variant, usage, sign) * variant.counts.get(id(item), item.occurs)

    def _measure_one(self, item: DataItem, variant: RecordVariant, usage: str, sign: str) -> int:
        usage, sign = item.usage or usage, item.sign or sign
        key = (id(item), usage, sign, id(variant.counts))
        known = self._sizes.get(key)
        if known is None:
            areas = self._group_areas(item)
            size = sum(self._measure_area(area, variant, usage, sign) for area in areas)
            known = size if areas else count_bytes(parse_picture(item.picture), usage, sign) or 0
            self._sizes[key] = known
        return known

    def _group_areas(self, item: DataItem) -> list[list[DataItem]]:
        known = self._areas.get(id(item))
        if known is None:
            known = self._areas[id(item)] = _group_areas(item)
        return known

    def _measure_area(self, area: list[DataItem], variant: RecordVariant, usage: str, sign: str) -> int:
        return max(self.measure(one, variant, usage, sign) for one in area)

    def _place(
        self, item: DataItem, start: int, variant: RecordVariant, numbers: tuple[int, ...], inherited: tuple[str, str]
    ) -> Iterator[PlacedField]:
        """Yield the fields of every entry of an item."""
        usage, sign = item.usage or inherited[0], item.sign or inherited[1]
        count = variant.counts.get(id(item), item.occurs)
        size = self._measure_one(item, variant, *inherited)
        if id(item) in self._collapsed:
            if count:
                yield PlacedField(item.name, start, size * count, item, usage, sign, is_whole_group=True)
            return
        for entry in range(count):
            inner = (*numbers, entry + 1) if item.is_table else numbers
            at = start + entry * size
            if not item.items:
                name = "-".join((item.name, *map(str, inner)))
                yield PlacedField(name, at, size, item, usage, sign)
                continue
            for area in self._group_areas(item):
                width = self._measure_area(area, variant, usage, sign)
                chosen = next((one for one in area[1:] if id(one) in variant.redefinitions), area[0])
                yield from self._place(chosen, at, variant, inner, (usage, sign))
                rest = width - self.measure(chosen, variant, usage, sign)
                if rest:
                    yield PlacedField("FILLER", at + width - rest, rest, chosen, "", "", is_gap=True)
                at += width


def find_slack(record: DataItem) -> DataItem | None:
    """Return the first item whose SYNCHRONIZED clause would move it, with the bytes that COBOL then inserts."""
    plan = RecordPlan(record)
    fields = plan.place_fields(plan.list_variants()[-1])
    for one in fields:
        size = min(_ALIGNMENTS.get(one.usage, 1), _HALF_WORD if one.length == _HALF_WORD else 8)
        if one.item.is_synchronized and (one.start - 1) % size:
            return one.item
    return None


def _list_redefinitions(item: DataItem, above: tuple[DataItem, ...]) -> Iterator[tuple[DataItem, ...]]:
    """Yield each redefining item with the redefining items around it."""
    for inner in item.items:
        chain = (*above, inner) if inner.redefines else above
        if inner.redefines:
            yield chain
        yield from _list_redefinitions(inner, chain)


def _group_areas(item: DataItem) -> list[list[DataItem]]:
    """Return the storage areas of a group: each an item, and the items that redefine it."""
    areas: list[list[DataItem]] = []
    by_name: dict[str, list[DataItem]] = {}
    for inner in item.items:
        area = by_name.get(inner.redefines) if inner.redefines else None
        if area is None:
            area = []
            areas.append(area)
        area.append(inner)
        if inner.name != "FILLER":
            by_name[inner.name] = area
    return areas


def _name_twins(fields: list[PlacedField]) -> list[PlacedField]:
    """Return the fields with names that are unique in the record."""
    from msgspec.structs import replace

    count: Counter[str] = Counter()
    named = []
    for one in fields:
        count[one.name] += 1
        named.append(one if count[one.name] == 1 else replace(one, name=f"{one.name}-{count[one.name]}"))
    return named
