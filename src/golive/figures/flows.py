"""Choose the arrows of the data flow: one per interface, or one for several interfaces."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from golive.schema import Integration
from golive.schema.connections import Connection
from golive.schema.interfaces import BatchInterface, Interface, RealTimeInterface
from golive.schema.parties import is_sent_to_vendor
from golive.schema.value_text import format_count, format_time, lower_label
from golive.schema.words import Direction, Frequency

Method = Literal["batch", "real-time"]
BILLER: Final = "biller"
OTHERS: Final = "other-parties"
"""Box that stands for several parties beside biller and vendor."""
_T = TypeVar("_T")
_K = TypeVar("_K")

METHOD_WORDS: dict[Method, str] = {"batch": "Batch", "real-time": "Real time"}
_KINDS = {
    "sftp": "SFTP server",
    "https": "HTTPS server",
    "object-storage": "Object store",
    "portal": "Download portal",
    "email": "E-mail list",
    "rest": "REST API",
    "soap": "SOAP service",
}
_FREQUENCIES = {
    Frequency.BUSINESS_DAILY: "business days",
    Frequency.DAILY: "daily",
    Frequency.WEEKLY: "weekly",
    Frequency.MONTHLY: "monthly",
    Frequency.ON_DEMAND: "on demand",
    Frequency.ONCE: "once",
}


class _Line(Struct, frozen=True):
    """A connection between the two sides, or a connection that is still to be decided."""

    id: str
    kind: str
    word: str
    name: str
    host: str


class Flow(Struct, frozen=True):
    """One arrow.

    Attributes:
        id: stable name of the arrow.
        name: what moves.
        facts: how and when it moves, best wording first, with the breaks that each may have.
        method: by file or by call.
        to_vendor: whether it goes to the vendor.
        count: how many interfaces it stands for.
        members: their names.
        is_mixed: whether some of them use another method.
    """

    id: str
    name: str
    facts: tuple[str, ...]
    method: Method
    to_vendor: bool
    count: int = 1
    members: tuple[str, ...] = ()
    is_mixed: bool = False


class ConnectionBox(Struct, frozen=True):
    """One or more connections drawn as one box, with the arrows that use them.

    Attributes:
        id: stable name of the box.
        kind: what the connections are.
        name: the name of the connection; empty for several.
        host: who runs the server; empty for several.
        flows: the arrows through the box.
        party: id of the box on the other side: `BILLER`, the id of a party, or `OTHERS`.
    """

    id: str
    kind: str
    name: str
    host: str
    flows: tuple[Flow, ...]
    party: str = BILLER


def flows_per_interface(spec: Integration) -> tuple[ConnectionBox, ...]:
    """Return an arrow per interface."""
    return tuple(
        ConnectionBox(line.id, line.word, line.name, line.host, tuple(_flow(i, spec) for i in used), party)
        for party, line, used in _by_connection(spec)
    )


def short_flows_per_interface(spec: Integration) -> tuple[ConnectionBox, ...]:
    """Return an arrow per interface, with shorter facts."""
    return tuple(replace(h, flows=tuple(_in_short(flow) for flow in h.flows)) for h in flows_per_interface(spec))


def _in_short(flow: Flow) -> Flow:
    return replace(flow, facts=tuple(fact for fact in flow.facts[1:] if "\n" not in fact))


def flows_per_connection(spec: Integration) -> tuple[ConnectionBox, ...]:
    """Return an arrow per connection, direction and method."""
    return tuple(
        ConnectionBox(line.id, line.word, line.name, line.host, merge_by_direction_and_method(line.id, used), party)
        for party, line, used in _by_connection(spec)
    )


def flows_per_kind(spec: Integration) -> tuple[ConnectionBox, ...]:
    """Return one hub per party and kind of connection."""
    groups = _group_by(_by_connection(spec), lambda row: (row[0], row[1].kind))
    hubs = []
    for (party, kind), rows in groups:
        word = rows[0][1].word
        name = word if len(rows) == 1 else f"{len(rows)} {word}s"
        own = kind if party == BILLER else f"{kind}--{party}"
        flows = merge_by_direction_and_method(own, [i for _, _, used in rows for i in used])
        hubs.append(ConnectionBox(own, name, "", "", flows, party))
    return tuple(hubs)


def flows_per_direction(spec: Integration) -> tuple[ConnectionBox, ...]:
    """Return an arrow per direction and method: at most four for the biller, and four for all other parties."""
    rows = _by_connection(spec)
    shared = OTHERS if len({party for party, _, _ in rows} - {BILLER}) > 1 else ""
    hubs = []
    for party, group in _group_by(rows, lambda row: row[0] if row[0] == BILLER else shared or row[0]):
        used = [i for _, _, items in group for i in items]
        prefix, own = ("all", "connections") if party == BILLER else (f"all--{party}", f"connections--{party}")
        word = format_count(len(group), "connection")
        hubs.append(ConnectionBox(own, word, "", "", merge_by_direction_and_method(prefix, used), party))
    return tuple(hubs)


def group_by_party(spec: Integration) -> list[tuple[str, list[Interface]]]:
    """Return the interfaces of the biller, then those of every other party that sends or receives something."""
    known = [BILLER, *(party.id for party in spec.parties)]
    groups = dict(_group_by(spec.interfaces, _party_of))
    return [(party, groups[party]) for party in (*known, *(p for p in groups if p not in known)) if party in groups]


def _party_of(interface: Interface) -> str:
    is_other = interface.direction in {Direction.PARTY_TO_VENDOR, Direction.VENDOR_TO_PARTY}
    return interface.party or OTHERS if is_other else BILLER


def name_party(spec: Integration, party: str) -> str:
    """Return the name of a box on the other side: the biller's, a party's, or the number of parties it stands for."""
    if party == BILLER:
        return spec.biller.short_name
    found = next((one.box_name for one in spec.parties if one.id == party), "")
    others = len([one for one, _ in group_by_party(spec) if one != BILLER])
    return found or format_count(others, "other party", "other parties")


def merge_by_direction_and_method(prefix: str, interfaces: Sequence[Interface]) -> tuple[Flow, ...]:
    """Return an arrow per direction and method: to the vendor first, files first."""
    ordered = sorted(interfaces, key=lambda i: (not is_sent_to_vendor(i), i.method))
    return tuple(
        _merged_flow(f"{prefix}-{'in' if to_vendor else 'out'}-{method}", group)
        for (to_vendor, method), group in _group_by(ordered, lambda i: (is_sent_to_vendor(i), i.method))
    )


def merge_by_direction(prefix: str, interfaces: Sequence[Interface]) -> tuple[Flow, ...]:
    """Return an arrow per direction: to the vendor first."""
    flows = []
    for to_vendor, group in _group_by(sorted(interfaces, key=lambda i: not is_sent_to_vendor(i)), is_sent_to_vendor):
        parts = merge_by_direction_and_method(prefix, group)
        names = tuple(name for part in parts for name in part.members)
        word = " and ".join(METHOD_WORDS[part.method] for part in parts)
        name = " and ".join(part.name for part in parts)
        own = f"{prefix}-{'in' if to_vendor else 'out'}"
        first = parts[0].method
        flows.append(Flow(own, name, (word,), first, to_vendor, len(group), names, is_mixed=len(parts) > 1))
    return tuple(flows)


def count_interfaces(interfaces: Sequence[Interface]) -> str:
    """Count interfaces of one method in words: "9 files", "1 real-time interface"."""
    if interfaces[0].method == "batch":
        return format_count(len(interfaces), "file")
    return format_count(len(interfaces), "real-time interface")


def describe_flows(spec: Integration, vendor: str) -> str:
    """Describe every interface in a sentence, for the alternative text."""
    sentences = []
    for party, connection, used in _by_connection(spec):
        other = name_party(spec, party)
        for i in used:
            ends = (other, vendor) if is_sent_to_vendor(i) else (vendor, other)
            fact = _flow(i, spec).facts[0]
            sentences.append(f"{i.name}: from {ends[0]} to {ends[1]} over {connection.name} ({lower_label(fact)}).")
    return " ".join(sentences)


def _by_connection(spec: Integration) -> list[tuple[str, _Line, list[Interface]]]:
    """Return the interfaces by the other party and the connection; the biller's first."""
    rows = []
    for party, interfaces in group_by_party(spec):
        pairs = [(_line(c, spec, party), [i for i in interfaces if i.connection == c.id]) for c in spec.connections]
        known = {c.id for c in spec.connections}
        undecided = [i for i in interfaces if i.connection not in known]
        own = "to-be-decided" if party == BILLER else f"to-be-decided--{party}"
        pairs.append((_Line(own, "to-be-decided", "Still open", "To be decided", ""), undecided))
        rows += [(party, line, sorted(used, key=lambda i: not is_sent_to_vendor(i))) for line, used in pairs if used]
    return rows


def _line(connection: Connection, spec: Integration, party: str) -> _Line:
    kind = connection.kind
    host = name_party(spec, connection.operator) if connection.operator else f"the {connection.hosted_by.label.lower()}"
    own = connection.id if party == BILLER else f"{connection.id}--{party}"
    return _Line(own, kind, _KINDS[kind], connection.name, host)


def _flow(interface: Interface, spec: Integration) -> Flow:
    return Flow(interface.id, interface.name, _facts(interface, spec), interface.method, is_sent_to_vendor(interface))


def _facts(interface: Interface, spec: Integration) -> tuple[str, ...]:
    word = METHOD_WORDS[interface.method]
    if isinstance(interface, BatchInterface):
        plan = interface.schedule
        if interface.format is None or plan.frequency is None or plan.drop_by is None:
            return _facts_so_far(interface)
        form, often = lower_label(interface.format.label), _FREQUENCIES[plan.frequency]
        by = format_time(plan.drop_by, spec.biller.time_zone_label)
        full = f"{word}: {form}, {often} by {by}", f"{word}: {form}\n{often} by {by}"
        brief = f"{word}, {often} by {by}", f"{word}, {often}\nby {by}"
        return (*full, *brief, f"{word}, {often}", word)
    caller: str = interface.caller
    if caller == "party":
        caller = name_party(spec, _party_of(interface))
    if not interface.operations and interface.style != "webhook":
        return (f"{word}, called by {caller}", word)
    calls = "webhook" if interface.style == "webhook" else format_count(len(interface.operations), "operation")
    full = f"{word}: {calls}, called by {caller}", f"{word}: {calls}\ncalled by {caller}"
    return (*full, f"{word}: {calls}", word)


def _facts_so_far(interface: BatchInterface) -> tuple[str, ...]:
    """Return the known facts of a file whose schedule is incomplete."""
    word, plan = METHOD_WORDS["batch"], interface.schedule
    known = [lower_label(interface.format.label)] if interface.format else []
    known += [_FREQUENCIES[plan.frequency]] if plan.frequency else []
    return (f"{word}: {', '.join(known)}" if known else f"{word}, to be decided", word)


def _merged_flow(name: str, group: Sequence[Interface]) -> Flow:
    first = group[0]
    word = METHOD_WORDS[first.method]
    facts: tuple[str, ...] = (word,)
    often = {i.schedule.frequency for i in group if isinstance(i, BatchInterface)}
    calls = sum(len(i.operations) for i in group if isinstance(i, RealTimeInterface))
    if calls:
        facts = (f"{word}: {format_count(calls, 'operation')}", word)
    elif len(often) == 1 and (same := often.pop()):
        facts = (f"{word}, {_FREQUENCIES[same]}", word)
    return Flow(
        name,
        count_interfaces(group),
        facts,
        first.method,
        is_sent_to_vendor(first),
        len(group),
        tuple(interface.name for interface in group),
    )


def _group_by(items: Iterable[_T], key: Callable[[_T], _K]) -> list[tuple[_K, list[_T]]]:
    groups: dict[_K, list[_T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return list(groups.items())
