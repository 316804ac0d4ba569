"""Environments and tests of an integration."""

from typing import Annotated

from golive.schema.change_level import MINOR, PATCH
from golive.schema.field import Model, describe
from golive.schema.needed_by import NeededBy, describe_group
from golive.schema.values import Code, ContactId, Date, Identifier, Percent, Text
from golive.schema.words import Phase, TestKind, TestOutcome, Track


class Environment(Model):
    """A place where both sides run."""

    id: Annotated[Identifier, describe("How other parts of the spec refer to it.")]
    name: Annotated[Text, describe("What it is called.", "Environment")]
    used_for: Annotated[tuple[Track, ...], describe("The phases it serves.", "Used for", min_length=1)]
    billing_system: Annotated[Text, describe("Which copy of the billing system.", "Billing system")]
    portal: Annotated[Code | None, describe("Address of the vendor's platform.", "Vendor address")] = None
    data: Annotated[Text | None, NeededBy(Phase.SIT, 81), describe("What data the environment contains.")] = None
    refresh: Annotated[Text | None, describe("When the data is renewed.", "Data refresh")] = None
    owner: Annotated[ContactId, describe("Who is responsible.")]


class TestResult(Model):
    """How the latest run of a test case ended."""

    __test__ = False  # not a test for pytest
    outcome: Annotated[TestOutcome, PATCH, describe("How it ended.", "Result")]
    date: Annotated[Date, PATCH, describe("The day of the run.", "Run on")]
    tester: Annotated[Text | None, PATCH, describe("Who ran it.")] = None
    defect: Annotated[Text | None, PATCH, describe("Number or name of the defect that it found.")] = None
    severity: Annotated[int | None, PATCH, describe("Severity of the defect; 1 is worst.", "Severity", ge=1, le=9)] = (
        None
    )


class ExitLimits(Model):
    """Exit criteria that can be computed from the results."""

    cases_run: Annotated[
        Percent | None, MINOR, describe("Smallest share of cases that were run, in percent.", "Cases run, at least")
    ] = None
    cases_passed: Annotated[
        Percent | None, MINOR, describe("Smallest share of cases that passed, in percent.", "Cases passed, at least")
    ] = None
    no_open_severity: Annotated[
        int | None,
        MINOR,
        describe(
            "No defect of this severity or a worse one is open; 1 is worst.", "No open defect to severity", ge=1, le=9
        ),
    ] = None


class TestCase(Model):
    """One thing that is tried."""

    __test__ = False  # not a test for pytest
    id: Annotated[Identifier, describe("Number of the case.", "Case")]
    title: Annotated[Text, describe("What is tried.", "What is tested")]
    interface: Annotated[
        Identifier | None, describe("The interface it tries.", json_schema_extra={"refersTo": "interfaces"})
    ] = None
    kind: Annotated[TestKind, describe("What kind of case.")]
    steps: Annotated[Text, describe("What is done.")]
    expected: Annotated[Text, describe("The expected result.", "Expected result")]
    result: Annotated[TestResult | None, PATCH, describe("How its latest run ended.", "Result")] = None


class TestPhase(Model):
    """SIT or UAT, for this integration."""

    __test__ = False  # not a test for pytest
    lead: Annotated[ContactId | None, NeededBy(Phase.SIT, 90), describe("Who runs it.", "Led by")] = None
    testers: Annotated[Text | None, NeededBy(Phase.SIT, 91), describe("Who tests.")] = None
    signs_off: Annotated[
        ContactId | None, NeededBy(Phase.SIT, 92), describe("Who says that it passed.", "Signed off by")
    ] = None
    environment: Annotated[
        Identifier | None,
        NeededBy(Phase.SIT, 93),
        describe("Where it runs.", json_schema_extra={"refersTo": "environments"}),
    ] = None
    data: Annotated[Text | None, NeededBy(Phase.SIT, 94), describe("With which data.", "Test data")] = None
    evidence: Annotated[Text | None, NeededBy(Phase.SIT, 95), describe("What is kept as proof.")] = None
    entry: Annotated[
        tuple[Text, ...], NeededBy(Phase.SIT, 96), describe("What must hold before it starts.", "Entry criteria")
    ] = ()
    exit: Annotated[
        tuple[Text, ...], NeededBy(Phase.SIT, 97), describe("What must hold before it ends.", "Exit criteria")
    ] = ()
    exit_limits: Annotated[
        ExitLimits | None, describe("Exit criteria that follow from the results.", "Measured exit criteria")
    ] = None
    signed_off_on: Annotated[Date | None, PATCH, describe("When it was signed off.", "Signed off on")] = None
    defects: Annotated[
        Text | None, NeededBy(Phase.SIT, 98), describe("How faults are recorded and decided.", "Defects")
    ] = None
    cases: Annotated[
        tuple[TestCase, ...], NeededBy(Phase.SIT, 99), describe("What is tried.", "Test cases", max_length=300)
    ] = ()


class Testing(Model):
    """Both tests."""

    sit: Annotated[TestPhase, NeededBy(Phase.BUILD, 84), describe_group("System integration testing.", "SIT")]
    uat: Annotated[TestPhase, NeededBy(Phase.SIT, 85), describe_group("User acceptance testing.", "UAT")]
