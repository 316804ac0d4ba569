"""What record layouts say of each other: control totals, signs, repeated fields and orders lead somewhere."""

import re
from collections.abc import Iterator, Mapping, Sequence

from golive.checks.finding import Finding
from golive.schema import Integration
from golive.schema.batch import RecordField, RecordLayout
from golive.schema.control_totals import Condition, ControlTotal, TotalKind
from golive.schema.interfaces import BatchInterface
from golive.schema.linear_regex import matcher
from golive.schema.words import FieldType
from golive.support.problems import Step
from golive.yaml_io.naming import name_of, offer, shorten

Path = tuple[Step, ...]
_START = "start"
_ROUTING = 8  # digits of an ABA routing number without its check digit
_NUMBERS = {FieldType.AMOUNT, FieldType.NUMERIC}
_CHARACTERS = re.compile(r"[1-9]\d{0,4}(-[1-9]\d{0,4})?")
_Records = Mapping[str, RecordLayout]


def control_totals_resolve(spec: Integration) -> Iterator[Finding]:
    """Every control total is held by a field that is there, and computed from records and fields that are there."""
    for path, interface in _files(spec):
        records = {record.id: record for record in interface.records}
        for k, total in enumerate(interface.controls.totals):
            here = (*path, "controls", "totals", k)
            yield from _field_named(records, total.field, (*here, "field"))
            yield from _sources(records, total, here)
            if total.since is not None and total.since not in records:
                yield _unknown((*here, "since"), total.since, tuple(records), "record")
            if total.characters and not _CHARACTERS.fullmatch(total.characters):
                message = f"`{name_of((*here, 'characters'))}` is `{shorten(total.characters)}`, which is no range"
                yield Finding((*here, "characters"), message, "Write the first and last character, such as `1-8`.")


def fields_of_records_resolve(spec: Integration) -> Iterator[Finding]:
    """A field's sign and what it repeats are fields that are there; its pattern is a regular expression."""
    for path, interface in _files(spec):
        records = {record.id: record for record in interface.records}
        for j, record in enumerate(interface.records):
            for k, field in enumerate(record.fields):
                yield from _one_field(records, record, field, (*path, "records", j, "fields", k))


def records_follow_records(spec: Integration) -> Iterator[Finding]:
    """The records that one may follow, and the field that announces it, are there; no two records start alike."""
    for path, interface in _files(spec):
        records = {record.id: record for record in interface.records}
        seen: dict[str, str] = {}
        for j, record in enumerate(interface.records):
            here = (*path, "records", j)
            for k, name in enumerate(record.after):
                if name != _START and name not in records:
                    yield _unknown((*here, "after", k), name, (_START, *records), "record")
            if record.announced_by is not None:
                yield from _field_named(records, record.announced_by.field, (*here, "announced_by", "field"))
            if record.identified_by is not None:
                other = seen.setdefault(str(record.identified_by), record.id)
                if other != record.id:
                    at = (*here, "identified_by")
                    message = f"`{name_of(at)}` is `{shorten(record.identified_by)}`, as that of `{other}` is"
                    yield Finding(at, message, "A reader cannot tell the two records apart; mend one of them.")


def _files(spec: Integration) -> Iterator[tuple[Path, BatchInterface]]:
    for i, interface in enumerate(spec.interfaces):
        if isinstance(interface, BatchInterface):
            yield ("interfaces", i), interface


def _sources(records: _Records, total: ControlTotal, here: Path) -> Iterator[Finding]:
    names = [*(("of", k, str(one)) for k, one in enumerate(total.of))]
    names += [("less", k, str(one)) for k, one in enumerate(total.less)]
    if total.kind in {TotalKind.BLOCKS, TotalKind.SEQUENCE}:
        if names:
            message = f"`{name_of((*here, names[0][0]))}` says what is computed, and `{total.kind}` needs nothing"
            yield Finding((*here, names[0][0]), message, f"Take it out, or choose another kind than `{total.kind}`.")
        return
    if total.kind is TotalKind.COUNT:
        for key, k, name in names:
            if name not in records:
                yield _unknown((*here, key, k), name, tuple(records), "record")
    else:
        if not total.of:
            message = f"`{name_of(here)}` does not say of which fields it is the {total.kind.label.casefold()}"
            yield Finding((*here, "field"), message, "Add `of: [record.FIELD]`.")
        for key, k, name in names:
            found = list(_field_named(records, name, (*here, key, k)))
            yield from found
            if not found:
                yield from _summed(records, total, name, (*here, key, k))
    if total.where is not None:
        counted = [name.partition(".")[0] for _, _, name in names] or list(records)
        yield from _condition(records, total.where, counted, here)


def _summed(records: _Records, total: ControlTotal, name: str, here: Path) -> Iterator[Finding]:
    record, _, own = name.partition(".")
    field = next(field for field in records[record].fields if field.name == own)
    if total.kind is TotalKind.AMOUNT and field.type not in _NUMBERS:
        message = f"`{name_of(here)}` sums `{shorten(name)}`, which holds {field.type.label.casefold()} values"
        yield Finding(here, message, "Name a field of the type `amount`, or choose the kind `hash`.")
    if total.kind is TotalKind.CHECK_DIGIT and (field.length != _ROUTING or record != total.field.partition(".")[0]):
        message = f"`{name_of(here)}` is `{shorten(name)}`, which is no routing number beside its check digit"
        yield Finding(here, message, f"Name a field of {_ROUTING} digits in the record of the check digit.")


def _condition(records: _Records, where: Condition, names: Sequence[str], here: Path) -> Iterator[Finding]:
    for name in dict.fromkeys(names):
        if name in records and all(field.name != where.field for field in records[name].fields):
            known = tuple(str(field.name) for field in records[name].fields)
            at = (*here, "where", "field")
            message = f"`{name_of(at)}` is `{shorten(where.field)}`, and the record `{name}` has no such field"
            yield Finding(at, message, offer(str(where.field), known, "Its fields"))


def _one_field(records: _Records, record: RecordLayout, field: RecordField, here: Path) -> Iterator[Finding]:
    own = tuple(str(one.name) for one in record.fields)
    if field.sign is not None and field.sign not in own:
        message = f"`{name_of((*here, 'sign'))}` is `{shorten(field.sign)}`, and the record has no such field"
        yield Finding((*here, "sign"), message, offer(str(field.sign), own, "Its fields"))
    if field.same_as is not None:
        name = str(field.same_as)
        full = name if "." in name else f"{record.id}.{name}"
        yield from _field_named(records, full, (*here, "same_as"))
    if field.pattern is not None and matcher(str(field.pattern)) is None:
        hint = r"Write one like `[A-Z]\d{10}`; look-around and back-references are not used here. Mind the brackets."
        yield Finding((*here, "pattern"), f"`{name_of((*here, 'pattern'))}` is not a regular expression", hint)


def _field_named(records: _Records, name: str, here: Path) -> Iterator[Finding]:
    record, dot, own = str(name).partition(".")
    if not dot:
        message = f"`{name_of(here)}` is `{shorten(name)}`, and a field is named `record.FIELD`"
        yield Finding(here, message, offer(record, tuple(records), "Records"))
    elif record not in records:
        yield _unknown(here, record, tuple(records), "record")
    elif all(field.name != own for field in records[record].fields):
        known = tuple(str(field.name) for field in records[record].fields)
        message = f"`{name_of(here)}` is `{shorten(name)}`, and the record `{record}` has no such field"
        yield Finding(here, message, offer(own, known, "Its fields"))


def _unknown(here: Path, name: str, known: tuple[str, ...], what: str) -> Finding:
    message = f"`{name_of(here)}` is `{shorten(name)}`, and there is no such {what}"
    return Finding(here, message, offer(name, known, "There are"))
