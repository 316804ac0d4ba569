"""Ask the questions of a topic for one spec: every field of its items, with its value and what is still open."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from golive.schema.field import Model
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.schema.needed_by import NeededBy
from golive.support.problems import PathStep
from golive.topics.fields import (
    SpecField,
    Steps,
    find_field_topic,
    find_steps_topic,
    format_steps,
    get_kind_word,
    is_split_into_topics,
    map_fields,
    parse_steps,
)
from golive.topics.inputs import Choice, Input, InputKind, build_discriminator_input, build_input
from golive.topics.topic import FILE_MODELS, Topic
from golive.yaml_io.gaps import Gap, find_gaps
from golive.yaml_io.path_labels import name_list_item

Path: TypeAlias = tuple[PathStep, ...]
Gaps: TypeAlias = Mapping[Path, Gap]


class Question(Struct, frozen=True):
    """A field of one spec.

    Attributes:
        path: its path in the file; edits use it.
        field: its label, help, input, phase and audience.
        value: its plain value; None if there is none.
        gap: what is open there; None if nothing is. Its `id` is that of the open item.
    """

    path: Path
    field: SpecField
    value: Any = None
    gap: Gap | None = None

    @property
    def label(self) -> str:
        """Its name in documents and forms."""
        return self.field.label

    @property
    def help(self) -> str:
        """What it means, in one sentence."""
        return self.field.help

    @property
    def input(self) -> Input:
        """How it is answered."""
        return self.field.input or build_input(self.field.slot)

    @property
    def groups(self) -> tuple[str, ...]:
        """Headings between the item and the question, such as "Schedule"."""
        return self.field.groups

    @property
    def needed_by(self) -> NeededBy | None:
        """The phase that needs an answer, and who is asked; None if no phase does."""
        return self.field.needed_by

    @property
    def is_internal(self) -> bool:
        """Return whether the answer is never shown in documents for billers."""
        return self.field.is_internal


class TopicItem(Struct, frozen=True):
    """One item of a topic: a row, a column, or the only one of a topic of single questions.

    Attributes:
        path: its path in the file; empty for the whole file.
        name: its name or id, the label of its group, or empty.
        kind: the word that tells its kind from others, such as `sftp`; empty if there is one kind.
        questions: its fields, in the order of the models.
    """

    path: Path
    name: str
    kind: str
    questions: tuple[Question, ...]


class ItemList(Struct, frozen=True):
    """Items of a topic that stand in one list, or in one group.

    Attributes:
        path: the path of the list, to which items can be added; that of the group if it is no list.
        parents: the names of the items that contain the list, outermost first: "Account file", "Header".
        label: the label of the list or group, which distinguishes lists of the same parents: "Request".
        items: the items, in file order.
        is_list: whether items can be added, removed and moved.
        kinds: the kinds that a new item can have; empty if there is one kind.
    """

    path: Path
    parents: tuple[str, ...]
    label: str
    items: tuple[TopicItem, ...]
    is_list: bool
    kinds: tuple[Choice, ...] = ()


def find_open_fields(values: Any, file_kind: str = "integration") -> Gaps:  # noqa: ANN401 - plain values
    """Return what a file leaves open, by path.

    Args:
        values: the plain values of the file, with its includes, presets and present keys
            (`golive.yaml_io.renamed_keys`); they need not be valid.
        file_kind: the kind of file.
    """
    notes = values.get("open_items") if isinstance(values, dict) else None
    named = frozenset(str(note.get("id")) for note in notes or () if isinstance(note, dict))
    return {gap.path: gap for gap in find_gaps(values, FILE_MODELS[file_kind], named, finds_tbd=True)}


def read_topic(topic: Topic, values: Any, gaps: Gaps | None = None) -> tuple[ItemList, ...]:  # noqa: ANN401 - plain values
    """Return the items of a topic with their questions.

    Args:
        topic: the topic.
        values: the plain values of the file, with its includes and presets; they need not be valid.
        gaps: what `find_open_fields` found in them; found anew if left out.

    Returns:
        The lists and groups that the topic holds, in file order; lists that are empty, or missing, are among them.
    """
    reader = _TopicReader(topic, find_open_fields(values, topic.file_kind) if gaps is None else gaps)
    root = _Place((), (), values, Slot(FILE_MODELS[topic.file_kind]), ())
    found = [one for path in topic.paths for one in reader.read_path(parse_steps(path), root)]
    return tuple(sorted(found, key=lambda one: tuple(step for step in one.path if isinstance(step, int))))


def list_blank_questions(topic: Topic, items: ItemList, kind: str = "") -> tuple[Question, ...]:
    """Return the questions for a new item at the end of a list.

    Args:
        topic: the topic.
        items: the list, as `read_topic` returned it.
        kind: one of `items.kinds`, if the list has several.
    """
    path = (*items.path, len(items.items))
    slot, steps = resolve_steps(topic.file_kind, items.path, kind)
    target = slot.item_slot
    value = {target.discriminator[0]: kind} if len(target.models) > 1 else {}
    return tuple(_TopicReader(topic, {}).ask(_Place(path, steps, value, target, ())))


def read_nested_items(question: Question, gaps: Gaps | None = None) -> tuple[TopicItem, ...]:
    """Return the items of a question whose input is `ITEMS`, with their own questions.

    Args:
        question: the question.
        gaps: what `find_open_fields` found in the file; without it, nothing is marked as open.
    """
    values = question.value if isinstance(question.value, list) and question.input.kind is InputKind.ITEMS else []
    field = question.field
    reader = _TopicReader(find_field_topic(field), gaps or {})
    found = []
    for index, value in enumerate(values):
        target = field.slot.item_slot
        model = _choose_kind(target, value)
        word = get_kind_word(target, model) if model else ""
        place = _Place((*question.path, index), (*field.steps, f"[{word}]"), value, target, ())
        found.append(TopicItem(place.path, name_list_item(target, value), word, tuple(reader.ask(place))))
    return tuple(found)


def list_reference_choices(values: Any, refers_to: str) -> tuple[Choice, ...]:  # noqa: ANN401 - plain values
    """Return the items that a reference can name: id and name, in file order.

    Args:
        values: the plain values of the spec.
        refers_to: the path of the list, as `Input.refers_to` has it, such as `team` or `timeline.activities`.
    """
    found = values
    for key in refers_to.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    items = [one for one in found or () if isinstance(one, dict)] if isinstance(found, list) else []
    return tuple(
        Choice(name, str(one.get("name") or name), str(one.get("job_title") or one.get("purpose") or ""))
        for one in items
        if isinstance(name := one.get("id"), str)
    )


def find_topic(path: Path, values: Any, file_kind: str = "integration") -> Topic:  # noqa: ANN401 - plain values
    """Return the topic in which the value at a path is filled in, such as the path of a problem.

    Args:
        path: keys and list positions; steps that the models do not know are ignored.
        values: the plain values of the file.
        file_kind: the kind of file.
    """
    return find_steps_topic(file_kind, _list_steps(path, values, file_kind))


def resolve_steps(file_kind: str, path: Path, kind: str = "") -> tuple[Slot, Steps]:
    """Return the slot of a list in a file, and the steps of its items of a kind."""
    fields = map_fields(file_kind)
    wanted = format_steps(tuple("[]" if isinstance(step, int) else step for step in path))
    steps = next(steps for steps in fields if format_steps(steps) == wanted)
    return fields[steps].slot, (*steps, f"[{kind}]")


def _choose_kind(slot: Slot, value: Any) -> type[Model] | None:  # noqa: ANN401 - plain values
    """Return the model of a group of keys; None while nothing says which of several it is."""
    return choose_model(slot, value) if len(slot.models) == 1 or isinstance(value, dict) else None


def _list_steps(path: Path, values: Any, file_kind: str) -> Steps:  # noqa: ANN401 - plain values
    slot, value = Slot(FILE_MODELS[file_kind]), values
    steps: Steps = ()
    for step in path:
        if isinstance(step, int):
            slot = slot.item_slot if slot.is_list else Slot(None)
            value = value[step] if isinstance(value, list) and step < len(value) else None
            model = _choose_kind(slot, value)
            if model is None and slot.models:  # of an unknown kind: it is asked where the list is
                break
            steps = (*steps, f"[{get_kind_word(slot, model) if model else ''}]")
        else:
            model = _choose_kind(slot, value)
            if model is None or step not in get_slots(model):
                break
            steps = (*steps, *_group_step(slot, model, steps), step)
            slot, value = get_slots(model)[step], value.get(step) if isinstance(value, dict) else None
    return steps


def _group_step(slot: Slot, model: type[Model], above: Steps) -> Steps:
    """Return the step for the kind of a group; list items have theirs in brackets already."""
    several = len(slot.models) > 1 and not (above and above[-1].startswith("["))
    return (f"<{get_kind_word(slot, model)}>",) if several else ()


class _Place(Struct, frozen=True):
    """A position in a file: its path, its steps among the models, its value, and the items above it."""

    path: Path
    steps: Steps
    value: Any
    slot: Slot
    parents: tuple[str, ...]

    def enter(self, key: str, model: type[Model] | None) -> "_Place":
        """Return the position of a key of the group, which has a model."""
        kind = _group_step(self.slot, model, self.steps) if model else ()
        slot = get_slots(model).get(key, Slot(None)) if model else Slot(None)
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return _Place((*self.path, key), (*self.steps, *kind, key), value, slot, self.parents)

    def enter_items(self, step: str, *, takes_unknown: bool) -> Iterator["_Place"]:
        """Yield the positions of the items of a list, of one kind if the step names it."""
        target = self.slot.item_slot
        for index, item in enumerate(self.value if isinstance(self.value, list) else ()):
            model = _choose_kind(target, item)
            word = get_kind_word(target, model) if model else ""
            if step in {"[]", f"[{word}]"} or (model is None and takes_unknown):
                name = name_list_item(target, item) or f"{index + 1}"
                steps = (*self.steps, f"[{word}]")
                yield _Place((*self.path, index), steps, item, target, (*self.parents, name))


class _TopicReader(Struct, frozen=True):
    """Reads the items of a topic from plain values."""

    topic: Topic
    gaps: Gaps
    chosen: dict[Steps, SpecField | None] = msgspec.field(default_factory=dict)

    def read_path(self, steps: Steps, place: _Place) -> Iterator[ItemList]:
        """Yield the lists and groups at a path of the topic, below a position."""
        if not steps:
            yield self._read_group(place)
        elif steps[0].startswith("[") and len(steps) == 1:
            yield self._read_list(place, steps[0])
        elif steps[0].startswith("["):
            for item in place.enter_items(steps[0], takes_unknown=False):
                yield from self.read_path(steps[1:], item)
        elif (below := place.enter(steps[0], _choose_kind(place.slot, place.value))).slot.value_type is not None:
            yield from self.read_path(steps[1:], below)

    def ask(self, place: _Place) -> Iterator[Question]:
        """Yield the questions of an item or a group."""
        model = _choose_kind(place.slot, place.value)
        if model is None and len(place.slot.models) > 1:
            key = place.slot.discriminator[0]
            yield self._ask_for_kind(place, key)
            return
        for key in get_slots(model) if model else ():
            below = place.enter(key, model)
            field = self._choose_field(below.steps)
            if field and field.is_group:
                yield from self.ask(below)
            elif field:
                yield Question(below.path, field, below.value, self._find_gap(below.path, field))

    def _choose_field(self, steps: Steps) -> SpecField | None:
        """Return the field at a place among the models; None if it is asked in another topic."""
        if steps not in self.chosen:
            field = map_fields(self.topic.file_kind)[steps]
            is_asked = find_field_topic(field) is self.topic and not is_split_into_topics(field)
            self.chosen[steps] = field if is_asked else None
        return self.chosen[steps]

    def _ask_for_kind(self, place: _Place, key: str) -> Question:
        """Return the question for the kind of a group that has none yet."""
        fields = map_fields(self.topic.file_kind)
        above = place.steps[:-1] if place.steps[-1].startswith("[") else place.steps
        field = next(f for s, f in fields.items() if s[: len(above)] == above and s[len(above) + 1 :] == (key,))
        value = place.value.get(key) if isinstance(place.value, dict) else None
        gap = self.gaps.get((*place.path, key)) or self.gaps.get(place.path)
        return Question((*place.path, key), field, value, gap)

    def _find_gap(self, path: Path, field: SpecField) -> Gap | None:
        """Return what is open at a path: its own gap, or that of a group above it whose fields are all missing."""
        if path in self.gaps or field.needed_by is None:
            return self.gaps.get(path)
        above = (path[:length] for length in range(len(path) - 1, 0, -1))
        return next((self.gaps[one] for one in above if one in self.gaps), None)

    def _read_group(self, place: _Place) -> ItemList:
        label = map_fields(self.topic.file_kind)[place.steps].label if place.steps else ""
        item = TopicItem(place.path, label, "", tuple(self.ask(place)))
        return ItemList(place.path, place.parents, label, (item,), is_list=False)

    def _read_list(self, place: _Place, step: str) -> ItemList:
        target = place.slot.item_slot
        fields = map_fields(self.topic.file_kind)
        word = step.strip("[]")
        takes_unknown = find_field_topic(fields[place.steps]) is self.topic
        items = tuple(
            TopicItem(one.path, one.parents[-1], one.steps[-1].strip("[]"), tuple(self.ask(one)))
            for one in place.enter_items(step, takes_unknown=takes_unknown)
        )
        kinds = build_discriminator_input(target).choices if len(target.models) > 1 else ()
        allowed = tuple(kind for kind in kinds if word in {"", kind.word})
        return ItemList(place.path, place.parents, fields[place.steps].label, items, is_list=True, kinds=allowed)
