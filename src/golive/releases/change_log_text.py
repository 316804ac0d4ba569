"""Insert an entry into the text of a change log; all other text stays the same, including comments."""

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

from golive.schema import ChangeLog
from golive.schema.organization import Approval, LogEntry
from golive.support.problems import PathStep
from golive.yaml_io.formatter.regions import find_last_value_end
from golive.yaml_io.load import Loaded
from golive.yaml_io.nodes import Tree

_PLAIN: Final = re.compile(r"[A-Za-z][\w.,;()'/-]*( [\w.,;()'/-]+)*|\d{4}-\d\d-\d\d")
_RESERVED_SCALARS: Final = {"null", "~", "yes", "no", "true", "false"}
_WIDTH: Final = 120
_FOLD_LENGTH: Final = 80  # descriptions with at least this many characters are folded over several lines


def insert_entry(log: Loaded[ChangeLog] | None, entry: LogEntry, name: str) -> str:
    """Return the text of a change log with a new entry on top.

    Approvals at the end of the log belong to the newest version. Given approvals are copied into the entry they belong
    to, and reset to pending for the new one.

    Args:
        log: the current change log; None if there is none.
        entry: the new entry.
        name: name of the document; for the heading of a new file.
    """
    if log is None:
        heading = f"# Change log of {' '.join(name.split())}, newest entry first."
        return f"{heading}\n\nentries:\n{_format_block_entry(entry, '  ')}"
    tree, text = log.tree, log.source.text
    end = "\r\n" if "\r\n" in text else "\n"
    given = [(at, one) for at, one in enumerate(log.value.approvals) if one.date]
    edits = [_build_entry_edit(tree, entry)]
    if given:
        edits += [_build_approvals_edit(tree, [one for _, one in given], log.value.newest_at)]
        bound = [("approvals", at, name) for at, one in given for name in ("date", "digest") if getattr(one, name)]
        edits += [(*_get_offsets(tree, path), "~") for path in bound]
    for start, stop, new in sorted(edits, reverse=True):
        text = text[:start] + new.replace("\n", end) + text[stop:]
    return text


def _build_entry_edit(tree: Tree, entry: LogEntry) -> tuple[int, int, str]:
    """Return the edit that inserts an entry before the newest one, in the same YAML style."""
    at = tree.source.text.rfind("\n", 0, _get_offsets(tree, ("entries", 0))[0]) + 1
    start = _get_offsets(tree, ("entries", 0))[0]
    lead = tree.source.text[at:start]
    if re.fullmatch(r" *- +", lead):
        return at, at, _format_block_entry(entry, lead[: lead.index("-")])
    return start, start, f"{_format_flow_entry(entry)}, "


def _build_approvals_edit(tree: Tree, approvals: Sequence[Approval], at: int) -> tuple[int, int, str]:
    """Return the edit that adds approvals to the end of the entry at an index: the one that was the newest."""
    text, path = tree.source.text, ("entries", at)
    start, stop = _get_offsets(tree, path)
    plain = [one.model_dump(mode="json", exclude_none=True) for one in approvals]
    if text[start] == "{":
        return stop - 1, stop - 1, f", approvals: {json.dumps(plain, ensure_ascii=False)}"
    node = tree.find_node(path)
    last = find_last_value_end(text, node) if node else stop
    line = text.find("\n", last)
    line = len(text) if line < 0 else line
    line -= text[line - 1 : line] == "\r"
    indent = " " * (start - (text.rfind("\n", 0, start) + 1))
    items = "".join(f"\n{indent}  - {format_flow_mapping(one)}" for one in plain)
    return line, line, f"\n{indent}approvals:{items}"


def _get_offsets(tree: Tree, path: tuple[PathStep, ...]) -> tuple[int, int]:
    node = tree.find_node(path)
    if node is None:
        raise KeyError(path)
    return node.start, node.end


def _format_block_entry(entry: LogEntry, indent: str) -> str:
    """Format an entry as lines of a YAML list."""
    lines = [f"date: {entry.date}", f"author: {_format_scalar(entry.author)}"]
    lines += [f"added_by: {_format_scalar(entry.added_by)}"] if entry.added_by else []
    lines += [f"version: {entry.version}", *_format_description(entry.description, len(indent) + 2)]
    if entry.changes:
        lines.append("changes:")
        for change in entry.changes:
            lines.append(f"  - {format_flow_mapping(change.model_dump(mode='json', exclude_defaults=True))}")
    lines += [f"digest: {entry.digest}"] if entry.digest else []
    lines += [f"parts: {format_flow_mapping(entry.parts.model_dump(exclude_none=True))}"] if entry.parts else []
    return "".join(f"{indent}{'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))


def _format_flow_entry(entry: LogEntry) -> str:
    return json.dumps(entry.model_dump(mode="json", exclude_none=True, exclude_defaults=True), ensure_ascii=False)


def format_flow_mapping(values: Mapping[str, object]) -> str:
    """Format a mapping as YAML on one line."""
    parts = (
        f"{name}: {_format_scalar(value) if isinstance(value, str) else json.dumps(value)}"
        for name, value in values.items()
    )
    return f"{{{', '.join(parts)}}}"


def _format_description(text: str, indent: int) -> list[str]:
    if len(text) < _FOLD_LENGTH:
        return [f"description: {_format_scalar(text)}"]
    lines = textwrap.wrap(text, _WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
    return ["description: >-", *(f"  {line}" for line in lines)]


def _format_scalar(text: str) -> str:
    """Format a text as a YAML scalar: plain if unambiguous, otherwise quoted."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _RESERVED_SCALARS and "," not in text
    return text if plain else json.dumps(text, ensure_ascii=False)
