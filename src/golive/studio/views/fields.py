"""One field of a form: the control for its kind of answer, its value, what is open and what is wrong."""

import re
from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from golive.schema.field import Model
from golive.studio.sessions.conflicts import find_value
from golive.studio.views.problems import ProblemView, encode_path, make_element_id
from golive.support.problems import PathStep
from golive.topics.inputs import Choice, Input, InputKind
from golive.topics.questions import Question, list_reference_choices, read_nested_items
from golive.yaml_io.gaps import parse_tbd

Control = Literal["text", "textarea", "select", "date", "time", "checkboxes", "list", "items"]
Path = tuple[PathStep, ...]

_LONG_TEXT = 80
_MOST_CHECKBOXES = 16
_ISO_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_ISO_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")
_INPUT_MODES = {
    InputKind.INTEGER: "numeric",
    InputKind.DECIMAL: "decimal",
    InputKind.EMAIL: "email",
    InputKind.PHONE: "tel",
    InputKind.URL: "url",
}
_MONOSPACED = frozenset({InputKind.CODE, InputKind.VERBATIM, InputKind.IDENTIFIER})


class FieldContext(Struct):
    """What all fields of a form share; it notes which problems were placed beside a field.

    Attributes:
        values: the plain values of the file.
        problems: the problems of the page by path.
        model: the model of the file.
        new_inside: the id of the list inside an item that gets a blank item; empty for none.
        query: the part of the address that shows the same page again, such as `part=3`.
        placed: the problems that stand beside a field.
    """

    values: Any
    problems: Mapping[Path, tuple[ProblemView, ...]]
    model: type[Model]
    new_inside: str = ""
    query: str = ""
    placed: list[ProblemView] = msgspec.field(default_factory=list)

    def take(self, path: Path) -> tuple[ProblemView, ...]:
        """Return the problems at a path, and note that they are placed."""
        found = self.problems.get(path, ())
        self.placed += found
        return found

    def take_below(self, path: Path) -> tuple[ProblemView, ...]:
        """Return the problems at and below a path, and note that they are placed."""
        found = tuple(one for where, some in self.problems.items() if where[: len(path)] == path for one in some)
        self.placed += found
        return found


class NestedItem(Struct, frozen=True):
    """An item of a list inside an item, such as a value of a record field."""

    id: str
    path: str
    index: int
    name: str
    fields: "tuple[FieldView, ...]"
    is_new: bool = False


class FieldView(Struct, frozen=True):
    """One field of a form.

    Attributes:
        id: the id of its control; its label, help and problems derive theirs from it.
        key: its key in the file, such as `cut_off`.
        path: its path, as JSON.
        label: its name.
        help: what it means.
        control: how it is shown.
        value: the text in it.
        options: the choices of a select or of checkboxes.
        checked: the words that are checked.
        entries: the values of a list, with a blank one at the end.
        items: the items of a list of items.
        add_url: the address that shows a blank item in it.
        blank_option: the text of the choice that chooses nothing; empty if something must be chosen.
        placeholder: an example.
        input_mode: the keyboard that phones show; may be empty.
        max_length: most characters, or None.
        rows: height of a text area.
        to_do: when it is needed, if it is open: "Needed for Build".
        note: what was noted about the open answer, such as who was asked.
        problems: what is wrong with it.
        is_required: whether it must be answered in every phase.
        is_internal: whether billers never see it.
        is_monospaced: whether every character counts.
        is_hidden: whether it is filled in by golive, such as an id that has a name beside it.
    """

    id: str
    key: str
    path: str
    label: str
    help: str
    control: Control
    value: str = ""
    options: tuple[Choice, ...] = ()
    checked: tuple[str, ...] = ()
    entries: "tuple[FieldView, ...]" = ()
    items: tuple[NestedItem, ...] = ()
    add_url: str = ""
    blank_option: str = ""
    placeholder: str = ""
    input_mode: str = ""
    max_length: int | None = None
    rows: int = 3
    to_do: str = ""
    note: str = ""
    problems: tuple[ProblemView, ...] = ()
    is_required: bool = False
    is_internal: bool = False
    is_monospaced: bool = False
    is_hidden: bool = False

    @property
    def fits_cell(self) -> bool:
        """Return whether the field can be a cell of a grid."""
        return self.control in {"text", "textarea", "select", "date", "time"}

    @property
    def is_wrong(self) -> bool:
        """Return whether the answer must be fixed; a missing answer is not wrong."""
        return any(one.kind == "fix" for one in self.problems)

    def list_problems(self) -> tuple[ProblemView, ...]:
        """Return the problems of the field and of everything in it."""
        inner = (*self.entries, *(field for item in self.items for field in item.fields))
        return (*self.problems, *(problem for field in inner for problem in field.list_problems()))


def build_field(context: FieldContext, question: Question) -> FieldView:
    """Return the field for a question."""
    asked = question.input
    if asked.kind is InputKind.ITEMS:
        return _build_items(context, question)
    if asked.is_list:
        return _build_list(context, question)
    return _build_single(context, question, asked, question.path, question.value)


def _build_single(context: FieldContext, question: Question, asked: Input, path: Path, value: Any) -> FieldView:  # noqa: ANN401
    note = parse_tbd(value)
    text = "" if note is not None or value is None else str(value)
    options = _list_options(context, asked, text)
    is_required = question.field.is_required
    return FieldView(
        id=make_element_id(path),
        key=str(path[-1]),
        path=encode_path(path),
        label=question.label,
        help=question.help,
        control=_choose_control(asked, text),
        value=text,
        options=options,
        blank_option=_choose_blank_option(question, text),
        placeholder=_make_placeholder(asked),
        input_mode=_INPUT_MODES.get(asked.kind, ""),
        max_length=asked.max_length,
        rows=_count_rows(text),
        to_do=_describe_gap(question),
        note=note or "",
        problems=context.take_below(path),
        is_required=is_required,
        is_internal=question.is_internal,
        is_monospaced=asked.kind in _MONOSPACED,
        is_hidden=_is_made_by_golive(context, path, asked),
    )


def _build_list(context: FieldContext, question: Question) -> FieldView:
    asked, values = question.input, question.value
    words = tuple(str(one) for one in values) if isinstance(values, list) else ()
    base = FieldView(
        id=make_element_id(question.path),
        key=str(question.path[-1]),
        path=encode_path(question.path),
        label=question.label,
        help=question.help,
        control="list",
        to_do=_describe_gap(question),
        note=parse_tbd(values) or "",
        is_required=question.field.is_required,
        is_internal=question.is_internal,
    )
    options = _list_options(context, asked, "")
    if options and len(options) <= _MOST_CHECKBOXES and set(words) <= {one.word for one in options}:
        return msgspec.structs.replace(
            base, control="checkboxes", options=options, checked=words, problems=context.take_below(question.path)
        )
    entries = []
    for index in range(len(words) + 1):
        text = words[index] if index < len(words) else None
        entry = _build_single(context, question, asked, (*question.path, index), text)
        last = index == len(words)
        entries.append(
            msgspec.structs.replace(
                entry,
                label=f"{question.label}, {'add one' if last else index + 1}",
                help="",
                blank_option="Add" if last else "Remove",
                to_do="",
                is_required=False,
                placeholder="" if words else entry.placeholder,
            )
        )
    return msgspec.structs.replace(base, entries=tuple(entries), problems=context.take(question.path))


def _build_items(context: FieldContext, question: Question) -> FieldView:
    element_id = make_element_id(question.path)
    values = question.value if isinstance(question.value, list) else []
    is_adding = context.new_inside == element_id
    shown = msgspec.structs.replace(question, value=[*values, {}]) if is_adding else question
    items = []
    for index, item in enumerate(read_nested_items(shown)):
        fields = tuple(build_field(context, inner) for inner in item.questions)
        is_new = is_adding and index == len(values)
        items.append(
            NestedItem(
                make_element_id(item.path),
                encode_path(item.path),
                index,
                "New" if is_new else item.name or f"{index + 1}",
                tuple(field for field in fields if not field.is_hidden),
                is_new,
            )
        )
    return FieldView(
        id=element_id,
        key=str(question.path[-1]),
        path=encode_path(question.path),
        label=question.label,
        help=question.help,
        control="items",
        items=tuple(items),
        add_url=f"?{context.query}&inside={element_id}#new",
        to_do=_describe_gap(question),
        problems=context.take(question.path),
        is_required=question.field.is_required,
        is_internal=question.is_internal,
    )


def _choose_control(asked: Input, text: str) -> Control:
    if asked.kind in {InputKind.CHOICE, InputKind.REFERENCE, InputKind.YES_NO}:
        return "select"
    # The browser's own controls show nothing for a value that is no date or time; then the text itself is shown.
    if asked.kind is InputKind.DATE and (not text or _ISO_DATE.fullmatch(text)):
        return "date"
    if asked.kind is InputKind.TIME and (not text or _ISO_TIME.fullmatch(text)):
        return "time"
    if asked.kind in {InputKind.PROSE, InputKind.VERBATIM} or "\n" in text or len(text) > _LONG_TEXT:
        return "textarea"
    return "text"


def _list_options(context: FieldContext, asked: Input, text: str) -> tuple[Choice, ...]:
    if asked.kind is InputKind.YES_NO:
        found: tuple[Choice, ...] = (Choice("true", "Yes"), Choice("false", "No"))
    elif asked.kind is InputKind.REFERENCE:
        found = list_reference_choices(context.values, asked.refers_to)
    else:
        found = asked.choices
    if found and text and text not in {one.word for one in found}:
        return (Choice(text, f"{text} (not in the list)"), *found)
    return found


def _make_placeholder(asked: Input) -> str:
    example = asked.example.strip("'\"")
    return "" if not example or example in {"some text", "text"} or asked.choices else f"such as {example}"


def _choose_blank_option(question: Question, text: str) -> str:
    """Return the text of the choice that chooses nothing; empty if something must be chosen."""
    if question.field.is_required:
        return "" if text else "Choose"
    return "Not known yet" if question.gap or question.needed_by else "–"


def _count_rows(text: str) -> int:
    lines = sum(len(line) // _LONG_TEXT + 1 for line in text.split("\n"))
    return min(14, max(3, lines))


def _describe_gap(question: Question) -> str:
    gap = question.gap
    if gap is None:
        return ""
    needed = gap.needed_by or question.needed_by
    return f"Needed for {needed.phase.label}" if needed else "To be decided"


def _is_made_by_golive(context: FieldContext, path: Path, asked: Input) -> bool:
    """Return whether a field is an id beside a name; golive makes such ids, and people use the names."""
    if path[-1] != "id" or asked.kind is not InputKind.IDENTIFIER or path in context.problems:
        return False
    item = find_value(context.values, path[:-1])
    return not isinstance(item, dict) or "name" in item or len(path) > 1
