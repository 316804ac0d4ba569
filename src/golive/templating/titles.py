"""Titles made from facts: each says the point of its slide or section, as a sentence without its full stop."""

from collections.abc import Sequence
from datetime import date

from golive.open_items.items import OpenItem
from golive.planning.slip import compute_slips
from golive.schema import Integration, Organization, value_text
from golive.schema.interfaces import Interface
from golive.schema.words import CardCapture, Direction, Level, Track
from golive.templating import context
from golive.templating.phrases import (
    counts,
    format_count_in_words,
    list_carried_data,
    list_moving_parties,
    methods,
    next_day,
    often,
    phrase,
    upper_first,
)
from golive.templating.version_changes import VersionChanges

_MAX_TITLE_CHARACTERS = 92  # characters: two lines of a slide's title


def build_glance_title(spec: Integration, vendor: Organization) -> str:
    """Who works with whom, how, and from when."""
    system = spec.biller.billing_system.name
    if spec.timeline.go_live is None:
        so_far = f"{system} and {vendor.platform} exchange data {methods(spec)}"
        return _pick_fitting_title(
            so_far, f"{spec.biller.short_name} and {vendor.short_name} exchange data {methods(spec)}"
        )
    day = value_text.format_date(spec.timeline.go_live)
    long = f"From {day}, {system} and {vendor.platform} exchange data {methods(spec)}"
    return _pick_fitting_title(long, f"{spec.biller.short_name} and {vendor.short_name} exchange data from {day}")


def build_method_title(spec: Integration, vendor: Organization) -> str:
    """Which data goes by file and which live: "Bills travel by file every day; balances are exchanged live"."""
    files, live = list_carried_data(spec.batch), list_carried_data(spec.real_time)
    rhythms = {item.schedule.frequency for item in spec.batch}
    same = rhythms.pop() if len(rhythms) == 1 else None
    rhythm = f" {often(same)}" if same else ""
    parts = []
    if files:
        parts.append(f"{value_text.join_words(files)} {_pick_verb_form(files, 'travels', 'travel')} by file{rhythm}")
    if live:
        parts.append(f"{value_text.join_words(live)} {_pick_verb_form(live, 'is', 'are')} exchanged live")
    return _pick_fitting_title(
        upper_first("; ".join(parts)), _build_both_ways_title(spec, vendor), _build_count_title(spec)
    )


def build_flow_title(spec: Integration, vendor: Organization) -> str:
    """What joins which systems: "Four files and one live service join AquaBill and Clearwater Pay"."""
    biller, joined = spec.biller, f"{upper_first(counts(spec))} {_pick_verb_form(spec.interfaces, 'joins', 'join')}"
    if others := list_moving_parties(spec):
        names = value_text.join_words([biller.short_name, *others, vendor.short_name])
        return _pick_fitting_title(f"{joined} {names}", f"{joined} {len(others) + 2} companies")
    long = f"{joined} {biller.billing_system.name} and {vendor.platform}"
    return _pick_fitting_title(long, f"{joined} {biller.short_name} and {vendor.short_name}")


def _build_both_ways_title(spec: Integration, vendor: Organization) -> str:
    """The first things that go each way: "Bills and balances reach Northgate; payments come back, by file"."""
    there = list_carried_data(item for item in spec.interfaces if item.direction is Direction.BILLER_TO_VENDOR)[:2]
    back = list_carried_data(item for item in spec.interfaces if item.direction is Direction.VENDOR_TO_BILLER)[:2]
    if not there or not back:
        return _build_count_title(spec)
    forth = f"{value_text.join_words(there)} {_pick_verb_form(there, 'reaches', 'reach')} {vendor.short_name}"
    return upper_first(
        f"{forth}; {value_text.join_words(back)} {_pick_verb_form(back, 'comes', 'come')} back, {methods(spec)}"
    )


def _build_count_title(spec: Integration) -> str:
    return f"{upper_first(counts(spec))} {_pick_verb_form(spec.interfaces)} the data"


def build_interface_title(item: Interface) -> str:
    """What an interface is for, as a title."""
    return _pick_fitting_title(
        phrase(item.purpose), f"{item.name}: {value_text.join_words(list_carried_data([item]))}", item.name
    )


def build_pair_title(items: Sequence[Interface]) -> str:
    """What a few interfaces carry, as a title: "Bills and payments travel by file"."""
    things = list_carried_data(items)
    verbs = {"batch": ("travels by file", "travel by file"), "real-time": ("is exchanged live", "are exchanged live")}
    used = {item.method for item in items}
    verb = verbs[used.pop()] if len(used) == 1 else ("moves", "move")
    title = upper_first(f"{value_text.join_words(things)} {_pick_verb_form(things, *verb)}")
    numbers = upper_first(f"{format_count_in_words(len(items), 'interface')} {_pick_verb_form(items)} the data")
    return _pick_fitting_title(title, value_text.join_words([item.name for item in items]), numbers)


def build_formats_title(spec: Integration) -> str:
    """How many files there are, in how many formats, with how many record layouts."""
    formats = len({item.format for item in spec.batch if item.format})
    layouts = sum(len(item.records) for item in spec.batch)
    files = format_count_in_words(len(spec.batch), "file")
    if not formats:
        return upper_first(f"{files}, {_pick_verb_form(spec.batch, 'its format', 'their formats')} still to be decided")
    described = (
        f", with {format_count_in_words(layouts, 'record layout')}" if layouts else "; record layouts are to follow"
    )
    return upper_first(f"{files} in {format_count_in_words(formats, 'format')}{described}")


def build_schedule_title(spec: Integration, zone: str) -> str:
    """When the day closes and when the files lie ready."""
    times = sorted({item.schedule.drop_by for item in spec.batch if item.schedule.drop_by})
    if not times:
        return f"The {_pick_verb_form(spec.batch, 'hour of the file is', 'hours of the files are')} still to be decided"
    if len(spec.batch) == 1:
        schedule = spec.batch[0].schedule
        ready = f"the file is ready by {value_text.format_time(times[0], zone)}{next_day(schedule)}"
        if schedule.cut_off is None:
            return upper_first(ready)
        return f"The day closes at {value_text.format_time(schedule.cut_off, zone)}; {ready}"
    first, last = value_text.format_time(times[0]), value_text.format_time(times[-1], zone)
    undecided = sum(item.schedule.drop_by is None for item in spec.batch)
    if undecided:
        ready = f"The first file is ready by {value_text.format_time(times[0], zone)}"
        return f"{ready}; {format_count_in_words(undecided, 'hour')} still open"
    if len(times) == 1:
        return f"Every file must be ready by {last}"
    files = format_count_in_words(len(spec.batch), "file")
    return upper_first(f"{files}, each with its own hour: the first at {first}, the last at {last}")


def build_volumes_title(spec: Integration) -> str:
    """How much moves in a month."""
    known = spec.volumes
    accounts = value_text.format_count(known.accounts, "account") if known.accounts is not None else ""
    moving = ((known.bills_per_month, "bill"), (known.payments_per_month, "payment"))
    monthly = value_text.join_words(
        [value_text.format_count(number, noun) for number, noun in moving if number is not None]
    )
    parts = (accounts, f"{monthly} in a usual month" if monthly else "")
    return ": ".join(filter(None, parts)) or "How much moves is still to be decided"


def build_security_title(spec: Integration, vendor: Organization) -> str:
    """Where card numbers are typed, the point that decides most duties."""
    biller = spec.biller.short_name
    capture = spec.security.pci.capture
    if capture is None:
        return "Where payers type card numbers is still to be decided"
    return {
        CardCapture.REDIRECT: f"Payers type card numbers on {vendor.short_name} pages, never on those of {biller}",
        CardCapture.IFRAME_VENDOR: f"Payers type card numbers in a frame that {vendor.short_name} serves",
        CardCapture.IFRAME_BILLER: f"The card form stands in a page of {biller}, and brings duties for both sides",
        CardCapture.NONE: "No card number passes through this integration",
    }[capture]


def build_timeline_title(spec: Integration) -> str:
    """When the tests start, and when it goes live."""
    phases = ((track, get_track_start(spec, track)) for track in (Track.SIT, Track.UAT))
    starts = [f"{track.label} starts {value_text.format_date(start)}" for track, start in phases if start]
    live = spec.timeline.go_live
    ends = f"go-live is {value_text.format_date(live)}" if live else "the day of go-live is still to be decided"
    slip = next((f", {slip.summary}" for slip in compute_slips(spec) if slip.id == "go-live" and slip.days), "")
    return _pick_fitting_title(*(upper_first("; ".join([*starts, said])) for said in (ends + slip, ends)))


def get_track_start(spec: Integration, track: Track) -> date | None:
    """The first day of a phase; None where the plan has nothing for it."""
    return min((item.first for item in spec.timeline.activities if item.track is track), default=None)


def build_tests_title(spec: Integration) -> str:
    """How many cases each test runs."""
    sit, uat = len(spec.testing.sit.cases), len(spec.testing.uat.cases)
    if not sit or not uat:
        test = "SIT" if sit else "UAT"
        so_far = f"{format_count_in_words(sit or uat, f'case in {test}', f'cases in {test}')} so far"
        return upper_first(so_far) if sit or uat else "The test cases are still to be decided"
    return upper_first(
        f"{format_count_in_words(sit, 'case')} in SIT and {format_count_in_words(uat, 'case')} in UAT "
        "must pass before go-live"
    )


def build_escalation_title(spec: Integration) -> str:
    """Who answers first."""
    if not spec.operations.escalation:
        return "Who is called first is still to be decided"
    first = spec.operations.escalation[0]
    who = context.get_contact(spec, first.contact).name
    answers = f"answers within {value_text.format_duration(first.within_minutes)}"
    return _pick_fitting_title(
        f"{who} is called first, and {answers}", f"{who} {answers}", f"{who} is called first", who
    )


def build_risks_title(spec: Integration) -> str:
    """What is watched and what is open, in numbers."""
    high = sum(Level.HIGH in {risk.likelihood, risk.impact} for risk in spec.risks)
    watched = upper_first(
        f"{format_count_in_words(len(spec.risks), 'risk')} {_pick_verb_form(spec.risks, 'is', 'are')} watched"
    )
    if not high:
        return watched
    return f"{watched}, and it is high" if len(spec.risks) == 1 else f"{watched}, {_count_of_them(high)} high"


def build_open_items_title(waiting: Sequence[OpenItem]) -> str:
    """How many items are open, and when the first answer is needed; questions, where all of them are decisions."""
    if not waiting:
        return "Every question so far has been decided"
    due = waiting[0].due
    noun = "item" if any(item.needed_by for item in waiting) else "question"
    opening = upper_first(
        f"{format_count_in_words(len(waiting), noun)} {_pick_verb_form(waiting, 'is', 'are')} still open"
    )
    answer = "the answer" if len(waiting) == 1 else "the first answer"
    return f"{opening}; {answer} is needed by {value_text.format_date(due)}" if due else opening


def build_changes_title(told: VersionChanges | None) -> str:
    """How much has changed since a version, and how much of it asks for something to be done."""
    if told is None:
        return "Nothing has changed"
    number, major = len(told.changes), sum(change.level == "major" for change in told.changes)
    changed = upper_first(f"{format_count_in_words(number, 'thing')} changed since version {told.since}")
    if not major:
        return f"{changed}; none asks you to act" if number > 1 else f"{changed}; it does not ask you to act"
    if number == 1:
        return f"{changed}, and it asks you to act"
    return f"{changed}, {_count_of_them(major)} {'asks' if major == 1 else 'ask'} you to act"


def build_next_steps_title(spec: Integration) -> str:
    """How many steps come next, and when the first is due."""
    first = min(step.due for step in spec.next_steps)
    steps = upper_first(
        f"{format_count_in_words(len(spec.next_steps), 'step')} "
        f"{_pick_verb_form(spec.next_steps, 'comes', 'come')} next"
    )
    return f"{steps}, {'' if len(spec.next_steps) == 1 else 'the first '}by {value_text.format_date(first)}"


def _count_of_them(number: int) -> str:
    return format_count_in_words(number, "of them", "of them")


def _pick_verb_form(things: Sequence[object], singular: str = "moves", plural: str = "move") -> str:
    """The verb's form: a single thing that is itself a plural ("bills") counts as several."""
    one = len(things) == 1 and not (isinstance(things[0], str) and things[0].endswith("s"))
    return singular if one else plural


def _pick_fitting_title(*choices: str) -> str:
    """The first that takes two lines at the most; the last one where none does."""
    return next((title for title in choices if title.strip() and len(title) <= _MAX_TITLE_CHARACTERS), choices[-1])
