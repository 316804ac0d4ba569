"""Cut-off chains: each step before the next on every day of a year, and no day whose items are in no file."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from golive.checks.finding import Finding
from golive.schema import Integration
from golive.schema.batch import Schedule
from golive.schema.day_rules import ClosedDay
from golive.schema.interfaces import BatchInterface
from golive.schema.value_text import count
from golive.schema.words import Channel, Direction, Frequency
from golive.support.problems import Step
from golive.yaml_io.naming import name_of

if TYPE_CHECKING:
    from golive.planning.cutoff_chain import ChainStep, StepName

_PLACES: "dict[StepName, tuple[str, ...]]" = {
    "cut-off": ("cut_off",),
    "drop-by": ("drop_by",),
    "bank": ("bank", "cut_off"),
    "window": ("bank", "window"),
    "settled": ("bank", "window"),
    "posted": ("posted_by",),
}
_WORDS: "dict[StepName, str]" = {
    "cut-off": "the cut-off",
    "drop-by": "the drop-by",
    "bank": "the bank's cut-off",
    "window": "the ACH window closes",
    "settled": "the ACH window settles",
    "posted": "the posting",
}
_A_YEAR = 365
# Where people pay at any hour of any day.
_ALWAYS_OPEN = {Channel.WEB, Channel.MOBILE, Channel.IVR, Channel.TEXT, Channel.AUTOPAY}


def chains_are_in_order(spec: Integration) -> Iterator[Finding]:
    """From cut-off to posting each step comes before the next, whatever the clocks do in the year of go-live."""
    for path, one in _files(spec):
        schedule = one.schedule
        if schedule.posted_days_later is not None and schedule.posted_by is None:
            here = (*path, "posted_days_later")
            message = f"`{name_of(here)}` is there, and no `posted_by`"
            yield Finding(here, message, "Add `posted_by:` with its time of day, or leave this out.")
        if schedule.bank or schedule.posted_by:
            yield from _out_of_order(spec, schedule, path)


def _out_of_order(spec: Integration, schedule: Schedule, path: tuple[Step, ...]) -> Iterator[Finding]:
    from golive.planning.calendar import UnknownYearError, calendar_of
    from golive.planning.cutoff_chain import chain, moves_on

    business, first = calendar_of(spec), spec.timeline.go_live or spec.date
    wrong: dict[tuple[StepName, StepName], list[tuple[ChainStep, ChainStep]]] = {}
    days = 0
    try:
        for day in (first + timedelta(days=n) for n in range(_A_YEAR)):
            if moves_on(schedule, day, business):
                days += 1
                for one, other in pairwise(chain(schedule, day, spec.biller.time_zone, business)):
                    if one.instant >= other.instant:
                        wrong.setdefault((one.name, other.name), []).append((one, other))
    except (UnknownYearError, OverflowError, OSError, ValueError, KeyError):
        return  # the year and the zone are other rules' business
    for (name, _), found in wrong.items():
        if name != "cut-off" or schedule.next_day:  # one day's cut-off and drop-by are another rule's business
            yield _finding(found, path, spec.biller.time_zone, always=len(found) == days)


def _finding(found: "list[tuple[ChainStep, ChainStep]]", path: tuple[Step, ...], zone: str, *, always: bool) -> Finding:
    one, other = found[0]
    here = (*path, *_PLACES[one.name])
    when, then = (f"{step.on_clock(zone):%H:%M of %a %Y-%m-%d}" for step in (one, other))
    often = "" if always else f" (on {count(len(found), 'day')} of the year, first on this one)"
    message = f"`{name_of(here)}`: {_WORDS[one.name]} is at {when}, and {_WORDS[other.name]} at {then}{often}"
    hint = "Both are on the biller's clock. Move one of them, or put the later step on a later day."
    return Finding(here, message.replace("closes is at", "closes at").replace("settles is at", "settles at"), hint)


def closed_days_are_covered(spec: Integration) -> Iterator[Finding]:
    """What is said of weekends and of holidays leaves no day without a file for its items."""
    for path, one in _files(spec):
        schedule = one.schedule
        said = {"weekends": schedule.weekends, "on_holidays": schedule.on_holidays}
        for key, rule in said.items():
            here = (*path, key)
            if rule is None:
                other = next((name for name, value in said.items() if value), None)
                if other:
                    message = f"`{name_of(path)}` has `{other}` and no `{key}`"
                    yield Finding((*path, other), message, "Say for both what happens to the items of such a day.")
                continue
            if schedule.frequency is Frequency.BUSINESS_DAILY and rule is ClosedDay.SENT:
                message = f"`{name_of(here)}` is `sent`, and `frequency` is `business-daily`"
                yield Finding(here, message, "Write `next-file` or `no-items`, or choose the frequency `daily`.")
            if schedule.frequency is Frequency.DAILY and rule is ClosedDay.NEXT_FILE:
                message = f"`{name_of(here)}` is `next-file`, and `frequency` is `daily`"
                yield Finding(here, message, "Write `sent`, or choose the frequency `business-daily`.")
            if rule is ClosedDay.NO_ITEMS and (where := _paid_on_any_day(spec, one)):
                message = f"`{name_of(here)}` is `no-items`, and payers pay by {where} on every day"
                yield Finding(here, message, "Those payments would be in no file. Write `next-file` or `sent`.")


def _paid_on_any_day(spec: Integration, one: BatchInterface) -> str:
    """A channel whose payments of a closed day the file must carry; empty where there is none."""
    pays = one.direction is Direction.VENDOR_TO_BILLER and any(what.lower() == "payments" for what in one.carries)
    return next((channel.label for channel in spec.scope.channels if channel in _ALWAYS_OPEN), "") if pays else ""


def _files(spec: Integration) -> Iterator[tuple[tuple[Step, ...], BatchInterface]]:
    for i, one in enumerate(spec.interfaces):
        if isinstance(one, BatchInterface):
            yield ("interfaces", i, "schedule"), one
