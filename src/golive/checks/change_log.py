"""Checks on a change log: newest entry first, none newer than the document."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from golive.checks.check import Check
from golive.schema import ChangeLog
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path


def newest_first(log: ChangeLog) -> Iterator[Problem]:
    """Entries are in order: newest version and date first."""
    for i, (newer, older) in enumerate(pairwise(log.entries)):
        path = ("entries", i + 1, "version")
        if _version_key(older.version) == _version_key(newer.version):
            yield report_at(path, f"`{format_path(path)}` is {older.version} again", "Give each entry its own version.")
        elif _version_key(older.version) > _version_key(newer.version):
            message = f"`{format_path(path)}` is {older.version}, newer than {newer.version} above it"
            yield report_at(path, message, "Put the newest entry first.")
        elif older.date > newer.date:
            path = ("entries", i + 1, "date")
            message = f"`{format_path(path)}` is {older.date}, later than {newer.date} of the newer version above it"
            yield report_at(path, message, "Put the newest entry first, or correct the date.")


def newest_is(log: ChangeLog, version: str, day: date) -> Iterator[Problem]:
    """The newest entry is for the document's version, or for the one before a draft."""
    at = log.newest_at
    newest = log.entries[at]
    if newest.withdrawn:
        return
    if _version_key(newest.version) > _version_key(version):
        path = ("entries", at, "version")
        message = f"`{format_path(path)}` is {newest.version}, and the document's version is only {version}"
        yield report_at(
            path, message, f"Raise the document's version to {newest.version} or higher, or remove the entry."
        )
    elif newest.version == version and newest.date != day:
        path = ("entries", at, "date")
        message = f"`{format_path(path)}` is {newest.date}, and the document dates its version {version} from {day}"
        yield report_at(path, message, "Write the same date in both.")


def _version_key(version: str) -> tuple[int, ...]:
    """Return a sort key for a version: `1.10` is newer than `1.9`, and `1.0` equals `1.0.0`."""
    numbers = [int(part) for part in version.split(".")]
    return (*numbers, *([0] * (3 - len(numbers))))


CHANGE_LOG_CHECKS: Final = (
    Check(
        newest_first,
        "Readers look at the top of a change log for what is new.",
        "Put the newest entry first, each version once.",
        must_hold=True,
    ),
    Check(
        newest_is,
        "Two documents of the same version would differ.",
        "Write the same version and date in both.",
        must_hold=True,
    ),
)
