"""Checks on cut-off chains: steps are in order on every day of a year, and every day's items are in some file."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from golive.checks.files import iterate_files
from golive.schema import Integration
from golive.schema.batch import Schedule
from golive.schema.day_rules import ClosedDay
from golive.schema.interfaces import BatchInterface
from golive.schema.value_text import format_count
from golive.schema.words import Channel, Direction, Frequency
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path

if TYPE_CHECKING:
    from golive.planning.cutoff_chain import ChainStep, StepName

_STEP_FIELDS: "dict[StepName, tuple[str, ...]]" = {
    "cut-off": ("cut_off",),
    "drop-by": ("drop_by",),
    "bank": ("bank", "cut_off"),
    "window": ("bank", "window"),
    "settled": ("bank", "window"),
    "posted": ("posted_by",),
}
_STEP_PHRASES: "dict[StepName, str]" = {
    "cut-off": "the cut-off",
    "drop-by": "the drop-by",
    "bank": "the bank's cut-off",
    "window": "the ACH window closes",
    "settled": "the ACH window settles",
    "posted": "the posting",
}
_DAYS_PER_YEAR = 365
# Channels through which people can pay at any time.
_ANYTIME_CHANNELS = {Channel.WEB, Channel.MOBILE, Channel.IVR, Channel.TEXT, Channel.AUTOPAY}


def chains_are_in_order(spec: Integration) -> Iterator[Problem]:
    """From cut-off to posting, each step comes before the next on every day of the year after go-live."""
    for top, one in iterate_files(spec):
        path, schedule = (*top, "schedule"), one.schedule
        if schedule.posted_days_later is not None and schedule.posted_by is None:
            here = (*path, "posted_days_later")
            message = f"`{format_path(here)}` is given, and `posted_by` is not"
            yield report_at(here, message, "Add `posted_by:` with its time of day, or leave this out.")
        if schedule.bank or schedule.posted_by:
            yield from _find_misordered_steps(spec, schedule, path)


def _find_misordered_steps(spec: Integration, schedule: Schedule, path: tuple[PathStep, ...]) -> Iterator[Problem]:
    from golive.planning.calendar import UnknownYearError, build_spec_calendar
    from golive.planning.cutoff_chain import compute_cutoff_chain, has_cutoff_on

    business, first = build_spec_calendar(spec), spec.timeline.go_live or spec.date
    wrong: dict[tuple[StepName, StepName], list[tuple[ChainStep, ChainStep]]] = {}
    days = 0
    try:
        for day in (first + timedelta(days=n) for n in range(_DAYS_PER_YEAR)):
            if has_cutoff_on(schedule, day, business):
                days += 1
                for one, other in pairwise(compute_cutoff_chain(schedule, day, spec.biller.time_zone, business)):
                    if one.instant >= other.instant:
                        wrong.setdefault((one.name, other.name), []).append((one, other))
    except (UnknownYearError, OverflowError, OSError, ValueError, KeyError):
        return  # other rules report unknown years and zones
    for (name, _), found in wrong.items():
        if name != "cut-off" or schedule.next_day:  # cut_off_before_drop_by reports this on the same day
            yield _describe_misorder(found, path, spec.biller.time_zone, always=len(found) == days)


def _describe_misorder(
    found: "list[tuple[ChainStep, ChainStep]]", path: tuple[PathStep, ...], zone: str, *, always: bool
) -> Problem:
    one, other = found[0]
    here = (*path, *_STEP_FIELDS[one.name])
    when, then = (f"{step.to_local_time(zone):%H:%M of %a %Y-%m-%d}" for step in (one, other))
    often = "" if always else f" (on {format_count(len(found), 'day')} of the year, first on this one)"
    message = (
        f"`{format_path(here)}`: {_STEP_PHRASES[one.name]} is at {when}, and "
        f"{_STEP_PHRASES[other.name]} at {then}{often}"
    )
    hint = "Both are on the biller's clock. Move one of them, or put the later step on a later day."
    return report_at(here, message.replace("closes is at", "closes at").replace("settles is at", "settles at"), hint)


def closed_days_are_covered(spec: Integration) -> Iterator[Problem]:
    """The rules for weekends and holidays leave no day without a file for its items."""
    for top, one in iterate_files(spec):
        path, schedule = (*top, "schedule"), one.schedule
        rules = {"weekends": schedule.weekends, "on_holidays": schedule.on_holidays}
        for key, rule in rules.items():
            here = (*path, key)
            if rule is None:
                other = next((name for name, value in rules.items() if value), None)
                if other:
                    message = f"`{format_path(path)}` has `{other}` and no `{key}`"
                    yield report_at((*path, other), message, "State for both what happens to the items of such a day.")
                continue
            if schedule.frequency is Frequency.BUSINESS_DAILY and rule is ClosedDay.SENT:
                message = f"`{format_path(here)}` is `sent`, and `frequency` is `business-daily`"
                yield report_at(here, message, "Write `next-file` or `no-items`, or choose the frequency `daily`.")
            if schedule.frequency is Frequency.DAILY and rule is ClosedDay.NEXT_FILE:
                message = f"`{format_path(here)}` is `next-file`, and `frequency` is `daily`"
                yield report_at(here, message, "Write `sent`, or choose the frequency `business-daily`.")
            if rule is ClosedDay.NO_ITEMS and (where := _find_anytime_channel(spec, one)):
                message = f"`{format_path(here)}` is `no-items`, and payers pay by {where} on every day"
                yield report_at(here, message, "Those payments would not be in any file. Write `next-file` or `sent`.")


def _find_anytime_channel(spec: Integration, one: BatchInterface) -> str:
    """Return a channel with payments on closed days that the file must carry; empty if there is none."""
    pays = one.direction is Direction.VENDOR_TO_BILLER and any(what.lower() == "payments" for what in one.carries)
    return next((channel.label for channel in spec.scope.channels if channel in _ANYTIME_CHANNELS), "") if pays else ""
