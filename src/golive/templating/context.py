"""The data that a template can use, and queries on it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from msgspec import Struct

from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.schema.connections import Connection
from golive.schema.interfaces import Interface
from golive.schema.parties import OtherParty, is_sent_to_vendor
from golive.schema.people import Contact
from golive.schema.plan import Decision, RaciActivity
from golive.schema.process import Term
from golive.schema.testing import Environment, TestCase, TestPhase
from golive.schema.words import Direction
from golive.templating.internal_notes import InternalNote
from golive.templating.value_marks import derive_text
from golive.templating.version_changes import VersionChanges
from golive.weekly_status.report import WeeklyStatus


class Context(Struct, frozen=True):
    """The input data of one document.

    Attributes:
        spec: the integration; None for the guide.
        organization: the vendor.
        process: the typical process.
        guide: the participation guide; None for an integration's documents.
        changelog: the document's change log, where it has one.
        available_figures: names of the figures that can be drawn from these facts.
        draft: what the draft mark says; empty when there is none.
        digest: digest of the content, in hexadecimal; may be empty.
        version_changes: what changed since the version before; None where nothing did, or no version is known.
        internal_notes: what the vendor's own team alone may read; empty for everyone else.
        document_title: what the document is called: "Integration Overview", "Kick-off".
        slides: names of the slides that the deck may have; None for all.
        may_summarize_open_items: whether many open items are counted by person and not listed one by one.
        status: the status on a day; None except in status reports.
    """

    spec: Integration | None
    organization: Organization
    process: Process
    guide: Guide | None = None
    changelog: ChangeLog | None = None
    available_figures: frozenset[str] = frozenset()
    draft: str = ""
    digest: str = ""
    version_changes: VersionChanges | None = None
    internal_notes: tuple[InternalNote, ...] = ()
    document_title: str = "Integration Overview"
    slides: frozenset[str] | None = None
    may_summarize_open_items: bool = False
    status: WeeklyStatus | None = None


def map_names_by_id(spec: Integration | None, vendor: Organization | None = None) -> Mapping[tuple[str, str], str]:
    """Map (part of the spec, id) to display names: `("team", "ada")` to "Ada Moreno".

    `("direction", "biller-to-vendor")` is "Millbrook to Northgate" where the vendor is given.
    """
    if spec is None:
        return {}
    parts: dict[str, tuple[Contact | OtherParty | Connection | Interface | Environment, ...]] = {
        "team": spec.team,
        "parties": spec.parties,
        "connections": spec.connections,
        "interfaces": spec.interfaces,
        "environments": spec.environments,
    }
    named = {(part, item.id): item.name for part, items in parts.items() for item in items}
    return named | {("direction", str(way)): text for way, text in name_directions(spec, vendor).items()}


def name_directions(spec: Integration, vendor: Organization | None) -> dict[Direction, str]:
    """Return the directions by the names of the two sides: "Millbrook to Northgate"."""
    if vendor is None:
        return {way: way.label for way in Direction}
    sides = spec.biller.short_name, vendor.short_name
    return {
        Direction.BILLER_TO_VENDOR: derive_text(f"{sides[0]} to {sides[1]}", *sides),
        Direction.VENDOR_TO_BILLER: derive_text(f"{sides[1]} to {sides[0]}", *reversed(sides)),
    }


MOST_PEOPLE = 8  # columns of a matrix of people
_Item = TypeVar("_Item", Contact, Connection, Environment, Interface)


def describe_direction(spec: Integration, vendor: Organization, item: Interface) -> str:
    """Return the direction of an interface by the names of both ends: "Harbor Bank to Northgate"."""
    other = next((one.box_name for one in spec.parties if one.id == item.party), "")
    if not other or item.direction in {Direction.BILLER_TO_VENDOR, Direction.VENDOR_TO_BILLER}:
        return name_directions(spec, vendor).get(item.direction, item.direction.label)
    ends = (other, vendor.short_name) if is_sent_to_vendor(item) else (vendor.short_name, other)
    return derive_text(f"{ends[0]} to {ends[1]}", *ends)


class DirectedInterfaces(Struct, frozen=True):
    """Interfaces that move data the same way; `name` is "Millbrook to Northgate"."""

    name: str
    interfaces: tuple[Interface, ...]


def group_by_direction(
    spec: Integration, vendor: Organization, items: Iterable[Interface]
) -> tuple[DirectedInterfaces, ...]:
    """Group interfaces by direction, in the order in which the directions appear."""
    found: dict[str, list[Interface]] = {}
    for item in items:
        found.setdefault(describe_direction(spec, vendor, item), []).append(item)
    return tuple(DirectedInterfaces(name, tuple(group)) for name, group in found.items())


def get_contact(spec: Integration, contact_id: str) -> Contact:
    """Return the contact with this id; raise LookupError if there is none."""
    return _find_by_id("contact", contact_id, spec.team)


def get_connection(spec: Integration, connection_id: str) -> Connection:
    """Return the connection with this id; raise LookupError if there is none."""
    return _find_by_id("connection", connection_id, spec.connections)


def get_environment(spec: Integration, environment_id: str) -> Environment:
    """Return the environment with this id; raise LookupError if there is none."""
    return _find_by_id("environment", environment_id, spec.environments)


def get_interface(spec: Integration, interface_id: str) -> Interface:
    """Return the interface with this id; raise LookupError if there is none."""
    return _find_by_id("interface", interface_id, spec.interfaces)


def _find_by_id(kind: str, wanted: str, items: Iterable[_Item]) -> _Item:
    for item in items:
        if item.id == wanted:
            return item
    raise LookupError(f"asks for the {kind} `{wanted}`, which the spec does not have")


def list_interfaces_of(spec: Integration, used: Connection) -> tuple[Interface, ...]:
    """Return the interfaces that use a connection."""
    return tuple(item for item in spec.interfaces if item.connection == used.id)


def list_connections_of(spec: Integration, items: Iterable[Interface]) -> tuple[Connection, ...]:
    """Return the connections that some interfaces use, in the order of the spec."""
    used = {item.connection for item in items}
    return tuple(line for line in spec.connections if line.id in used)


def list_open_decisions(spec: Integration) -> tuple[Decision, ...]:
    """Return the open decisions, sorted by due date."""
    return tuple(sorted((d for d in spec.decisions if d.decision is None), key=lambda d: d.due or date.max))


def list_made_decisions(spec: Integration) -> tuple[Decision, ...]:
    """Return the decisions that have been made."""
    return tuple(d for d in spec.decisions if d.decision is not None)


def list_cases_of(phase: TestPhase, tried: Interface | None) -> tuple[TestCase, ...]:
    """Return the test cases for an interface; with None, those for no particular interface."""
    return tuple(case for case in phase.cases if case.interface == (tried.id if tried else None))


def list_raci_people(activities: Iterable[RaciActivity]) -> tuple[str, ...]:
    """Return the ids of everyone with a role in these activities, in order of appearance."""
    found: dict[str, None] = {}
    for activity in activities:
        parts = (*activity.responsible, activity.accountable, *activity.consulted, *activity.informed)
        found.update(dict.fromkeys(parts))
    return tuple(found)


def find_terms(text: str, process: Process, spec: Integration | None) -> tuple[Term, ...]:
    """Return the terms that a text uses, in alphabetical order.

    Definitions of the integration override those of the process.
    """
    known = {term.term: term for term in (*process.glossary, *(spec.glossary if spec else ()))}
    words = _normalize_words(text)
    used = (term for name, term in known.items() if any(_has_word(part, words) for part in _split_spellings(name)))
    return tuple(sorted(used, key=lambda term: term.term.lower()))


def _split_spellings(name: str) -> list[str]:
    """Return the spellings that a term can be found by: `ACH (automated clearing house)` has two."""
    return [part for piece in re.split(r"[()]", name) if (part := _normalize_words(piece).strip())]


def _has_word(name: str, words: str) -> bool:
    return f" {name} " in words or f" {name}s " in words


def _normalize_words(text: str) -> str:
    """Return the words of a text in lower case, each surrounded by spaces, without hyphens and Markdown marks."""
    words = re.sub(r"[\W_]+", " ", text.lower())
    return f" {words} "
