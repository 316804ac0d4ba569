"""List the fields of every kind of file from the models, each with its topic."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from golive.schema.field import Internal, Model, get_field_label
from golive.schema.introspection import Slot, get_slots
from golive.schema.needed_by import NeededBy
from golive.topics.inputs import Input, build_discriminator_input, build_input
from golive.topics.table import list_topics
from golive.topics.topic import FILE_MODELS, Topic

Steps = tuple[str, ...]
"""Steps of a path in the models: keys, `[]` or `[batch]` for items (of a kind), `<ssh-key>` for a kind of group."""

_STEP = re.compile(r"\[[^]]*\]|[^.\[]+")


class SpecField(Struct, frozen=True):
    """A field of a model.

    Attributes:
        file_kind: the kind of file, such as `integration`.
        steps: its place among the models.
        slot: what the models allow there.
        model: the model that has it.
        input: how it is filled in; None for a group of keys.
        groups: the labels of the groups between the topic's item and the field, outermost first.
    """

    file_kind: str
    steps: Steps
    slot: Slot
    model: type[Model]
    input: Input | None
    groups: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its key in the file."""
        return self.steps[-1]

    @property
    def path(self) -> str:
        """Its path in the file: `interfaces[].schedule.drop_by`."""
        return format_steps(self.steps)

    @property
    def label(self) -> str:
        """Its name in documents and forms."""
        return get_field_label(self.key, self.slot.field_info) if self.slot.field_info else self.key

    @property
    def help(self) -> str:
        """What it means, in one sentence."""
        return self.slot.description

    @property
    def needed_by(self) -> NeededBy | None:
        """The phase that needs it, and who is asked; None if no phase does."""
        return next((mark for mark in self.slot.markers if isinstance(mark, NeededBy)), None)

    @property
    def is_internal(self) -> bool:
        """Return whether it is never shown in documents for billers."""
        return any(isinstance(mark, Internal) for mark in self.slot.markers)

    @property
    def is_required(self) -> bool:
        """Return whether it must be given in every phase."""
        info = self.slot.field_info
        return info is not None and info.is_required()

    @property
    def is_group(self) -> bool:
        """Return whether it is a group of keys."""
        return self.input is None


def format_steps(steps: Steps) -> str:
    """Format steps as a path without the kinds of items: `interfaces[].schedule.drop_by`."""
    text = ""
    for step in steps:
        if step.startswith("["):
            text += "[]"
        elif not step.startswith("<"):
            text += f".{step}" if text else step
    return text


def parse_steps(path: str) -> Steps:
    """Parse a path of the table of topics, such as `interfaces[batch].records[]`."""
    return tuple(_STEP.findall(path))


@cache
def list_fields(file_kind: str) -> tuple[SpecField, ...]:
    """Return every field of a kind of file, groups and lists included, in the order of the models.

    Raises:
        KeyError: there is no such kind of file.
    """
    return tuple(_walk_model(file_kind, FILE_MODELS[file_kind], (), ()))


@cache
def map_fields(file_kind: str) -> Mapping[Steps, SpecField]:
    """Return the fields of a kind of file by their steps."""
    return {field.steps: field for field in list_fields(file_kind)}


def find_field_topic(field: SpecField) -> Topic:
    """Return the topic in which a field is filled in."""
    return find_steps_topic(field.file_kind, field.steps)


@cache
def find_steps_topic(file_kind: str, steps: Steps) -> Topic:
    """Return the topic that holds a place among the models: the one with the longest path above it.

    A list that a topic holds item by item, or a group that topics hold part by part, belongs to the first of these.
    """
    best, length = list_topics(file_kind)[0], -1
    for topic, pattern in _list_patterns(file_kind):
        if length < len(pattern) <= len(steps) and _matches(pattern, steps):
            best, length = topic, len(pattern)
    inside = [pattern for _, pattern in _list_patterns(file_kind) if _is_inside(pattern, steps)]
    if length < len(steps) and inside and len(min(inside, key=len)) == len(steps) + 1:
        return next(topic for topic, pattern in _list_patterns(file_kind) if pattern == min(inside, key=len))
    return best


@cache
def list_topic_fields(topic: Topic) -> tuple[SpecField, ...]:
    """Return the fields that a topic asks for, in the order of the models; each once, whatever the kinds of its items.

    Fields of lists that are filled in inside the topic, such as the values of a record field, are not among them:
    `list_nested_fields` gives those.
    """
    return _drop_repeated(
        field
        for field in list_fields(topic.file_kind)
        if not field.is_group and find_field_topic(field) == topic and not is_held_by_list(field, topic)
    )


def list_nested_fields(field: SpecField) -> tuple[SpecField, ...]:
    """Return the fields of the items of a field whose input is `ITEMS`; each once."""
    start = len(field.steps)
    return _drop_repeated(
        one
        for one in list_fields(field.file_kind)
        if one.steps[:start] == field.steps
        and one.steps[start : start + 1]
        and not one.is_group
        and not any(step.startswith("[") for step in one.steps[start + 1 :])
    )


def is_held_by_list(field: SpecField, topic: Topic) -> bool:
    """Return whether a field lies in a list inside the topic, or is a list that other topics hold item by item."""
    base = max((len(p) for p in map(parse_steps, topic.paths) if _matches(p, field.steps)), default=len(field.steps))
    if any(step.startswith("[") for step in field.steps[base:]):
        return True
    return is_split_into_topics(field)


def is_split_into_topics(field: SpecField) -> bool:
    """Return whether the items of a list have topics of their own."""
    if field.input is None or not field.slot.is_list:
        return False
    longer = len(field.steps) + 1
    return any(len(p) == longer and _is_inside(p, field.steps) for _, p in _list_patterns(field.file_kind))


def _drop_repeated(fields: Iterator[SpecField]) -> tuple[SpecField, ...]:
    first: dict[str, SpecField] = {}
    for field in fields:
        first.setdefault(field.path, field)
    return tuple(first.values())


@cache
def _list_patterns(file_kind: str) -> tuple[tuple[Topic, Steps], ...]:
    return tuple((topic, parse_steps(path)) for topic in list_topics(file_kind) for path in topic.paths)


def _matches(pattern: Steps, steps: Steps) -> bool:
    """Return whether a pattern is the beginning of steps."""
    return len(pattern) <= len(steps) and all(map(_step_matches, pattern, steps))


def _is_inside(pattern: Steps, steps: Steps) -> bool:
    """Return whether a pattern is a place below steps."""
    return len(pattern) > len(steps) and all(map(_step_matches, pattern, steps))


def _step_matches(pattern: str, step: str) -> bool:
    return pattern == step or (pattern == "[]" and step.startswith("["))


def _walk_model(file_kind: str, model: type[Model], above: Steps, groups: tuple[str, ...]) -> Iterator[SpecField]:
    for key, slot in get_slots(model).items():
        steps = (*above, key)
        target = slot.item_slot if slot.is_list else slot
        is_group = bool(target.models) and not slot.is_list
        field = SpecField(file_kind, steps, slot, model, None if is_group else build_input(slot), groups)
        yield field
        inner_groups = (*groups, field.label) if is_group else ()
        for kind in target.models:
            for inner in _walk_model(file_kind, kind, (*steps, *_kind_step(slot, target, kind)), inner_groups):
                yield _offer_all_kinds(inner, target, steps) if len(target.models) > 1 else inner


def _kind_step(slot: Slot, target: Slot, kind: type[Model]) -> Steps:
    """Return the step between a field and the keys of one of its models."""
    word = get_kind_word(target, kind)
    if slot.is_list:
        return (f"[{word}]",)
    return (f"<{word}>",) if word else ()


def get_kind_word(target: Slot, kind: type[Model]) -> str:
    """Return the word that selects one of the models of a slot; empty if there is only one."""
    return get_slots(kind)[target.discriminator[0]].allowed_words[0] if len(target.models) > 1 else ""


def _offer_all_kinds(field: SpecField, target: Slot, above: Steps) -> SpecField:
    """Return the field that distinguishes the models of a slot with the words of all of them; others as they are."""
    if len(field.steps) != len(above) + 2 or field.key != target.discriminator[0]:
        return field
    return SpecField(
        field.file_kind, field.steps, field.slot, field.model, build_discriminator_input(target), field.groups
    )
