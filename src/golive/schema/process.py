"""The typical integration process and the two tests, the same for every integration (`data/process.yaml`)."""

from typing import Annotated

from golive.schema.field import FormerKey, Model, describe
from golive.schema.values import Identifier, Prose, Text
from golive.schema.words import Track


class Term(Model):
    """A term of the trade."""

    term: Annotated[Text, describe("The term.")]
    meaning: Annotated[Text, describe("What it means, in plain words.")]


class ProcessStep(Model):
    """A step of the typical process."""

    id: Annotated[Identifier, describe("Short name of the step.")]
    name: Annotated[Text, describe("What it is called.", "Step", max_length=60)]
    track: Annotated[Track, describe("The phase it belongs to.", "Phase")]
    duration: Annotated[Text, describe("How long it usually takes.", "Typical duration")]
    least_days: Annotated[int | None, describe("Business days it takes at least.", ge=1, le=520)] = None
    most_days: Annotated[int | None, describe("Business days it takes at most.", ge=1, le=520)] = None
    description: Annotated[Text, describe("What is done.", "What happens")]


class TestProfile(Model):
    """What SIT, or UAT, is."""

    __test__ = False  # not a test for pytest
    name: Annotated[Text, describe("The test's full name.", max_length=60)]
    question: Annotated[Text, describe("The question it answers.", "Question it answers")]
    run_by: Annotated[Text, describe("Who runs it.", "Who tests")]
    signed_by: Annotated[Text, describe("Who signs.", "Who signs off")]
    basis: Annotated[Text, describe("What the cases are made from.", "Basis for test cases")]
    data: Annotated[Text, describe("With which data.", "Data")]
    environment: Annotated[Text, describe("Where.", "Environment")]
    evidence: Annotated[Text, describe("What is kept as proof.", "Evidence")]
    typical_defect: Annotated[Text, describe("A fault it finds.", "Typical defect")]
    order: Annotated[Text, describe("When it happens.", "When")]
    entry: Annotated[Text, describe("What must hold before.", "Entry")]
    exit: Annotated[Text, describe("What must hold after.", "Exit")]
    signs: Annotated[
        tuple[Text, ...], describe("How to tell that a fault belongs to it.", "How to recognize it", min_length=1)
    ]


class Severity(Model):
    """How bad a fault is."""

    level: Annotated[int, describe("1 is worst.", "Severity", ge=1, le=9)]
    name: Annotated[Text, describe("What it is called.")]
    meaning: Annotated[Text, describe("When it applies.")]
    response: Annotated[Text, describe("How soon someone answers.", "Response time")]
    resolution: Annotated[Text, FormerKey("mend"), describe("How soon the defect is fixed.", "Resolution time")]


class ProcessTranslation(Model):
    """The parts of the typical process that documents in another language show."""

    steps: Annotated[tuple[ProcessStep, ...], describe("The steps, in order, with the same ids.", min_length=1)]
    difference: Annotated[Prose, describe("SIT and UAT in two sentences.")]
    rule_of_thumb: Annotated[Text, describe("How to tell a SIT fault from a UAT fault.", "Rule of thumb")]
    sit: Annotated[TestProfile, describe("System integration testing.")]
    uat: Annotated[TestProfile, describe("User acceptance testing.")]


class Process(Model):
    """The typical process."""

    steps: Annotated[tuple[ProcessStep, ...], describe("The steps, in order.", min_length=1)]
    difference: Annotated[Prose, describe("SIT and UAT in two sentences.")]
    rule_of_thumb: Annotated[Text, describe("How to tell a SIT fault from a UAT fault.", "Rule of thumb")]
    sit: Annotated[TestProfile, describe("System integration testing.")]
    uat: Annotated[TestProfile, describe("User acceptance testing.")]
    severities: Annotated[tuple[Severity, ...], describe("How bad a fault is.", min_length=1)]
    glossary: Annotated[tuple[Term, ...], describe("Terms of the trade.", min_length=1)]
