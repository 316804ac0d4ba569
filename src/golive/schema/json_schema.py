"""Build the JSON Schema of every kind of file, for completion, descriptions and error marks in editors.

Unlike golive, an editor assigns YAML types before it applies the schema (`version: 1.10` is a number to it).
So the schema also allows numbers wherever the model takes text that may look like one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.schema.field import FORMER_KEY_KEYWORD, Model
from golive.schema.process import ProcessTranslation
from golive.schema.reserved_keys import INCLUDE_KEY
from golive.schema.values import (
    EMAIL_PATTERN,
    IDENTIFIER_PATTERN,
    PATTERN_EXAMPLES,
    PHONE_PATTERN,
    URL_PATTERN,
    VERSION_PATTERN,
    VERSION_RANGE_PATTERN,
)
from golive.schema.words import Phase

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Mapping[str, type[Model]] = {
    "integration": Integration,
    "organization": Organization,
    "process": Process,
    "process-translation": ProcessTranslation,
    "guide": Guide,
    "changelog": ChangeLog,
}
FILE_KINDS = tuple(_MODELS)
_INTEGER_PATTERN = r"^[+-]?[0-9]+$"
_NUMBER_PATTERN = r"^[+-]?[0-9]+(\.[0-9]+)?$"
_DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_TBD_PATTERN = r"^[Tt][Bb][Dd]($|[^A-Za-z0-9_])"
_PHASE_KEYS = ("neededBy", "mayLack")
_TIME_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
# The YAML types that an editor may assign to text of a pattern.
_EDITOR_TYPES: Mapping[str, str | list[str]] = {
    EMAIL_PATTERN: "string",
    URL_PATTERN: "string",
    IDENTIFIER_PATTERN: ["string", "number"],
    VERSION_PATTERN: ["string", "number"],
    VERSION_RANGE_PATTERN: "string",
    PHONE_PATTERN: ["string", "number"],
}
_KEY_ORDER = (
    "$schema",
    "$id",
    "title",
    "description",
    "$ref",
    "type",
    "const",
    "enum",
    "anyOf",
    "oneOf",
    "items",
    "properties",
    "required",
)

Json = dict[str, Any]


def build_json_schema(name: str = FILE_KINDS[0]) -> Json:
    """Build the JSON Schema (2020-12) of a kind of file.

    Args:
        name: one of `FILE_KINDS`.

    Raises:
        KeyError: there is no such kind.
    """
    from golive.schema.word_meanings import MEANINGS

    model = _MODELS[name]
    written = _rewrite_part(_relax_preset_keys(model.model_json_schema()))
    for title, part in written.get("$defs", {}).items():
        if title in MEANINGS:
            part["enumDescriptions"] = [MEANINGS[title].get(word, "") for word in part["enum"]]
    heading = {"$schema": DIALECT, "$id": f"urn:golive:{name}", "title": f"golive {name}"}
    return _sort_keys({**written, **heading})


def _relax_preset_keys(written: Json) -> Json:
    """Make keys optional that a preset may provide: an editor cannot know that, only `golive check` can."""
    for name, keys in _PRESET_KEYS.items():
        part = written.get("$defs", {}).get(name, {})
        part["required"] = [key for key in part.get("required", ()) if key not in keys]
    return written


_PRESET_KEYS: Mapping[str, frozenset[str]] = {
    "BatchInterface": frozenset({"format", "records"}),
    "RecordLayout": frozenset({"name", "kind", "fields"}),
    "RecordField": frozenset({"type"}),
}


def _rewrite_part(part: Any) -> Any:  # noqa: ANN401 - any JSON
    """Rewrite a part of pydantic's schema for editors, from the leaves up."""
    if isinstance(part, list):
        return [_rewrite_part(item) for item in part]
    if not isinstance(part, dict):
        return part
    new = {
        key: _rewrite_part(value) for key, value in part.items() if key not in {"discriminator", "properties", "$defs"}
    }
    for key in ("properties", "$defs"):  # names of fields and models, not keywords of JSON Schema
        if key in part:
            new[key] = {name: _fix_title(name, _rewrite_part(value)) for name, value in part[key].items()}
    if new.get("default", ...) is None:
        del new["default"]
    if "oneOf" in new:  # the discriminator may be in an included file: then more than one choice fits
        new["anyOf"] = new.pop("oneOf")
    elif "anyOf" in new:
        new["anyOf"] = _merge_decimal_choices(new["anyOf"])
    change = _REWRITERS.get(new.get("type")) if isinstance(new.get("type"), str) else None
    new = change(new) if change else new
    return _sort_keys(_allow_tbd(new) if "neededBy" in new else new)


def _allow_tbd(part: Json) -> Json:
    """Allow `TBD` in a field that only a later phase needs, and state that phase in its description."""
    outside: Json = {key: part[key] for key in ("title", "default", FORMER_KEY_KEYWORD) if key in part}
    inside = {key: value for key, value in part.items() if key not in {*outside, "description", *_PHASE_KEYS}}
    phase = Phase(part["neededBy"]).label
    until = (
        f"Until {phase} it may say `TBD`." if part.get("mayLack") else f"Until {phase} it may be missing or say `TBD`."
    )
    said = " ".join(filter(None, (part.get("description", ""), until)))
    choices = inside["anyOf"] if set(inside) == {"anyOf"} else [inside]
    return {**outside, "description": said, "anyOf": [*choices, {"type": "string", "pattern": _TBD_PATTERN}]}


def _rewrite_group(part: Json) -> Json:
    """Allow former keys and `include` in a group of keys; with `include`, no key is required."""
    if "properties" not in part:
        return part
    properties = {**_allow_former_keys(part["properties"]), INCLUDE_KEY: _INCLUDE_SCHEMA}
    if not part.get("required"):
        return {**part, "properties": properties}
    whole = {"if": {"not": {"required": [INCLUDE_KEY]}}, "then": {"required": part["required"]}}
    return {**_drop_key(part, "required"), "properties": properties, **whole}


def _allow_former_keys(properties: Json) -> Json:
    """Allow the former key of each renamed field too, marked as deprecated."""
    present = {key: _drop_key(part, FORMER_KEY_KEYWORD) for key, part in properties.items()}
    former = {
        part[FORMER_KEY_KEYWORD]: {
            **present[key],
            "deprecated": True,
            "description": f"Former name of `{key}`; `golive fmt` rewrites it.",
        }
        for key, part in properties.items()
        if FORMER_KEY_KEYWORD in part
    }
    return {**present, **former}


_INCLUDE_SCHEMA: Json = {
    "title": "Include",
    "description": "Files of the data folder whose keys stand here too, seen from this file; what is said here wins.",
    "type": ["string", "array"],
    "items": {"type": "string"},
    "examples": ["../common/sftp.yaml"],
}


def _fix_title(name: str, part: Json) -> Json:
    """Replace a title that pydantic derived from a name (`Bills Per Month`) with the label in documents."""
    if part.get("title") == name.replace("_", " ").title():
        part["title"] = name.replace("_", " ").capitalize()
    return part


def _merge_decimal_choices(choices: list[Json]) -> list[Json]:
    """Merge the two choices that pydantic generates for a decimal, number and text, into one."""
    numbers = [choice for choice in choices if choice.get("type") == "number"]
    if not numbers:
        return choices
    rest = [choice for choice in choices if choice.get("type") == "null"]
    return [{**numbers[0], "type": ["number", "string"], "pattern": _NUMBER_PATTERN}, *rest]


def _rewrite_text(part: Json) -> Json:
    if "enum" in part or "const" in part:
        return _add_number_words(part)
    if part.get("format") == "time":
        return {**_drop_key(part, "format"), "pattern": _TIME_PATTERN, "examples": ["02:00"]}
    if part.get("format") == "date":
        return {**part, "pattern": _DATE_PATTERN, "examples": ["2027-01-31"]}
    pattern = part.get("pattern", "")
    examples = {"examples": [PATTERN_EXAMPLES[pattern]]} if pattern in PATTERN_EXAMPLES else {}
    return {**part, "type": _EDITOR_TYPES.get(pattern, ["string", "number", "boolean"]), **examples}


def _add_number_words(part: Json) -> Json:
    """Add numbers to an enum whose words look like numbers, as an editor reads them as numbers."""
    words = part.get("enum", [])
    numbers = [float(word) for word in words if word.replace(".", "", 1).isdigit()]
    return {**_drop_key(part, "type"), "enum": [*words, *numbers]} if numbers else part


def _rewrite_integer(part: Json) -> Json:
    return {**part, "type": ["integer", "string"], "pattern": _INTEGER_PATTERN}


def _rewrite_boolean(part: Json) -> Json:
    return {**_drop_key(part, "type"), "enum": [True, False, "yes", "no", "on", "off", "true", "false"]}


_REWRITERS: Mapping[Any, Callable[[Json], Json]] = {
    "string": _rewrite_text,
    "integer": _rewrite_integer,
    "boolean": _rewrite_boolean,
    "object": _rewrite_group,
}


def _drop_key(part: Json, key: str) -> Json:
    return {name: value for name, value in part.items() if name != key}


def _sort_keys(part: Json) -> Json:
    """Sort the keys of a schema, so that its text changes only when its meaning does."""
    first = {key: part[key] for key in _KEY_ORDER if key in part}
    return {**first, **{key: part[key] for key in sorted(part) if key not in first}}
