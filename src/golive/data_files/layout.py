"""Build a Layout from a BatchInterface: all that reading and writing its file need."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from golive.data_files.record_order import Order, build_order
from golive.data_files.value_format import ValueFormat, parse_alignment
from golive.data_files.value_formats import build_value_format
from golive.schema.batch import RecordField, RecordLayout
from golive.schema.control_totals import Condition, ControlTotal
from golive.schema.interfaces import FORMATS_WITHOUT_RECORDS, BatchInterface
from golive.schema.values import SEPARATOR_CHARACTERS
from golive.schema.words import FileFormat, LineEnding, Need, RecordKind
from golive.support.problems import SpecError, make_problem
from golive.yaml_io.message_text import shorten_for_message

TREE_FORMATS: Final = frozenset({FileFormat.JSON, FileFormat.XML})
"""Formats whose records and fields are told by their names."""
_BLOCKING: Final = 10  # lines in a block of a NACHA file
_DELIMITERS: Final = {FileFormat.DELIMITED: ",", FileFormat.BAI2: ",", FileFormat.EDI_820: "*"}
_TERMINATORS: Final = {FileFormat.BAI2: "/", FileFormat.EDI_820: "~"}
_ENDINGS: Final = {LineEnding.LF: b"\n", LineEnding.CRLF: b"\r\n", LineEnding.NONE: b""}
_WORD: Final = re.compile(r"[A-Za-z]+")
_OR: Final = re.compile(r"\s+or\s+|,\s*")


class StoredField(Struct, frozen=True):
    """A field of a record as it is stored in the file.

    Attributes:
        name: the field's name.
        form: how its value is written.
        index: which field it is, from 0.
        start: its first character, from 0, in a record of fixed width; its column in others.
        length: its characters in a record of fixed width; 0 in others.
        blank: whether it may be empty.
        side: where the value stands in a field wider than it: `left`, `right`, or empty when nothing is said.
        hint: an example.
        sign: the field of the same record that holds its sign.
        same_as: the field whose value it repeats, as `record.FIELD`.
        key: what picks its value out of a record as it was read.
        further: how many columns follow it that no field describes, by its value.
    """

    name: str
    form: ValueFormat
    index: int
    start: int
    length: int
    blank: bool
    side: str
    hint: str
    sign: str
    same_as: str
    key: slice | int
    further: Mapping[str, int] = {}


class Record(Struct, frozen=True):
    """A kind of record.

    Attributes:
        id: its name in the spec.
        name: its name on paper.
        kind: its part in the file.
        tokens: what it starts with, or the name it goes by; empty when nothing tells it from others.
        cells: its fields.
        length: its characters, where they are of fixed width.
        announced_by: the field that says whether it follows, where one does.
        always: whether that field can say nothing else.
        group: its last fields, if they may come again as a group; empty if not.
    """

    id: str
    name: str
    kind: RecordKind
    tokens: tuple[str, ...]
    cells: tuple[StoredField, ...]
    length: int
    announced_by: Condition | None
    always: bool
    group: tuple[StoredField, ...] = ()

    def cell(self, name: str) -> StoredField | None:
        """Return the field with a name, or None."""
        return next((cell for cell in self.cells if cell.name == name), None)


class FileLayout(Struct, frozen=True):
    """A file's layout, prepared for reading and writing.

    Attributes:
        name: the interface's name.
        format: how the file is laid out.
        fixed: whether its records are of fixed width.
        delimiter: what separates columns.
        terminator: what ends a record beside its line.
        encoding: as Python calls it.
        has_mark: whether a byte order mark may stand at the start of the file.
        ending: what ends a line.
        blocking: lines in a block; 0 when there are none.
        records: its records, in the order of the spec.
        order: which record may follow which.
        totals: its control totals.
    """

    name: str
    format: FileFormat
    fixed: bool
    delimiter: str
    terminator: str
    encoding: str
    has_mark: bool
    ending: bytes
    blocking: int
    records: tuple[Record, ...]
    order: Order
    totals: tuple[ControlTotal, ...]

    @property
    def file_words(self) -> str:
        """Return what such a file is called: "a fixed-width file", "an XML file"."""
        label = self.format.label
        label = label if label[1].isupper() else label[:1].lower() + label[1:]
        return f"{'an' if label[0] in 'EX' else 'a'} {label} file"

    @property
    def by_id(self) -> Mapping[str, Record]:
        """Return the records by id."""
        return {record.id: record for record in self.records}


def is_fixed_width(interface: BatchInterface) -> bool:
    """Tell whether records have a fixed width; BAI2 records do if they have a length, as in a lockbox file."""
    if interface.format is FileFormat.BAI2:
        return all(record.length is not None for record in interface.records)
    return interface.format in {FileFormat.FIXED_WIDTH, FileFormat.NACHA}


def build_file_layout(interface: BatchInterface) -> FileLayout:
    """Build a file's layout.

    Args:
        interface: one that keeps the rules of `golive.checks`.

    Raises:
        SpecError: nobody knows its character set, its format is still open, or its format has no records.
    """
    fixed, form = is_fixed_width(interface), interface.format
    if form is None:
        raise SpecError(
            make_problem(f"the format of `{interface.id}` is still open", "Write `format`, or `use` a preset.")
        )
    if form in FORMATS_WITHOUT_RECORDS:
        what = f"the format of `{interface.id}` is `{form}`, which has no records"
        raise SpecError(make_problem(what, "Only files with a record layout can be made or verified."))
    blocking = interface.blocking or (_BLOCKING if form is FileFormat.NACHA else 0)
    return FileLayout(
        interface.name,
        form,
        fixed,
        "" if fixed else _separator(interface.delimiter, _DELIMITERS.get(form, "")),
        "" if fixed else _separator(interface.terminator, _TERMINATORS.get(form, "")),
        *_encoding(interface),
        _ENDINGS[interface.line_ending or LineEnding.LF],
        blocking,
        tuple(_record(record, interface.records, fixed=fixed) for record in interface.records),
        build_order(interface.records),
        interface.controls.totals,
    )


def _record(record: RecordLayout, all_records: Sequence[RecordLayout], *, fixed: bool) -> Record:
    free, cells = 0, []
    for index, field in enumerate(record.fields):
        start = free if field.position is None or not fixed else field.position - 1
        cells.append(_cell(record.id, field, (index, start), fixed=fixed))
        free = start + (field.length or 0)
    length = free if fixed else 0
    tokens = _tokens(record)
    always = _is_always_announced(record, all_records)
    start = next((cell.index for cell in cells if cell.name == record.repeats_from), len(cells))
    group = () if fixed else tuple(cells[start:])
    return Record(record.id, record.name, record.kind, tokens, tuple(cells), length, record.announced_by, always, group)


def _is_always_announced(record: RecordLayout, all_records: Sequence[RecordLayout]) -> bool:
    """Return whether a record is announced by every value that the spec lists for the announcing field."""
    rule = record.announced_by
    if rule is None:
        return False
    named = {f"{one.id}.{field.name}": field for one in all_records for field in one.fields}
    values = {str(one.value) for one in named[str(rule.field)].values} if str(rule.field) in named else set()
    return bool(values) and values <= {str(value) for value in rule.values}


def _cell(record: str, field: RecordField, place: tuple[int, int], *, fixed: bool) -> StoredField:
    index, start = place
    form = build_value_format(field, fixed=fixed)
    hint = str(field.example or "").rstrip(" ") if fixed else str(field.example or "")
    blank = field.need not in {None, Need.MANDATORY}
    length = (field.length or 0) if fixed else 0
    side = parse_alignment(field.format or "")
    sign, same_as = str(field.sign or ""), str(field.same_as or "")
    same_as = f"{record}.{same_as}" if same_as and "." not in same_as else same_as
    key = slice(start, start + length) if length else index
    further = {} if fixed else {str(one.value): one.further_columns for one in field.values if one.further_columns}
    at = start if fixed else index
    return StoredField(str(field.name), form, index, at, length, blank, side, hint, sign, same_as, key, further)


def _tokens(record: RecordLayout) -> tuple[str, ...]:
    if record.identified_by:
        return tuple(token for token in _OR.split(str(record.identified_by)) if token)
    return tuple(str(one.value) for one in record.fields[0].values)


def _separator(written: str | None, usual: str) -> str:
    return SEPARATOR_CHARACTERS.get(written, str(written)) if written else usual


def _encoding(interface: BatchInterface) -> tuple[str, bool]:
    """Return an interface's character set, as Python calls it, and whether its files may start with a mark."""
    import codecs

    written = interface.encoding or "UTF-8"
    words = written.replace(",", " ").split()
    marked = bool({"bom", "sig"} & {word.casefold() for word in _WORD.findall(written)})
    marked = marked and not {"no", "without"} & {word.casefold() for word in words}
    for name in (written, *words):
        try:
            found = codecs.lookup(name.strip().replace(" ", "-")).name
            found = found.removesuffix("-sig")
            if "A/0 \r\n".encode(found) == b"A/0 \r\n":  # lines are looked for before they are decoded
                return found, marked and found == "utf-8"
        except (LookupError, ValueError):
            continue
    encoding = shorten_for_message(written)
    message = f"`{shorten_for_message(interface.id)}` has the encoding `{encoding}`, which is not supported"
    hint = (
        "Write the standard name of a character set that contains ASCII, such as `US-ASCII`, `UTF-8` or `ISO-8859-1`."
    )
    raise SpecError(make_problem(message, hint))
