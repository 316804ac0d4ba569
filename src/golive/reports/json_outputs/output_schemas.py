"""Build the JSON Schema of what a command prints with `--json` or `--format json`, from the types in this package."""

import re
from collections.abc import Mapping
from inspect import cleandoc
from typing import Any, Final

from golive.reports.json_outputs import document_outputs, exchange_outputs, project_outputs, release_outputs

OUTPUT_TYPES: Final[Mapping[str, type]] = {
    "audit": document_outputs.AuditOutput,
    "build": document_outputs.BuildOutput,
    "check": project_outputs.CheckOutput,
    "diff": release_outputs.DiffOutput,
    "doctor": document_outputs.DoctorOutput,
    "explain": project_outputs.ChecksOutput,
    "explain CHECK": project_outputs.CheckDescription,
    "explain FIELD": project_outputs.FieldsOutput,
    "import": exchange_outputs.OffersOutput,
    "import --into": exchange_outputs.ImportOutput,
    "import --origins": exchange_outputs.OriginsOutput,
    "layout verify": exchange_outputs.LayoutVerifyOutput,
    "log": release_outputs.LogOutput,
    "plan": project_outputs.PlanOutput,
    "plan --go-live": project_outputs.TypicalPlanOutput,
    "status": project_outputs.StatusOutput,
    "take-back": document_outputs.TakeBackOutput,
    "theme inspect": document_outputs.ThemeOutput,
    "verify": document_outputs.VerifyOutput,
    "workbook read": exchange_outputs.WorkbookReadOutput,
}
"""The output of each command, and of those options and arguments that change what it is."""
_WITH_FORMATS: Final = frozenset({"diff", "log"})
"""Commands that print JSON with `--format json`."""
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ATTRIBUTE: Final = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def build_output_schema(command: str) -> dict[str, Any]:
    """Build the JSON Schema of an output.

    Args:
        command: a key of `OUTPUT_TYPES`.

    Raises:
        KeyError: there is no such key.
    """
    from msgspec.json import schema_components

    (root,), parts = schema_components([OUTPUT_TYPES[command]], ref_template="#/$defs/{name}")
    for part in parts.values():
        _describe_part(part)
    own = parts.pop(root["$ref"].rpartition("/")[2])
    title = f"golive {command} {'--format json' if command in _WITH_FORMATS else '--json'}"
    return {"$schema": _DIALECT, **own, "title": title, **({"$defs": parts} if parts else {})}


def _describe_part(part: dict[str, Any]) -> None:
    """Describe an object by its docstring's summary, and its properties, in that order, by the attributes."""
    summary, _, attributes = cleandoc(part["description"]).partition("\n\n")  # Python 3.13 has removed the indentation
    part["description"] = summary
    meanings = dict(_ATTRIBUTE.findall(attributes))
    properties = part["properties"]
    part["properties"] = {name: properties.pop(name) for name in meanings} | properties
    for name, value in part["properties"].items():
        meaning = " ".join(meanings[name].split()).rstrip(".")
        value["description"] = f"{meaning[:1].upper()}{meaning[1:]}."
