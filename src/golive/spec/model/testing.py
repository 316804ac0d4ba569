"""Where and how the integration is tested before anyone relies on it."""

from typing import Annotated

from golive.spec.model.field import Model, about
from golive.spec.model.values import Code, ContactId, Identifier, Text
from golive.spec.model.words import TestKind, Track


class Environment(Model):
    """A place where both sides run."""

    id: Annotated[Identifier, about("How other parts of the spec refer to it.")]
    name: Annotated[Text, about("What it is called.", "Environment")]
    used_for: Annotated[tuple[Track, ...], about("The phases it serves.", "Used for", min_length=1)]
    billing_system: Annotated[Text, about("Which copy of the billing system.", "Billing system")]
    portal: Annotated[Code | None, about("Address of the vendor's platform.", "Vendor address")] = None
    data: Annotated[Text, about("What data lies there.")]
    refresh: Annotated[Text | None, about("When the data is renewed.", "Data renewed")] = None
    owner: Annotated[ContactId, about("Who answers for it.")]


class TestCase(Model):
    """One thing that is tried."""

    __test__ = False  # not a test for pytest
    id: Annotated[Identifier, about("Number of the case.", "Case")]
    title: Annotated[Text, about("What is tried.", "What is tried")]
    interface: Annotated[
        Identifier | None, about("The interface it tries.", json_schema_extra={"refersTo": "interfaces"})
    ] = None
    kind: Annotated[TestKind, about("What kind of case.")]
    steps: Annotated[Text, about("What is done.")]
    expected: Annotated[Text, about("What must come of it.", "Expected result")]


class TestPhase(Model):
    """SIT or UAT, for this integration."""

    __test__ = False  # not a test for pytest
    lead: Annotated[ContactId, about("Who runs it.", "Led by")]
    testers: Annotated[Text, about("Who tests.")]
    signs_off: Annotated[ContactId, about("Who says that it passed.", "Signed off by")]
    environment: Annotated[Identifier, about("Where it runs.", json_schema_extra={"refersTo": "environments"})]
    data: Annotated[Text, about("With which data.", "Test data")]
    evidence: Annotated[Text, about("What is kept as proof.")]
    entry: Annotated[tuple[Text, ...], about("What must hold before it starts.", "Entry criteria", min_length=1)]
    exit: Annotated[tuple[Text, ...], about("What must hold before it ends.", "Exit criteria", min_length=1)]
    defects: Annotated[Text, about("How faults are recorded and decided.", "Defects")]
    cases: Annotated[tuple[TestCase, ...], about("What is tried.", "Test cases", min_length=1, max_length=300)]


class Testing(Model):
    """Both tests."""

    sit: Annotated[TestPhase, about("System integration testing.", "SIT")]
    uat: Annotated[TestPhase, about("User acceptance testing.", "UAT")]
