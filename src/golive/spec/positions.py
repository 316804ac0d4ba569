"""Fields of a record that do not say where they stand: each follows the one before it."""

from collections.abc import Mapping

from golive.spec.nodes import Entry, Node, mapping, sequence

_BY_NAME = {"xml", "json"}  # files whose fields are found by their names
_BY_COLUMN = {"delimited", "edi-820"}


def placed(interface: Node) -> Node:
    """An interface with a position for every field, where its file has positions.

    A field without one stands where the field before it ends, or in the column behind it; the error is left to the
    checks when that cannot be told.
    """
    entries = interface.children
    records = entries.get("records") if isinstance(entries, Mapping) else None
    if records is None or not isinstance(entries, Mapping) or not isinstance(records.node.children, tuple):
        return interface
    form = str(interface.value.get("format"))
    if form in _BY_NAME:
        return interface
    items = tuple(_record(node, form) for node in records.node.children)
    if all(new is old for new, old in zip(items, records.node.children, strict=True)):
        return interface
    entry = Entry(records.start, records.end, sequence(records.node, items))
    return mapping(interface, {**entries, "records": entry})


def _record(record: Node, form: str) -> Node:
    entries = record.children
    fields = entries.get("fields") if isinstance(entries, Mapping) else None
    if fields is None or not isinstance(entries, Mapping) or not isinstance(fields.node.children, tuple):
        return record
    if all(isinstance(one.value, dict) and "position" in one.value for one in fields.node.children):
        return record
    by_column = form in _BY_COLUMN or (form == "bai2" and "length" not in record.value)
    free: int | None = 1
    items = []
    for node in fields.node.children:
        item, free = _field(node, free, by_column=by_column)
        items.append(item)
    entry = Entry(fields.start, fields.end, sequence(fields.node, tuple(items)))
    return mapping(record, {**entries, "fields": entry})


def _field(field: Node, free: int | None, *, by_column: bool) -> tuple[Node, int | None]:
    """A field with its position, and the first position behind it; None where that cannot be told."""
    entries = field.children
    if not isinstance(entries, Mapping):
        return field, None
    said = field.value.get("position")
    at = free if said is None else _whole(said)
    length = 1 if by_column else _whole(field.value.get("length"))
    if said is None and at is not None and "position" not in entries:
        head = next(iter(entries.values()), None)
        start, end = (head.node.start, head.node.end) if head else (field.start, field.end)
        field = mapping(field, {**entries, "position": Entry(start, end, Node(start, end, str(at)))})
    return field, at + length if at is not None and length is not None else None


def _whole(text: object) -> int | None:
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 7 else None  # noqa: PLR2004 - no record is longer
