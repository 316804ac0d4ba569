"""Checks on times, dates and file names."""

from collections.abc import Iterator

from golive.schema import Integration
from golive.schema.interfaces import BatchInterface
from golive.support.problems import Problem, report_at
from golive.yaml_io.naming import format_path, shorten_for_message


def cut_off_before_drop_by(spec: Integration) -> Iterator[Problem]:
    """The cut-off of a file is before its drop-by time."""
    for i, interface in enumerate(spec.interfaces):
        if not isinstance(interface, BatchInterface):
            continue
        schedule = interface.schedule
        if not schedule.cut_off or not schedule.drop_by or schedule.next_day:
            continue
        if schedule.cut_off >= schedule.drop_by:
            path = ("interfaces", i, "schedule", "cut_off")
            relation = "the same as" if schedule.cut_off == schedule.drop_by else "after"
            message = (
                f"`{format_path(path)}` is {schedule.cut_off:%H:%M}, {relation} `drop_by` {schedule.drop_by:%H:%M}"
            )
            hint = (
                "The file would miss the last payments of the day. Move the cut-off before the drop-by time, "
                "or write `next_day: true` when the file is due the day after."
            )
            yield report_at(path, message, hint)


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
    for i, interface in enumerate(spec.interfaces):
        if isinstance(interface, BatchInterface):
            for key in ("pattern", "example"):
                name = getattr(interface.file_name, key) or ""
                path = ("interfaces", i, "file_name", key)
                # A pattern may be a regular expression, where a backslash is not a folder separator.
                if "/" in name or (key == "example" and "\\" in name):
                    yield report_at(
                        path,
                        f"`{format_path(path)}` contains a folder",
                        f"Write the name alone; the folder is `{shorten_for_message(interface.folder)}` already."
                        if interface.folder
                        else "Write the name alone; the folder belongs in `folder`.",
                    )
