"""What changed, as text, JSON, Markdown or a page of HTML."""

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from golive.releases.change import Change, Kind
from golive.releases.change_levels import least_bump
from golive.releases.version_number import raised
from golive.releases.versioned_document import Document
from golive.schema.change_level import Bump
from golive.schema.value_text import count
from golive.yaml_io.naming import safe

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#|~!&])")
_HEADS = ("Level", "Kind", "Change", "Place", "Line", "Audience")


class Comparison(Struct, frozen=True):
    """Two versions and what lies between them.

    Attributes:
        old: the older one.
        new: the newer one.
        files: their files, as people call them.
        changes: what changed, each with its line.
    """

    old: Document
    new: Document
    files: tuple[Path, Path]
    changes: tuple[Change, ...]

    @property
    def next_version(self) -> str:
        """The least version that the newer one may have; that of the older one where nothing changed."""
        return raised(self.old.version, least_bump(self.changes))

    def place(self, change: Change) -> str:
        """`file:line` of a change."""
        return f"{self.files[0 if change.kind is Kind.REMOVED else 1]}:{change.line}"

    @property
    def summary(self) -> str:
        """How many changes of which level, and what they ask for."""
        if not self.changes:
            return "No changes."
        levels = (Bump.MAJOR, Bump.MINOR, Bump.PATCH)
        parts = [f"{found} {level.label}" for level in levels if (found := _how_many(self.changes, level))]
        return f"{count(len(self.changes), 'change')} ({', '.join(parts)}): version {self.next_version} or higher."


def as_text(comparison: Comparison) -> str:
    """One line for each change, with its place first; then how many there are."""
    lines = [
        f"{comparison.place(change)}: {change.level.label}: {change.sentence}{' (internal)' if change.internal else ''}"
        for change in comparison.changes
    ]
    return "\n".join([*map(safe, lines), comparison.summary])


def as_json(comparison: Comparison) -> str:
    """Everything, for machines."""
    sides = zip(("old", "new"), comparison.files, (comparison.old, comparison.new), strict=True)
    whole: dict[str, Any] = {
        name: {"file": str(path), "id": one.id, "version": one.version, "date": str(one.date)}
        for name, path, one in sides
    }
    whole |= {"level": least_bump(comparison.changes).label, "next_version": comparison.next_version}
    whole["changes"] = [
        {
            "path": change.place,
            "file": str(comparison.files[0 if change.kind is Kind.REMOVED else 1]),
            "line": change.line,
            "kind": change.kind.value,
            "audience": change.audience,
            "level": change.level.label,
            "sentence": change.sentence,
        }
        for change in comparison.changes
    ]
    return json.dumps(whole, indent=2, ensure_ascii=False)


def as_markdown(comparison: Comparison) -> str:
    """A table under a heading; what the spec says is escaped."""
    lines = [f"# {escaped(_title(comparison))}", "", escaped(comparison.summary)]
    if comparison.changes:
        rows = [[escaped(cell) for cell in _cells(change)] for change in comparison.changes]
        lines += ["", *(f"| {' | '.join(row)} |" for row in (_HEADS, ["---"] * len(_HEADS), *rows))]
    return "\n".join(lines)


def as_html(comparison: Comparison) -> str:
    """A page that needs no other file."""
    title = html.escape(_title(comparison))
    rows = "".join(_row(_cells(change), "td") for change in comparison.changes)
    table = f"<table>\n<thead>{_row(_HEADS, 'th')}</thead>\n<tbody>\n{rows}</tbody>\n</table>\n" if rows else ""
    style = (
        "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}"
        "table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left;"
        "vertical-align:top;overflow-wrap:anywhere}"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"<p>{html.escape(comparison.summary)}</p>\n{table}</main>\n</body>\n</html>"
    )


FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
    "html": as_html,
}


def escaped(text: str) -> str:
    """A text that Markdown shows letter for letter."""
    return _MARKUP.sub(r"\\\1", text)


def _title(comparison: Comparison) -> str:
    old, new = comparison.old, comparison.new
    name = new.title if hasattr(new, "title") else new.name
    last = new.version if new.version != old.version else f"{new.version} as it stands"
    return f"{name}: from {old.version} to {last}"


def _cells(change: Change) -> tuple[str, ...]:
    line = str(change.line)
    return change.level.name, change.kind.value, change.sentence, change.place, line, change.audience


def _row(cells: Sequence[str], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return f"<tr>{''.join(f'<{tag}{scope}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>\n"


def _how_many(changes: Sequence[Change], level: Bump) -> int:
    return sum(change.level is level for change in changes)
