"""What `golive check` says of layouts beyond their own rules: examples and samples keep them."""

import io
from collections.abc import Iterator

from golive.data_files.dates import mask_in
from golive.data_files.fault_message import message_of
from golive.data_files.layout import is_fixed, layout_of
from golive.data_files.read_item import Fault
from golive.data_files.value_formats import form_of
from golive.data_files.verify import verify
from golive.schema import Integration
from golive.schema.batch import RecordField
from golive.schema.interfaces import BatchInterface
from golive.schema.words import FieldType
from golive.support.problems import Problem, SpecError, Step
from golive.yaml_io.load import Loaded
from golive.yaml_io.naming import name_of, shorten

_MOST = 20  # problems of one sample that are shown
_MOMENTS = {FieldType.DATE, FieldType.TIME, FieldType.TIMESTAMP}
Path = tuple[Step, ...]


def check_layouts(loaded: Loaded[Integration]) -> Iterator[Problem]:
    """What is wrong with the examples and samples of a spec's files.

    Args:
        loaded: a spec that could be read; it may break other rules.
    """
    for i, interface in enumerate(loaded.value.interfaces):
        if isinstance(interface, BatchInterface):
            path: Path = ("interfaces", i)
            yield from _examples(loaded, interface, path)
            yield from _samples(loaded, interface, path)


def _examples(loaded: Loaded[Integration], interface: BatchInterface, path: Path) -> Iterator[Problem]:
    fixed = is_fixed(interface)
    for j, record in enumerate(interface.records):
        for k, field in enumerate(record.fields):
            here = (*path, "records", j, "fields", k)
            yield from _mask(loaded, field, here, fixed=fixed)
            if field.example is None or (field.length and len(field.example) > field.length):
                continue
            form = form_of(field, fixed=fixed)
            text = field.example.strip(" ") if fixed else str(field.example)
            if field.type is not FieldType.FILLER and form.fault(text) is not None:
                said = f"`{name_of((*here, 'example'))}` ({shorten(field.name)}) is `{shorten(field.example)}`"
                hint = "Mend the example, or what the field says of its type, length, format and values."
                yield loaded.problem((*here, "example"), f"{said}, and the field holds {form.said}", hint)


def _mask(loaded: Loaded[Integration], field: RecordField, here: Path, *, fixed: bool) -> Iterator[Problem]:
    mask = mask_in(field.format or "") if field.type in _MOMENTS else ""
    if fixed and mask and field.length is not None and len(mask) > field.length:
        said = f"`{name_of((*here, 'format'))}` ({shorten(field.name)}) is {mask}, {len(mask)} characters"
        hint = "Mend the format, or the length."
        yield loaded.problem((*here, "format"), f"{said}, and the field holds {field.length}", hint)


def _samples(loaded: Loaded[Integration], interface: BatchInterface, path: Path) -> Iterator[Problem]:
    try:
        layout = layout_of(interface)
    except SpecError:  # nobody knows the encoding; `golive layout verify` says so
        return
    for k, one in enumerate(interface.samples):
        data = one.text.encode(layout.encoding, "replace").replace(b"\n", layout.ending or b"\n") + layout.ending
        faults = list(verify(io.BytesIO(data), layout))
        if not _is_whole(faults):
            continue
        for fault in faults[:_MOST]:
            yield _located(loaded, (*path, "samples", k, "text"), fault, str(one.text))


def _is_whole(faults: list[Fault]) -> bool:
    """Whether a sample is a file and no excerpt of one: the order of its records tells."""
    return not any(fault.found.startswith(("the record `", "the end of the file", "no record")) for fault in faults)


def _located(loaded: Loaded[Integration], path: Path, fault: Fault, text: str) -> Problem:
    """A fault of a sample, at its line in the spec."""
    node = loaded.tree.find(path)
    start, end = loaded.tree.offsets(path)
    lines = text.split("\n")
    message = message_of(fault)
    name = name_of(path)
    said = f"line {fault.line} of `{name}`: {message}" if fault.line else f"`{name}`: {message}"
    wanted = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
    at, found = start, -1
    for line in lines[: fault.line] if wanted and node else ():
        found = loaded.source.text.find(line, at, end) if line else at
        at = max(found, at) + len(line)
    if found < 0 or not wanted:
        return loaded.problem(path, said, fault.hint)
    column = found + max(fault.column - 1, 0)
    problem = loaded.source.problem(column, column + max(fault.width, 1), said, fault.hint)
    return problem._replace(hint=problem.hint or "Mend the sample, or the layout.")
