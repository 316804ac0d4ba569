"""JSON Schema of every kind of file, for editors: completion, descriptions and red lines while one types.

An editor types the YAML before it looks at the schema (`version: 1.10` is a number to it), and golive does not.
So the schema allows plain numbers wherever the model takes text that may look like one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.schema.field import Model
from golive.schema.reserved_keys import INCLUDE
from golive.schema.values import EMAIL, EXAMPLES, IDENTIFIER, PHONE, URL, VERSION
from golive.schema.words import Phase

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Mapping[str, type[Model]] = {
    "integration": Integration,
    "organization": Organization,
    "process": Process,
    "guide": Guide,
    "changelog": ChangeLog,
}
NAMES = tuple(_MODELS)
_WHOLE = r"^[+-]?[0-9]+$"
_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_TBD = r"^[Tt][Bb][Dd]($|[^A-Za-z0-9_])"
_OF_PHASES = ("neededBy", "mayLack")
_CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
# Which types an editor may see where the model takes text of a pattern.
_SEEN_AS: Mapping[str, str | list[str]] = {
    EMAIL: "string",
    URL: "string",
    IDENTIFIER: ["string", "number"],
    VERSION: ["string", "number"],
    PHONE: ["string", "number"],
}
_ORDER = (
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


def schema(name: str = NAMES[0]) -> Json:
    """The JSON Schema (2020-12) of a kind of file.

    Args:
        name: one of `NAMES`.

    Raises:
        KeyError: there is no such kind.
    """
    from golive.schema.word_meanings import MEANINGS

    model = _MODELS[name]
    written = _rewritten(_from_preset(model.model_json_schema()))
    for title, part in written.get("$defs", {}).items():
        if title in MEANINGS:
            part["enumDescriptions"] = [MEANINGS[title].get(word, "") for word in part["enum"]]
    heading = {"$schema": DIALECT, "$id": f"urn:golive:{name}", "title": f"golive {name}"}
    return _ordered({**written, **heading})


def _from_preset(written: Json) -> Json:
    """Keys that a preset may say for a file: an editor cannot know whether it does, and `golive check` does."""
    for name, keys in _SAID_BY_PRESETS.items():
        part = written.get("$defs", {}).get(name, {})
        part["required"] = [key for key in part.get("required", ()) if key not in keys]
    return written


_SAID_BY_PRESETS: Mapping[str, frozenset[str]] = {
    "BatchInterface": frozenset({"format", "records"}),
    "RecordLayout": frozenset({"name", "kind", "fields"}),
    "RecordField": frozenset({"type"}),
}


def _rewritten(part: Any) -> Any:  # noqa: ANN401 - any JSON
    """A part of pydantic's schema as an editor needs it, from the leaves up."""
    if isinstance(part, list):
        return [_rewritten(item) for item in part]
    if not isinstance(part, dict):
        return part
    new = {key: _rewritten(value) for key, value in part.items() if key not in {"discriminator", "properties", "$defs"}}
    for key in ("properties", "$defs"):  # names of people's own choice, not words of JSON Schema
        if key in part:
            new[key] = {name: _titled(name, _rewritten(value)) for name, value in part[key].items()}
    if new.get("default", ...) is None:
        del new["default"]
    if "oneOf" in new:  # the key that decides may stand in an included file: then more than one choice fits
        new["anyOf"] = new.pop("oneOf")
    elif "anyOf" in new:
        new["anyOf"] = _joined(new["anyOf"])
    change = _CHANGES.get(new.get("type")) if isinstance(new.get("type"), str) else None
    new = change(new) if change else new
    return _ordered(_perhaps_open(new) if "neededBy" in new else new)


def _perhaps_open(part: Json) -> Json:
    """A field that only a later phase needs may say `TBD`; its description says from when on it may not."""
    outside: Json = {key: part[key] for key in ("title", "default") if key in part}
    inside = {key: value for key, value in part.items() if key not in {*outside, "description", *_OF_PHASES}}
    phase = Phase(part["neededBy"]).label
    until = (
        f"Until {phase} it may say `TBD`." if part.get("mayLack") else f"Until {phase} it may be missing or say `TBD`."
    )
    said = " ".join(filter(None, (part.get("description", ""), until)))
    choices = inside["anyOf"] if set(inside) == {"anyOf"} else [inside]
    return {**outside, "description": said, "anyOf": [*choices, {"type": "string", "pattern": _TBD}]}


def _group(part: Json) -> Json:
    """Any group of keys may take some of them from another file, and then any of them may be missing."""
    if "properties" not in part:
        return part
    properties = {**part["properties"], INCLUDE: _INCLUDE}
    if not part.get("required"):
        return {**part, "properties": properties}
    whole = {"if": {"not": {"required": [INCLUDE]}}, "then": {"required": part["required"]}}
    return {**_without(part, "required"), "properties": properties, **whole}


_INCLUDE: Json = {
    "title": "Include",
    "description": "Files of the data folder whose keys stand here too, seen from this file; what is said here wins.",
    "type": ["string", "array"],
    "items": {"type": "string"},
    "examples": ["../common/sftp.yaml"],
}


def _titled(name: str, part: Json) -> Json:
    """Replace a title that pydantic made of a name (`Bills Per Month`) by one that reads as on paper."""
    if part.get("title") == name.replace("_", " ").title():
        part["title"] = name.replace("_", " ").capitalize()
    return part


def _joined(choices: list[Json]) -> list[Json]:
    """A decimal is a number or text to pydantic, with the limits on the number; here it is one choice."""
    numbers = [choice for choice in choices if choice.get("type") == "number"]
    if not numbers:
        return choices
    rest = [choice for choice in choices if choice.get("type") == "null"]
    return [{**numbers[0], "type": ["number", "string"], "pattern": _NUMBER}, *rest]


def _text(part: Json) -> Json:
    if "enum" in part or "const" in part:
        return _closed(part)
    if part.get("format") == "time":
        return {**_without(part, "format"), "pattern": _CLOCK, "examples": ["02:00"]}
    if part.get("format") == "date":
        return {**part, "pattern": _DAY, "examples": ["2027-01-31"]}
    pattern = part.get("pattern", "")
    examples = {"examples": [EXAMPLES[pattern]]} if pattern in EXAMPLES else {}
    return {**part, "type": _SEEN_AS.get(pattern, ["string", "number", "boolean"]), **examples}


def _closed(part: Json) -> Json:
    """A word that looks like a number is a number to an editor."""
    words = part.get("enum", [])
    numbers = [float(word) for word in words if word.replace(".", "", 1).isdigit()]
    return {**_without(part, "type"), "enum": [*words, *numbers]} if numbers else part


def _whole(part: Json) -> Json:
    return {**part, "type": ["integer", "string"], "pattern": _WHOLE}


def _yes_or_no(part: Json) -> Json:
    return {**_without(part, "type"), "enum": [True, False, "yes", "no", "on", "off", "true", "false"]}


_CHANGES: Mapping[Any, Callable[[Json], Json]] = {
    "string": _text,
    "integer": _whole,
    "boolean": _yes_or_no,
    "object": _group,
}


def _without(part: Json, key: str) -> Json:
    return {name: value for name, value in part.items() if name != key}


def _ordered(part: Json) -> Json:
    """The keys of JSON Schema in one order, so that the text of a schema changes only where it means something else."""
    first = {key: part[key] for key in _ORDER if key in part}
    return {**first, **{key: part[key] for key in sorted(part) if key not in first}}
