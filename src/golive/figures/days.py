"""Collect the times at which files move: one row per file, per set of equal times, or per direction."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from golive.planning.cutoff_chain import ACH_WINDOW_TIMES, EASTERN
from golive.schema import Integration
from golive.schema.interfaces import BatchInterface
from golive.schema.parties import describe_direction
from golive.schema.value_text import format_count, format_time, lower_label
from golive.schema.words import Frequency

Kind = Literal["cut-off", "drop-by", "processed", "bank", "window", "posted"]
MOMENT_WORDS: dict[Kind, str] = {
    "cut-off": "Cut-off",
    "drop-by": "Drop-by",
    "processed": "Processed by",
    "bank": "Bank cut-off",
    "window": "ACH window",
    "posted": "Posted by",
}
FILE_MOMENTS: frozenset[Kind] = frozenset({"cut-off", "drop-by", "processed"})


class Moment(Struct, frozen=True, order=True):
    """A time of day on the biller's clock, with an offset in business or banking days."""

    at: time
    kind: Kind
    later: int = 0


class Day(Struct, frozen=True):
    """One row: what moves, and its moments in order.

    A moment on the next day is later in the tuple than one before it, whatever the clock says.
    """

    id: str
    name: str
    moments: tuple[Moment, ...]
    merged: bool = False


def list_scheduled_files(spec: Integration) -> tuple[BatchInterface, ...]:
    """Return the files that the clock shows: all but those without a time that are sent on demand or once."""
    untimed = {Frequency.ON_DEMAND, Frequency.ONCE}
    return tuple(i for i in spec.batch if i.schedule.frequency not in untimed or collect_moments(i, spec))


def rows_per_file(spec: Integration) -> tuple[Day, ...]:
    """Return a row per file."""
    found = ((i, collect_moments(i, spec)) for i in list_scheduled_files(spec))
    return tuple(Day(f"clock-{i.id}", i.name if known else f"{i.name} (open)", known) for i, known in found)


def rows_per_times(spec: Integration) -> tuple[Day, ...]:
    """Return a row per set of files with the same times."""
    groups: dict[tuple[Moment, ...], list[BatchInterface]] = {}
    for interface in list_scheduled_files(spec):
        groups.setdefault(collect_moments(interface, spec), []).append(interface)
    return tuple(
        Day(f"clock-{g[0].id}", g[0].name if len(g) == 1 else format_count(len(g), "file"), m)
        for m, g in groups.items()
    )


def rows_per_direction(spec: Integration) -> tuple[Day, ...]:
    """Return a row per direction, which shows all moments without connecting them."""
    groups: dict[str, list[BatchInterface]] = {}
    for interface in list_scheduled_files(spec):
        groups.setdefault(describe_direction(interface, spec.parties), []).append(interface)
    return tuple(
        Day(
            f"clock-{g[0].direction.value}--{g[0].party or ''}".removesuffix("--"),
            f"{label}: {format_count(len(g), 'file')}",
            _all(collect_moments(i, spec) for i in g),
            merged=True,
        )
        for label, g in groups.items()
    )


LEVELS: Sequence[Callable[[Integration], tuple[Day, ...]]] = (rows_per_file, rows_per_times, rows_per_direction)


def collect_moments(interface: BatchInterface, spec: Integration) -> tuple[Moment, ...]:
    """Return the moments of a file's day, in order, without those that the spec leaves open.

    An ACH window stands where the biller's clock shows it on the day of go-live, or of the version while that is open.
    """
    schedule = interface.schedule
    found: list[tuple[Kind, time | None, int]] = [
        ("cut-off", schedule.cut_off, 0),
        ("drop-by", schedule.drop_by, 0),
        ("processed", schedule.processed_by, 0),
    ]
    if bank := schedule.bank:
        deadline = datetime.combine(
            spec.timeline.go_live or spec.date, ACH_WINDOW_TIMES[bank.window][0], ZoneInfo(EASTERN)
        )
        here = deadline.astimezone(ZoneInfo(spec.biller.time_zone)).time()
        found += [("bank", bank.cut_off, bank.days_later or 0), ("window", here, bank.days_later or 0)]
    found.append(("posted", schedule.posted_by, schedule.posted_days_later or 0))
    return tuple(Moment(at, kind, later) for kind, at, later in found if at is not None)


def describe_days(spec: Integration) -> str:
    """Describe every file's day in a sentence."""
    zone = spec.biller.time_zone_label
    sentences = []
    for interface in list_scheduled_files(spec):
        facts = [_describe_moment(moment, zone) for moment in collect_moments(interface, spec)]
        late = " (drop-by is on the next day)" if interface.schedule.next_day else ""
        sentences.append(f"{interface.name}: {', '.join(facts) or 'to be decided'}{late}.")
    return " ".join(sentences)


def _describe_moment(moment: Moment, zone: str) -> str:
    days = {"bank": "banking day", "window": "banking day"}.get(moment.kind, "business day")
    later = f" {format_count(moment.later, days)} later" if moment.later else ""
    name = MOMENT_WORDS[moment.kind]
    return f"{lower_label(name)} {format_time(moment.at, zone)}{later}"


def _all(days: Iterable[tuple[Moment, ...]]) -> tuple[Moment, ...]:
    return tuple(sorted({moment for day in days for moment in day}))
