"""What is protected, and who answers for it. Never a statement of compliance."""

from typing import Annotated

from golive.schema.change_level import MAJOR, MINOR
from golive.schema.field import Model, about
from golive.schema.needed_by import NeededBy, group
from golive.schema.values import ContactId, Date, Prose, Text
from golive.schema.words import CardCapture, Phase, Responsible, RoleName


class Pci(Model):
    """How card data is kept away from the biller."""

    capture: Annotated[
        CardCapture | None,
        MAJOR,
        NeededBy(Phase.DESIGN, 72),
        about("Where a payer types a card number.", "Card capture"),
    ] = None
    questionnaire: Annotated[
        Text | None,
        NeededBy(Phase.SIT, 73, RoleName.SECURITY_LEAD),
        about("The self-assessment the biller expects to fill in.", "Expected questionnaire"),
    ] = None
    explanation: Annotated[Prose | None, NeededBy(Phase.BUILD, 74), about("Why, in plain words.")] = None


class SecurityControl(Model):
    """One thing that must be done, and by whom."""

    control: Annotated[Text, about("What must be done.")]
    responsible: Annotated[Responsible, about("Who does it.")]
    detail: Annotated[Text, about("How.")]


class DataClass(Model):
    """A kind of data, and how it is treated."""

    name: Annotated[Text, about("What kind of data.", "Data")]
    examples: Annotated[Text, about("Fields that belong to it.")]
    protection: Annotated[Text, about("How it is protected.")]
    retention: Annotated[Text, about("How long it is kept.")]


class Security(Model):
    """The whole of it."""

    pci: Annotated[Pci, NeededBy(Phase.DESIGN, 71), group("Card data.", "Card data")]
    controls: Annotated[
        tuple[SecurityControl, ...],
        NeededBy(Phase.BUILD, 75, RoleName.SECURITY_LEAD),
        about("Who is responsible for what."),
    ] = ()
    data_classes: Annotated[
        tuple[DataClass, ...],
        MINOR,
        NeededBy(Phase.BUILD, 76),
        about("What kinds of data move.", "Data in motion"),
    ] = ()
    incident_contact: Annotated[
        ContactId | None,
        NeededBy(Phase.SIT, 77, RoleName.SECURITY_LEAD),
        about("Who is told first of an incident.", "Tell first of an incident"),
    ] = None
    last_review: Annotated[Date | None, about("When this was last reviewed.", "Last reviewed")] = None
