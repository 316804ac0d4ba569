"""Parties beside the biller and the vendor, and how a direction is written with their names."""

from collections.abc import Iterable
from typing import Annotated

from golive.schema.change_level import MAJOR
from golive.schema.field import Model, describe
from golive.schema.interfaces import Interface
from golive.schema.values import Identifier, Text
from golive.schema.words import Direction, PartyRole


class OtherParty(Model):
    """A company beside the biller and the vendor that sends or receives data, or takes part otherwise."""

    id: Annotated[Identifier, describe("How other parts of the spec refer to it.")]
    name: Annotated[Text, describe("Its name.", "Party", max_length=60)]
    short_name: Annotated[
        Text | None, describe("A name short enough for a box in a figure.", "Short name", max_length=24)
    ] = None
    role: Annotated[PartyRole, MAJOR, describe("What it is to the two sides.")]
    purpose: Annotated[Text | None, describe("What it does in this integration.", "What it does")] = None

    @property
    def box_name(self) -> str:
        """The name for a box in a figure."""
        return self.short_name or self.name


def is_sent_to_vendor(interface: Interface) -> bool:
    """Return whether an interface moves data to the vendor, from whichever party."""
    return interface.direction in {Direction.BILLER_TO_VENDOR, Direction.PARTY_TO_VENDOR}


def describe_direction(interface: Interface, parties: Iterable[OtherParty]) -> str:
    """Return the direction of an interface with the name of a third party: "PayStream to vendor"."""
    name = next((one.box_name for one in parties if one.id == interface.party), "")
    if not name or interface.direction in {Direction.BILLER_TO_VENDOR, Direction.VENDOR_TO_BILLER}:
        return interface.direction.label
    return f"{name} to vendor" if is_sent_to_vendor(interface) else f"Vendor to {name}"
