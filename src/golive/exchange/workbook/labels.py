"""Name what a workbook shows: sheets, lists, the items that contain others, and how questions are answered."""

import itertools
import re
from collections.abc import Mapping
from typing import Final

from golive.exchange.workbook.cell_text import build_codec
from golive.schema.field import get_field_label
from golive.topics.fields import SpecField, Steps, map_fields, parse_steps
from golive.topics.inputs import InputKind
from golive.topics.questions import ItemList, resolve_steps
from golive.topics.topic import Topic, TopicLayout

_MAX_TITLE: Final = 31

_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\']")

_OWN_SHEETS: Final = ("Start here", "What is missing")

_SINGULAR: Final = {
    "interfaces": "Interface",
    "records": "Record type",
    "connections": "Connection",
    "operations": "Call",
    "single_sign_on": "Single sign-on",
}


def name_sheets(topics: tuple[Topic, ...]) -> Mapping[str, str]:
    """Return the title of the sheet of each topic, by its id; all differ."""
    taken = {one.casefold() for one in (*_OWN_SHEETS, "_golive")}
    titles = {}
    for topic in topics:
        title = _NOT_IN_TITLES.sub(" ", topic.title)[:_MAX_TITLE].strip()
        if title.casefold() in taken:
            title = f"{title[: _MAX_TITLE - 4]} ({len(taken)})"
        taken.add(title.casefold())
        titles[topic.id] = title
    return titles


def label_lists(topic: Topic, lists: tuple[ItemList, ...]) -> tuple[str, ...]:
    """Return a label for each list of a topic; lists with the same parents differ in it: "Request", "SIT"."""
    same = [(one.parents, one.label) for one in lists]
    labels = []
    for one in lists:
        label = one.label
        if one.is_list and same.count((one.parents, one.label)) > 1:
            _, steps = resolve_steps(topic.file_kind, one.path)
            label = (map_fields(topic.file_kind)[steps[:-1]].groups or (label,))[-1]
        labels.append(label)
    return tuple(labels)


def label_pattern(topic: Topic, path: str) -> str:
    """Return the label of the lists at a path of a topic: "Request"."""
    pattern = parse_steps(path)
    _, steps = resolve_steps(topic.file_kind, tuple(0 if step[0] == "[" else step for step in pattern[:-1]))
    return map_fields(topic.file_kind)[steps[:-1]].label


def name_parents(pattern: Steps) -> tuple[str, ...]:
    """Return headings for the names of what contains the items of a topic: "Interface", "Record type"."""
    lists = [step for step, below in itertools.pairwise(pattern) if below.startswith("[")]
    return tuple(_SINGULAR.get(key, key.replace("_", " ").capitalize()) for key in lists[:-1])


def get_field_key(field: SpecField, topic: Topic) -> str:
    """Return the key of a field below an item of its topic: `schedule.cut_off`."""
    length = 0
    for pattern in map(parse_steps, topic.paths):
        begins = field.steps[: len(pattern)]
        if len(begins) == len(pattern) and all(
            one == step or (one == "[]" and step[:1] == "[") for one, step in zip(pattern, begins, strict=True)
        ):
            length = max(length, len(pattern))
    length = 0 if topic.form is TopicLayout.QUESTIONS else length
    return ".".join(step for step in field.steps[length:] if step[:1] not in "<[")


def describe_help(field: SpecField) -> str:
    """Return what a field means, and how several answers are written in one cell."""
    asked = field.input
    assert asked is not None
    if asked.kind is InputKind.ITEMS:
        nested = build_codec(field, asked, {}).inner
        slots = field.slot.item_slot.models[0].model_fields
        labels = " | ".join(get_field_label(key, slots[key]) for key, _ in nested)
        return f"{field.help} One per line: {labels}."
    if asked.is_list:
        words = f" Of: {', '.join(one.label for one in asked.choices)}." if asked.choices else ""
        return f"{field.help} One per line.{words}"
    return field.help
