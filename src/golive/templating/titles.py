"""Titles made from facts: each says the point of its slide or section, as a sentence without its full stop."""

from collections.abc import Sequence
from datetime import date

from golive.open_items.items import OpenItem
from golive.planning.slip import slips
from golive.schema import Integration, Organization, value_text
from golive.schema.interfaces import Interface
from golive.schema.words import CardCapture, Direction, Level, Track
from golive.templating import context
from golive.templating.phrases import carried, counts, methods, next_day, often, phrase, several, upper_first
from golive.templating.version_changes import News

_MOST = 92  # characters: two lines of a slide's title


def glance(spec: Integration, vendor: Organization) -> str:
    """Who works with whom, how, and from when."""
    system = spec.biller.billing_system.name
    if spec.timeline.go_live is None:
        so_far = f"{system} and {vendor.platform} exchange data {methods(spec)}"
        return _fitting(so_far, f"{spec.biller.short_name} and {vendor.short_name} exchange data {methods(spec)}")
    day = value_text.day(spec.timeline.go_live)
    long = f"From {day}, {system} and {vendor.platform} exchange data {methods(spec)}"
    return _fitting(long, f"{spec.biller.short_name} and {vendor.short_name} exchange data from {day}")


def method(spec: Integration, vendor: Organization) -> str:
    """Which data goes by file and which live: "Bills travel by file every day; balances are exchanged live"."""
    files, live = carried(spec.batch), carried(spec.real_time)
    rhythms = {item.schedule.frequency for item in spec.batch}
    same = rhythms.pop() if len(rhythms) == 1 else None
    rhythm = f" {often(same)}" if same else ""
    parts = []
    if files:
        parts.append(f"{value_text.join(files)} {_agree(files, 'travels', 'travel')} by file{rhythm}")
    if live:
        parts.append(f"{value_text.join(live)} {_agree(live, 'is', 'are')} exchanged live")
    return _fitting(upper_first("; ".join(parts)), _there_and_back(spec, vendor), _in_numbers(spec))


def flow(spec: Integration, vendor: Organization) -> str:
    """What joins which systems: "Four files and one live service join AquaBill and Clearwater Pay"."""
    biller, joined = spec.biller, f"{upper_first(counts(spec))} {_agree(spec.interfaces, 'joins', 'join')}"
    long = f"{joined} {biller.billing_system.name} and {vendor.platform}"
    return _fitting(long, f"{joined} {biller.short_name} and {vendor.short_name}")


def _there_and_back(spec: Integration, vendor: Organization) -> str:
    """The first things that go each way: "Bills and balances reach Northgate; payments come back, by file"."""
    there = carried(item for item in spec.interfaces if item.direction is Direction.BILLER_TO_VENDOR)[:2]
    back = carried(item for item in spec.interfaces if item.direction is Direction.VENDOR_TO_BILLER)[:2]
    if not there or not back:
        return _in_numbers(spec)
    forth = f"{value_text.join(there)} {_agree(there, 'reaches', 'reach')} {vendor.short_name}"
    return upper_first(f"{forth}; {value_text.join(back)} {_agree(back, 'comes', 'come')} back, {methods(spec)}")


def _in_numbers(spec: Integration) -> str:
    return f"{upper_first(counts(spec))} {_agree(spec.interfaces)} the data"


def interface(item: Interface) -> str:
    """What an interface is for, as a title."""
    return _fitting(phrase(item.purpose), f"{item.name}: {value_text.join(carried([item]))}", item.name)


def pair(items: Sequence[Interface]) -> str:
    """What a few interfaces carry, as a title: "Bills and payments travel by file"."""
    things = carried(items)
    verbs = {"batch": ("travels by file", "travel by file"), "real-time": ("is exchanged live", "are exchanged live")}
    used = {item.method for item in items}
    verb = verbs[used.pop()] if len(used) == 1 else ("moves", "move")
    title = upper_first(f"{value_text.join(things)} {_agree(things, *verb)}")
    numbers = upper_first(f"{several(len(items), 'interface')} {_agree(items)} the data")
    return _fitting(title, value_text.join([item.name for item in items]), numbers)


def formats(spec: Integration) -> str:
    """How many files there are, in how many formats, with how many record layouts."""
    formats = len({item.format for item in spec.batch if item.format})
    layouts = sum(len(item.records) for item in spec.batch)
    files = several(len(spec.batch), "file")
    if not formats:
        return upper_first(f"{files}, {_agree(spec.batch, 'its format', 'their formats')} still to be decided")
    described = f", with {several(layouts, 'record layout')}" if layouts else "; record layouts are to follow"
    return upper_first(f"{files} in {several(formats, 'format')}{described}")


def schedule(spec: Integration, zone: str) -> str:
    """When the day closes and when the files lie ready."""
    times = sorted({item.schedule.drop_by for item in spec.batch if item.schedule.drop_by})
    if not times:
        return f"The {_agree(spec.batch, 'hour of the file is', 'hours of the files are')} still to be decided"
    if len(spec.batch) == 1:
        schedule = spec.batch[0].schedule
        ready = f"the file is ready by {value_text.clock(times[0], zone)}{next_day(schedule)}"
        if schedule.cut_off is None:
            return upper_first(ready)
        return f"The day closes at {value_text.clock(schedule.cut_off, zone)}; {ready}"
    first, last = value_text.clock(times[0]), value_text.clock(times[-1], zone)
    undecided = sum(item.schedule.drop_by is None for item in spec.batch)
    if undecided:
        return f"The first file is ready by {value_text.clock(times[0], zone)}; {several(undecided, 'hour')} still open"
    if len(times) == 1:
        return f"Every file must be ready by {last}"
    files = several(len(spec.batch), "file")
    return upper_first(f"{files}, each with its own hour: the first at {first}, the last at {last}")


def volumes(spec: Integration) -> str:
    """How much moves in a month."""
    known = spec.volumes
    accounts = value_text.count(known.accounts, "account") if known.accounts is not None else ""
    moving = ((known.bills_per_month, "bill"), (known.payments_per_month, "payment"))
    monthly = value_text.join([value_text.count(number, noun) for number, noun in moving if number is not None])
    parts = (accounts, f"{monthly} in a usual month" if monthly else "")
    return ": ".join(filter(None, parts)) or "How much moves is still to be decided"


def security(spec: Integration, vendor: Organization) -> str:
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


def timeline(spec: Integration) -> str:
    """When the tests start, and when it goes live."""
    phases = ((track, start_of(spec, track)) for track in (Track.SIT, Track.UAT))
    starts = [f"{track.label} starts {value_text.day(start)}" for track, start in phases if start]
    live = spec.timeline.go_live
    ends = f"go-live is {value_text.day(live)}" if live else "the day of go-live is still to be decided"
    slip = next((f", {slip.words}" for slip in slips(spec) if slip.id == "go-live" and slip.days), "")
    return _fitting(*(upper_first("; ".join([*starts, said])) for said in (ends + slip, ends)))


def start_of(spec: Integration, track: Track) -> date | None:
    """The first day of a phase; None where the plan has nothing for it."""
    return min((item.first for item in spec.timeline.activities if item.track is track), default=None)


def tests(spec: Integration) -> str:
    """How many cases each test runs."""
    sit, uat = len(spec.testing.sit.cases), len(spec.testing.uat.cases)
    if not sit or not uat:
        test = "SIT" if sit else "UAT"
        so_far = f"{several(sit or uat, f'case in {test}', f'cases in {test}')} so far"
        return upper_first(so_far) if sit or uat else "The test cases are still to be decided"
    return upper_first(f"{several(sit, 'case')} in SIT and {several(uat, 'case')} in UAT must pass before go-live")


def escalation(spec: Integration) -> str:
    """Who answers first."""
    if not spec.operations.escalation:
        return "Who is called first is still to be decided"
    first = spec.operations.escalation[0]
    who = context.contact(spec, first.contact).name
    answers = f"answers within {value_text.minutes(first.within_minutes)}"
    return _fitting(f"{who} is called first, and {answers}", f"{who} {answers}", f"{who} is called first", who)


def risks(spec: Integration) -> str:
    """What is watched and what is open, in numbers."""
    high = sum(Level.HIGH in {risk.likelihood, risk.impact} for risk in spec.risks)
    watched = upper_first(f"{several(len(spec.risks), 'risk')} {_agree(spec.risks, 'is', 'are')} watched")
    if not high:
        return watched
    return f"{watched}, and it is high" if len(spec.risks) == 1 else f"{watched}, {_of_them(high)} high"


def open_questions(waiting: Sequence[OpenItem]) -> str:
    """How many items are open, and when the first answer is needed; questions, where all of them are decisions."""
    if not waiting:
        return "Every question so far has been decided"
    due = waiting[0].due
    noun = "item" if any(item.needed_by for item in waiting) else "question"
    opening = upper_first(f"{several(len(waiting), noun)} {_agree(waiting, 'is', 'are')} still open")
    answer = "the answer" if len(waiting) == 1 else "the first answer"
    return f"{opening}; {answer} is needed by {value_text.day(due)}" if due else opening


def news(told: News | None) -> str:
    """How much has changed since a version, and how much of it asks for something to be done."""
    if told is None:
        return "Nothing has changed"
    number, major = len(told.changes), sum(change.level == "major" for change in told.changes)
    changed = upper_first(f"{several(number, 'thing')} changed since version {told.since}")
    if not major:
        return f"{changed}; none asks you to act" if number > 1 else f"{changed}; it does not ask you to act"
    if number == 1:
        return f"{changed}, and it asks you to act"
    return f"{changed}, {_of_them(major)} {'asks' if major == 1 else 'ask'} you to act"


def steps(spec: Integration) -> str:
    """How many steps come next, and when the first is due."""
    first = min(step.due for step in spec.next_steps)
    steps = upper_first(f"{several(len(spec.next_steps), 'step')} {_agree(spec.next_steps, 'comes', 'come')} next")
    return f"{steps}, {'' if len(spec.next_steps) == 1 else 'the first '}by {value_text.day(first)}"


def _of_them(number: int) -> str:
    return several(number, "of them", "of them")


def _agree(things: Sequence[object], singular: str = "moves", plural: str = "move") -> str:
    """The verb's form: a single thing that is itself a plural ("bills") counts as several."""
    one = len(things) == 1 and not (isinstance(things[0], str) and things[0].endswith("s"))
    return singular if one else plural


def _fitting(*choices: str) -> str:
    """The first that takes two lines at the most; the last one where none does."""
    return next((title for title in choices if title.strip() and len(title) <= _MOST), choices[-1])
