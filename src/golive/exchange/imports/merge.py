"""Merge a file's values into a spec: what a person wrote stays, and each difference is named.

Three plain values are compared: `base`, what an earlier import of the file said; `theirs`, what the file says now; and
`ours`, what the spec says. Without an earlier import, `base` is empty.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from msgspec import Struct

from golive.yaml_io.gaps import parse_tbd

ChangeKind = Literal["add", "set", "remove", "conflict", "order", "keep"]
ITEM_KEYS: Final = ("id", "name", "field", "code", "value", "environment", "term", "path")
"""Keys by whose first the items of a list are told apart."""
_ABSENT: Final = object()


class Difference(Struct, frozen=True):
    """One difference that a merge found.

    Attributes:
        kind: `add`, `set` and `remove` are made in the result; `conflict` and `order` are left as the spec has them;
            so is `keep`, an item that is only in the spec, which is named where the file wins elsewhere.
        names: where: keys, and items by their names.
        base: the value of the earlier import; None if there was none.
        theirs: the value in the file now; None if it is no longer there.
        ours: the value in the spec; None if it has none.
    """

    kind: ChangeKind
    names: tuple[str, ...]
    base: Any = None
    theirs: Any = None
    ours: Any = None


def merge_values(
    base: Any,  # noqa: ANN401 - plain values
    theirs: Any,  # noqa: ANN401
    ours: Any,  # noqa: ANN401
    *,
    accept: bool = False,
    prune: bool = False,
) -> tuple[Any, tuple[Difference, ...]]:
    """Merge groups of plain values.

    Args:
        base: what an earlier import said.
        theirs: what the file says now.
        ours: what the spec says.
        accept: whether the file wins where both were changed.
        prune: whether items of lists that the file never had are removed.

    Returns:
        The merged value, and every difference.
    """
    changes: list[Difference] = []
    return _Merge(changes, accept=accept, prune=prune).merge_groups(base, theirs, ours, ()), tuple(changes)


def name_items(items: Sequence[Any]) -> list[str]:
    """Return a name for each item of a list, unique in the list: its first identifying value, or its text."""
    count: Counter[str] = Counter()
    names = []
    for item in items:
        plain = _name_item(item)
        count[plain] += 1
        names.append(plain if count[plain] == 1 else f"{plain}#{count[plain]}")
    return names


def list_texts(value: Any, names: tuple[str, ...] = ()) -> dict[str, str]:  # noqa: ANN401 - a plain value
    """Return every text of a plain value by its path, with items by their names: `records/bill/length`."""
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else zip(name_items(value), value, strict=True)
        return {path: text for name, one in inner for path, text in list_texts(one, (*names, str(name))).items()}
    return {"/".join(names): str(value)}


def _name_item(item: Any) -> str:  # noqa: ANN401 - any item
    if isinstance(item, Mapping):
        found = next((item[key] for key in ITEM_KEYS if key in item), None)
        return str(getattr(found, "text", found)) if found is not None else repr(sorted(item))
    return str(getattr(item, "text", item))


class _Merge:
    """A merge in progress."""

    def __init__(self, changes: list[Difference], *, accept: bool, prune: bool) -> None:
        self.changes = changes
        self.accept = accept
        self.prune = prune

    def merge(self, values: tuple[Any, Any, Any], names: tuple[str, ...]) -> Any:  # noqa: ANN401, PLR0911 - one return per case
        """Return the merged value of one key; `_ABSENT` if it has none."""
        base, theirs, ours = values
        if _ABSENT not in (ours, theirs) and parse_tbd(ours) is not None:
            ours = _ABSENT
            base = _ABSENT
        is_as_before = theirs == base and (theirs is _ABSENT or not self.accept)
        if theirs == ours or (is_as_before and not (self.prune and isinstance(ours, dict | list))):
            return ours
        if ours is _ABSENT:
            return self._return_missing(base, theirs, names)
        if isinstance(ours, dict) and isinstance(theirs, dict) and not _are_of_other_kinds(ours, theirs, names):
            return self.merge_groups(_as(dict, base), theirs, ours, names)
        if isinstance(ours, list) and isinstance(theirs, list) and _have_names(ours, theirs):
            return self._merge_lists(_as(list, base), theirs, ours, names)
        if theirs is _ABSENT and isinstance(ours, list) and isinstance(base, list) and _have_names(ours, base):
            return self._merge_lists(base, [], ours, names) or _ABSENT
        if is_as_before:
            return ours
        if theirs is _ABSENT:
            return self._remove(base, ours, names)
        if ours == base or self.accept:
            self._note("set", names, base, theirs, ours)
            return theirs
        self._note("conflict", names, base, theirs, ours)
        return ours

    def merge_groups(self, base: Any, theirs: Any, ours: Any, names: tuple[str, ...]) -> dict[str, Any]:  # noqa: ANN401
        """Return the merged group; its keys keep the order of the spec."""
        merged = {}
        for key in dict.fromkeys((*ours, *theirs, *base)):
            values = (base.get(key, _ABSENT), theirs.get(key, _ABSENT), ours.get(key, _ABSENT))
            value = self.merge(values, (*names, str(key)))
            if value is not _ABSENT:
                merged[key] = value
        return merged

    def _return_missing(self, base: Any, theirs: Any, names: tuple[str, ...]) -> Any:  # noqa: ANN401
        """Return what becomes of a value that the spec does not have."""
        if theirs is _ABSENT:
            return _ABSENT
        if base is _ABSENT or self.accept:
            if isinstance(theirs, list) and _have_names(theirs):
                for name, item in zip(name_items(theirs), theirs, strict=True):
                    self._note("add", (*names, name), base, item, _ABSENT)
            else:
                self._note("add", names, base, theirs, _ABSENT)
            return theirs
        self._note("conflict", names, base, theirs, _ABSENT)  # a person removed it, and the file changed it
        return _ABSENT

    def _remove(self, base: Any, ours: Any, names: tuple[str, ...]) -> Any:  # noqa: ANN401
        """Return what becomes of a value that is no longer in the file."""
        if ours == base or self.accept:
            self._note("remove", names, base, _ABSENT, ours)
            return _ABSENT
        self._note("conflict", names, base, _ABSENT, ours)
        return ours

    def _merge_lists(self, base: Any, theirs: Any, ours: Any, names: tuple[str, ...]) -> list[Any]:  # noqa: ANN401
        """Return the merged list: items are matched by name, and new ones stand where the file has them."""
        by_name = [dict(zip(name_items(items), items, strict=True)) for items in (base, theirs, ours)]
        before, now, own = by_name
        merged: dict[str, Any] = {}
        for name in (*own, *(one for one in now if one not in own), *(one for one in before if one not in own)):
            values = (before.get(name, _ABSENT), now.get(name, _ABSENT), own.get(name, _ABSENT))
            is_extra = name not in before and name not in now
            value = self._merge_extra(values[2], (*names, name)) if is_extra else self.merge(values, (*names, name))
            if value is not _ABSENT:
                merged[name] = value
        order = self._order_items([*now], [*own], [*before], names)
        return [merged[name] for name in order if name in merged]

    def _merge_extra(self, ours: Any, names: tuple[str, ...]) -> Any:  # noqa: ANN401
        """Return what becomes of an item that is only in the spec."""
        if self.prune or self.accept:
            self._note("remove" if self.prune else "keep", names, _ABSENT, _ABSENT, ours)
        return _ABSENT if self.prune else ours

    def _order_items(self, now: list[str], own: list[str], before: list[str], names: tuple[str, ...]) -> list[str]:
        """Return the names of all items in order: that of the file, unless a person has chosen another one."""
        common = [name for name in own if name in now]
        follows_file = common == [name for name in now if name in own]
        untouched = [name for name in own if name in before] == [name for name in before if name in own]
        if not follows_file and not (before and untouched) and not self.accept:
            if now != before:
                self._note("order", names, before, now, own)
        elif not follows_file:
            return _insert_after(now, own)
        return _insert_after(own, now)

    def _note(self, kind: ChangeKind, names: tuple[str, ...], base: Any, theirs: Any, ours: Any) -> None:  # noqa: ANN401
        values = (None if one is _ABSENT else one for one in (base, theirs, ours))
        self.changes.append(Difference(kind, names, *values))


def _insert_after(first: list[str], second: list[str]) -> list[str]:
    """Return the first names with the others of the second list, each behind the one that it follows there."""
    found = list(first)
    known = set(first)
    for at, name in enumerate(second):
        if name in known:
            continue
        before = next((one for one in reversed(second[:at]) if one in known), None)
        after = next((one for one in second[at:] if one in known), None)
        if before is not None:
            found.insert(found.index(before) + 1, name)
        else:
            found.insert(found.index(after) if after is not None else len(found), name)
        known.add(name)
    return found


def _are_of_other_kinds(ours: dict[str, Any], theirs: dict[str, Any], names: tuple[str, ...]) -> bool:
    """Return whether two ways to sign on are of different kinds, whose values cannot be mixed."""
    return names[-1:] == ("authentication",) and ours.get("kind") != theirs.get("kind")


def _have_names(*lists: list[Any]) -> bool:
    return all(isinstance(item, dict) and any(key in item for key in ITEM_KEYS) for items in lists for item in items)


def _as(kind: type, value: Any) -> Any:  # noqa: ANN401 - a plain value, or none
    return value if isinstance(value, kind) else kind()
