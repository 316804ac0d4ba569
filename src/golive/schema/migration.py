"""One-time migration of data: loads, their counts, and the agreement that permits them."""

from typing import Annotated

from golive.schema.change_level import MINOR, ORDER_MATTERS
from golive.schema.field import Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.values import Count, Date, Identifier, Text
from golive.schema.words import LoadKind, Phase


class MigrationLoad(Model):
    """One load of the data, planned or done."""

    name: Annotated[Text, describe("What it is called.", "Load", max_length=60)]
    kind: Annotated[LoadKind, describe("What kind of load it is.")]
    date: Annotated[Date | None, NeededBy(Phase.SIT, 226), describe("The day of the load.", "Day")] = None
    environment: Annotated[
        Identifier | None, describe("Where it is loaded.", json_schema_extra={"refersTo": "environments"})
    ] = None
    sent: Annotated[Count | None, describe("Rows that were sent.", "Rows sent")] = None
    loaded: Annotated[Count | None, describe("Rows that were loaded.", "Rows loaded")] = None
    rejected: Annotated[Count | None, describe("Rows that were rejected.", "Rows rejected")] = None


class Agreement(Model):
    """A contract that must be signed before data moves."""

    name: Annotated[Text, describe("What is agreed, such as an NDA.", "Agreement")]
    signers: Annotated[tuple[Text, ...], describe("Who signs it.", "Signed by", min_length=1)]
    due: Annotated[Date | None, describe("When it must be signed.", "Needed by")] = None
    signed_on: Annotated[Date | None, describe("When it was signed.", "Signed on")] = None


class Migration(Model):
    """How the data of a former system is taken over."""

    rows: Annotated[Count | None, NeededBy(Phase.BUILD, 221), describe("Rows in all.", "Rows in all")] = None
    loads: Annotated[
        tuple[MigrationLoad, ...],
        ORDER_MATTERS,
        NeededBy(Phase.BUILD, 222),
        describe("Mock loads, the final load and the delta, in order.", max_length=30),
    ] = ()
    reconciliation: Annotated[
        Text | None, MINOR, NeededBy(Phase.SIT, 223), describe("How both sides compare counts.", "Reconciliation")
    ] = None
    failed_rows: Annotated[
        Text | None,
        MINOR,
        NeededBy(Phase.UAT, 224),
        describe("What is done about rows that fail, and who tells the payer.", "Failed rows"),
    ] = None
    delta: Annotated[
        Text | None,
        MINOR,
        NeededBy(Phase.UAT, 225),
        describe("What changes between the final load and go-live, and how it follows.", "Delta at cutover"),
    ] = None
    agreement: Annotated[Agreement | None, describe("The contract that permits it.", "Agreement")] = None
