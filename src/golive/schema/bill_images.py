"""Bill images and paperless billing."""

from typing import Annotated, Literal

from golive.schema.change_level import MAJOR, MINOR
from golive.schema.field import Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.values import Identifier, Text
from golive.schema.words import Party, Phase


class BillImages(Model):
    """Where the picture of a bill lies, and how a payer gets to see it."""

    stored_by: Annotated[Party, MAJOR, describe("The side that stores the images.", "Stored by")]
    delivery: Annotated[
        Literal["file", "link", "real-time"],
        MAJOR,
        describe("Whether images come as files, by a link, or are fetched when a payer asks."),
    ]
    interface: Annotated[
        Identifier | None,
        describe("The interface that brings them.", json_schema_extra={"refersTo": "interfaces"}),
    ] = None
    months_kept: Annotated[
        int | None,
        MINOR,
        NeededBy(Phase.SIT, 231),
        describe("Months for which a payer can open a bill.", "Kept (months)", ge=1, le=240),
    ] = None
    missing: Annotated[
        Text | None,
        MINOR,
        NeededBy(Phase.SIT, 232),
        describe("What a payer sees without an image.", "Without an image"),
    ] = None


class Paperless(Model):
    """How payers give up paper bills."""

    chosen: Annotated[Text, MINOR, describe("Where a payer chooses it.", "Chosen")]
    interface: Annotated[
        Identifier | None,
        describe("The interface that reports the choice.", "Reported by", json_schema_extra={"refersTo": "interfaces"}),
    ] = None
    effective: Annotated[
        Text | None,
        MINOR,
        NeededBy(Phase.SIT, 233),
        describe("The first bill that the choice applies to.", "Holds from"),
    ] = None
    notice: Annotated[Text | None, MINOR, describe("How the payer learns of a new bill.", "New bills announced")] = None
