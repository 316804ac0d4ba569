"""Tell the record types of a sample file apart, and make record layouts of them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from golive.exchange.imports.offer import ImportChoice, SourcedText, SourcedValue, SourcePlace
from golive.exchange.imports.samples.sample_text import SampleLine
from golive.exchange.imports.samples.sample_types import ColumnType
from golive.schema.value_text import format_count

MAX_TYPES: Final = 12
_MAX_TOKEN: Final = 10
_NAMES: Final = {"header": "File header", "trailer": "File trailer"}


class RecordGroup(NamedTuple):
    """The lines of one record type.

    Attributes:
        token: what they start with; empty if all lines are of one type.
        kind: their part in the file: `header`, `detail` or `trailer`.
        lines: the lines.
    """

    token: str
    kind: str
    lines: list[SampleLine]

    @property
    def place(self) -> SourcePlace:
        """The place of the first line."""
        return SourcePlace(self.lines[0].number, 1)


class SampleField(NamedTuple):
    """A field of a record as the sample shows it.

    Attributes:
        name: its name.
        start: its first character, from 0, in the first line of its record.
        position: its position as a spec says it.
        length: its length; 0 where a sample cannot show it.
        type: its type.
    """

    name: str
    start: int
    position: int
    length: int
    type: ColumnType


def group_by_token(lines: Sequence[SampleLine], tokens: Sequence[str]) -> list[RecordGroup]:
    """Return the lines by what they start with, in the order in which the types come first."""
    groups: dict[str, list[SampleLine]] = {}
    for line, token in zip(lines, tokens, strict=True):
        groups.setdefault(token, []).append(line)
    first, last = tokens[0], tokens[-1]
    return [RecordGroup(token, _find_kind(token, own, first, last), own) for token, own in groups.items()]


def _find_kind(token: str, lines: Sequence[SampleLine], first: str, last: str) -> str:
    if token and len(lines) == 1 and first != last:
        return "header" if token == first else "trailer" if token == last else "detail"
    return "detail"


def is_token(text: str) -> bool:
    """Return whether a text can be a record type: short, in capitals or digits."""
    return 0 < len(text) <= _MAX_TOKEN and text.isascii() and text.isalnum() and text == text.upper()


def make_record_choice(group: RecordGroup, fields: Sequence[SampleField], record_id: str, length: int) -> ImportChoice:
    """Return the choice of a record layout.

    Args:
        group: its lines.
        fields: its fields.
        record_id: its id.
        length: its characters; 0 if they are not fixed.
    """
    place = group.place
    name = _NAMES.get(group.kind, f"Record {group.token}" if group.token else "Record")
    value: dict[str, SourcedValue] = {
        "id": SourcedText(record_id, place),
        "name": SourcedText(name, place),
        "kind": SourcedText(group.kind, place),
    }
    if group.token:
        value["identified_by"] = SourcedText(group.token, place)
    if length:
        value["length"] = SourcedText(str(length), place)
    count = f"{len(group.lines)} line{'s' * (len(group.lines) != 1)}"
    label = (
        f"{name}: {format_count(len(fields), 'field')}, {count}; {', '.join(_describe_field(one) for one in fields)}"
    )
    children = [_make_field_choice(group, one, record_id, name) for one in fields]
    return ImportChoice(record_id, label, place, value, list_name="records", make_children=lambda: children)


def name_records(groups: Sequence[RecordGroup], wanted: str) -> list[str]:
    """Return an id for each record: by its part in the file, and its token where several have the same part."""
    from golive.exchange.imports.names import make_id

    names: list[str] = []
    for group in groups:
        twins = [one for one in groups if one.kind == group.kind]
        plain = wanted if wanted and group.kind == "detail" else group.kind
        names.append(plain if len(twins) == 1 else make_id(f"{plain}-{group.token}"))
    return names


def _describe_field(one: SampleField) -> str:
    end = one.position + one.length - 1
    return f"{one.name} {one.position}-{end}" if one.length else one.name


def _make_field_choice(group: RecordGroup, one: SampleField, record_id: str, record_name: str) -> ImportChoice:
    place = SourcePlace(group.lines[0].number, one.start + 1)
    is_token_field = bool(group.token) and one.start == 0
    value: dict[str, SourcedValue] = {"name": SourcedText(one.name, place)}
    if one.length:
        value["position"] = SourcedText(str(one.position), place)
        value["length"] = SourcedText(str(one.length), place)
    value["type"] = SourcedText("code" if is_token_field else one.type.type, place)
    if one.type.is_optional and not is_token_field:
        value["need"] = SourcedText("optional", place)
    if one.type.format and not is_token_field:
        value["format"] = SourcedText(one.type.format, place)
    if is_token_field:
        meaning = SourcedText(record_name, place)
        value["values"] = [{"value": SourcedText(group.token, place), "meaning": meaning}]
    label = f"{one.name}: {one.type.type}"
    return ImportChoice(f"{record_id} {one.name}", label, place, value, list_name="fields")
