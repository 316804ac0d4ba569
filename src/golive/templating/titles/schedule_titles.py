"""Titles of when files move: one file, one time for all, a span of times, or times that are still to be set."""

from collections.abc import Mapping
from typing import Final

from golive.schema import value_text
from golive.schema.words import Frequency
from golive.templating import claims
from golive.templating.claims import Claim, ClaimFacts, always
from golive.templating.phrases import describe_next_day, format_count_in_words, pick_verb_form, upper_first

_PAIR: Final = 2


def _list_drop_by_times(facts: ClaimFacts) -> list[str]:
    """Return the different drop-by times, earliest first, each with its zone."""
    times = sorted({item.schedule.drop_by for item in facts.spec.batch if item.schedule.drop_by})
    return [value_text.format_time(at, facts.zone) for at in times]


def _count_unset_times(facts: ClaimFacts) -> int:
    return sum(item.schedule.drop_by is None for item in claims.list_timed_files(facts.spec))


def _has_all_times(facts: ClaimFacts) -> bool:
    """Tell whether every file has a drop-by time: none is on demand without one."""
    return bool(facts.spec.batch) and all(item.schedule.drop_by for item in facts.spec.batch)


def _is_one_file_with_cut_off(facts: ClaimFacts) -> bool:
    return _is_one_timed_file(facts) and facts.spec.batch[0].schedule.cut_off is not None


def _is_one_timed_file(facts: ClaimFacts) -> bool:
    return len(facts.spec.batch) == 1 and _has_all_times(facts)


def _say_cut_off_and_file(facts: ClaimFacts) -> str:
    schedule = facts.spec.batch[0].schedule
    cut_off = value_text.format_time(schedule.cut_off, facts.zone) if schedule.cut_off else ""
    return f"Cut-off is {cut_off}; the file is due by {_list_drop_by_times(facts)[0]}{describe_next_day(schedule)}"


def _say_file_due(facts: ClaimFacts) -> str:
    return f"The file is due by {_list_drop_by_times(facts)[0]}{describe_next_day(facts.spec.batch[0].schedule)}"


def _have_files_one_time(facts: ClaimFacts) -> bool:
    return _has_all_times(facts) and len(facts.spec.batch) > 1 and len(_list_drop_by_times(facts)) == 1


def _say_one_time_for_all(facts: ClaimFacts) -> str:
    number = len(facts.spec.batch)
    files = "Both files" if number == _PAIR else f"All {format_count_in_words(number, 'file')}"
    return f"{files} are due by {_list_drop_by_times(facts)[0]}"


def _have_files_a_daily_span(facts: ClaimFacts) -> bool:
    daily = {Frequency.DAILY, Frequency.BUSINESS_DAILY}
    return _have_files_a_span(facts) and all(item.schedule.frequency in daily for item in facts.spec.batch)


def _have_files_a_span(facts: ClaimFacts) -> bool:
    return _has_all_times(facts) and len(_list_drop_by_times(facts)) > 1


def _say_daily_span(facts: ClaimFacts) -> str:
    return _say_span(facts).replace(", due", " a day, due", 1)


def _say_span(facts: ClaimFacts) -> str:
    first, *_, last = _list_drop_by_times(facts)
    files = upper_first(format_count_in_words(len(facts.spec.batch), "file"))
    return f"{files}, due from {first.removesuffix(f' {facts.zone}')} to {last}"


def _has_some_times(facts: ClaimFacts) -> bool:
    return bool(_list_drop_by_times(facts)) and _count_unset_times(facts) > 0


def _say_unset_times(facts: ClaimFacts) -> str:
    unset = format_count_in_words(_count_unset_times(facts), "time")
    return f"First file due by {_list_drop_by_times(facts)[0]}; {unset} still to be set"


def _has_no_times(facts: ClaimFacts) -> bool:
    return not _list_drop_by_times(facts) and _count_unset_times(facts) > 0


def _say_no_times(facts: ClaimFacts) -> str:
    times = pick_verb_form(claims.list_timed_files(facts.spec), "file time is", "file times are")
    return f"The {times} still to be set"


def _say_schedule(facts: ClaimFacts) -> str:
    return f"When {pick_verb_form(facts.spec.batch, 'the file moves', 'files move')}"


SCHEDULE_TITLES: Final[Mapping[str, tuple[Claim, ...]]] = {
    "schedule": (
        Claim("cut-off-and-file", _is_one_file_with_cut_off, _say_cut_off_and_file),
        Claim("file-due", _is_one_timed_file, _say_file_due),
        Claim("one-time-for-all", _have_files_one_time, _say_one_time_for_all),
        Claim("files-a-day", _have_files_a_daily_span, _say_daily_span),
        Claim("files-due", _have_files_a_span, _say_span),
        Claim("times-unset", _has_some_times, _say_unset_times),
        Claim("no-times", _has_no_times, _say_no_times),
        Claim("schedule", always, _say_schedule),
    ),
}
