"""A change log as text, Markdown or JSON."""

import json
from collections.abc import Callable, Mapping, Sequence

from golive.releases.diff_report import escaped
from golive.releases.version_number import order
from golive.schema import ChangeLog
from golive.schema.organization import LogEntry, LoggedChange
from golive.schema.value_text import day
from golive.support.problems import SpecError, problem
from golive.yaml_io.load import Loaded
from golive.yaml_io.naming import safe


def chosen(log: ChangeLog, since: str | None, *, internal: bool) -> tuple[LogEntry, ...]:
    """The entries of a log that somebody asked for, newest first.

    Args:
        log: the change log.
        since: a version; only what is newer is wanted.
        internal: whether changes that only the vendor may know are wanted too.
    """
    wanted = [entry for entry in log.entries if since is None or order(entry.version) > order(since)]
    if internal:
        return tuple(wanted)
    return tuple(
        entry.model_copy(update={"changes": tuple(change for change in entry.changes if not change.internal)})
        for entry in wanted
    )


def refuse_unknown(log: Loaded[ChangeLog], since: str | None) -> None:
    """Refuse a version that the log does not tell of: nobody can say what came after it.

    Raises:
        SpecError: the log has no entry of it.
    """
    known = {order(entry.version): entry.version for entry in log.value.entries}
    if since is not None and order(since) not in known:
        hint = f"It tells of {', '.join(known.values())}."
        raise SpecError(problem(f"the change log tells of no version {since}", hint, path=log.path))


def as_text(name: str, entries: Sequence[LogEntry]) -> str:
    """A paragraph for each entry."""
    if not entries:
        return f"{name}: no entries."
    paragraphs = []
    for entry in entries:
        lines = [f"{entry.version}  {entry.date}  {_who(entry)}", f"  {entry.description}"]
        lines += [f"    {change.level}: {_said(change)}" for change in entry.changes]
        paragraphs.append("\n".join(map(safe, lines)))
    return "\n\n".join(paragraphs)


def as_markdown(name: str, entries: Sequence[LogEntry]) -> str:
    """A table as the papers have it, then what changed, version by version; what entries say is escaped."""
    lines = [f"# Change log of {escaped(name)}", ""]
    if not entries:
        return "\n".join([*lines, "No entries."])
    lines += ["| Date | Author | Version | Description |", "| --- | --- | --- | --- |"]
    for entry in entries:
        cells = (day(entry.date), escaped(_who(entry)), entry.version, escaped(entry.description))
        lines.append(f"| {' | '.join(cells)} |")
    for entry in entries:
        if entry.changes:
            lines += ["", f"## What changed in {entry.version}", ""]
            lines += [f"- {change.level.upper()}: {escaped(_said(change))}" for change in entry.changes]
    return "\n".join(lines)


def as_json(name: str, entries: Sequence[LogEntry]) -> str:
    """Everything, for machines."""
    plain = [entry.model_dump(mode="json") for entry in entries]
    return json.dumps({"name": name, "entries": plain}, indent=2, ensure_ascii=False)


FORMATS: Mapping[str, Callable[[str, Sequence[LogEntry]], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def _said(change: LoggedChange) -> str:
    return f"{change.sentence} (internal)" if change.internal else change.sentence


def _who(entry: LogEntry) -> str:
    return f"{entry.author}, added by {entry.added_by}" if entry.added_by else entry.author
