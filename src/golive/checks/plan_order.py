"""Checks on the order of the plan: tests before go-live, no go-live in a freeze, decisions in time."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.words import Phase, Track
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message


def tests_are_planned(spec: Integration) -> Iterator[Problem]:
    """The plan includes SIT and UAT."""
    tracks = {activity.track for activity in spec.timeline.activities}
    for track in (Track.SIT, Track.UAT):
        if track not in tracks:
            here = ("timeline", "activities")
            yield report_at(here, f"`{format_path(here)}` has no activity of the track `{track}`")


def uat_follows_sit(spec: Integration) -> Iterator[Problem]:
    """No activity of UAT starts before the last one of SIT has ended."""
    last = _find_last_day(spec, Track.SIT)
    for i, activity in enumerate(spec.timeline.activities):
        if activity.track is not Track.UAT or last is None or activity.start is None or activity.after:
            continue
        if activity.start <= last:
            here = ("timeline", "activities", i, "start")
            yield report_at(here, f"`{format_path(here)}` is {activity.start}, and SIT ends on {last}")


def go_live_follows_uat(spec: Integration) -> Iterator[Problem]:
    """Go-live comes after the last day of UAT."""
    last, go_live = _find_last_day(spec, Track.UAT), spec.timeline.go_live
    if last is None or go_live is None:
        return
    if go_live <= last:
        here = ("timeline", "go_live")
        yield report_at(here, f"`{format_path(here)}` is {go_live}, and UAT ends on {last}")


def _find_last_day(spec: Integration, track: Track) -> date | None:
    """Return the last known end date of a track; None if none is known."""
    ends: list[date | None] = [activity.end for activity in spec.timeline.activities if activity.track is track]
    return max(filter(None, ends), default=None)


def go_live_is_outside_freezes(spec: Integration) -> Iterator[Problem]:
    """Go-live is not in a change freeze."""
    if spec.timeline.go_live is None:
        return
    for freeze in spec.timeline.blackouts:
        if freeze.start <= spec.timeline.go_live <= freeze.end:
            here = ("timeline", "go_live")
            message = f"`{format_path(here)}` is {spec.timeline.go_live}, in the freeze until {freeze.end}"
            yield report_at(here, f"{message} ({shorten_for_message(freeze.reason)})")


def status_fits_go_live(spec: Integration) -> Iterator[Problem]:
    """An integration is `live` from its day of go-live on, and not before."""
    go_live = spec.timeline.go_live
    if go_live is None:
        return
    if spec.status is Phase.LIVE and spec.date < go_live:
        yield report_at(
            ("status",), f"`status` is `live`, and this version is of {spec.date}, before go-live on {go_live}"
        )
    if spec.status is not Phase.LIVE and spec.date > go_live:
        message = f"`status` is `{spec.status}`, and this version is of {spec.date}, after go-live on {go_live}"
        yield report_at(("status",), message)


def decisions_are_whole(spec: Integration) -> Iterator[Problem]:
    """A decision has a date, and a decision date has a decision."""
    for i, row in enumerate(spec.decisions):
        here = ("decisions", i)
        if row.decision is not None and row.decided_on is None:
            yield report_at(here, f"`{format_path(here)}` ({row.id}) has a `decision` and no `decided_on`")
        if row.decision is None and row.decided_on is not None:
            here_on = (*here, "decided_on")
            yield report_at(here_on, f"`{format_path(here_on)}` is {row.decided_on}, and `{row.id}` has no `decision`")


def open_decisions_are_due(spec: Integration) -> Iterator[Problem]:
    """An open decision has a due date, and it is not after go-live."""
    for i, row in enumerate(spec.decisions):
        here = ("decisions", i)
        if row.decision is None and row.due is None:
            yield report_at(here, f"`{format_path(here)}` ({row.id}) is open and has no `due`")
        elif row.decision is None and _is_late(row.due, spec.timeline.go_live):
            message = f"`{format_path((*here, 'due'))}` is {row.due}, after go-live on {spec.timeline.go_live}"
            yield report_at((*here, "due"), message)


def _is_late(due: date | None, go_live: date | None) -> bool:
    return due is not None and go_live is not None and due > go_live


def next_steps_lie_ahead(spec: Integration) -> Iterator[Problem]:
    """No next step was due before the date of this version."""
    for i, row in enumerate(spec.next_steps):
        if row.due < spec.date:
            here = ("next_steps", i, "due")
            yield report_at(here, f"`{format_path(here)}` is {row.due}, before the date of this version, {spec.date}")


PLAN_ORDER_CHECKS: Final = (
    Check(
        tests_are_planned,
        "A test that is not in the plan is dropped when time runs short.",
        "Add an activity of the track `sit`, and one of the track `uat`.",
        "warning",
        since=Phase.BUILD,
    ),
    Check(
        uat_follows_sit,
        "Users find faults that engineers should have found, and lose trust.",
        "Let UAT start after SIT has ended, or write the reason into `silence`.",
    ),
    Check(
        go_live_follows_uat,
        "Users cannot accept the integration after it is live.",
        "Move go-live, or end UAT earlier.",
    ),
    Check(
        go_live_is_outside_freezes,
        "Nobody may fix what goes wrong on such a day.",
        "Move go-live, or ask for an exception and write it into `silence`.",
    ),
    Check(
        status_fits_go_live,
        "The cover of every document shows a status that the plan contradicts.",
        "Correct `status`, `date` or `timeline.go_live`.",
        "warning",
    ),
    Check(
        decisions_are_whole,
        "Later readers cannot tell whether it was decided, or when.",
        "Add what is missing, or remove the day.",
        "warning",
    ),
    Check(
        open_decisions_are_due,
        "A question without a due date is answered too late.",
        "Add `due:` with a date before go-live.",
        "warning",
        since=Phase.DESIGN,
    ),
    Check(
        next_steps_lie_ahead,
        "The next-steps slide shows steps that should already be done.",
        "Remove finished steps, and give the others a new due date.",
        "warning",
    ),
)
