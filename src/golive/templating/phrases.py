"""Short forms made from facts, used by every document alike."""

from collections.abc import Iterable, Sequence

from golive.planning.planned_timeline import plan_activities
from golive.planning.rollout import compute_slack_days, find_last_live_day
from golive.schema import Integration, value_text
from golive.schema.batch import Schedule
from golive.schema.connections import Key
from golive.schema.interfaces import BatchInterface, Interface, RealTimeInterface
from golive.schema.realtime import Retry
from golive.schema.rollout import HardStop
from golive.schema.testing import TestCase, TestPhase
from golive.schema.words import Frequency, TestKind

UNDECIDED = "To be decided"
_CLOSING = "\"')”’"
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def upper_first(text: str) -> str:
    """Return the text with a capital first letter; the rest stays."""
    return text[:1].upper() + text[1:]


def make_sentence(text: str) -> str:
    """Return the text as a sentence: capitalized, and with a period unless it has an end mark."""
    return upper_first(text) if text.rstrip(_CLOSING).endswith((".", "!", "?", "…", ":")) else f"{upper_first(text)}."


def drop_period(text: str) -> str:
    """Return the text without its period, for use within a sentence, a title or a cell."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def format_count_in_words(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number of things for running text; numbers below ten are words: "four files", "12 cases"."""
    counted = value_text.format_count(number, singular, plural)
    return f"{_NUMBERS[number]} {counted.partition(' ')[2]}" if number < len(_NUMBERS) else counted


def pick_verb_form(things: Sequence[object], singular: str = "moves", plural: str = "move") -> str:
    """Return the verb's form: a single thing that is itself a plural ("bills") counts as several."""
    one = len(things) == 1 and not (isinstance(things[0], str) and things[0].endswith("s"))
    return singular if one else plural


def list_carried_data(interfaces: Iterable[Interface]) -> list[str]:
    """Return the kinds of data that these interfaces carry, each once, in order."""
    return list(dict.fromkeys(drop_period(thing) for item in interfaces for thing in item.carries))


def count_interfaces_by_method(spec: Integration) -> str:
    """Return the number of interfaces by method: "four files and one real-time interface"."""
    parts = [(len(spec.batch), "file"), (len(spec.real_time), "real-time interface")]
    return value_text.join_words([format_count_in_words(n, noun) for n, noun in parts if n])


def list_moving_parties(spec: Integration) -> list[str]:
    """Return the other parties that send or receive something, by the short names of figures, in order."""
    moving = {item.party for item in spec.interfaces if item.party}
    return [party.box_name for party in spec.parties if party.id in moving]


def describe_methods(spec: Integration) -> str:
    """Return the methods in use: "by file and in real time"."""
    return value_text.join_words(
        [words for used, words in ((spec.batch, "by file"), (spec.real_time, "in real time")) if used]
    )


def describe_frequency(frequency: Frequency) -> str:
    """Return a frequency for use within a sentence: "every business day"."""
    return value_text.lower_label(frequency.label)


def describe_timing(item: Interface, zone: str) -> str:
    """Say when an interface moves data: "Every business day, by 2:00 AM ET", "In real time"."""
    if isinstance(item, RealTimeInterface):
        return "In real time"
    plan = item.schedule
    rhythm = describe_frequency(plan.frequency) if plan.frequency else ""
    hour = f"by {value_text.format_time(plan.drop_by, zone)}{describe_next_day(plan)}" if plan.drop_by else ""
    return upper_first(", ".join(filter(None, (rhythm, hour)))) or UNDECIDED


def count_attempts(retry: Retry) -> str:
    """Say how often a call is made: "one attempt, no retry", "up to four attempts"; empty while that is open."""
    if retry.attempts is None:
        return ""
    if retry.attempts == 1:
        return "one attempt, no retry"
    return f"up to {format_count_in_words(retry.attempts, 'attempt')}"


def describe_next_day(schedule: Schedule) -> str:
    """Return the words added to a drop-by time that falls on the day after the cut-off."""
    return " the next day" if schedule.next_day else ""


def describe_format(item: Interface) -> str:
    """Return the format of an interface's data: "Fixed-width, UTF-8" or "3 operations"."""
    if isinstance(item, BatchInterface) and item.format and not item.has_records:
        return item.format.label
    if isinstance(item, BatchInterface):
        return ", ".join(filter(None, (item.format.label, item.encoding))) if item.format else UNDECIDED
    return format_count_in_words(len(item.operations), "operation") if item.operations else UNDECIDED


def describe_timeouts(item: RealTimeInterface) -> str:
    """Return how long the caller waits: "5 seconds", "3 to 10 seconds"."""
    found = sorted({call.timeout_s for call in item.operations if call.timeout_s is not None})
    if not found:
        return value_text.lower_label(UNDECIDED)
    longest = value_text.format_seconds(found[-1])
    return longest if len(found) == 1 else f"{value_text.format_number(found[0])} to {longest}"


def describe_key_expiry(keys: Sequence[Key]) -> str:
    """Say when the first of some keys expires: "five in use, the first expires Oct 31, 2027"; empty when none says."""
    dated = [key.expires for key in keys if key.expires]
    if not dated:
        return ""
    in_use = format_count_in_words(len(keys), "in use", "in use")
    verb = "it expires" if len(keys) == 1 else "the first expires" if len(dated) == len(keys) else "one expires"
    return f"{in_use}, {verb} {value_text.format_date(min(dated))}"


def describe_phase_days(spec: Integration, track: str) -> str:
    """Return the days of a phase: "Feb 8–19, 2027"; empty where the plan has nothing for it."""
    found = [item for item in plan_activities(spec) if item.track.value == track]
    return (
        value_text.format_date_range(min(item.first for item in found), max(item.last for item in found))
        if found
        else ""
    )


def describe_slack(spec: Integration, stop: HardStop) -> str:
    """Say how long after go-live a hard stop is: "9 days after go-live"; empty while go-live is open."""
    days = compute_slack_days(spec, stop)
    if days is None:
        return ""
    live = "the last stage" if find_last_live_day(spec) != spec.timeline.go_live else "go-live"
    if days == 0:
        return f"On the day of {live}"
    counted = value_text.format_count(abs(days), "day")
    return f"{counted} {'after' if days > 0 else 'before'} {live}"


def count_cases_by_kind(phase: TestPhase) -> str:
    """Return the number of a phase's test cases by kind: "4 happy path, 2 negative"."""
    kinds: dict[str, int] = {}
    for case in phase.cases:
        kinds[case.kind.label.lower()] = kinds.get(case.kind.label.lower(), 0) + 1
    return ", ".join(f"{n} {kind}" for kind, n in kinds.items())


def choose_example_cases(phase: TestPhase) -> tuple[TestCase, ...]:
    """Return up to two example test cases of a phase: one per interface, failures before the happy path."""
    faults = sorted(phase.cases, key=lambda case: case.kind is TestKind.HAPPY_PATH)
    one_each = {case.interface: case for case in reversed(faults)}
    return tuple(case for case in faults if one_each[case.interface] is case)[:2]
