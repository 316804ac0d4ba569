"""Checks on stages of a go-live, hard stops, hypercare, freezes that pause the work, training and notices."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.words import Phase, StageKind, Track
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message

_MIN_SLACK_DAYS = 7
_SATURDAY = 5


def pilots_precede_go_live(spec: Integration) -> Iterator[Problem]:
    """A pilot goes live before go-live, and a wave on that day or later."""
    go_live = spec.timeline.go_live
    if go_live is None:
        return
    for i, stage in enumerate(spec.timeline.stages):
        here = ("timeline", "stages", i, "date")
        if stage.kind is StageKind.PILOT and stage.date >= go_live:
            message = f"`{format_path(here)}` is {stage.date}, and go-live is {go_live}"
            yield report_at(here, message, "Move the pilot before go-live, or make it a `wave`.")
        if stage.kind is StageKind.WAVE and stage.date < go_live:
            message = f"`{format_path(here)}` is {stage.date}, before go-live on {go_live}"
            yield report_at(here, message, "Move `go_live` to the first wave, or make this stage a `pilot`.")


def stages_follow_each_other(spec: Integration) -> Iterator[Problem]:
    """Each stage goes live after the one before it."""
    stages = spec.timeline.stages
    for i, stage in enumerate(stages[1:], start=1):
        if stage.date <= stages[i - 1].date:
            here = ("timeline", "stages", i, "date")
            before = f"`{shorten_for_message(stages[i - 1].name)}` goes live on {stages[i - 1].date}"
            yield report_at(here, f"`{format_path(here)}` is {stage.date}, and {before}")


def hard_stops_follow_go_live(spec: Integration) -> Iterator[Problem]:
    """All payers are live before a hard stop."""
    from golive.planning.rollout import compute_slack_days, find_last_live_day

    for i, stop in enumerate(spec.timeline.hard_stops):
        slack = compute_slack_days(spec, stop)
        if slack is not None and slack < 0:
            here = ("timeline", "hard_stops", i, "date")
            last = find_last_live_day(spec)
            yield report_at(here, f"`{format_path(here)}` is {stop.date}, and the last payers go live on {last}")


def hard_stops_leave_slack(spec: Integration) -> Iterator[Problem]:
    """At least a week lies between go-live and a hard stop."""
    from golive.planning.rollout import compute_slack_days

    for i, stop in enumerate(spec.timeline.hard_stops):
        slack = compute_slack_days(spec, stop)
        if slack is not None and 0 <= slack < _MIN_SLACK_DAYS:
            here = ("timeline", "hard_stops", i, "date")
            days = f"{slack} {'day' if slack == 1 else 'days'} after the last payers go live"
            yield report_at(here, f"`{format_path(here)}` is {stop.date}, {days}")


def hypercare_follows_go_live(spec: Integration) -> Iterator[Problem]:
    """Hypercare does not begin before the first payers are live."""
    from golive.planning.rollout import find_first_live_day

    first = find_first_live_day(spec)
    if spec.timeline.go_live is None or first is None:
        return
    for i, activity in enumerate(spec.timeline.activities):
        if "hypercare" not in activity.name.casefold() and "hypercare" not in activity.id:
            continue
        begins = _find_first_day(spec, activity.id)
        if begins is not None and begins < first:
            here = ("timeline", "activities", i, "start" if activity.start else "id")
            message = f"`{format_path(here[:-1])}` ({activity.id}) begins on {begins}, and the first payers go live on "
            yield report_at(here, f"{message}{first}")


def _find_first_day(spec: Integration, activity_id: str) -> date | None:
    """Return the first day of an activity, given or computed; None where it cannot be computed."""
    activity = next(one for one in spec.timeline.activities if one.id == activity_id)
    if activity.start is not None or activity.actual is not None:
        return activity.actual.start if activity.actual else activity.start
    from golive.planning.calendar import UnknownYearError
    from golive.planning.schedule import compute_spec_schedule

    try:
        days = compute_spec_schedule(spec).days
    except UnknownYearError:
        return None  # reported by `plan_holds_together`
    return days[activity_id][0] if activity_id in days else None


def tests_end_on_weekdays(spec: Integration) -> Iterator[Problem]:
    """SIT and UAT do not begin or end on a weekend, even one that `days_worked` lists."""
    calendar = spec.biller.calendar
    worked = {one.date for one in calendar.days_worked} if calendar else set()
    for i, activity in enumerate(spec.timeline.activities):
        if activity.track not in {Track.SIT, Track.UAT}:
            continue
        for key in ("start", "end"):
            day = getattr(activity, key)
            if day is not None and day.weekday() >= _SATURDAY and (calendar is None or day in worked):
                here = ("timeline", "activities", i, key)
                yield report_at(here, f"`{format_path(here)}` is {day}, a {day:%A}")


def pauses_hold_no_starts(spec: Integration) -> Iterator[Problem]:
    """No activity before go-live begins or ends in a freeze that pauses the work."""
    pauses = [one for one in spec.timeline.blackouts if one.pauses]
    for i, activity in enumerate(spec.timeline.activities if pauses else ()):
        for key in ("start", "end"):
            day = getattr(activity, key)
            for freeze in pauses:
                if day is not None and freeze.start <= day <= freeze.end:
                    here = ("timeline", "activities", i, key)
                    message = f"`{format_path(here)}` is {day}, and the work pauses until {freeze.end}"
                    yield report_at(here, f"{message} ({shorten_for_message(freeze.reason)})")


def training_precedes_live_use(spec: Integration) -> Iterator[Problem]:
    """Staff are trained before go-live."""
    go_live = spec.timeline.go_live
    for i, one in enumerate(spec.training):
        if go_live is not None and one.date is not None and one.date > go_live:
            here = ("training", i, "date")
            yield report_at(here, f"`{format_path(here)}` is {one.date}, and go-live is {go_live}")


def payers_are_told_in_time(spec: Integration) -> Iterator[Problem]:
    """The first notice to payers goes out before go-live."""
    go_live = spec.timeline.go_live
    dated = [(one.date, i) for i, one in enumerate(spec.customer_notices) if one.date is not None]
    if go_live is None or not dated or len(dated) < len(spec.customer_notices):
        return
    first, i = min(dated)
    if first > go_live:
        here = ("customer_notices", i, "date")
        yield report_at(here, f"`{format_path(here)}` is {first}, and go-live is {go_live}; no notice is earlier")


def notices_end_after_start(spec: Integration) -> Iterator[Problem]:
    """No notice ends before it starts."""
    for i, one in enumerate(spec.customer_notices):
        if one.end is not None and one.date is not None and one.end < one.date:
            here = ("customer_notices", i, "end")
            yield report_at(here, f"`{format_path(here)}` is {one.end}, before its `date` {one.date}")


ROLLOUT_CHECKS: Final = (
    Check(
        pilots_precede_go_live,
        "Two documents would name two days for the same payers.",
        "Move the stage or `go_live`.",
    ),
    Check(
        stages_follow_each_other,
        "Nobody could learn from one stage before the next.",
        "Put the stages in order, or correct a day.",
    ),
    Check(
        hard_stops_follow_go_live,
        "Payers could pay nowhere between the two days.",
        "Go live earlier, or have the hard stop moved in writing.",
    ),
    Check(
        hard_stops_leave_slack,
        "One slipped day leaves payers without a place to pay.",
        "Go live earlier, or agree on an extension, and write the reason into `silence`.",
        "warning",
        since=Phase.BUILD,
    ),
    Check(
        hypercare_follows_go_live,
        "There is nothing to watch yet, and the extra watch ends too early.",
        "Let it start at go-live: `after: [go-live]`.",
    ),
    Check(
        tests_end_on_weekdays,
        "Faults of the last day wait for staff who are off, and the sign-off slips.",
        "Move it to a weekday, or write the reason into `silence`.",
        "warning",
    ),
    Check(
        pauses_hold_no_starts,
        "The plan counts on work on a day on which nobody works.",
        "Move the day out of the freeze, or remove `pauses`.",
        "warning",
    ),
    Check(
        training_precedes_live_use,
        "Staff would meet the first payers before they know the screens.",
        "Train before go-live, or write into `silence` why this session is later.",
        "warning",
    ),
    Check(
        payers_are_told_in_time,
        "Payers would find a new page without notice, and call.",
        "Plan a notice before go-live.",
        "warning",
    ),
    Check(
        notices_end_after_start,
        "A reader cannot tell when payers see it.",
        "Swap the two dates, or correct the year.",
    ),
)
