"""Choose the arrows of the data flow: one per interface, or one for several interfaces."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from golive.schema import Integration
from golive.schema.connections import Connection
from golive.schema.interfaces import BatchInterface, Interface, RealTimeInterface
from golive.schema.value_text import format_count, format_time, lower_label
from golive.schema.words import Direction, Frequency

Method = Literal["batch", "real-time"]
_T = TypeVar("_T")
_K = TypeVar("_K")

METHOD_WORDS: dict[Method, str] = {"batch": "Batch", "real-time": "Real time"}
_KINDS = {"sftp": "SFTP server", "rest": "REST API", "soap": "SOAP service"}
_FREQUENCIES = {
    Frequency.BUSINESS_DAILY: "business days",
    Frequency.DAILY: "daily",
    Frequency.WEEKLY: "weekly",
    Frequency.MONTHLY: "monthly",
    Frequency.ON_DEMAND: "on demand",
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
        to_vendor: whether it goes from the biller to the vendor.
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


class Hub(Struct, frozen=True):
    """One or more connections drawn as one box, with the arrows that use them."""

    id: str
    kind: str
    name: str
    host: str
    flows: tuple[Flow, ...]


def flows_per_interface(spec: Integration) -> tuple[Hub, ...]:
    """Return an arrow per interface."""
    return tuple(
        Hub(line.id, line.word, line.name, line.host, tuple(_flow(i, spec) for i in used))
        for line, used in _by_connection(spec)
    )


def short_flows_per_interface(spec: Integration) -> tuple[Hub, ...]:
    """Return an arrow per interface, with shorter facts."""
    return tuple(replace(h, flows=tuple(_in_short(flow) for flow in h.flows)) for h in flows_per_interface(spec))


def _in_short(flow: Flow) -> Flow:
    return replace(flow, facts=tuple(fact for fact in flow.facts[1:] if "\n" not in fact))


def flows_per_connection(spec: Integration) -> tuple[Hub, ...]:
    """Return an arrow per connection, direction and method."""
    return tuple(
        Hub(line.id, line.word, line.name, line.host, merge_by_direction_and_method(line.id, used))
        for line, used in _by_connection(spec)
    )


def flows_per_kind(spec: Integration) -> tuple[Hub, ...]:
    """Return one hub per kind of connection."""
    groups = _group_by(_by_connection(spec), lambda pair: pair[0].kind)
    hubs = []
    for kind, pairs in groups:
        word = pairs[0][0].word
        name = word if len(pairs) == 1 else f"{len(pairs)} {word}s"
        flows = merge_by_direction_and_method(kind, [i for _, used in pairs for i in used])
        hubs.append(Hub(kind, name, "", "", flows))
    return tuple(hubs)


def flows_per_direction(spec: Integration) -> tuple[Hub, ...]:
    """Return an arrow per direction and method: at most four."""
    number = len(_by_connection(spec))
    return (
        Hub(
            "connections",
            format_count(number, "connection"),
            "",
            "",
            merge_by_direction_and_method("all", spec.interfaces),
        ),
    )


def merge_by_direction_and_method(prefix: str, interfaces: Sequence[Interface]) -> tuple[Flow, ...]:
    """Return an arrow per direction and method: to the vendor first, files first."""
    ordered = sorted(interfaces, key=lambda i: (not _to_vendor(i), i.method))
    return tuple(
        _merged_flow(f"{prefix}-{'in' if to_vendor else 'out'}-{method}", group)
        for (to_vendor, method), group in _group_by(ordered, lambda i: (_to_vendor(i), i.method))
    )


def merge_by_direction(prefix: str, interfaces: Sequence[Interface]) -> tuple[Flow, ...]:
    """Return an arrow per direction: to the vendor first."""
    flows = []
    for to_vendor, group in _group_by(sorted(interfaces, key=lambda i: not _to_vendor(i)), _to_vendor):
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
    for connection, used in _by_connection(spec):
        for i in used:
            ends = (spec.biller.short_name, vendor) if _to_vendor(i) else (vendor, spec.biller.short_name)
            fact = _flow(i, spec).facts[0]
            sentences.append(f"{i.name}: from {ends[0]} to {ends[1]} over {connection.name} ({lower_label(fact)}).")
    return " ".join(sentences)


def _by_connection(spec: Integration) -> list[tuple[_Line, list[Interface]]]:
    pairs = [(_line(c), [i for i in spec.interfaces if i.connection == c.id]) for c in spec.connections]
    known = {c.id for c in spec.connections}
    undecided = [i for i in spec.interfaces if i.connection not in known]
    pairs.append((_Line("to-be-decided", "to-be-decided", "Still open", "To be decided", ""), undecided))
    return [(line, sorted(used, key=lambda i: not _to_vendor(i))) for line, used in pairs if used]


def _line(connection: Connection) -> _Line:
    kind = connection.kind
    return _Line(connection.id, kind, _KINDS[kind], connection.name, connection.hosted_by.label)


def _flow(interface: Interface, spec: Integration) -> Flow:
    return Flow(interface.id, interface.name, _facts(interface, spec), interface.method, _to_vendor(interface))


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
    if not interface.operations and interface.style != "webhook":
        return (f"{word}, called by {interface.caller}", word)
    calls = "webhook" if interface.style == "webhook" else format_count(len(interface.operations), "operation")
    full = f"{word}: {calls}, called by {interface.caller}", f"{word}: {calls}\ncalled by {interface.caller}"
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
        _to_vendor(first),
        len(group),
        tuple(interface.name for interface in group),
    )


def _to_vendor(interface: Interface) -> bool:
    return interface.direction is Direction.BILLER_TO_VENDOR


def _group_by(items: Iterable[_T], key: Callable[[_T], _K]) -> list[tuple[_K, list[_T]]]:
    groups: dict[_K, list[_T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return list(groups.items())
