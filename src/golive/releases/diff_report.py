"""Format a comparison of two versions as text, JSON, Markdown or HTML."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from golive.releases.change import Change, ChangeKind
from golive.releases.change_levels import find_required_bump
from golive.releases.version_number import bump_version
from golive.releases.versioned_document import VersionedDocument
from golive.schema.change_level import Bump
from golive.schema.value_text import format_count
from golive.support.json_text import dump_json
from golive.yaml_io.message_text import escape_unprintable

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#|~!&])")
_COLUMN_HEADINGS = ("Level", "Kind", "Change", "Place", "Line", "Audience")


class VersionComparison(Struct, frozen=True):
    """Two versions and the changes between them.

    Attributes:
        old: the older version.
        new: the newer version.
        files: paths of both files, as shown to people.
        changes: the changes, each with its line.
    """

    old: VersionedDocument
    new: VersionedDocument
    files: tuple[Path, Path]
    changes: tuple[Change, ...]

    @property
    def next_version(self) -> str:
        """Return the lowest allowed version of the newer document; the old version if nothing changed."""
        return bump_version(self.old.version, find_required_bump(self.changes))

    def format_location(self, change: Change) -> str:
        """Return `file:line` of a change; the file alone for a change beside the spec."""
        if not change.line:
            return str(self.files[1])
        return f"{self.files[0 if change.kind is ChangeKind.REMOVED else 1]}:{change.line}"

    @property
    def summary(self) -> str:
        """Return the number of changes by level, and the lowest allowed version."""
        if not self.changes:
            return "No changes."
        levels = (Bump.MAJOR, Bump.MINOR, Bump.PATCH)
        parts = [f"{found} {level.label}" for level in levels if (found := _count_level(self.changes, level))]
        return (
            f"{format_count(len(self.changes), 'change')} ({', '.join(parts)}): version {self.next_version} or higher."
        )


def format_text(comparison: VersionComparison) -> str:
    """Format one line per change, starting with its location; then a summary."""
    lines = [
        f"{comparison.format_location(change)}: {change.level.label}: {change.sentence}"
        f"{' (internal)' if change.internal else ''}"
        for change in comparison.changes
    ]
    return "\n".join([*map(escape_unprintable, lines), comparison.summary])


def format_json(comparison: VersionComparison) -> str:
    """Format the comparison as JSON."""
    sides = zip(("old", "new"), comparison.files, (comparison.old, comparison.new), strict=True)
    whole: dict[str, Any] = {
        name: {"file": str(path), "id": one.id, "version": one.version, "date": str(one.date)}
        for name, path, one in sides
    }
    whole |= {"level": find_required_bump(comparison.changes).label, "next_version": comparison.next_version}
    whole["changes"] = [
        {
            "path": change.id_path,
            "file": str(comparison.files[0 if change.kind is ChangeKind.REMOVED else 1]),
            "line": change.line,
            "kind": change.kind.value,
            "audience": change.audience,
            "level": change.level.label,
            "sentence": change.sentence,
        }
        for change in comparison.changes
    ]
    return dump_json(whole)


def format_markdown(comparison: VersionComparison) -> str:
    """Format a heading and a Markdown table; texts from the spec are escaped."""
    lines = [f"# {escape_markdown(_format_title(comparison))}", "", escape_markdown(comparison.summary)]
    if comparison.changes:
        rows = [[escape_markdown(cell) for cell in _format_cells(change)] for change in comparison.changes]
        lines += ["", *(f"| {' | '.join(row)} |" for row in (_COLUMN_HEADINGS, ["---"] * len(_COLUMN_HEADINGS), *rows))]
    return "\n".join(lines)


def format_html(comparison: VersionComparison) -> str:
    """Format a self-contained HTML page."""
    title = html.escape(_format_title(comparison))
    rows = "".join(_format_html_row(_format_cells(change), "td") for change in comparison.changes)
    table = (
        f"<table>\n<thead>{_format_html_row(_COLUMN_HEADINGS, 'th')}</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
        if rows
        else ""
    )
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


FORMATS: Mapping[str, Callable[[VersionComparison], str]] = {
    "text": format_text,
    "json": format_json,
    "markdown": format_markdown,
    "html": format_html,
}


def escape_markdown(text: str) -> str:
    """Escape Markdown special characters."""
    return _MARKUP.sub(r"\\\1", text)


def _format_title(comparison: VersionComparison) -> str:
    old, new = comparison.old, comparison.new
    name = new.title if hasattr(new, "title") else new.name
    last = new.version if new.version != old.version else f"{new.version} as it stands"
    return f"{name}: from {old.version} to {last}"


def _format_cells(change: Change) -> tuple[str, ...]:
    line = str(change.line)
    return change.level.name, change.kind.value, change.sentence, change.id_path, line, change.audience


def _format_html_row(cells: Sequence[str], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return f"<tr>{''.join(f'<{tag}{scope}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>\n"


def _count_level(changes: Sequence[Change], level: Bump) -> int:
    return sum(change.level is level for change in changes)
