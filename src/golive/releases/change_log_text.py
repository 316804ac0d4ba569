"""The text of a change log, with an entry more: everything that stands there stays as it is, comments included."""

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

from golive.schema import ChangeLog
from golive.schema.organization import Approval, LogEntry
from golive.support.problems import Step
from golive.yaml_io.load import Loaded
from golive.yaml_io.nodes import Node, Tree

_PLAIN: Final = re.compile(r"[A-Za-z][\w.,;()'/-]*( [\w.,;()'/-]+)*|\d{4}-\d\d-\d\d")
_NOT_TEXT: Final = {"null", "~", "yes", "no", "true", "false"}
_WIDTH: Final = 120
_FOLDED_FROM: Final = 80  # characters of a description that is set over several lines


def with_entry(log: Loaded[ChangeLog] | None, entry: LogEntry, name: str) -> str:
    """A change log with one more entry, the newest.

    The approvals belong to the newest version: those that were given move into the entry that they were given to,
    and are pending again.

    Args:
        log: the change log as it stands; None when there is none.
        entry: the new entry.
        name: what the document is called; for the head of a new file.
    """
    if log is None:
        return f"# Change log of {' '.join(name.split())}, newest entry first.\n\nentries:\n{_block(entry, '  ')}"
    tree, text = log.tree, log.source.text
    end = "\r\n" if "\r\n" in text else "\n"
    given = [(at, one) for at, one in enumerate(log.value.approvals) if one.date]
    edits = [_insertion(tree, entry)]
    if given:
        edits += [_keep(tree, [one for _, one in given])]
        bound = [("approvals", at, name) for at, one in given for name in ("date", "digest") if getattr(one, name)]
        edits += [(*_offsets(tree, path), "~") for path in bound]
    for start, stop, new in sorted(edits, reverse=True):
        text = text[:start] + new.replace("\n", end) + text[stop:]
    return text


def _insertion(tree: Tree, entry: LogEntry) -> tuple[int, int, str]:
    """Before the newest entry, in the style that it is written in."""
    at = tree.source.text.rfind("\n", 0, _offsets(tree, ("entries", 0))[0]) + 1
    start = _offsets(tree, ("entries", 0))[0]
    lead = tree.source.text[at:start]
    if re.fullmatch(r" *- +", lead):
        return at, at, _block(entry, lead[: lead.index("-")])
    return start, start, f"{_flow(entry)}, "


def _keep(tree: Tree, approvals: Sequence[Approval]) -> tuple[int, int, str]:
    """The approvals of the version that was the newest, at the end of its entry."""
    text, path = tree.source.text, ("entries", 0)
    start, stop = _offsets(tree, path)
    plain = [one.model_dump(mode="json", exclude_none=True) for one in approvals]
    if text[start] == "{":
        return stop - 1, stop - 1, f", approvals: {json.dumps(plain, ensure_ascii=False)}"
    node = tree.find(path)
    last = last_of(node) if node else stop
    line = text.find("\n", last)
    line = len(text) if line < 0 else line
    line -= text[line - 1 : line] == "\r"
    indent = " " * (start - (text.rfind("\n", 0, start) + 1))
    items = "".join(f"\n{indent}  - {flow_of(one)}" for one in plain)
    return line, line, f"\n{indent}approvals:{items}"


def last_of(node: Node) -> int:
    """Offset behind the last value below a node, without comments that follow."""
    children = node.children
    below = children if isinstance(children, tuple) else tuple(entry.node for entry in children.values())
    return max((last_of(child) for child in below), default=node.end)


def _offsets(tree: Tree, path: tuple[Step, ...]) -> tuple[int, int]:
    node = tree.find(path)
    if node is None:
        raise KeyError(path)
    return node.start, node.end


def _block(entry: LogEntry, indent: str) -> str:
    """An entry as lines of a list."""
    lines = [f"date: {entry.date}", f"author: {_scalar(entry.author)}"]
    lines += [f"added_by: {_scalar(entry.added_by)}"] if entry.added_by else []
    lines += [f"version: {entry.version}", *_description(entry.description, len(indent) + 2)]
    if entry.changes:
        lines.append("changes:")
        for change in entry.changes:
            lines.append(f"  - {flow_of(change.model_dump(mode='json', exclude_defaults=True))}")
    lines += [f"digest: {entry.digest}"] if entry.digest else []
    lines += [f"parts: {flow_of(entry.parts.model_dump(exclude_none=True))}"] if entry.parts else []
    return "".join(f"{indent}{'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))


def _flow(entry: LogEntry) -> str:
    return json.dumps(entry.model_dump(mode="json", exclude_none=True, exclude_defaults=True), ensure_ascii=False)


def flow_of(values: Mapping[str, object]) -> str:
    """A mapping on one line, as YAML."""
    parts = (
        f"{name}: {_scalar(value) if isinstance(value, str) else json.dumps(value)}" for name, value in values.items()
    )
    return f"{{{', '.join(parts)}}}"


def _description(text: str, indent: int) -> list[str]:
    if len(text) < _FOLDED_FROM:
        return [f"description: {_scalar(text)}"]
    lines = textwrap.wrap(text, _WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
    return ["description: >-", *(f"  {line}" for line in lines)]


def _scalar(text: str) -> str:
    """A text as YAML: plain where it can be nothing else, in quotes otherwise."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT and "," not in text
    return text if plain else json.dumps(text, ensure_ascii=False)
