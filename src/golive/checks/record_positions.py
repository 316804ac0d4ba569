"""Record layouts: the fields of a record join without gap or overlap, and examples fit their fields."""

from collections.abc import Iterator

from golive.checks.finding import Finding
from golive.schema import Integration
from golive.schema.batch import RecordField, RecordLayout
from golive.schema.interfaces import BatchInterface, RealTimeInterface
from golive.schema.realtime import MessageField
from golive.schema.words import FileFormat, LineEnding
from golive.support.problems import Step
from golive.yaml_io.naming import name_of, shorten

_BY_POSITION = {FileFormat.FIXED_WIDTH, FileFormat.NACHA}
_WITHOUT_LINES = {FileFormat.EDI_820, FileFormat.JSON, FileFormat.XML}
_NACHA_LENGTH = 94


def fixed_width_fields_join(spec: Integration) -> Iterator[Finding]:
    """In a file of fixed width each character of a record belongs to one field."""
    for i, interface in enumerate(spec.interfaces):
        if isinstance(interface, BatchInterface) and _by_position(interface):
            for j, record in enumerate(interface.records):
                path = ("interfaces", i, "records", j)
                yield from _joined(record, path)
                if interface.format is FileFormat.NACHA and record.length not in {None, _NACHA_LENGTH}:
                    said = f"`{name_of((*path, 'length'))}` is {record.length}"
                    message = f"{said}, and a NACHA record has {_NACHA_LENGTH} characters"
                    yield Finding((*path, "length"), message, "Mend the length, or choose the format `fixed-width`.")


def _by_position(interface: BatchInterface) -> bool:
    """Whether positions count characters; in BAI2, where every record has a length, as in a lockbox file."""
    if interface.format is FileFormat.BAI2:
        return all(record.length is not None for record in interface.records)
    return interface.format in _BY_POSITION


def columns_count_up(spec: Integration) -> Iterator[Finding]:
    """A column that says its number says the right one."""
    for i, interface in enumerate(spec.interfaces):
        if isinstance(interface, BatchInterface) and interface.format is FileFormat.DELIMITED:
            for j, record in enumerate(interface.records):
                for k, field in enumerate(record.fields):
                    if field.position not in {None, k + 1}:
                        path = ("interfaces", i, "records", j, "fields", k, "position")
                        message = (
                            f"`{name_of(path)}` ({shorten(field.name)}) is {field.position}, and it is column {k + 1}"
                        )
                        yield Finding(path, message, "Mend the number, or put the field into its place.")


def lines_end(spec: Integration) -> Iterator[Finding]:
    """Only records that end by themselves need no lines."""
    for i, interface in enumerate(spec.interfaces):
        if not isinstance(interface, BatchInterface) or interface.line_ending is not LineEnding.NONE:
            continue
        if interface.format and interface.format not in _WITHOUT_LINES:
            path = ("interfaces", i, "line_ending")
            message = f"`{name_of(path)}` is `none`, and the records of `{interface.format}` have a line each"
            yield Finding(path, message, "Write `lf` or `crlf`.")


def _joined(record: RecordLayout, path: tuple[Step, ...]) -> Iterator[Finding]:
    free = 1  # first character that belongs to no field yet
    before = ""
    for k, field in enumerate(record.fields):
        here = (*path, "fields", k)
        if field.position is None or field.length is None:
            key = "position" if field.position is None else "length"
            hint = f"Add `position: {free}`, if it follows the field before." if key == "position" else "Add `length:`."
            message = f"`{name_of(here)}` ({shorten(field.name)}) has no `{key}`, and the record is of fixed width"
            yield Finding(here, message, hint)
            return
        said = f"`{name_of((*here, 'position'))}` ({shorten(field.name)}) is {field.position}"
        if field.position < free:
            message = f"{said}, and {before or 'the record'} reaches to {free - 1}"
            yield Finding((*here, "position"), message, f"Two fields overlap. The next free position is {free}.")
        elif field.position > free:
            gap = (
                f"character {free} belongs"
                if field.position == free + 1
                else f"characters {free} to {field.position - 1} belong"
            )
            hint = "Add a field of the type `filler` before it, or mend the position."
            yield Finding((*here, "position"), f"{said}, and {gap} to no field", hint)
        free = field.position + field.length
        before = shorten(field.name)
    if record.length is not None and free - 1 != record.length:
        message = f"`{name_of((*path, 'length'))}` is {record.length}, and its fields end at {free - 1}"
        yield Finding((*path, "length"), message, "Mend the length, or add the missing field.")


def examples_fit(spec: Integration) -> Iterator[Finding]:
    """No example is longer than its field."""
    for path, field in _fields(spec):
        if field.example is not None and field.length is not None and len(field.example) > field.length:
            here = (*path, "example")
            said = f"`{name_of(here)}` ({shorten(field.name)}) has {len(field.example)} characters"
            yield Finding(
                here, f"{said}, and the field holds {field.length}", "Shorten the example, or mend the length."
            )


def _fields(spec: Integration) -> Iterator[tuple[tuple[Step, ...], RecordField | MessageField]]:
    for i, interface in enumerate(spec.interfaces):
        top = ("interfaces", i)
        if isinstance(interface, BatchInterface):
            for j, record in enumerate(interface.records):
                yield from (((*top, "records", j, "fields", k), field) for k, field in enumerate(record.fields))
        if isinstance(interface, RealTimeInterface):
            for j, call in enumerate(interface.operations):
                yield from (((*top, "operations", j, "request", k), field) for k, field in enumerate(call.request))
                yield from (((*top, "operations", j, "response", k), field) for k, field in enumerate(call.response))
