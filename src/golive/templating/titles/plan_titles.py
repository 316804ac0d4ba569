"""Titles of the plan: its phases, the tests, and what changed since the previous version."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from golive.planning.planned_timeline import plan_activities
from golive.planning.slip import compute_slips
from golive.schema import Integration, value_text
from golive.schema.words import Track
from golive.templating.claims import Claim, ClaimFacts, always, use_fixed_text
from golive.templating.phrases import format_count_in_words, upper_first


def _get_track_start(spec: Integration, track: Track) -> date | None:
    """Return the first day of a phase; None where the plan has nothing for it."""
    return min((item.first for item in plan_activities(spec) if item.track is track), default=None)


def _say_plan(facts: ClaimFacts) -> str:
    spec = facts.spec
    phases = [(track, start) for track in (Track.SIT, Track.UAT) if (start := _get_track_start(spec, track))]
    starts = [
        f"{track.label} {'started' if start < spec.date else 'starts'} {value_text.format_date(start)}"
        for track, start in phases
    ]
    live = spec.timeline.go_live
    end = f"go-live is {value_text.format_date(live)}" if live else "the go-live date is still to be set"
    return upper_first("; ".join([*starts, end]))


def _say_plan_and_slip(facts: ClaimFacts) -> str:
    slip = next(slip for slip in compute_slips(facts.spec) if slip.id == "go-live" and slip.days)
    return f"{_say_plan(facts)}, {slip.summary}"


def _has_go_live_slipped(facts: ClaimFacts) -> bool:
    has_date = facts.spec.timeline.go_live is not None
    return has_date and any(slip.id == "go-live" and slip.days for slip in compute_slips(facts.spec))


def _count_cases(facts: ClaimFacts) -> tuple[int, int]:
    return len(facts.spec.testing.sit.cases), len(facts.spec.testing.uat.cases)


def _have_both_tests_cases(facts: ClaimFacts) -> bool:
    return all(_count_cases(facts))


def _has_one_test_cases(facts: ClaimFacts) -> bool:
    return any(_count_cases(facts)) and not all(_count_cases(facts))


def _say_cases(facts: ClaimFacts) -> str:
    sit, uat = _count_cases(facts)
    return f"{value_text.format_count(sit + uat, 'test case')}: {sit} in SIT and {uat} in UAT"


def _say_cases_so_far(facts: ClaimFacts) -> str:
    sit, uat = _count_cases(facts)
    counted = upper_first(format_count_in_words(sit or uat, "test case"))
    return f"{counted} so far, {'all' if (sit or uat) > 1 else 'it is'} in {'SIT' if sit else 'UAT'}"


def _has_changes(facts: ClaimFacts) -> bool:
    return facts.version_changes is not None and bool(facts.version_changes.changes)


def _count_major(facts: ClaimFacts) -> int:
    return sum(change.level == "major" for change in facts.version_changes.changes) if facts.version_changes else 0


def _has_major_changes(facts: ClaimFacts) -> bool:
    return _has_changes(facts) and _count_major(facts) > 0


def _say_major_changes(facts: ClaimFacts) -> str:
    number, major = len(facts.version_changes.changes) if facts.version_changes else 0, _count_major(facts)
    if number == major:
        needs = "it needs action" if number == 1 else "all need action"
    else:
        needs = f"{format_count_in_words(major, 'needs', 'need')} action"
    return f"{_say_change_count(facts)}; {needs}"


def _say_minor_changes(facts: ClaimFacts) -> str:
    return f"{_say_change_count(facts)}; no action needed"


def _say_change_count(facts: ClaimFacts) -> str:
    since = facts.version_changes
    if since is None:
        return "No changes"
    return upper_first(f"{format_count_in_words(len(since.changes), 'change')} since version {since.since}")


PLAN_TITLES: Final[Mapping[str, tuple[Claim, ...]]] = {
    "timeline": (
        Claim("slipped", _has_go_live_slipped, _say_plan_and_slip),
        Claim("plan", always, _say_plan),
    ),
    "sit-and-uat": (
        Claim(
            "sit-and-uat",
            always,
            use_fixed_text("SIT checks that the systems work together; UAT checks that the biller can work with them"),
        ),
    ),
    "tests": (
        Claim("cases", _have_both_tests_cases, _say_cases),
        Claim("cases-so-far", _has_one_test_cases, _say_cases_so_far),
        Claim("cases-open", always, use_fixed_text("Test plan")),
    ),
    "news": (
        Claim("major-changes", _has_major_changes, _say_major_changes),
        Claim("minor-changes", _has_changes, _say_minor_changes),
        Claim("no-changes", always, _say_change_count),
    ),
}
