"""What a spec leaves open: fields that a later phase needs, and whatever says `TBD`.

The same walk goes over a file's plain values before they are a model, and over a model afterwards.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
from typing import Any, Final

from msgspec import Struct

from golive.schema.field import Model
from golive.schema.introspection import Slot, slots_of
from golive.schema.needed_by import NeededBy
from golive.support.problems import Step

_TBD: Final = re.compile(r"\s*tbd\b[\s:;,.\u2013\u2014-]*(.*?)\s*", re.IGNORECASE | re.DOTALL)
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_FEW: Final = 3  # words of a text that stand in an id as they are
_LONGEST: Final = 48  # characters of an item's id behind its number; the whole is an identifier


class Gap(Struct, frozen=True):
    """A field that says nothing yet.

    Attributes:
        path: where.
        id: of the open item that it is: the field's number, and the ids of what it lies in: `40-bill-file`.
        slot: what must stand there one day.
        mark: from which phase on; None where no phase asks for it.
        note: what stands behind `TBD`, perhaps nothing; None where the field is missing.
    """

    path: tuple[Step, ...]
    id: str
    slot: Slot
    mark: NeededBy | None = None
    note: str | None = None

    @property
    def may_be_open(self) -> bool:
        """Whether the field can be left open at all."""
        return self.mark is not None or (self.slot.field is not None and not self.slot.field.is_required())


class _At(Struct, frozen=True):
    """Where a walk has come to: the path, the ids that tell its items apart, and the same with all names."""

    path: tuple[Step, ...] = ()
    keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def field(self, name: str, *, twin: bool) -> "_At":
        return _At((*self.path, name), (*self.keys, name) if twin else self.keys, (*self.names, name))

    def item(self, index: int, key: str) -> "_At":
        return _At((*self.path, index), (*self.keys, key), (*self.names[:-1], key))

    def id(self, mark: NeededBy | None) -> str:
        """What the gap is called on a call: "item 40-bill-file"."""
        parts = "-".join(self.keys if mark else self.names)
        slug = _NOT_IN_IDS.sub("-", parts.lower())[-_LONGEST:].strip("-")
        return "-".join(filter(None, (str(mark.number) if mark else "", slug))) or "item"


def gaps(value: Any, model: type[Model], also: frozenset[str] = frozenset(), *, said: bool = False) -> Iterator[Gap]:  # noqa: ANN401 - plain values or a model
    """Every gap of a spec, in the order of its models.

    Args:
        value: the spec: a model, or what the YAML held.
        model: what it is, or should be.
        also: ids of gaps at fields that may be missing for good; they are open when they are named here.
        said: whether to look for `TBD` everywhere; a model holds none.
    """
    taken: set[str] = set()
    everywhere = said or any(not one[:1].isdigit() for one in also)
    for gap in _Walk(also, frozenset(one.partition("-")[0] for one in also), said, everywhere).model(
        value, model, _At()
    ):
        unique = next(name for n in count(1) if (name := f"{gap.id}-{n}" if n > 1 else gap.id) not in taken)
        taken.add(unique)
        yield gap if unique == gap.id else Gap(gap.path, unique, gap.slot, gap.mark, gap.note)


def tbd_of(value: object) -> str | None:
    """What stands behind `TBD`; None where a value does not say it. `TBD: ask the bank` without quotes is a key."""
    if isinstance(value, dict) and len(value) == 1:
        key, note = next(iter(value.items()))
        return note.strip() if isinstance(note, str) and key.lower() == "tbd" else None
    found = _TBD.fullmatch(value) if isinstance(value, str) and value.lstrip()[:3].lower() == "tbd" else None
    return found[1] if found else None


def is_blank(value: object) -> bool:
    """Whether nothing is said: no value, an empty list, or a group of keys that say nothing."""
    if isinstance(value, Model):
        return all(is_blank(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, dict):
        return all(map(is_blank, value.values()))
    return value is None or value is False or value in ((), [], "", "false")


class _Walk(Struct, frozen=True):
    """A walk over a spec.

    Attributes:
        also: ids of gaps at fields that may be missing for good.
        numbers: what those ids begin with; the number of a mark, where they have one.
        said: whether to look for `TBD`.
        everywhere: whether a field without a mark may be a gap.
    """

    also: frozenset[str]
    numbers: frozenset[str]
    said: bool
    everywhere: bool

    def model(self, value: Any, model: type[Model], at: _At) -> Iterator[Gap]:  # noqa: ANN401 - as `gaps`
        """The gaps of a group of keys."""
        for part in parts(model) if self.everywhere else _worth_a_look(model):
            inner = value.get(part.name) if isinstance(value, dict) else getattr(value, part.name, None)
            below = at.field(part.name, twin=part.is_twin)
            if self.said and (note := tbd_of(inner)) is not None:
                yield Gap(below.path, below.id(part.mark), part.slot, part.mark, note)
            elif self._is_open(part, inner, below):
                yield Gap(below.path, below.id(part.mark), part.slot, part.mark)
            elif part.kinds or self.said:
                yield from self._inside(part, inner, below)

    def _is_open(self, part: "Part", inner: object, at: _At) -> bool:
        if part.mark and not part.mark.may_lack:
            return is_blank(inner)
        known = str(part.mark.number) in self.numbers if part.mark else self.everywhere and bool(self.also)
        return known and is_blank(inner) and at.id(part.mark) in self.also

    def _inside(self, part: "Part", inner: Any, at: _At) -> Iterator[Gap]:  # noqa: ANN401 - as `gaps`
        if part.slot.is_list and isinstance(inner, list | tuple):
            often: Counter[str] = Counter()
            for index, item in enumerate(inner):
                if self.said and (note := tbd_of(item)) is not None:
                    yield Gap((*at.path, index), at.id(None), part.slot.item, None, note)
                elif kind := part.kind(item):
                    key = _key(item, kind)
                    often[key] += 1
                    again = f"-{often[key]}" if often[key] > 1 else ""
                    yield from self.model(item, kind, at.item(index, f"{key}{again}"))
        elif kind := part.kind(inner):
            yield from self.model(inner, kind, at)


class Part(Struct, frozen=True):
    """A field, as a walk sees it.

    Attributes:
        name: its key.
        slot: what may stand there.
        mark: from which phase on it is needed.
        kinds: the models that it, or an item of it, may be.
        tag: the key that decides between them, and what it says for each.
        is_twin: whether another group beside it is of the same kind, as with SIT and UAT.
    """

    name: str
    slot: Slot
    mark: NeededBy | None
    kinds: tuple[type[Model], ...]
    tag: tuple[str, Mapping[str, type[Model]]]
    is_twin: bool

    def kind(self, value: object) -> type[Model] | None:
        """The model that a value is, or is to be; None for anything but a group of keys."""
        if isinstance(value, Model):
            return type(value)
        if not isinstance(value, dict) or not self.kinds:
            return None
        key, kinds = self.tag
        said = value.get(key)
        return (kinds.get(said) if isinstance(said, str) else None) if key else self.kinds[0]


@cache
def parts(model: type[Model]) -> tuple[Part, ...]:
    """The fields of a model, as a walk sees them."""
    slots = slots_of(model)
    kinds = {name: (slot.item if slot.is_list else slot).models for name, slot in slots.items()}
    groups = [kinds[name] for name, slot in slots.items() if kinds[name] and not slot.is_list]
    twins = {name for name, several in kinds.items() if several and groups.count(several) > 1}
    return tuple(_part(name, slot, kinds[name], is_twin=name in twins) for name, slot in slots.items())


def _part(name: str, slot: Slot, kinds: tuple[type[Model], ...], *, is_twin: bool) -> Part:
    tag: tuple[str, Mapping[str, type[Model]]] = ("", {})
    if len(kinds) > 1:
        key = (slot.item if slot.is_list else slot).choice[0]
        tag = (key, {word: kind for kind in kinds for word in slots_of(kind)[key].words})
    mark = next((mark for mark in slot.marks if isinstance(mark, NeededBy)), None)
    return Part(name, slot, mark, kinds, tag, is_twin)


@cache
def _worth_a_look(model: type[Model]) -> tuple[Part, ...]:
    """The fields that may be a gap, or hold some."""
    return tuple(part for part in parts(model) if part.mark or any(map(_worth_a_look, part.kinds)))


def _key(item: Any, kind: type[Model]) -> str:  # noqa: ANN401 - as `gaps`
    """What tells an item of a list from the others: its id, or else what it says first, by its initials if need be."""
    fields = kind.model_fields
    name = "id" if "id" in fields else next(iter(fields))
    words = _NOT_IN_IDS.split(str(item.get(name, "") if isinstance(item, dict) else getattr(item, name)).lower())
    return "".join(word[:1] for word in words) if name != "id" and len(words) > _FEW else "-".join(words)
