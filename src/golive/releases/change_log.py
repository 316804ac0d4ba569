"""Format a change log as text, Markdown or JSON."""

from collections.abc import Callable, Mapping, Sequence

from golive.releases.diff_report import escape_markdown
from golive.releases.version_number import parse_version
from golive.schema import ChangeLog
from golive.schema.organization import LogEntry, LoggedChange, Withdrawal
from golive.schema.value_text import format_date
from golive.support.json_text import dump_json
from golive.support.problems import SpecError, make_problem
from golive.yaml_io.load import Loaded
from golive.yaml_io.message_text import escape_unprintable


def select_entries(log: ChangeLog, since: str | None, *, internal: bool) -> tuple[LogEntry, ...]:
    """Return the requested entries of a log, newest first.

    Args:
        log: the change log.
        since: a version; only newer entries are returned.
        internal: whether to include changes that only the vendor may see.
    """
    wanted = [entry for entry in log.entries if since is None or parse_version(entry.version) > parse_version(since)]
    if internal:
        return tuple(wanted)
    return tuple(
        entry.model_copy(update={"changes": tuple(change for change in entry.changes if not change.internal)})
        for entry in wanted
    )


def check_version_is_logged(log: Loaded[ChangeLog], since: str | None) -> None:
    """Check that the log has an entry of the version, so that later entries can be found.

    Raises:
        SpecError: the log has no entry of this version.
    """
    known = {parse_version(entry.version): entry.version for entry in log.value.entries}
    if since is not None and parse_version(since) not in known:
        hint = f"It has entries for {', '.join(known.values())}."
        raise SpecError(make_problem(f"the change log has no entry for version {since}", hint, path=log.path))


def format_text(name: str, entries: Sequence[LogEntry]) -> str:
    """Format one paragraph per entry."""
    if not entries:
        return f"{name}: no entries."
    paragraphs = []
    for entry in entries:
        lines = [f"{entry.version}  {entry.date}  {_format_author(entry)}", f"  {entry.description}"]
        lines += [f"  {describe_withdrawal(entry.withdrawn)}"] if entry.withdrawn else []
        lines += [f"    {change.level}: {_format_change(change)}" for change in entry.changes]
        paragraphs.append("\n".join(map(escape_unprintable, lines)))
    return "\n\n".join(paragraphs)


def format_markdown(name: str, entries: Sequence[LogEntry]) -> str:
    """Format a table of entries as in the documents, then the changes by version; texts are escaped."""
    lines = [f"# Change log of {escape_markdown(name)}", ""]
    if not entries:
        return "\n".join([*lines, "No entries."])
    lines += ["| Date | Author | Version | Description |", "| --- | --- | --- | --- |"]
    for entry in entries:
        cells = (
            format_date(entry.date),
            escape_markdown(_format_author(entry)),
            entry.version,
            escape_markdown(_format_description(entry)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    for entry in entries:
        if entry.changes:
            lines += ["", f"## What changed in {entry.version}", ""]
            lines += [
                f"- {change.level.upper()}: {escape_markdown(_format_change(change))}" for change in entry.changes
            ]
    return "\n".join(lines)


def format_json(name: str, entries: Sequence[LogEntry]) -> str:
    """Format all entries as JSON."""
    plain = [entry.model_dump(mode="json") for entry in entries]
    return dump_json({"name": name, "entries": plain})


FORMATS: Mapping[str, Callable[[str, Sequence[LogEntry]], str]] = {
    "text": format_text,
    "markdown": format_markdown,
    "json": format_json,
}


def _format_change(change: LoggedChange) -> str:
    return f"{change.sentence} (internal)" if change.internal else change.sentence


def describe_withdrawal(one: Withdrawal) -> str:
    """Describe that a release was withdrawn: `Withdrawn on Nov 28, 2026 by Ada Moreno: wrong layout.`."""
    reason = f": {one.reason.rstrip('.')}" if one.reason else ""
    return f"Withdrawn on {format_date(one.date)} by {one.by}{reason}."


def _format_description(entry: LogEntry) -> str:
    return f"{entry.description} {describe_withdrawal(entry.withdrawn)}" if entry.withdrawn else entry.description


def _format_author(entry: LogEntry) -> str:
    return f"{entry.author}, added by {entry.added_by}" if entry.added_by else entry.author
