"""Checks on references within record layouts: control totals, signs, repeated fields and record order."""

import re
from collections.abc import Iterator, Mapping, Sequence

from golive.checks.files import iterate_files
from golive.schema import Integration
from golive.schema.batch import RecordField, RecordLayout
from golive.schema.control_totals import Condition, ControlTotal, TotalKind
from golive.schema.linear_regex import compile_full_match
from golive.schema.words import FieldType
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message, suggest_words

FieldPath = tuple[PathStep, ...]
_START = "start"
_ROUTING_DIGITS = 8  # digits of an ABA routing number without its check digit
_NUMERIC_TYPES = {FieldType.AMOUNT, FieldType.NUMERIC}
_CHARACTER_RANGE = re.compile(r"[1-9]\d{0,4}(-[1-9]\d{0,4})?")
_Records = Mapping[str, RecordLayout]


def control_totals_resolve(spec: Integration) -> Iterator[Problem]:
    """Every control total refers to existing fields and records."""
    for path, interface in iterate_files(spec):
        records = {record.id: record for record in interface.records}
        for k, total in enumerate(interface.controls.totals):
            here = (*path, "controls", "totals", k)
            yield from _check_field_reference(records, total.field, (*here, "field"))
            yield from _check_total_sources(records, total, here)
            if total.since is not None and total.since not in records:
                yield _describe_unknown((*here, "since"), total.since, tuple(records), "record")
            if total.characters and not _CHARACTER_RANGE.fullmatch(total.characters):
                message = (
                    f"`{format_path((*here, 'characters'))}` is "
                    f"`{shorten_for_message(total.characters)}`, which is not a range"
                )
                yield report_at((*here, "characters"), message, "Write the first and last character, such as `1-8`.")


def fields_of_records_resolve(spec: Integration) -> Iterator[Problem]:
    """A field's `sign` and `same_as` name existing fields, and its `pattern` is a regular expression."""
    for path, interface in iterate_files(spec):
        records = {record.id: record for record in interface.records}
        for j, record in enumerate(interface.records):
            for k, field in enumerate(record.fields):
                yield from _check_record_field(records, record, field, (*path, "records", j, "fields", k))


def records_follow_records(spec: Integration) -> Iterator[Problem]:
    """`after`, `announced_by` and `repeats_from` name existing records and fields, and identifiers are unique."""
    for path, interface in iterate_files(spec):
        records = {record.id: record for record in interface.records}
        seen: dict[str, str] = {}
        for j, record in enumerate(interface.records):
            here = (*path, "records", j)
            for k, name in enumerate(record.after):
                if name != _START and name not in records:
                    yield _describe_unknown((*here, "after", k), name, (_START, *records), "record")
            if record.announced_by is not None:
                yield from _check_field_reference(records, record.announced_by.field, (*here, "announced_by", "field"))
            if record.repeats_from is not None and record.repeats_from not in {field.name for field in record.fields}:
                names = tuple(str(field.name) for field in record.fields)
                yield _describe_unknown((*here, "repeats_from"), str(record.repeats_from), names, "field")
            if record.identified_by is not None:
                other = seen.setdefault(str(record.identified_by), record.id)
                if other != record.id:
                    at = (*here, "identified_by")
                    word = shorten_for_message(record.identified_by)
                    message = f"`{format_path(at)}` is `{word}`, the same as that of `{other}`"
                    yield report_at(at, message, "A program cannot tell the two records apart; correct one of them.")


def _check_total_sources(records: _Records, total: ControlTotal, here: FieldPath) -> Iterator[Problem]:
    names = [*(("of", k, str(one)) for k, one in enumerate(total.of))]
    names += [("less", k, str(one)) for k, one in enumerate(total.less)]
    if total.kind in {TotalKind.BLOCKS, TotalKind.SEQUENCE}:
        if names:
            given = format_path((*here, names[0][0]))
            message = f"`{given}` is given, and a total of the kind `{total.kind}` does not use it"
            yield report_at((*here, names[0][0]), message, f"Remove it, or choose a kind other than `{total.kind}`.")
        return
    if total.kind is TotalKind.COUNT:
        for key, k, name in names:
            if name not in records:
                yield _describe_unknown((*here, key, k), name, tuple(records), "record")
    else:
        if not total.of:
            message = f"`{format_path(here)}` does not name the fields for the {total.kind.label.casefold()}"
            yield report_at((*here, "field"), message, "Add `of: [record.FIELD]`.")
        for key, k, name in names:
            found = list(_check_field_reference(records, name, (*here, key, k)))
            yield from found
            if not found:
                yield from _check_summed_field(records, total, name, (*here, key, k))
    if total.where is not None:
        counted = [name.partition(".")[0] for _, _, name in names] or list(records)
        yield from _check_condition(records, total.where, counted, here)


def _check_summed_field(records: _Records, total: ControlTotal, name: str, here: FieldPath) -> Iterator[Problem]:
    record, _, own = name.partition(".")
    field = next(field for field in records[record].fields if field.name == own)
    if total.kind is TotalKind.AMOUNT and field.type not in _NUMERIC_TYPES:
        message = (
            f"`{format_path(here)}` sums `{shorten_for_message(name)}`, which holds "
            f"{field.type.label.casefold()} values"
        )
        yield report_at(here, message, "Name a field of the type `amount`, or choose the kind `hash`.")
    if total.kind is TotalKind.CHECK_DIGIT and (
        field.length != _ROUTING_DIGITS or record != total.field.partition(".")[0]
    ):
        message = (
            f"`{format_path(here)}` is `{shorten_for_message(name)}`, which is not a "
            "routing number in the record of its check digit"
        )
        yield report_at(here, message, f"Name a field of {_ROUTING_DIGITS} digits in the record of the check digit.")


def _check_condition(records: _Records, where: Condition, names: Sequence[str], here: FieldPath) -> Iterator[Problem]:
    for name in dict.fromkeys(names):
        if name in records and all(field.name != where.field for field in records[name].fields):
            known = tuple(str(field.name) for field in records[name].fields)
            at = (*here, "where", "field")
            message = (
                f"`{format_path(at)}` is `{shorten_for_message(where.field)}`, and the record "
                f"`{name}` has no such field"
            )
            yield report_at(at, message, suggest_words(str(where.field), known, "Its fields"))


def _check_record_field(
    records: _Records, record: RecordLayout, field: RecordField, here: FieldPath
) -> Iterator[Problem]:
    own = tuple(str(one.name) for one in record.fields)
    if field.sign is not None and field.sign not in own:
        message = (
            f"`{format_path((*here, 'sign'))}` is `{shorten_for_message(field.sign)}`, and the record has no such field"
        )
        yield report_at((*here, "sign"), message, suggest_words(str(field.sign), own, "Its fields"))
    if field.same_as is not None:
        name = str(field.same_as)
        full = name if "." in name else f"{record.id}.{name}"
        yield from _check_field_reference(records, full, (*here, "same_as"))
    if field.pattern is not None and compile_full_match(str(field.pattern)) is None:
        hint = r"Write one like `[A-Z]\d{10}`; look-around and back-references are not supported. Check the brackets."
        yield report_at((*here, "pattern"), f"`{format_path((*here, 'pattern'))}` is not a regular expression", hint)


def _check_field_reference(records: _Records, name: str, here: FieldPath) -> Iterator[Problem]:
    record, dot, own = str(name).partition(".")
    if not dot:
        message = f"`{format_path(here)}` is `{shorten_for_message(name)}`, and a field is named `record.FIELD`"
        yield report_at(here, message, suggest_words(record, tuple(records), "Records"))
    elif record not in records:
        yield _describe_unknown(here, record, tuple(records), "record")
    elif all(field.name != own for field in records[record].fields):
        known = tuple(str(field.name) for field in records[record].fields)
        message = f"`{format_path(here)}` is `{shorten_for_message(name)}`, and the record `{record}` has no such field"
        yield report_at(here, message, suggest_words(own, known, "Its fields"))


def _describe_unknown(here: FieldPath, name: str, known: tuple[str, ...], what: str) -> Problem:
    message = f"`{format_path(here)}` is `{shorten_for_message(name)}`, and there is no such {what}"
    return report_at(here, message, suggest_words(name, known, "There are"))
