"""Checks on parties beside biller and vendor: directions, contacts and servers name them, and somebody answers."""

from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.interfaces import RealTimeInterface
from golive.schema.words import Direction, Party, Phase
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path

_OTHER_DIRECTIONS = {Direction.PARTY_TO_VENDOR, Direction.VENDOR_TO_PARTY}
_MAIN_SIDES = {Party.BILLER, Party.VENDOR}


def directions_name_their_party(spec: Integration) -> Iterator[Problem]:
    """An interface names a party exactly when its direction is to or from another party."""
    for i, one in enumerate(spec.interfaces):
        is_other = one.direction in _OTHER_DIRECTIONS
        here = ("interfaces", i, "direction")
        if is_other and one.party is None:
            yield report_at(here, f"`{format_path(here)}` is `{one.direction}`, and the interface has no `party`")
        elif one.party is not None and not is_other:
            message = f"`{format_path(here)}` is `{one.direction}`, and `party` is `{one.party}`"
            yield report_at(here, message, "Write `party-to-vendor` or `vendor-to-party`, or remove `party`.")
        elif isinstance(one, RealTimeInterface) and one.caller == "party" and not is_other:
            here = ("interfaces", i, "caller")
            message = f"`{format_path(here)}` is `party`, and the direction is `{one.direction}`"
            yield report_at(here, message, "Write which side calls: `biller` or `vendor`.")


def contacts_of_parties_are_on_their_side(spec: Integration) -> Iterator[Problem]:
    """A contact of another party is not on the side of the biller or of the vendor."""
    for i, contact in enumerate(spec.team):
        if contact.organization is not None and contact.party in _MAIN_SIDES:
            here = ("team", i, "party")
            message = f"`{format_path(here)}` is `{contact.party}`, and `organization` is `{contact.organization}`"
            yield report_at(here, message)


def operators_are_other_parties(spec: Integration) -> Iterator[Problem]:
    """A server that another party runs is not hosted by the biller or by the vendor."""
    for i, line in enumerate(spec.connections):
        if line.operator is not None and line.hosted_by in _MAIN_SIDES:
            here = ("connections", i, "hosted_by")
            yield report_at(here, f"`{format_path(here)}` is `{line.hosted_by}`, and `operator` is `{line.operator}`")


def parties_take_part(spec: Integration) -> Iterator[Problem]:
    """Every party sends or receives something, runs a server, or has a contact."""
    used = {one.party for one in spec.interfaces}
    used |= {line.operator for line in spec.connections} | {contact.organization for contact in spec.team}
    for i, party in enumerate(spec.parties):
        if party.id not in used:
            yield report_at(("parties", i), f"`parties[{i}]` ({party.id}) is not mentioned anywhere else")


def sending_parties_have_a_contact(spec: Integration) -> Iterator[Problem]:
    """A party that sends or receives data has a contact in the team."""
    moving = {one.party for one in spec.interfaces}
    reached = {contact.organization for contact in spec.team}
    for i, party in enumerate(spec.parties):
        if party.id in moving and party.id not in reached:
            yield report_at(("parties", i), f"`parties[{i}]` ({party.id}) moves data, and no contact belongs to it")


PARTY_CHECKS: Final = (
    Check(
        directions_name_their_party,
        "Figures and tables would show the wrong company as sender or receiver.",
        "Add `party:` with the id of one of the `parties`.",
        must_hold=True,
    ),
    Check(
        contacts_of_parties_are_on_their_side,
        "The contact would be listed for two companies.",
        "Write `party: bank` or `party: partner`, or remove `organization`.",
    ),
    Check(
        operators_are_other_parties,
        "Two companies would appear to run the same server.",
        "Write `hosted_by: bank` or `hosted_by: partner`, or remove `operator`.",
    ),
    Check(
        parties_take_part,
        "Readers look for what the company does, and find nothing.",
        "Name it in an interface, a connection or a contact, or remove it.",
        "warning",
    ),
    Check(
        sending_parties_have_a_contact,
        "When its file is late or wrong, nobody knows whom to call.",
        "Add a contact with `organization:` and the id of the party.",
        "warning",
        since=Phase.SIT,
    ),
)
