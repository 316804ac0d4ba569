"""Slack to hard stops: calendar days from the last payers' day of going live."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from golive.planning.rollout import compute_slack_days, find_first_live_day, find_last_live_day
from golive.schema import Integration
from golive.schema.rollout import HardStop, Stage
from golive.yaml_io.load import load

SPEC = load(Path(__file__).parents[1] / "samples" / "minimal.yaml", Integration).value
DAYS = st.dates(date(2027, 1, 1), date(2027, 12, 31))


def make_plan(go_live: date | None, *stages: date) -> Integration:
    made = tuple(
        Stage.model_validate(
            {
                "name": "Pilot",
                "kind": "pilot" if go_live and day < go_live else "wave",
                "date": str(day),
                "audience": "Staff",
            }
        )
        for day in stages
    )
    return SPEC.model_copy(update={"timeline": SPEC.timeline.model_copy(update={"go_live": go_live, "stages": made})})


def make_stop(day: date) -> HardStop:
    return HardStop.model_validate({"name": "Contract ends", "date": str(day)})


@pytest.mark.parametrize(
    ("go_live", "stages", "slack"),
    [
        (date(2027, 3, 22), (), 9),
        (date(2027, 3, 22), (date(2027, 3, 15),), 9),
        (date(2027, 3, 22), (date(2027, 3, 22), date(2027, 4, 5)), -5),
        (date(2027, 3, 31), (), 0),
        (None, (date(2027, 3, 15),), None),
    ],
)
def test_slack_counts_from_the_last_payers(go_live: date | None, stages: tuple[date, ...], slack: int | None) -> None:
    assert compute_slack_days(make_plan(go_live, *stages), make_stop(date(2027, 3, 31))) == slack


@settings(max_examples=examples(50))
@given(DAYS, st.lists(DAYS, max_size=4), DAYS, st.integers(1, 90))
def test_a_later_stop_leaves_as_much_more_slack(go_live: date, stages: list[date], day: date, later: int) -> None:
    spec = make_plan(go_live, *stages)
    slack, more = (compute_slack_days(spec, make_stop(day + timedelta(days=n))) for n in (0, later))

    assert slack is not None
    assert more == slack + later
    first, last = find_first_live_day(spec), find_last_live_day(spec)
    assert first is not None
    assert last is not None
    assert first <= go_live <= last
    assert last + timedelta(days=slack) == day
