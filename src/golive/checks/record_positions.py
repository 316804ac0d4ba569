"""Checks on record layouts: fields join without gap or overlap, and examples fit their fields."""

from collections.abc import Iterator

from golive.checks.files import iterate_files
from golive.checks.record_fields import iterate_fields
from golive.schema import Integration
from golive.schema.batch import RecordLayout
from golive.schema.interfaces import BatchInterface
from golive.schema.words import FileFormat, LineEnding
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message

_POSITIONAL_FORMATS = {FileFormat.FIXED_WIDTH, FileFormat.NACHA}
_LINELESS_FORMATS = {FileFormat.EDI_820, FileFormat.JSON, FileFormat.XML}
_NACHA_LENGTH = 94


def fixed_width_fields_join(spec: Integration) -> Iterator[Problem]:
    """In a fixed-width file, each character of a record belongs to exactly one field."""
    for top, interface in iterate_files(spec):
        if _is_positional(interface):
            for j, record in enumerate(interface.records):
                path = (*top, "records", j)
                yield from _check_positions(record, path)
                if interface.format is FileFormat.NACHA and record.length not in {None, _NACHA_LENGTH}:
                    prefix = f"`{format_path((*path, 'length'))}` is {record.length}"
                    message = f"{prefix}, and a NACHA record has {_NACHA_LENGTH} characters"
                    yield report_at(
                        (*path, "length"), message, "Correct the length, or choose the format `fixed-width`."
                    )


def _is_positional(interface: BatchInterface) -> bool:
    """Return whether positions count characters; for BAI2, only if every record has a length (lockbox files)."""
    if interface.format is FileFormat.BAI2:
        return all(record.length is not None for record in interface.records)
    return interface.format in _POSITIONAL_FORMATS


def columns_count_up(spec: Integration) -> Iterator[Problem]:
    """The position of a column, if given, is its number."""
    for top, interface in iterate_files(spec):
        if interface.format is FileFormat.DELIMITED:
            for j, record in enumerate(interface.records):
                for k, field in enumerate(record.fields):
                    if field.position not in {None, k + 1}:
                        path = (*top, "records", j, "fields", k, "position")
                        message = (
                            f"`{format_path(path)}` ({shorten_for_message(field.name)}) is "
                            f"{field.position}, and it is column {k + 1}"
                        )
                        yield report_at(path, message, "Correct the number, or move the field to its place.")


def lines_end(spec: Integration) -> Iterator[Problem]:
    """A format with one record per line has a line ending."""
    for top, interface in iterate_files(spec):
        if interface.line_ending is not LineEnding.NONE:
            continue
        if interface.format and interface.format not in _LINELESS_FORMATS:
            path = (*top, "line_ending")
            message = f"`{format_path(path)}` is `none`, and the records of `{interface.format}` have a line each"
            yield report_at(path, message, "Write `lf` or `crlf`.")


def _check_positions(record: RecordLayout, path: tuple[PathStep, ...]) -> Iterator[Problem]:
    free = 1  # first position that belongs to no field yet
    before = ""
    for k, field in enumerate(record.fields):
        here = (*path, "fields", k)
        if field.position is None or field.length is None:
            key = "position" if field.position is None else "length"
            hint = f"Add `position: {free}`, if it follows the field before." if key == "position" else "Add `length:`."
            message = (
                f"`{format_path(here)}` ({shorten_for_message(field.name)}) has no `{key}`, and "
                "the record is of fixed width"
            )
            yield report_at(here, message, hint)
            return
        prefix = f"`{format_path((*here, 'position'))}` ({shorten_for_message(field.name)}) is {field.position}"
        if field.position < free:
            message = f"{prefix}, and {before or 'the record'} extends to character {free - 1}"
            yield report_at((*here, "position"), message, f"Two fields overlap. The next free position is {free}.")
        elif field.position > free:
            gap = (
                f"character {free} belongs"
                if field.position == free + 1
                else f"characters {free} to {field.position - 1} belong"
            )
            hint = "Add a field of the type `filler` before it, or correct the position."
            yield report_at((*here, "position"), f"{prefix}, and {gap} to no field", hint)
        free = field.position + field.length
        before = shorten_for_message(field.name)
    if record.length is not None and free - 1 != record.length:
        message = f"`{format_path((*path, 'length'))}` is {record.length}, and its fields end at {free - 1}"
        yield report_at((*path, "length"), message, "Correct the length, or add the missing field.")


def examples_fit(spec: Integration) -> Iterator[Problem]:
    """No example is longer than its field."""
    for path, field in iterate_fields(spec):
        if field.example is not None and field.length is not None and len(field.example) > field.length:
            here = (*path, "example")
            prefix = f"`{format_path(here)}` ({shorten_for_message(field.name)}) has {len(field.example)} characters"
            yield report_at(
                here, f"{prefix}, and the field holds {field.length}", "Shorten the example, or correct the length."
            )
