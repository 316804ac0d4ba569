"""Apply a function to every text of a document, except code."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from golive.markdown.document import Document, Run, Runs

TextFunction = Callable[[str], str]


def map_document_text(document: Document, function: TextFunction) -> Document:
    """Return a document whose texts were passed through a function; code and attributes are unchanged."""
    return Document(_map_value(document.blocks, function), document.source)


def map_runs_text(runs: Runs, function: TextFunction) -> Runs:
    """Return runs whose texts were passed through a function; code is unchanged."""
    return tuple(run if run.code else replace(run, text=function(run.text)) for run in runs)


def _map_value(value: Any, function: TextFunction) -> Any:  # noqa: ANN401 - blocks, runs, and what they contain
    if isinstance(value, Run):
        return map_runs_text((value,), function)[0]
    if isinstance(value, tuple):
        return tuple(_map_value(part, function) for part in value)
    if isinstance(value, Struct):
        parts = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = {name: _map_value(part, function) for name, part in parts.items() if isinstance(part, tuple)}
        return replace(value, **changed)
    return value
