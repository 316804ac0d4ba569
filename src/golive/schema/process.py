"""The typical integration process and the two tests, the same for every integration (`data/process.yaml`)."""

from typing import Annotated

from golive.schema.field import Model, about
from golive.schema.values import Identifier, Prose, Text
from golive.schema.words import Track


class Term(Model):
    """A term of the trade."""

    term: Annotated[Text, about("The term.")]
    meaning: Annotated[Text, about("What it means, in plain words.")]


class ProcessStep(Model):
    """A step of the typical process."""

    id: Annotated[Identifier, about("Short name of the step.")]
    name: Annotated[Text, about("What it is called.", "Step", max_length=60)]
    track: Annotated[Track, about("The phase it belongs to.", "Phase")]
    duration: Annotated[Text, about("How long it usually takes.", "Usual duration")]
    least_days: Annotated[int | None, about("Business days it takes at least.", ge=1, le=520)] = None
    most_days: Annotated[int | None, about("Business days it takes at most.", ge=1, le=520)] = None
    description: Annotated[Text, about("What is done.", "What is done")]


class TestProfile(Model):
    """What SIT, or UAT, is."""

    __test__ = False  # not a test for pytest
    name: Annotated[Text, about("The test's full name.", max_length=60)]
    question: Annotated[Text, about("The question it answers.", "Question it answers")]
    run_by: Annotated[Text, about("Who runs it.", "Who runs it")]
    signed_by: Annotated[Text, about("Who signs.", "Who signs off")]
    basis: Annotated[Text, about("What the cases are made from.", "Basis for test cases")]
    data: Annotated[Text, about("With which data.", "Data")]
    environment: Annotated[Text, about("Where.", "Environment")]
    evidence: Annotated[Text, about("What is kept as proof.", "Evidence")]
    typical_defect: Annotated[Text, about("A fault it finds.", "Typical defect")]
    order: Annotated[Text, about("When it happens.", "When")]
    entry: Annotated[Text, about("What must hold before.", "Entry")]
    exit: Annotated[Text, about("What must hold after.", "Exit")]
    signs: Annotated[tuple[Text, ...], about("How to tell that a fault belongs to it.", "You know it by", min_length=1)]


class Severity(Model):
    """How bad a fault is."""

    level: Annotated[int, about("1 is worst.", "Severity", ge=1, le=9)]
    name: Annotated[Text, about("What it is called.")]
    meaning: Annotated[Text, about("When it applies.")]
    response: Annotated[Text, about("How soon someone answers.", "First answer")]
    mend: Annotated[Text, about("How soon it is mended.", "Mended")]


class Process(Model):
    """The typical process."""

    steps: Annotated[tuple[ProcessStep, ...], about("The steps, in order.", min_length=1)]
    difference: Annotated[Prose, about("SIT and UAT in two sentences.")]
    rule_of_thumb: Annotated[Text, about("How to tell a SIT fault from a UAT fault.", "Rule of thumb")]
    sit: Annotated[TestProfile, about("System integration testing.")]
    uat: Annotated[TestProfile, about("User acceptance testing.")]
    severities: Annotated[tuple[Severity, ...], about("How bad a fault is.", min_length=1)]
    glossary: Annotated[tuple[Term, ...], about("Terms of the trade.", min_length=1)]
