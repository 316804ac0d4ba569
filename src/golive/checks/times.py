"""Times, days and names of files."""

from collections.abc import Iterator

from golive.checks.finding import Finding
from golive.schema import Integration
from golive.schema.interfaces import BatchInterface
from golive.yaml_io.naming import name_of, shorten


def cut_off_before_drop_by(spec: Integration) -> Iterator[Finding]:
    """The last payment of the day is in the file of the day."""
    for i, interface in enumerate(spec.interfaces):
        if not isinstance(interface, BatchInterface):
            continue
        schedule = interface.schedule
        if not schedule.cut_off or not schedule.drop_by or schedule.next_day:
            continue
        if schedule.cut_off >= schedule.drop_by:
            path = ("interfaces", i, "schedule", "cut_off")
            relation = "the same as" if schedule.cut_off == schedule.drop_by else "after"
            message = f"`{name_of(path)}` is {schedule.cut_off:%H:%M}, {relation} `drop_by` {schedule.drop_by:%H:%M}"
            hint = (
                "The file would miss the last payments of the day. Move the cut-off before the drop-by time, "
                "or write `next_day: true` when the file is due the day after."
            )
            yield Finding(path, message, hint)


def ends_after_start(spec: Integration) -> Iterator[Finding]:
    """Nothing ends before it starts."""
    for name in ("activities", "blackouts"):
        for i, item in enumerate(getattr(spec.timeline, name)):
            if item.start and item.end and item.end < item.start:
                path = ("timeline", name, i, "end")
                message = f"`{name_of(path)}` is {item.end}, before its `start` {item.start}"
                yield Finding(path, message, "Swap the two days, or mend the year.")


def file_names_are_names(spec: Integration) -> Iterator[Finding]:
    """The folder stands in `folder`, and the name alone in `file_name`."""
    for i, interface in enumerate(spec.interfaces):
        if isinstance(interface, BatchInterface):
            for key in ("pattern", "example"):
                name = getattr(interface.file_name, key) or ""
                path = ("interfaces", i, "file_name", key)
                # A pattern may be a regular expression, where a backslash is no folder.
                if "/" in name or (key == "example" and "\\" in name):
                    yield Finding(
                        path,
                        f"`{name_of(path)}` holds a folder",
                        f"Write the name alone; the folder is `{shorten(interface.folder)}` already."
                        if interface.folder
                        else "Write the name alone; the folder stands in `folder`.",
                    )
