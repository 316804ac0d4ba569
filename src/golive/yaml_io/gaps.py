"""Find what a spec leaves open: fields that a later phase needs, and values that say `TBD`.

The same search works on the plain values of a file before validation, and on a model afterward.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
from typing import Any, Final

from msgspec import Struct

from golive.schema.field import Model
from golive.schema.introspection import Slot, get_slots
from golive.schema.needed_by import NeededBy
from golive.support.problems import PathStep

_TBD: Final = re.compile(r"\s*tbd\b[\s:;,.\u2013\u2014-]*(.*?)\s*", re.IGNORECASE | re.DOTALL)
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_MAX_WHOLE_WORDS: Final = 3  # a text with more words is abbreviated to its initials in an id
_MAX_ID_LENGTH: Final = 48  # characters of an id after its number


class Gap(Struct, frozen=True):
    """A field that is still open.

    Attributes:
        path: the path to the field.
        id: the id of its open item: the number of the field and the ids of its parents, such as `40-bill-file`.
        slot: what the models allow there.
        needed_by: the phase that needs it; None where no phase does.
        note: the text after `TBD`, perhaps empty; None where the field is missing.
    """

    path: tuple[PathStep, ...]
    id: str
    slot: Slot
    needed_by: NeededBy | None = None
    note: str | None = None

    @property
    def may_be_open(self) -> bool:
        """Return whether the field may be left open at all."""
        return self.needed_by is not None or (
            self.slot.field_info is not None and not self.slot.field_info.is_required()
        )


class _Location(Struct, frozen=True):
    """Current position of the search: the path, the ids that distinguish list items, and the ids with all key names."""

    path: tuple[PathStep, ...] = ()
    keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def enter_field(self, name: str, *, twin: bool) -> "_Location":
        return _Location((*self.path, name), (*self.keys, name) if twin else self.keys, (*self.names, name))

    def enter_item(self, index: int, key: str) -> "_Location":
        return _Location((*self.path, index), (*self.keys, key), (*self.names[:-1], key))

    def make_gap_id(self, mark: NeededBy | None) -> str:
        """Return the id of a gap at this position, such as `40-bill-file`."""
        parts = "-".join(self.keys if mark else self.names)
        slug = _NOT_IN_IDS.sub("-", parts.lower())[-_MAX_ID_LENGTH:].strip("-")
        return "-".join(filter(None, (str(mark.item_number) if mark else "", slug))) or "item"


def find_gaps(
    value: Any,  # noqa: ANN401 - plain values or a model
    model: type[Model],
    named_ids: frozenset[str] = frozenset(),
    *,
    finds_tbd: bool = False,
) -> Iterator[Gap]:
    """Yield every gap of a spec, in the order of the models.

    Args:
        value: the spec: a model, or the plain values of the YAML.
        model: the model of the spec.
        named_ids: ids of optional fields to treat as open when they are empty.
        finds_tbd: whether to look for `TBD` in all values; a model contains none.
    """
    taken: set[str] = set()
    everywhere = finds_tbd or any(not one[:1].isdigit() for one in named_ids)
    for gap in _GapWalk(
        named_ids, frozenset(one.partition("-")[0] for one in named_ids), finds_tbd, everywhere
    ).walk_model(value, model, _Location()):
        unique = next(name for n in count(1) if (name := f"{gap.id}-{n}" if n > 1 else gap.id) not in taken)
        taken.add(unique)
        yield gap if unique == gap.id else Gap(gap.path, unique, gap.slot, gap.needed_by, gap.note)


def parse_tbd(value: object) -> str | None:
    """Return the note after `TBD`; None where a value does not say `TBD`.

    `TBD: ask the bank` without quotes is a mapping with one key.
    """
    if isinstance(value, dict) and len(value) == 1:
        key, note = next(iter(value.items()))
        return note.strip() if isinstance(note, str) and key.lower() == "tbd" else None
    found = _TBD.fullmatch(value) if isinstance(value, str) and value.lstrip()[:3].lower() == "tbd" else None
    return found[1] if found else None


def is_blank(value: object) -> bool:
    """Return whether a value is empty: no value, an empty list, or a group whose values are all empty."""
    if isinstance(value, Model):
        return all(is_blank(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, dict):
        return all(map(is_blank, value.values()))
    return value is None or value is False or value in ((), [], "", "false")


class _GapWalk(Struct, frozen=True):
    """A search for gaps in a spec.

    Attributes:
        named_ids: ids of optional fields to treat as open when they are empty.
        numbers: the item numbers that those ids begin with.
        finds_tbd: whether to look for `TBD`.
        everywhere: whether a field that no phase needs may be a gap.
    """

    named_ids: frozenset[str]
    numbers: frozenset[str]
    finds_tbd: bool
    everywhere: bool

    def walk_model(self, value: Any, model: type[Model], at: _Location) -> Iterator[Gap]:  # noqa: ANN401 - as `find_gaps`
        """Yield the gaps of a group of keys."""
        for part in list_walked_fields(model) if self.everywhere else _list_gap_fields(model):
            inner = value.get(part.name) if isinstance(value, dict) else getattr(value, part.name, None)
            below = at.enter_field(part.name, twin=part.is_twin)
            if self.finds_tbd and (note := parse_tbd(inner)) is not None:
                yield Gap(below.path, below.make_gap_id(part.needed_by), part.slot, part.needed_by, note)
            elif part.needed_by and not part.needed_by.is_needed_in(value) and is_blank(inner):
                continue
            elif self._is_open(part, inner, below):
                yield Gap(below.path, below.make_gap_id(part.needed_by), part.slot, part.needed_by)
            elif part.models or self.finds_tbd:
                yield from self._walk_value(part, inner, below)

    def _is_open(self, part: "WalkedField", inner: object, at: _Location) -> bool:
        if part.needed_by and not part.needed_by.may_be_absent:
            return is_blank(inner) and inner is not False and inner != "false"  # "no" is an answer
        known = (
            str(part.needed_by.item_number) in self.numbers
            if part.needed_by
            else self.everywhere and bool(self.named_ids)
        )
        return known and is_blank(inner) and at.make_gap_id(part.needed_by) in self.named_ids

    def _walk_value(self, part: "WalkedField", inner: Any, at: _Location) -> Iterator[Gap]:  # noqa: ANN401 - as `find_gaps`
        if part.slot.is_list and isinstance(inner, list | tuple):
            often: Counter[str] = Counter()
            for index, item in enumerate(inner):
                if self.finds_tbd and (note := parse_tbd(item)) is not None:
                    yield Gap((*at.path, index), at.make_gap_id(None), part.slot.item_slot, None, note)
                elif kind := part.choose_model(item):
                    key = _make_item_key(item, kind)
                    often[key] += 1
                    again = f"-{often[key]}" if often[key] > 1 else ""
                    yield from self.walk_model(item, kind, at.enter_item(index, f"{key}{again}"))
        elif kind := part.choose_model(inner):
            yield from self.walk_model(inner, kind, at)


class WalkedField(Struct, frozen=True):
    """A field of a model, prepared for the search.

    Attributes:
        name: its key.
        slot: what the models allow there.
        needed_by: the phase that needs it; None where no phase does.
        models: the models that its value, or each item of it, may have.
        tag: the key that distinguishes these models, and the model for each of its values.
        is_twin: whether another field of the group has the same model, as with SIT and UAT.
    """

    name: str
    slot: Slot
    needed_by: NeededBy | None
    models: tuple[type[Model], ...]
    tag: tuple[str, Mapping[str, type[Model]]]
    is_twin: bool

    def choose_model(self, value: object) -> type[Model] | None:
        """Return the model of a value; None for anything but a group of keys."""
        if isinstance(value, Model):
            return type(value)
        if not isinstance(value, dict) or not self.models:
            return None
        key, kinds = self.tag
        said = value.get(key)
        return (kinds.get(said) if isinstance(said, str) else None) if key else self.models[0]


@cache
def list_walked_fields(model: type[Model]) -> tuple[WalkedField, ...]:
    """Return the fields of a model, prepared for the search."""
    slots = get_slots(model)
    kinds = {name: (slot.item_slot if slot.is_list else slot).models for name, slot in slots.items()}
    groups = [kinds[name] for name, slot in slots.items() if kinds[name] and not slot.is_list]
    twins = {name for name, several in kinds.items() if several and groups.count(several) > 1}
    return tuple(_make_walked_field(name, slot, kinds[name], is_twin=name in twins) for name, slot in slots.items())


def _make_walked_field(name: str, slot: Slot, kinds: tuple[type[Model], ...], *, is_twin: bool) -> WalkedField:
    tag: tuple[str, Mapping[str, type[Model]]] = ("", {})
    if len(kinds) > 1:
        key = (slot.item_slot if slot.is_list else slot).discriminator[0]
        tag = (key, {word: kind for kind in kinds for word in get_slots(kind)[key].allowed_words})
    mark = next((mark for mark in slot.markers if isinstance(mark, NeededBy)), None)
    return WalkedField(name, slot, mark, kinds, tag, is_twin)


@cache
def _list_gap_fields(model: type[Model]) -> tuple[WalkedField, ...]:
    """Return the fields that may be a gap or contain one."""
    return tuple(
        part for part in list_walked_fields(model) if part.needed_by or any(map(_list_gap_fields, part.models))
    )


def _make_item_key(item: Any, kind: type[Model]) -> str:  # noqa: ANN401 - as `find_gaps`
    """Return a short key for a list item: its id, or its first field, abbreviated to initials if long."""
    fields = kind.model_fields
    name = "id" if "id" in fields else next(iter(fields))
    words = _NOT_IN_IDS.split(str(item.get(name, "") if isinstance(item, dict) else getattr(item, name)).lower())
    return "".join(word[:1] for word in words) if name != "id" and len(words) > _MAX_WHOLE_WORDS else "-".join(words)
