"""Checks on times, dates and file names."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from golive.checks.files import iterate_files
from golive.schema import Integration
from golive.schema.words import Frequency
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message


def cut_off_before_drop_by(spec: Integration) -> Iterator[Problem]:
    """The cut-off of a file is before its drop-by time."""
    for top, interface in iterate_files(spec):
        schedule = interface.schedule
        if not schedule.cut_off or not schedule.drop_by or schedule.next_day:
            continue
        if schedule.cut_off >= schedule.drop_by:
            path = (*top, "schedule", "cut_off")
            relation = "the same as" if schedule.cut_off == schedule.drop_by else "after"
            message = (
                f"`{format_path(path)}` is {schedule.cut_off:%H:%M}, {relation} `drop_by` {schedule.drop_by:%H:%M}"
            )
            hint = (
                "The file would miss the last payments of the day. Move the cut-off before the drop-by time, "
                "or write `next_day: true` when the file is due the day after."
            )
            yield report_at(path, message, hint)


def daily_times_exist(spec: Integration) -> Iterator[Problem]:
    """A file of every day has no time in the hour that is skipped when clocks are set forward."""
    for top, interface in iterate_files(spec):
        if interface.schedule.frequency is not Frequency.DAILY:
            continue
        for key in ("cut_off", "drop_by", "processed_by", "posted_by"):
            at = getattr(interface.schedule, key)
            day = _find_night_without(at, spec.biller.time_zone, spec.date) if at is not None else None
            if day is not None:
                path = (*top, "schedule", key)
                yield report_at(path, f"`{format_path(path)}` is {at:%H:%M}, and {day} has no such time")


@lru_cache(maxsize=256)
def _find_night_without(at: time, zone_name: str, after: date) -> date | None:
    """Return the first day within a year whose clocks skip a time of day; None if every day has it."""
    try:
        zone = ZoneInfo(zone_name)
        for number in range(366):
            local = datetime.combine(after + timedelta(days=number), at, zone)
            if local.astimezone(UTC).astimezone(zone).time() != at:
                return local.date()
    except (LookupError, ValueError, OSError, OverflowError):
        return None  # no such zone, reported elsewhere; or the calendar ends
    return None


def ends_after_start(spec: Integration) -> Iterator[Problem]:
    """Nothing ends before it starts."""
    for name in ("activities", "blackouts"):
        for i, item in enumerate(getattr(spec.timeline, name)):
            if item.start and item.end and item.end < item.start:
                path = ("timeline", name, i, "end")
                message = f"`{format_path(path)}` is {item.end}, before its `start` {item.start}"
                yield report_at(path, message, "Swap the two dates, or correct the year.")


def file_names_are_names(spec: Integration) -> Iterator[Problem]:
    """A file name contains no folder; the folder belongs in `folder`."""
    for top, interface in iterate_files(spec):
        for key in ("pattern", "example"):
            name = getattr(interface.file_name, key) or ""
            path = (*top, "file_name", key)
            # A pattern may be a regular expression, where a backslash is not a folder separator.
            if "/" in name or (key == "example" and "\\" in name):
                yield report_at(
                    path,
                    f"`{format_path(path)}` contains a folder",
                    f"Write the name alone; the folder is `{shorten_for_message(interface.folder)}` already."
                    if interface.folder
                    else "Write the name alone; the folder belongs in `folder`.",
                )
