"""Whatever a valid spec says, its deck fits: nothing lost, nothing outside of its place, no slide nearly empty.

A few specs by default; `GOLIVE_EXAMPLES=1000 pytest tests/test_fit.py` tries as many as one likes, and
`python benchmarks/overflow.py` prints what it found.
"""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from tests.examples import examples
from tests.generated.laws import find_deck_faults
from tests.generated.profile import SpecProfile, choose_profile
from tests.generated.specs import generate_project, plan_overview, profiles, read_repository_theme

from golive.checks import find_problems
from golive.checks.catalog import CHECKS

EXAMPLES = int(os.environ.get("GOLIVE_EXAMPLES", examples(6)))
CORNERS = (
    SpecProfile(1, huge=frozenset({"interfaces", "activities", "raci", "team", "cases"}), filled=1.0),
    SpecProfile(2, script="wide", length="limit", interfaces=2),
    SpecProfile(3, script="cjk", length="limit", huge=frozenset({"risks"}), interfaces=1),
    SpecProfile(4, script="marks", length="long", interfaces=7, methods="batch"),
    SpecProfile(5, length="shortest", filled=0.0, interfaces=1, methods="real-time"),
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(profiles())
def test_every_valid_spec_makes_a_deck_without_faults(one: SpecProfile) -> None:
    assert list(find_deck_faults(plan_overview(generate_project(one)), read_repository_theme())) == []


@pytest.mark.parametrize("corner", CORNERS, ids=lambda corner: f"{corner.script}-{corner.length}")
def test_specs_at_the_limits_make_decks_without_faults(corner: SpecProfile) -> None:
    assert list(find_deck_faults(plan_overview(generate_project(corner)), read_repository_theme())) == []


# What tests.generated.rules makes a spec agree on. The others weigh what a spec says, and not whether it can be shown.
AGREED = {
    "account-number-matches",
    "cases-have-their-own-ids",
    "cut-off-before-drop-by",
    "ends-after-start",
    "examples-fit",
    "file-names-are-names",
    "fixed-width-fields-join",
    "ids-are-unique",
    "one-part-per-activity",
    "references-resolve",
    "time-zone-exists",
}


@pytest.mark.parametrize("seed", range(30))
def test_generated_specs_are_valid(seed: int) -> None:
    project = generate_project(choose_profile(seed))

    assert set(CHECKS) >= AGREED
    assert [one for one in find_problems(project.spec) if one.check in AGREED] == []


def test_generated_specs_reach_the_limits() -> None:
    spec = generate_project(CORNERS[0]).spec

    assert len(spec.interfaces) == len(spec.timeline.activities) == len(spec.raci) == len(spec.team) == 60
    assert len(spec.testing.sit.cases) == 300
    assert max(len(text) for text in generate_project(CORNERS[1]).spec.scope.included) <= 2000
