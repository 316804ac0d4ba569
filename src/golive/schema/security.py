"""Security of an integration: controls, data classes and responsibilities; never a statement of compliance."""

from typing import Annotated

from golive.schema.change_level import MAJOR, MINOR
from golive.schema.field import Model, describe
from golive.schema.needed_by import NeededBy, describe_group
from golive.schema.values import ContactId, Date, Prose, Text
from golive.schema.words import CardCapture, Phase, Responsible, RoleName


class Pci(Model):
    """How card data is kept away from the biller."""

    capture: Annotated[
        CardCapture | None,
        MAJOR,
        NeededBy(Phase.DESIGN, 72),
        describe("Where a payer types a card number.", "Card capture"),
    ] = None
    questionnaire: Annotated[
        Text | None,
        NeededBy(Phase.SIT, 73, RoleName.SECURITY_LEAD),
        describe("The self-assessment the biller expects to fill in.", "Expected SAQ"),
    ] = None
    explanation: Annotated[Prose | None, NeededBy(Phase.BUILD, 74), describe("Why, in plain words.")] = None


class SecurityControl(Model):
    """One thing that must be done, and by whom."""

    control: Annotated[Text, describe("What must be done.")]
    responsible: Annotated[Responsible, describe("Who does it.")]
    detail: Annotated[Text, describe("How.")]


class DataClass(Model):
    """A kind of data, and how it is treated."""

    name: Annotated[Text, describe("What kind of data.", "Data")]
    examples: Annotated[Text, describe("Fields that belong to it.")]
    protection: Annotated[Text, describe("How it is protected.")]
    retention: Annotated[Text, describe("How long it is kept.")]


class Security(Model):
    """The whole of it."""

    pci: Annotated[Pci, NeededBy(Phase.DESIGN, 71), describe_group("Card data.", "Card data")]
    controls: Annotated[
        tuple[SecurityControl, ...],
        NeededBy(Phase.BUILD, 75, RoleName.SECURITY_LEAD),
        describe("Who is responsible for what."),
    ] = ()
    data_classes: Annotated[
        tuple[DataClass, ...],
        MINOR,
        NeededBy(Phase.BUILD, 76),
        describe("What kinds of data move.", "Data in motion"),
    ] = ()
    incident_contact: Annotated[
        ContactId | None,
        NeededBy(Phase.SIT, 77, RoleName.SECURITY_LEAD),
        describe("Whom to contact first in an incident.", "Incident contact"),
    ] = None
    last_review: Annotated[Date | None, describe("When this was last reviewed.", "Last reviewed")] = None
