"""Check that the examples and samples in a spec match its layouts, for `golive check`."""

import io
from collections.abc import Iterable, Iterator

from golive.data_files.dates import find_mask
from golive.data_files.fault_message import fault_message
from golive.data_files.layout import build_file_layout, is_fixed_width
from golive.data_files.reading_results import Fault
from golive.data_files.value_formats import build_value_format
from golive.data_files.verify import verify_file
from golive.schema import Integration
from golive.schema.batch import RecordField
from golive.schema.interfaces import BatchInterface
from golive.schema.words import FieldType
from golive.support.problems import PathStep, Problem, SpecError
from golive.yaml_io.load import Loaded
from golive.yaml_io.message_text import format_path, shorten_for_message

_MOST = 20  # problems of one sample that are shown
_MOMENTS = {FieldType.DATE, FieldType.TIME, FieldType.TIMESTAMP}
Path = tuple[PathStep, ...]


def check_layouts(loaded: Loaded[Integration], found: Iterable[Problem] = ()) -> Iterator[Problem]:
    """Check that the examples and samples of a spec's files keep their record layouts.

    Args:
        loaded: a spec that could be read; it may break other rules.
        found: the problems that other checks found. Where one lies in the records or control totals of a file, its
            samples are not read: with a wrong layout each line of a sample would be called wrong.
    """
    errors = [one for one in found if one.severity == "error"]
    for i, interface in enumerate(loaded.value.interfaces):
        if isinstance(interface, BatchInterface):
            path: Path = ("interfaces", i)
            yield from _examples(loaded, interface, path)
            parts = ((*path, "records"), (*path, "controls"))
            if not any(_lies_in(loaded, part, one) for part in parts for one in errors):
                yield from _samples(loaded, interface, path)


def _lies_in(loaded: Loaded[Integration], path: Path, problem: Problem) -> bool:
    """Return True if a problem points at a line of the value at `path`."""
    node = loaded.tree.find_node(path)
    if node is None:
        return False
    first, last = (loaded.source.make_problem(at, at, "") for at in (node.start, max(node.start, node.end - 1)))
    return problem.path == first.path and first.line <= problem.line <= last.line


def _examples(loaded: Loaded[Integration], interface: BatchInterface, path: Path) -> Iterator[Problem]:
    fixed = is_fixed_width(interface)
    for j, record in enumerate(interface.records):
        for k, field in enumerate(record.fields):
            here = (*path, "records", j, "fields", k)
            yield from _mask(loaded, field, here, fixed=fixed)
            if field.example is None or (field.length and len(field.example) > field.length):
                continue
            form = build_value_format(field, fixed=fixed)
            text = field.example.strip(" ") if fixed else str(field.example)
            if field.type is not FieldType.FILLER and form.fault(text) is not None:
                name, example = shorten_for_message(field.name), shorten_for_message(field.example)
                said = f"`{format_path((*here, 'example'))}` ({name}) is `{example}`"
                hint = "Fix the example, or the type, length, format or values of the field."
                yield loaded.make_problem((*here, "example"), f"{said}, and the field holds {form.expected}", hint)


def _mask(loaded: Loaded[Integration], field: RecordField, here: Path, *, fixed: bool) -> Iterator[Problem]:
    mask = find_mask(field.format or "") if field.type in _MOMENTS else ""
    if fixed and mask and field.length is not None and len(mask) > field.length:
        said = (
            f"`{format_path((*here, 'format'))}` ({shorten_for_message(field.name)}) is {mask}, {len(mask)} characters"
        )
        hint = "Fix the format, or the length."
        yield loaded.make_problem((*here, "format"), f"{said}, and the field holds {field.length}", hint)


def _samples(loaded: Loaded[Integration], interface: BatchInterface, path: Path) -> Iterator[Problem]:
    try:
        layout = build_file_layout(interface)
    except SpecError:  # unknown encoding, which `golive layout verify` reports
        return
    for k, one in enumerate(interface.samples):
        data = one.text.encode(layout.encoding, "replace").replace(b"\n", layout.ending or b"\n") + layout.ending
        faults = list(verify_file(io.BytesIO(data), layout))
        if not _is_whole(faults):
            continue
        for fault in faults[:_MOST]:
            yield _locate_fault(loaded, (*path, "samples", k, "text"), fault, str(one.text))


def _is_whole(faults: list[Fault]) -> bool:
    """Tell whether a sample is a whole file and not an excerpt, by the order of its records."""
    return not any(fault.found.startswith(("the record `", "the end of the file", "no record")) for fault in faults)


def _locate_fault(loaded: Loaded[Integration], path: Path, fault: Fault, text: str) -> Problem:
    """Convert a fault of a sample to a problem at its line in the spec."""
    node = loaded.tree.find_node(path)
    start, end = loaded.tree.find_caret_offsets(path)
    lines = text.split("\n")
    message = fault_message(fault)
    name = format_path(path)
    said = f"line {fault.line} of `{name}`: {message}" if fault.line else f"`{name}`: {message}"
    wanted = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
    at, found = start, -1
    for line in lines[: fault.line] if wanted and node else ():
        found = loaded.source.text.find(line, at, end) if line else at
        at = max(found, at) + len(line)
    if found < 0 or not wanted:
        return loaded.make_problem(path, said, fault.hint)
    column = found + max(fault.column - 1, 0)
    hint = fault.hint or "Fix the sample, or the layout."
    problem = loaded.source.make_problem(column, column + max(fault.width, 1), said, hint)
    return loaded.add_where(problem, path)
