"""Checks on SIT and UAT: coverage of interfaces, environments and sign-off."""

from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.checks.files import carries_money
from golive.schema import Integration
from golive.schema.testing import TestPhase
from golive.schema.words import Party, Phase, TestKind, Track
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path

_FAILURE_KINDS = {TestKind.NEGATIVE, TestKind.RECOVERY}


def interfaces_are_tried_in_sit(spec: Integration) -> Iterator[Problem]:
    """Every interface has a test case in SIT."""
    yield from _find_untested(spec, spec.testing.sit, "SIT")


def interfaces_are_tried_in_uat(spec: Integration) -> Iterator[Problem]:
    """Every interface has a test case in UAT."""
    yield from _find_untested(spec, spec.testing.uat, "UAT")


def _find_untested(spec: Integration, phase: TestPhase, name: str) -> Iterator[Problem]:
    tried = {case.interface for case in phase.cases}
    for i, one in enumerate(spec.interfaces):
        if one.id not in tried:
            here = ("interfaces", i, "id")
            yield report_at(here, f"no case of {name} covers `{one.id}`")


def sit_tries_failures(spec: Integration) -> Iterator[Problem]:
    """SIT tests at least one failure of every interface that it tests."""
    tried = {case.interface for case in spec.testing.sit.cases}
    failing = {case.interface for case in spec.testing.sit.cases if case.kind in _FAILURE_KINDS}
    for i, one in enumerate(spec.interfaces):
        if one.id in tried and one.id not in failing:
            here = ("interfaces", i, "id")
            yield report_at(here, f"no case of SIT tests a failure of `{one.id}`")


def money_is_reconciled_in_tests(spec: Integration) -> Iterator[Problem]:
    """If money moves, a test case reconciles it."""
    cases = (*spec.testing.sit.cases, *spec.testing.uat.cases)
    moves = any(carries_money(one.carries) for one in spec.interfaces)
    if moves and not any(case.kind is TestKind.RECONCILIATION for case in cases):
        here = ("testing", "uat", "cases")
        yield report_at(here, f"`{format_path(here)}` has no case of the kind `reconciliation`, and neither has SIT")


def tests_run_where_they_belong(spec: Integration) -> Iterator[Problem]:
    """SIT and UAT run in environments that are used for them."""
    uses = {
        place.id: place.used_for for place in reversed(spec.environments)
    }  # the first one wins if an id occurs twice
    for name, track in (("sit", Track.SIT), ("uat", Track.UAT)):
        place = getattr(spec.testing, name).environment
        if place and place in uses and track not in uses[place]:
            here = ("testing", name, "environment")
            yield report_at(here, f"`{format_path(here)}` is `{place}`, which is not used for `{track}`")


def production_is_no_test_place(spec: Integration) -> Iterator[Problem]:
    """The environment used for go-live is not used for tests."""
    for i, place in enumerate(spec.environments):
        if Track.GO_LIVE in place.used_for and {Track.SIT, Track.UAT} & set(place.used_for):
            here = ("environments", i, "used_for")
            yield report_at(here, f"`{format_path(here)}` has `go-live` together with a test")


def production_is_there(spec: Integration) -> Iterator[Problem]:
    """An environment is used for go-live."""
    if not any(Track.GO_LIVE in place.used_for for place in spec.environments):
        yield report_at(("environments",), "`environments` has none with `go-live` in `used_for`")


def biller_accepts(spec: Integration) -> Iterator[Problem]:
    """The biller signs off UAT."""
    sides = {contact.id: contact.party for contact in spec.team}
    who = spec.testing.uat.signs_off or ""
    if sides.get(who, Party.BILLER) is not Party.BILLER:
        here = ("testing", "uat", "signs_off")
        yield report_at(here, f"`{format_path(here)}` is `{who}` of the {sides[who]}")


TESTING_CHECKS: Final = (
    Check(
        tests_run_where_they_belong,
        "The environment is set up and refreshed for something else.",
        "Name another environment, or add the phase to its `used_for`.",
    ),
    Check(
        production_is_no_test_place,
        "A test moves real money.",
        "Test elsewhere; the penny test belongs to go-live.",
        "warning",
    ),
    Check(
        production_is_there,
        "Nobody knows where the integration goes live.",
        "Add an environment with `used_for: [go-live]`.",
        "warning",
        since=Phase.BUILD,
    ),
    Check(
        biller_accepts,
        "Acceptance by the vendor of its own work has no value.",
        "Name a contact of the biller.",
    ),
    Check(
        interfaces_are_tried_in_sit,
        "An interface that was never tested fails in front of users or payers.",
        "Add a case with `interface:`, or write the reason into `silence`.",
        "warning",
        since=Phase.SIT,
    ),
    Check(
        interfaces_are_tried_in_uat,
        "Users accept only what they have seen; the rest is reported as a fault.",
        "Add a case with `interface:`, or write the reason into `silence`.",
        "warning",
        since=Phase.UAT,
    ),
    Check(
        sit_tries_failures,
        "Late, empty, duplicate and rejected files or calls happen in production.",
        "Add a case of the kind `negative` or `recovery`.",
        "warning",
        since=Phase.SIT,
    ),
    Check(
        money_is_reconciled_in_tests,
        "The first reconciliation to the cent would be the one with real money.",
        "Add a case of the kind `reconciliation`.",
        "warning",
        since=Phase.SIT,
    ),
)
