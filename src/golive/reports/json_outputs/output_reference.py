"""Write the reference of all JSON outputs as Markdown, for docs/json.md."""

from collections.abc import Iterator
from typing import Any, Final

from golive.reports.json_outputs.output_schemas import OUTPUT_TYPES, build_output_schema

_SHARED: Final = {
    "ProblemValues": "Problems",
    "OpenItemValues": "Open items",
    "ApprovalValues": "Approvals",
    "EditValues": "Edits",
}
"""Heading of each type that several outputs hold."""
_WORDS: Final = {
    "string": "text",
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
    "null": "null",
    "": "any value",
}
_PLURALS: Final = {"text": "texts", "object": "objects"}


def write_output_reference() -> str:
    """Return a section for every output, and one for each type that several outputs hold."""
    schemas = {name: build_output_schema(name) for name in OUTPUT_TYPES}
    sections = [_write_section(f"`{schema['title']}`", schema, schema.get("$defs", {})) for schema in schemas.values()]
    shared = {name: part for schema in schemas.values() for name, part in schema.get("$defs", {}).items()}
    sections += [_write_section(_SHARED[name], shared[name], shared) for name in _SHARED]
    return "\n".join(sections)


def _write_section(heading: str, schema: dict[str, Any], parts: dict[str, Any]) -> str:
    rows = [f"| `{path}` | {kind} | {meaning} |" for path, kind, meaning in _list_fields(schema, parts, "")]
    table = ["| value | type | meaning |", "| --- | --- | --- |", *rows]
    return "\n".join([f"## {heading}", "", schema["description"], "", *table, ""])


def _list_fields(schema: dict[str, Any], parts: dict[str, Any], prefix: str) -> Iterator[tuple[str, str, str]]:
    """Yield path, type and meaning of every value below a schema."""
    for name, value in schema["properties"].items():
        kind, step, reference = _describe_type(value)
        is_optional = name not in schema["required"]
        yield f"{prefix}{name}{step}", kind, f"{value['description']}{' May be left out.' if is_optional else ''}"
        if reference and reference not in _SHARED:
            yield from _list_fields(parts[reference], parts, f"{prefix}{name}{step}.")


def _describe_type(value: dict[str, Any]) -> tuple[str, str, str]:
    """Return the words for a type, what a path to its items ends with, and the name of the type that it refers to."""
    if "anyOf" in value:
        choices = [_describe_type(one) for one in value["anyOf"]]
        steps, names = ("".join(one[at] for one in choices) for at in (1, 2))
        return " or ".join(one[0] for one in choices), steps, names
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return (_link_shared_type(name, _SHARED[name][:-1]) if name in _SHARED else "object"), "", name
    if "enum" in value:
        return " or ".join(f"`{one}`" for one in value["enum"]), "", ""
    if value.get("type") == "array":
        kind, step, name = _describe_type(value["items"])
        items = _link_shared_type(name, _SHARED[name]) if name in _SHARED else _PLURALS.get(kind, kind)
        return f"list of {items}", f"[]{step}", name
    if "additionalProperties" in value:
        kind, step, name = _describe_type(value["additionalProperties"])
        return f"object ({_PLURALS.get(kind, kind)})", f".*{step}", name
    return _WORDS[value.get("type", "")], "", ""


def _link_shared_type(name: str, words: str) -> str:
    return f"[{words.lower()}](#{_SHARED[name].lower().replace(' ', '-')})"
