"""Find fields by name, and describe them for docs/fields.md and `golive explain`."""

import re
from typing import Any, Final

from golive.schema.value_text import join_words
from golive.topics.fields import SpecField, find_field_topic, list_fields, list_nested_fields, list_topic_fields
from golive.topics.inputs import Input, InputKind
from golive.topics.table import TOPICS
from golive.topics.topic import FILE_MODELS, Topic

_NOT_WORDS: Final = re.compile(r"[^a-z0-9]+")
_KIND_NAMES: Final = {
    InputKind.TEXT: "text",
    InputKind.PROSE: "text in Markdown",
    InputKind.CODE: "text, kept letter for letter",
    InputKind.VERBATIM: "several lines, kept letter for letter",
    InputKind.IDENTIFIER: "short name in small letters, digits and hyphens",
    InputKind.EMAIL: "e-mail address",
    InputKind.PHONE: "phone number",
    InputKind.URL: "web address",
    InputKind.INTEGER: "whole number",
    InputKind.DECIMAL: "number",
    InputKind.DATE: "date",
    InputKind.TIME: "time of day",
    InputKind.YES_NO: "yes or no",
    InputKind.CHOICE: "one of",
    InputKind.ITEMS: "list of items",
}


def find_fields(name: str) -> tuple[SpecField, ...]:
    """Return the fields that a name, label or path means: `drop_by`, "Drop-by", `interfaces[2].schedule.drop_by`.

    A path is matched by its end, so `schedule.drop_by` is enough. Case, blanks and punctuation do not count.
    """
    wanted = _split_words(re.sub(r"\[\d*\]", "", name))
    found: dict[tuple[str, str], SpecField] = {}
    for kind in FILE_MODELS:
        for field in list_fields(kind):
            path = _split_words(field.path)
            if wanted and (path[-len(wanted) :] == wanted or _split_words(field.label) == wanted):
                found.setdefault((kind, field.path), field)
    exact = tuple(field for field in found.values() if _split_words(field.path) == wanted and len(wanted) > 1)
    return exact or tuple(found.values())


def list_field_names() -> tuple[str, ...]:
    """Return the keys of all fields, each once: the names to suggest for a misspelled one."""
    return tuple(dict.fromkeys(field.key for kind in FILE_MODELS for field in list_fields(kind)))


def describe_field(field: SpecField, change_cost: str = "") -> str:
    """Describe one field in full, as text.

    Args:
        field: the field.
        change_cost: the part of the version that a change raises, such as `major`; may be empty.
    """
    lines = [f"{field.path}: {field.label}", f"  {field.help}", f"Topic: {find_field_topic(field).title}"]
    if field.input:
        lines.append(f"Kind: {describe_input(field.input)}")
        lines += [f"  {one.word:18} {one.meaning or one.label}" for one in field.input.choices]
        if field.input.example and not field.input.choices:
            lines.append(f"Example: {field.input.example}")
    lines.append(f"Needed: {describe_need(field)}")
    if change_cost:
        lines.append(f"A change is: {change_cost.upper()}")
    if field.is_internal:
        lines.append("Internal: never shown in documents for billers.")
    return "\n".join(lines) + "\n"


def describe_input(one: Input) -> str:
    """Describe a kind of input in a few words, with its limits: "whole number, 1 to 65535"."""
    if one.kind is InputKind.REFERENCE:
        text = f"id of an item of `{one.refers_to}`"
    elif one.kind is InputKind.CHOICE:
        text = f"one of {join_words([f'`{choice.word}`' for choice in one.choices], 'or')}"
    else:
        text = _KIND_NAMES[one.kind]
    if one.minimum is not None and one.maximum is not None:
        text += f", {one.minimum} to {one.maximum}"
    return f"list; each: {text}" if one.is_list and one.kind is not InputKind.ITEMS else text


def describe_need(field: SpecField) -> str:
    """Describe from when on a field is needed: "from the start", "before SIT (item 41)", "optional"."""
    mark = field.needed_by
    if mark:
        absent = "; may be left out where there is none" if mark.may_be_absent else ""
        return f"before {mark.phase.label} (item {mark.item_number}){absent}"
    return "from the start" if field.is_required else "optional"


def field_to_dict(field: SpecField, change_cost: str = "") -> dict[str, Any]:
    """Return one field as a dict of JSON values; arguments as for `describe_field`."""
    return {
        "file": field.file_kind,
        "path": field.path,
        "label": field.label,
        "meaning": field.help,
        "topic": find_field_topic(field).id,
        "kind": str(field.input.kind) if field.input else "group",
        "is_list": field.slot.is_list,
        "words": [one.word for one in field.input.choices] if field.input else [],
        "example": field.input.example if field.input else "",
        "needed_by": str(field.needed_by.phase) if field.needed_by else None,
        "required": field.is_required,
        "internal": field.is_internal,
        "change": change_cost,
    }


def render_fields_page() -> str:
    """Render every field by topic, as Markdown for docs/fields.md."""
    return "\n".join(map(_render_topic, TOPICS))


def _render_topic(topic: Topic) -> str:
    rows = []
    for field in list_topic_fields(topic):
        nested = list_nested_fields(field) if field.input and field.input.kind is InputKind.ITEMS else ()
        rows += [_render_row(one) for one in (field, *nested)]
    head = "| Field | Name | Meaning | Kind | Needed |\n|---|---|---|---|---|\n"
    return f"## {topic.title}\n\n{topic.help} In the {topic.file_kind} file.\n\n{head}{''.join(rows)}"


def _render_row(field: SpecField) -> str:
    kind = describe_input(field.input) if field.input else "group"
    internal = " Internal." if field.is_internal else ""
    cells = (f"`{field.path}`", field.label, f"{field.help}{internal}", kind, describe_need(field))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _split_words(text: str) -> list[str]:
    return [word for word in _NOT_WORDS.split(text.lower()) if word]
