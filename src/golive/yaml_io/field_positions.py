"""Fields of fixed width that do not say where they stand: each follows the one before it.

Columns need no number of their own, so they get none: what a release said of them stays as it was.
"""

from collections.abc import Mapping

from golive.yaml_io.nodes import Entry, Node, mapping, sequence

_BY_POSITION = {"fixed-width", "nacha"}


def placed(interface: Node) -> Node:
    """An interface with a position for every field, where its records are of fixed width.

    A field without one stands where the field before it ends; when that cannot be told, it is left to the checks.
    """
    entries = interface.children
    records = entries.get("records") if isinstance(entries, Mapping) else None
    if records is None or not isinstance(entries, Mapping) or not isinstance(records.node.children, tuple):
        return interface
    form = interface.value.get("format")
    lockbox = form == "bai2" and all("length" in one for one in records.node.value if isinstance(one, dict))
    if not isinstance(form, str) or (form not in _BY_POSITION and not lockbox):
        return interface
    items = tuple(_record(node) for node in records.node.children)
    if all(new is old for new, old in zip(items, records.node.children, strict=True)):
        return interface
    entry = Entry(records.start, records.end, sequence(records.node, items))
    return mapping(interface, {**entries, "records": entry})


def _record(record: Node) -> Node:
    entries = record.children
    fields = entries.get("fields") if isinstance(entries, Mapping) else None
    if fields is None or not isinstance(entries, Mapping) or not isinstance(fields.node.children, tuple):
        return record
    if all(isinstance(one.value, dict) and "position" in one.value for one in fields.node.children):
        return record
    free: int | None = 1
    items = []
    for node in fields.node.children:
        item, free = _field(node, free)
        items.append(item)
    entry = Entry(fields.start, fields.end, sequence(fields.node, tuple(items)))
    return mapping(record, {**entries, "fields": entry})


def _field(field: Node, free: int | None) -> tuple[Node, int | None]:
    """A field with its position, and the first position behind it; None where that cannot be told."""
    entries = field.children
    if not isinstance(entries, Mapping):
        return field, None
    said = field.value.get("position")
    at = free if said is None else _whole(said)
    length = _whole(field.value.get("length"))
    if said is None and at is not None and "position" not in entries:
        head = next(iter(entries.values()), None)
        start, end = (head.node.start, head.node.end) if head else (field.start, field.end)
        field = mapping(field, {**entries, "position": Entry(start, end, Node(start, end, str(at)))})
    return field, at + length if at is not None and length is not None else None


def _whole(text: object) -> int | None:
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 7 else None  # noqa: PLR2004 - no record is longer
