"""Work out on which days a standing meeting takes place, from the words that the spec says it with.

Only words that name the days beyond doubt are understood. "Every other Thursday" does not say which Thursday is the
first, and "Before each gate" names no day: nothing is guessed for them.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from msgspec import Struct

from golive.planning.calendar import BusinessDays, build_spec_calendar, iterate_days
from golive.planning.planned_timeline import plan_activities
from golive.schema import Integration
from golive.schema.words import Track

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday")
_CODES: Final = ("MO", "TU", "WE", "TH", "FR")
_DAYS_PER_WEEK: Final = 7
_NUMBERS: Final = ("first", "second", "third", "fourth")
_NAMES: Final = "|".join(_WEEKDAYS)
_LIST: Final = rf"(?P<days>(?:{_NAMES})s?(?:(?:, | and |, and )(?:{_NAMES})s?)*)"
_WEEKLY: Final = re.compile(rf"(?:(?:weekly|once a week|every week),?(?: on)?|every|on) {_LIST}")
_MONTHLY: Final = re.compile(
    rf"(?:(?:monthly|every month),?(?: on)? )?(?:the |every )?(?P<number>{'|'.join(_NUMBERS)}) (?P<day>{_NAMES})"
    r"(?: of (?:the|each|every) month)"
)
_DAILY: Final = re.compile(r"(?:every|each) business day(?P<rest>| of .+| from go-live on)")
_PHASES: Final = {track.label.casefold(): track for track in Track} | {track.value: track for track in Track}


class Recurrence(Struct, frozen=True):
    """The days of a standing meeting.

    Attributes:
        rule: the rule of iCalendar without its end: FREQ and BYDAY.
        days: the days on which it takes place, in order; never empty.
        skipped: days that the rule names and on which it does not take place.
        added: days that the rule does not name.
    """

    rule: dict[str, Any]
    days: tuple[date, ...]
    skipped: tuple[date, ...] = ()
    added: tuple[date, ...] = ()


def find_recurrence(spec: Integration, rhythm: str) -> Recurrence | None:
    """Return the days of a meeting within the plan; None if the words do not say them, or no day is left.

    It takes place on business days alone, and not while the work pauses.

    Args:
        spec: an integration with all dates of its plan.
        rhythm: how often it takes place, as the spec says it.

    Raises:
        UnknownYearError: the plan leaves the years whose holidays are known.
    """
    words = " ".join(rhythm.casefold().split()).rstrip(".")
    spans = _find_plan_span(spec)
    if match := _WEEKLY.fullmatch(words):
        numbers = [number for number, name in enumerate(_WEEKDAYS) if name in match["days"]]
        rule = {"freq": "weekly", "byday": [_CODES[number] for number in numbers]}
        return _build(spec, rule, spans, lambda day: day.weekday() in numbers)
    if match := _MONTHLY.fullmatch(words):
        number, weekday = _NUMBERS.index(match["number"]), _WEEKDAYS.index(match["day"])
        rule = {"freq": "monthly", "byday": [f"{number + 1}{_CODES[weekday]}"]}
        return _build(
            spec, rule, spans, lambda day: day.weekday() == weekday and (day.day - 1) // _DAYS_PER_WEEK == number
        )
    if match := _DAILY.fullmatch(words):
        chosen = _choose_spans(spec, match["rest"], spans)
        rule = {"freq": "weekly", "byday": list(_CODES)}
        return _build(spec, rule, chosen, lambda day: day.weekday() < len(_CODES), is_daily=True)
    return None


Span = tuple[date, date]


def _find_plan_span(spec: Integration) -> list[Span]:
    activities = plan_activities(spec)
    days = [*(one.first for one in activities), *(one.last for one in activities)]
    days += [spec.timeline.go_live] if spec.timeline.go_live else []
    return [(min(days), max(days))] if days else []


def _choose_spans(spec: Integration, rest: str, whole: list[Span]) -> list[Span]:
    """Return the spans that a daily meeting names: phases, or the time from go-live on; empty if one is unknown."""
    if not rest or not whole:
        return whole
    if rest == " from go-live on":
        return [(spec.timeline.go_live, whole[0][1])] if spec.timeline.go_live else []
    names = re.split(r", and |, | and ", rest.removeprefix(" of "))
    tracks = [_PHASES.get(name) for name in names]
    found = [_find_track_span(spec, track) for track in tracks if track]
    return [span for span in found if span] if len(found) == len(tracks) else []


def _find_track_span(spec: Integration, track: Track) -> Span | None:
    days = [(one.first, one.last) for one in plan_activities(spec) if one.track is track]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def _build(
    spec: Integration,
    rule: dict[str, Any],
    spans: list[Span],
    is_named: Callable[[date], bool],
    *,
    is_daily: bool = False,
) -> Recurrence | None:
    calendar = build_spec_calendar(spec, exclude_pauses=True)
    days = sorted(set(_list_days(calendar, spans, is_named, is_daily=is_daily)))
    if not days:
        return None
    named = [day for day in iterate_days(days[0], days[-1]) if is_named(day)]
    held = set(days)
    return Recurrence(
        rule,
        tuple(days),
        tuple(day for day in named if day not in held),
        tuple(day for day in days if not is_named(day)),
    )


def _list_days(
    calendar: BusinessDays, spans: list[Span], is_named: Callable[[date], bool], *, is_daily: bool
) -> Iterator[date]:
    for first, last in spans:
        for day in iterate_days(first, last):
            if (is_daily or is_named(day)) and calendar.is_business_day(day):
                yield day
