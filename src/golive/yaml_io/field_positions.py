"""Add missing positions to fixed-width fields: each field starts where the one before it ends.

Fields of delimited files get no position, so that snapshots of earlier releases stay comparable.
"""

from collections.abc import Mapping

from golive.yaml_io.nodes import MappingEntry, Node, make_list_node, make_mapping_node

_POSITIONAL_FORMATS = {"fixed-width", "nacha"}


def add_field_positions(interface: Node) -> Node:
    """Return an interface whose fixed-width fields all have a position.

    A field whose position cannot be computed stays without one, and the checks report it.
    """
    entries = interface.children
    records = entries.get("records") if isinstance(entries, Mapping) else None
    if records is None or not isinstance(entries, Mapping) or not isinstance(records.node.children, tuple):
        return interface
    form = interface.value.get("format")
    lockbox = form == "bai2" and all("length" in one for one in records.node.value if isinstance(one, dict))
    if not isinstance(form, str) or (form not in _POSITIONAL_FORMATS and not lockbox):
        return interface
    items = tuple(_add_record_positions(node) for node in records.node.children)
    if all(new is old for new, old in zip(items, records.node.children, strict=True)):
        return interface
    entry = MappingEntry(records.start, records.end, make_list_node(records.node, items))
    return make_mapping_node(interface, {**entries, "records": entry})


def _add_record_positions(record: Node) -> Node:
    entries = record.children
    fields = entries.get("fields") if isinstance(entries, Mapping) else None
    if fields is None or not isinstance(entries, Mapping) or not isinstance(fields.node.children, tuple):
        return record
    if all(isinstance(one.value, dict) and "position" in one.value for one in fields.node.children):
        return record
    free: int | None = 1
    items = []
    for node in fields.node.children:
        item, free = _add_field_position(node, free)
        items.append(item)
    entry = MappingEntry(fields.start, fields.end, make_list_node(fields.node, tuple(items)))
    return make_mapping_node(record, {**entries, "fields": entry})


def _add_field_position(field: Node, next_position: int | None) -> tuple[Node, int | None]:
    """Return a field with its position, and the first position after it (None if unknown)."""
    entries = field.children
    if not isinstance(entries, Mapping):
        return field, None
    said = field.value.get("position")
    at = next_position if said is None else _parse_whole_number(said)
    length = _parse_whole_number(field.value.get("length"))
    if said is None and at is not None and "position" not in entries:
        head = next(iter(entries.values()), None)
        start, end = (head.node.start, head.node.end) if head else (field.start, field.end)
        field = make_mapping_node(field, {**entries, "position": MappingEntry(start, end, Node(start, end, str(at)))})
    return field, at + length if at is not None and length is not None else None


def _parse_whole_number(text: object) -> int | None:
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 7 else None  # noqa: PLR2004 - no record is longer
