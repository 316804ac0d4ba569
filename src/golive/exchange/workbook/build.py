"""Make the workbook of a spec: which topics are asked, of whom, and the text of every cell."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import msgspec
from msgspec import Struct

from golive.exchange.workbook.addresses import Path, format_address
from golive.exchange.workbook.book import Book, BookCell, BookField, BookItem, BookSheet, CellState, Selection
from golive.exchange.workbook.cell_text import CellCodec, build_codec, list_cell_choices
from golive.exchange.workbook.identity import collect_identities
from golive.exchange.workbook.labels import (
    describe_help,
    get_field_key,
    label_lists,
    label_pattern,
    name_parents,
    name_sheets,
)
from golive.open_items.items import OpenItem
from golive.schema.words import RoleName
from golive.topics.fields import SpecField, Steps, list_topic_fields, map_fields, parse_steps
from golive.topics.inputs import InputKind
from golive.topics.questions import Gaps, ItemList, Question, TopicItem, find_open_fields, read_topic
from golive.topics.table import list_topics
from golive.topics.topic import Topic, TopicLayout
from golive.yaml_io.message_text import shorten_for_message

_NOT_ASKED: Final = (
    *(("version",), ("date",), ("status",), ("deck",), ("explainer",)),
    *(("interfaces", "[batch]", key) for key in ("use", "without")),
)
"""What the vendor decides alone: versions, the layout of documents, and presets."""
_TOPICS_NOT_ASKED: Final = frozenset({"open-items"})
"""Notes about the questions themselves."""


class BookSource(Struct, frozen=True):
    """What a workbook is made from.

    Attributes:
        values: the plain values of the spec, with its includes, presets and present keys.
        vendor: the name of the vendor.
        open_items: what is still open, with its owner.
    """

    values: Any
    vendor: str
    open_items: tuple[OpenItem, ...] = ()


def build_book(source: BookSource, selection: Selection | None = None) -> Book:
    """Return the workbook of a spec.

    Args:
        source: the spec.
        selection: what is asked; everything by default.
    """
    values = source.values
    builder = _BookBuilder(source, selection or Selection(), find_open_fields(values), _map_names(values))
    sheets = tuple(builder.build_sheets())
    paths = [item.path for sheet in sheets for item in sheet.items]
    lists = [path for sheet in sheets for path in builder.list_paths(sheet.topic)]
    inputs = [codec.asked for sheet in sheets for one in sheet.fields for codec in _list_codecs(one.codec)]
    referred = {one.refers_to: list_cell_choices(one, values) for one in inputs if one.refers_to}
    return Book(
        str(values.get("id", "")),
        str(values.get("name", "")),
        source.vendor,
        str(values.get("version", "")),
        builder.selection.contact,
        sheets,
        collect_identities(values, [*paths, *lists]),
        dict(sorted(referred.items())),
        builder.names,
    )


def is_asked(field: SpecField) -> bool:
    """Return whether a field is a question of the workbook: not internal, and not the vendor's own business."""
    return _is_asked(field.file_kind, field.steps)


@cache
def _is_asked(file_kind: str, steps: Steps) -> bool:
    fields = map_fields(file_kind)
    above = (fields.get(steps[:length]) for length in range(1, len(steps) + 1))
    if any(one.is_internal for one in above if one) or any(steps[: len(one)] == one for one in _NOT_ASKED):
        return False
    asked = fields[steps].input
    return not (steps[-1] == "id" and asked and asked.kind is InputKind.IDENTIFIER)


def list_asked_topics() -> tuple[Topic, ...]:
    """Return the topics that have a sheet, in order."""
    topics = (one for one in list_topics() if one.id not in _TOPICS_NOT_ASKED)
    return tuple(one for one in topics if any(map(is_asked, list_topic_fields(one))))


class _BookBuilder(Struct, frozen=True):
    source: BookSource
    selection: Selection
    gaps: Gaps
    names: Mapping[str, str]
    codecs: dict[tuple[str, str], CellCodec] = msgspec.field(default_factory=dict)
    lists: dict[str, tuple[ItemList, ...]] = msgspec.field(default_factory=dict)

    def build_sheets(self) -> Iterator[BookSheet]:
        """Yield the sheets in which something is asked."""
        wanted = self.selection.topics
        titles = name_sheets(list_asked_topics())
        owners = _Owners(self.source)
        for topic in list_asked_topics():
            if wanted and topic.id not in wanted:
                continue
            sheet = _SheetBuilder(self, topic, owners).build(titles[topic.id])
            if sheet is not None:
                yield sheet

    def list_paths(self, topic: Topic) -> Iterator[Path]:
        """Yield the paths of the lists of a topic, as those of an item that each might have."""
        yield from ((*one.path, 0) for one in self.read_lists(topic) if one.is_list)

    def read_lists(self, topic: Topic) -> tuple[ItemList, ...]:
        """Return the lists of a topic; they are read once."""
        if topic.id not in self.lists:
            self.lists[topic.id] = read_topic(topic, self.source.values, self.gaps)
        return self.lists[topic.id]

    def get_codec(self, question_field: SpecField, question: Question | None) -> CellCodec:
        """Return the codec of a field; one per field and kind of answer."""
        asked = question.input if question else question_field.input
        assert asked is not None
        key = (question_field.path, repr(asked.choices))
        if key not in self.codecs:
            self.codecs[key] = build_codec(question_field, asked, self.source.values)
        return self.codecs[key]


def _map_names(values: Any) -> Mapping[str, str]:  # noqa: ANN401 - plain values
    """Return the names of the contacts by id."""
    team = values.get("team")
    people = [one for one in team if isinstance(one, dict)] if isinstance(team, list) else []
    return {str(one.get("id")): str(one.get("name") or one.get("id")) for one in people}


class _Owners:
    """Finds who answers a question."""

    def __init__(self, source: BookSource) -> None:
        self._by_item = {one.id: one.owner for one in source.open_items}
        self._by_path = {one.path: one.owner for one in source.open_items}
        team = source.values.get("team")
        people = [one for one in team if isinstance(one, dict)] if isinstance(team, list) else []
        self._by_role = {str(one.get("role")): str(one.get("id")) for one in reversed(people)}

    def find_open(self, question: Question) -> str | None:
        """Return the id of the owner of an open question, empty if it has none; None if it is not open."""
        if question.path in self._by_path:
            return self._by_path[question.path]
        return self._by_item.get(question.gap.id, "") if question.gap else None

    def find(self, field: SpecField) -> str:
        """Return the id of the contact with the role that a field asks, or an empty text."""
        role: RoleName | None = field.needed_by.asked_role if field.needed_by else None
        return self._by_role.get(str(role.value), "") if role else ""


class _SheetBuilder:
    """Makes one sheet."""

    def __init__(self, book: _BookBuilder, topic: Topic, owners: _Owners) -> None:
        self._book = book
        self._topic = topic
        self._owners = owners
        self._is_across = topic.form in {TopicLayout.QUESTIONS, TopicLayout.COLUMNS}
        self._is_single = topic.form is TopicLayout.QUESTIONS

    def build(self, title: str) -> BookSheet | None:
        """Return the sheet; None if nothing is asked in it."""
        lists = self._book.read_lists(self._topic)
        if not lists and not self._may_come():
            return None
        list_labels = label_lists(self._topic, lists)
        items = [
            self._build_item(one.parents, label, item)
            for one, label in zip(lists, list_labels, strict=True)
            for item in one.items
        ]
        if self._is_single and items:
            cells = {key: cell for item in items for key, cell in item.cells.items()}
            items = [BookItem((), "Answer", (), "", cells)]
        # The kind of an item comes first: it decides which questions there are.
        kinds = {one.key for one in list_topic_fields(self._topic) if _is_kind_field(one) and not self._is_single}
        kinds &= {get_field_key(one, self._topic) for one in list_topic_fields(self._topic)}
        selected = self._choose_keys(items)
        if selected is not None:
            items = [one for one in items if any(cell.path in selected for cell in one.cells.values())]
            if not items:
                return None
        fields = tuple(sorted(self._build_fields(selected, items), key=lambda one: one.key not in kinds))
        labels = tuple(dict.fromkeys(list_labels))
        labels = labels or tuple(dict.fromkeys(label_pattern(self._topic, one) for one in self._topic.paths))
        patterns = [parse_steps(path) for path in self._topic.paths]
        parents = max(sum(step.startswith("[") for step in pattern[:-1]) for pattern in patterns)
        return BookSheet(
            self._topic,
            title,
            self._is_across,
            fields,
            tuple(items),
            () if self._is_single else name_parents(patterns[0])[:parents],
            labels if len(labels) > 1 and not self._is_single else (),
            any(pattern and pattern[-1].startswith("[") for pattern in patterns) and not self._book.selection.only_open,
        )

    def _may_come(self) -> bool:
        """Return whether items that are not there yet, and may be added in this workbook, have items of this topic."""
        top, kind, *_ = (*parse_steps(self._topic.paths[0]), "")
        field = map_fields(self._topic.file_kind)[(top,)]
        if kind == "[]":
            return field.is_required or field.needed_by is not None
        word = kind.strip("[]")
        items = self._book.source.values.get(top)
        target = field.slot.item_slot
        return any(
            isinstance(one, dict) and one.get(target.discriminator[0]) == word
            for one in (items if isinstance(items, list) else ())
        )

    def _build_item(self, parents: tuple[str, ...], list_label: str, item: TopicItem) -> BookItem:
        cells = {}
        for question in item.questions:
            if is_asked(question.field) and not self._is_fixed_kind(question.field):
                key = format_address(question.path if self._is_single else question.path[len(item.path) :])
                cells[key] = self._build_cell(question)
        name = item.name
        if not self._is_across and not {"name", "title"} & cells.keys():  # an id says nothing to a biller
            name = next((shorten_for_message(cell.text) for cell in cells.values() if cell.text), name)
        return BookItem(item.path, name, parents, list_label, cells)

    def _is_fixed_kind(self, field: SpecField) -> bool:
        """Return whether a field is the kind by which items belong to this topic, such as the method of a file."""
        steps = next((steps for steps in map(parse_steps, self._topic.paths) if len(steps) == len(field.steps) - 1), ())
        return (
            bool(steps)
            and len(steps[-1]) > len("[]")
            and steps[-1] == f"[{field.slot.allowed_words[:1] and field.slot.allowed_words[0]}]"
        )

    def _build_cell(self, question: Question) -> BookCell:
        codec = self._book.get_codec(question.field, question)
        owner = self._owners.find_open(question)
        contact = owner if owner is not None else self._owners.find(question.field)
        name = self._book.names.get(contact, contact)
        if not codec.can_show(question.value):
            return BookCell(question.path, _summarize(question.value), "locked", codec, contact, name)
        text = codec.show(question.value)
        state: CellState = "open" if owner is not None else "answered" if text else "blank"
        if _is_kind(question) and text:
            state = "locked"
        return BookCell(question.path, text, state, codec, contact, name)

    def _choose_keys(self, items: list[BookItem]) -> frozenset[Path] | None:
        """Return the paths of the questions that are asked; None if all are."""
        selection = self._book.selection
        if not selection.contact and not selection.only_open:
            return None
        contact = selection.contact
        return frozenset(
            cell.path
            for item in items
            for cell in item.cells.values()
            if (cell.state == "open" or not selection.only_open) and (not contact or cell.asked_of == contact)
        )

    def _build_fields(self, selected: frozenset[Path] | None, items: list[BookItem]) -> Iterator[BookField]:
        """Yield the questions; where some are chosen, tables keep the columns beside them, which name the items."""
        seen: set[str] = set()
        for field in list_topic_fields(self._topic):
            key = get_field_key(field, self._topic)
            if not is_asked(field) or self._is_fixed_kind(field) or key in seen:
                continue
            cells = [item.cells[key] for item in items if key in item.cells]
            if selected is not None and not any(cell.path in selected for cell in cells):
                is_name = field.key in {"name", "title"} and not self._is_single
                if self._is_across and not is_name:
                    continue
            if selected is not None and not cells:
                continue
            seen.add(key)
            yield self._build_field(field, key)

    def _build_field(self, field: SpecField, key: str) -> BookField:
        assert field.input is not None
        need = field.needed_by
        return BookField(
            key,
            field.label,
            " › ".join(self._list_groups(field)),
            describe_help(field),
            self._book.get_codec(field, None),
            need.item_number if need else 0,
            need.phase.label if need else "",
            self._owners.find(field),
            field.is_required,
        )

    def _list_groups(self, field: SpecField) -> tuple[str, ...]:
        """Return the headings above a question; not that of the sheet itself."""
        is_whole_sheet = self._is_single and len(self._topic.paths) == 1 and self._topic.paths != ("",)
        return field.groups[1:] if is_whole_sheet else field.groups


def _is_kind(question: Question) -> bool:
    """Return whether a question asks for the kind of its group, on which all other questions depend."""
    return _is_kind_field(question.field)


def _is_kind_field(field: SpecField) -> bool:
    choices = field.input.choices if field.input and not field.input.is_list else ()
    return len(choices) > len(field.slot.allowed_words)


def _summarize(value: Any) -> str:  # noqa: ANN401 - plain values
    """Return the text of a cell that cannot hold an answer."""
    count = len(value) if isinstance(value, list | dict) else 1
    return f"({count} {'entry' if count == 1 else 'entries'}: see the documents)"


def _list_codecs(codec: CellCodec) -> Iterator[CellCodec]:
    yield codec
    for _, inner in codec.inner:
        yield from _list_codecs(inner)
