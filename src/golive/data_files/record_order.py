"""Compute which record may follow which: by `after` in the spec, otherwise by kind.

By their kinds, headers open the file and its groups from the outside in, trailers close them from the inside out: the
last trailer closes what the first header opened. Records of detail stand inside the innermost group, addenda behind
their details. A group may be empty, and may come again.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from golive.schema.batch import RecordLayout
from golive.schema.words import RecordKind

START: Final = "start"


class Order(Struct, frozen=True):
    """The allowed order of records.

    Attributes:
        follow: by record, or `START`, those that may follow it.
        last: those that may end the file.
    """

    follow: Mapping[str, frozenset[str]]
    last: frozenset[str]


def build_order(records: Sequence[RecordLayout]) -> Order:
    """Return the order of a file's records."""
    before = {record.id: set(record.after) or _default_predecessors(records, record) for record in records}
    names = (START, *before)
    follow = {name: frozenset(one for one, those in before.items() if name in those) for name in names}
    trailers = _ids_of_kind(records, RecordKind.TRAILER)
    others = {record.id for record in records if record.kind is not RecordKind.HEADER} or set(before)
    last = {trailers[-1]} if trailers else others | _headers_before(records, before)
    return Order(follow, frozenset(last))


def _headers_before(records: Sequence[RecordLayout], before: Mapping[str, set[str]]) -> set[str]:
    """Return the headers that a detail may follow: a file without trailers may end with one and have no details."""
    details = _ids_of_kind(records, RecordKind.DETAIL)
    return {one for one in _ids_of_kind(records, RecordKind.HEADER) if any(one in before[name] for name in details)}


def _default_predecessors(records: Sequence[RecordLayout], record: RecordLayout) -> set[str]:
    headers, trailers = _ids_of_kind(records, RecordKind.HEADER), _ids_of_kind(records, RecordKind.TRAILER)
    inside = {*_ids_of_kind(records, RecordKind.DETAIL), *_ids_of_kind(records, RecordKind.ADDENDA)}
    opening = {headers[-1]} if headers else {START}
    match record.kind:
        case RecordKind.HEADER:
            at = headers.index(record.id)
            closing = _matching_trailer(headers, trailers, at)
            return {headers[at - 1], *([closing] if closing else [])} if at else {START}
        case RecordKind.DETAIL:
            return opening | inside
        case RecordKind.ADDENDA:
            return _owners(records, record) or opening | inside
        case _:
            return _before_trailer(headers, trailers, trailers.index(record.id), opening | inside)


def _before_trailer(headers: list[str], trailers: list[str], at: int, content: set[str]) -> set[str]:
    """Return what a trailer may follow. A trailer without a header of its own is optional."""
    if at == 0:
        return content
    opened = len(trailers) - 1 - at
    own = {headers[opened]} if opened < len(headers) else set()
    skipped = _before_trailer(headers, trailers, at - 1, content) if opened + 1 >= len(headers) else set()
    return {trailers[at - 1]} | own | skipped


def _matching_trailer(headers: list[str], trailers: list[str], at: int) -> str:
    """Return the trailer that closes a header; empty if there is none."""
    index = len(trailers) - 1 - at
    return trailers[index] if 0 <= index < len(trailers) and at < len(headers) else ""


def _owners(records: Sequence[RecordLayout], addenda: RecordLayout) -> set[str]:
    """Return the last detail before an addenda, and the records between the two."""
    found: set[str] = set()
    listed = list(records)[: [record.id for record in records].index(addenda.id) + 1]
    for record in reversed(listed):
        if record.kind in {RecordKind.DETAIL, RecordKind.ADDENDA}:
            found.add(record.id)
        if record.kind is RecordKind.DETAIL:
            return found
    return set()


def _ids_of_kind(records: Sequence[RecordLayout], kind: RecordKind) -> list[str]:
    return [record.id for record in records if record.kind is kind]
