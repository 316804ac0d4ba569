"""Offer the records of a COBOL copybook as record layouts."""

from collections.abc import Sequence
from typing import Final

from golive.exchange.imports.cobol.copybook_items import ConditionName, DataItem, ItemParser
from golive.exchange.imports.cobol.copybook_layout import MAX_FIELDS, PlacedField, RecordPlan, RecordVariant, find_slack
from golive.exchange.imports.cobol.copybook_notes import NoteCollector
from golive.exchange.imports.cobol.copybook_text import read_cobol_text
from golive.exchange.imports.cobol.pictures import USAGE_WORDS, describe_value, parse_picture
from golive.exchange.imports.names import make_id, make_words
from golive.exchange.imports.offer import (
    ImportChoice,
    ImportedFile,
    ImportNote,
    ImportOffer,
    SourcedText,
    SourcedValue,
    SourcePlace,
    sort_facts,
)
from golive.schema.value_text import format_count
from golive.support.problems import OutputError, Problem
from golive.yaml_io.message_text import shorten_for_message

_KIND_WORDS: Final = {"header": ("HEADER", "HDR", "HEAD"), "trailer": ("TRAILER", "TRL", "TRLR", "TLR", "FOOTER")}
_BLANK_WORDS: Final = frozenset({"\0SPACE", "\0SPACES", ""})
_ZERO_WORDS: Final = frozenset({"\0ZERO", "\0ZEROS", "\0ZEROES"})
_MAX_BYTES: Final = 2_000_000
_MAX_LENGTH: Final = 100_000
_MAX_VALUES: Final = 60


def read_copybook(file: ImportedFile) -> ImportOffer:
    """Read a copybook.

    Returns:
        A choice for each record, and for each other way to read one.

    Raises:
        OutputError: it cannot be understood; every problem with its line and column.
    """
    if len(file.data) > _MAX_BYTES:
        hint = "Ask for the copybook of one file."
        raise OutputError(file.make_problem(f"is larger than {_MAX_BYTES // 1_000_000} MB, as no copybook is", hint))
    text = read_cobol_text(file)
    parser = ItemParser(file)
    root = parser.parse(text)
    problems = [*parser.problems, *_check_items(file, root)]
    if not root.items and not problems:
        problems = [file.make_problem("holds no data description", "A copybook has lines such as `01 BILL-RECORD.`.")]
    if problems:
        raise OutputError(*problems)
    records = root.items if all(item.level == 1 for item in root.items) else [_wrap(root)]
    notes = NoteCollector(file)
    choices = [
        choice for record in records for choice in _RecordReader(file, record, notes, len(records)).make_choices()
    ]
    settings = ImportChoice(
        "settings", "Format of the file", SourcePlace(1), {"format": SourcedText("fixed-width", SourcePlace(1))}
    )
    title = ", ".join(make_words(record.name) for record in records[:3])

    def find_notes(keys: frozenset[str]) -> Sequence[ImportNote]:
        return (*text.notes, *notes.find_notes(keys))

    return ImportOffer("copybook", file.path.name, file.digest, title, (settings, *choices), find_notes)


def _wrap(root: DataItem) -> DataItem:
    """Return one record around items that stand in no level 01, as in a copybook that is copied into one."""
    first = root.items[0]
    return DataItem(1, "RECORD", first.place, items=root.items)


def _check_items(file: ImportedFile, root: DataItem) -> list[Problem]:
    """Return the problems of items whose place or length cannot be told."""
    problems = []
    for group in root.walk():
        seen: set[str] = set()
        for item in group.items:
            if item.redefines and item.redefines not in seen and group.level:
                message = f"`{item.name}` redefines `{item.redefines}`, which is not in front of it in the same group"
                problems.append(file.make_problem(message, "Correct the name, or the level number.", item.place))
            seen.add(item.name)
    for item in root.walk():
        named = shorten_for_message(item.name)
        if item.picture and parse_picture(item.picture) is None:
            message = f"`{shorten_for_message(item.picture)}` is no picture"
            problems.append(file.make_problem(message, "Correct it, such as `PIC S9(7)V99`.", item.picture_place))
        elif item.level and not item.picture and not item.items and item.usage not in {"float", "double", "index"}:
            hint = "Give it a picture, or the items inside it a higher level number."
            problems.append(file.make_problem(f"`{named}` has neither a picture nor items in it", hint, item.place))
        elif item.occurs < item.least:
            message = f"`{named}` occurs {item.least} to {item.occurs} times"
            problems.append(file.make_problem(message, "Write the smaller number first.", item.place))
    if not problems:
        for record in root.items:
            slack = find_slack(record)
            if slack is not None:
                message = f"`{slack.name}` is SYNCHRONIZED, so the compiler inserts bytes in front of it"
                hint = "Add a FILLER of the compiler's slack bytes there, and remove SYNC."
                problems.append(file.make_problem(message, hint, slack.place))
    return problems


class _RecordReader:
    """Makes the choices of one record."""

    def __init__(self, file: ImportedFile, record: DataItem, notes: NoteCollector, count: int) -> None:
        self._file, self._record, self._notes, self._count = file, record, notes, count
        self._plan = RecordPlan(record)
        self._variants = self._plan.list_variants()
        self._longest = max(map(self._plan.place_fields, self._variants), key=len)

    def make_choices(self) -> list[ImportChoice]:
        """Return a choice for each way to read the record."""
        return [self._make_choice(variant) for variant in self._variants]

    def _make_choice(self, variant: RecordVariant) -> ImportChoice:
        record, fields = self._record, self._plan.place_fields(variant)
        key = make_id(record.name + variant.suffix)
        reason = variant.reason
        is_default = reason is None or not reason.redefines or self._replaces_group(reason, variant)
        length = sum(one.length for one in fields)
        place = reason.place if reason else record.place
        if length > _MAX_LENGTH:
            message = f"`{record.name}` is longer than {_MAX_LENGTH:,} bytes, the most that a record layout holds"
            raise OutputError(self._file.make_problem(message, "Check the OCCURS clauses.", place))
        name = make_words(record.name + variant.suffix)[:80]
        value: dict[str, SourcedValue] = {
            "id": SourcedText(key, record.place),
            "name": SourcedText(name, place),
            "kind": SourcedText(_guess_kind(record.name), record.place),
        }
        first = fields[0] if fields else None
        mark = _strip_literal(first.item.value) if first and first.start == 1 else ""
        if first and mark and self._count > 1 and len(mark) == first.length and not mark.isspace():
            value["identified_by"] = SourcedText(mark, first.item.place)
        value["length"] = SourcedText(str(length), place)
        if len(fields) > MAX_FIELDS:
            message = f"`{record.name}` has {len(fields)} fields, and a record layout holds {MAX_FIELDS}"
            raise OutputError(self._file.make_problem(message, "Import a copybook with groups as one field.", place))
        self._notes.note_variant(key, record, variant, is_default=is_default)
        self._notes.note_fields(key, record, fields, self._longest)
        children = [self._make_field(key, one) for one in fields]
        label = f"{name}: {format_count(len(fields), 'field')}, {format_count(length, 'character')}"
        return ImportChoice(
            key, label, place, value, list_name="records", is_default=is_default, make_children=lambda: children
        )

    def _replaces_group(self, item: DataItem, variant: RecordVariant) -> bool:
        """Return whether an item is a record of another kind: a group in place of a group or of most of the record."""
        originals = [one for one in self._record.walk() if one.name == item.redefines]
        size = self._plan.measure(item, variant, "", "")
        is_most = 2 * size > self._plan.measure(self._record, variant, "", "")
        return bool(item.items) and (is_most or any(one.items for one in originals))

    def _make_field(self, record: str, one: PlacedField) -> ImportChoice:
        item = one.item
        shape = item.picture_place if item.picture else item.place
        written = _describe_field(one)
        facts: dict[str, SourcedText | None] = {
            "name": SourcedText(one.name, item.place),
            "position": SourcedText(str(one.start), item.place),
            "length": SourcedText(str(one.length), shape),
            "type": SourcedText(written[0], shape),
        }
        is_filler = written[0] == "filler"
        values, rules, may_be_blank = ([], [], False) if is_filler else _list_values(item, one.length)
        if is_filler or may_be_blank:
            facts["need"] = SourcedText("optional", item.conditions[0].place if may_be_blank else item.place)
        facts["format"] = SourcedText(written[1], shape) if written[1] else None
        facts["pattern"] = SourcedText(written[2], shape) if written[2] else None
        if rules:
            facts["rule"] = SourcedText("; ".join(rules), item.conditions[0].place)
        value = sort_facts(facts)
        if values and written[0] in {"alphanumeric", "numeric"} and not one.usage.strip("display"):
            value["values"] = list(values)
            if not rules and not may_be_blank:
                value["type"] = SourcedText("code", item.conditions[0].place)
                value.pop("format", None)
        example = _make_example(one)
        if example:
            value["example"] = SourcedText(example, item.place)
        key = f"{record} {one.name}"
        label = f"{one.name}: {one.start}-{one.start + one.length - 1}, {written[0]}"
        return ImportChoice(key, label, item.place, value, list_name="fields")


def _describe_field(one: PlacedField) -> tuple[str, str, str]:
    """Return type, format and pattern of a field."""
    item = one.item
    if one.is_gap:
        return "filler", "Blanks", ""
    if one.is_whole_group:
        times = f"{item.occurs} times " if item.is_table else ""
        parts = ", ".join(f"{inner.name} {inner.picture}".strip() for inner in item.items[:8]) or item.picture
        return "alphanumeric", f"{times}{parts}"[:400], ""
    constant = _strip_literal(item.value)
    if item.name == "FILLER" and not item.conditions and one.usage not in USAGE_WORDS and not constant.strip():
        return "filler", "Zeros" if item.value in _ZERO_WORDS else "Blanks", ""
    return describe_value(parse_picture(item.picture), one.usage, one.sign, item.picture)


def _list_values(item: DataItem, length: int) -> tuple[list[SourcedValue], list[str], bool]:
    """Return the values of an item's condition names, the rules that no value can say, and whether it may be blank."""
    values: dict[str, SourcedValue] = {}
    rules, may_be_blank = [], False
    for condition in item.conditions:
        for low, high in condition.values:
            first = _write_literal(item, low, length)
            if high:
                rules.append(f"{make_words(condition.name)}: {first} to {_write_literal(item, high, length)}")
            elif low in _BLANK_WORDS or not first.strip():
                may_be_blank = True
                rules.append(f"{make_words(condition.name)}: blank")
            elif low.startswith("\0") and low not in _ZERO_WORDS:
                rules.append(f"{make_words(condition.name)}: {low[1:]}")
            else:
                values.setdefault(first, _make_code_value(first, condition))
    found = list(values.values())
    if len(found) > _MAX_VALUES:
        return [], [*rules, f"One of {len(found)} values of the copybook"], may_be_blank
    return found, rules, may_be_blank


def _make_code_value(value: str, condition: ConditionName) -> SourcedValue:
    return {
        "value": SourcedText(value, condition.place),
        "meaning": SourcedText(make_words(condition.name), condition.place),
    }


def _write_literal(item: DataItem, literal: str, length: int) -> str:
    """Return a literal as the file holds it: numbers with their leading zeros."""
    picture = parse_picture(item.picture)
    is_number = picture is not None and picture.is_number
    if literal in _ZERO_WORDS:
        return "0" * length
    if is_number and literal.lstrip("+").isdecimal() and picture is not None and not picture.decimals:
        return literal.lstrip("+").zfill(length)
    return _strip_literal(literal)


def _make_example(one: PlacedField) -> str:
    """Return the literal that a field starts with, if it fills no more than the field."""
    if one.usage in USAGE_WORDS or one.item.value is None or one.is_gap or one.is_whole_group:
        return ""
    text = _write_literal(one.item, one.item.value, one.length)
    return text if text.strip() and len(text) <= one.length and not text.startswith("-") else ""


def _strip_literal(literal: str | None) -> str:
    return "" if literal is None or literal.startswith("\0") else literal


def _guess_kind(name: str) -> str:
    parts = set(name.split("-"))
    return next((kind for kind, words in _KIND_WORDS.items() if parts & set(words)), "detail")
