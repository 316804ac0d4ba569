"""Find the preset that a sample file follows: the one whose layout finds no fault in it, or the fewest."""

from io import BytesIO
from itertools import islice
from typing import Any, Final, NamedTuple

from golive.data_files.fault_message import fault_to_problem
from golive.data_files.layout import build_file_layout
from golive.data_files.reading_results import Fault, Reach
from golive.data_files.verify import verify_file
from golive.exchange.imports.offer import ImportedFile, ImportNote
from golive.schema.interfaces import BatchInterface
from golive.support.bundled import get_bundled_root
from golive.support.problems import GoliveError
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import read_source

_MAX_FAULTS: Final = 30
_MAX_NOTES: Final = 5
_LINES_PER_FAULT: Final = 5
_STARTS: Final = {"nacha": b"1", "bai2": b"01,", "edi-820": b"ISA", "lockbox": b"1"}
_NACHA_LENGTH: Final = 94
_INTERFACE: Final = {
    "id": "file", "name": "File", "purpose": "-", "direction": "biller-to-vendor", "owner": "owner", "carries": ["-"],
    "method": "batch", "file_name": {}, "schedule": {}, "controls": {},
}  # fmt: skip
"""What a preset does not say, and no reader of its files asks for."""


class PresetMatch(NamedTuple):
    """A preset that a file follows.

    Attributes:
        name: the preset.
        about: what the preset says of itself.
        line_ending: the line ending of the file, where it differs from the preset.
        notes: where the file differs from the preset.
    """

    name: str
    about: str
    line_ending: str
    notes: list[ImportNote]


def find_preset(file: ImportedFile) -> PresetMatch | None:
    """Return the preset that a file follows; None if it follows none."""
    best: tuple[int, str, str, str, list[Fault]] | None = None
    for path in sorted((get_bundled_root() / "data" / "presets").glob("*.yaml")):
        values: dict[str, Any] = dict(parse_yaml(read_source(path)).root.value)
        about = str(values.pop("about", ""))
        if not _may_follow(file.data, path.stem, str(values.get("format"))):
            continue
        ending = _find_line_ending(file.data, str(values.get("line_ending", "lf")))
        faults = _find_faults(file.data, values | ({"line_ending": ending} if ending else {}))
        if faults is None or not _is_close(
            faults, file.data, is_bank_file=path.stem in _STARTS or values["format"] in _STARTS
        ):
            continue
        if best is None or len(faults) < best[0]:
            best = (len(faults), path.stem, about, ending, faults)
    if best is None:
        return None
    _, name, about, ending, faults = best
    notes = []
    for fault in faults[:_MAX_NOTES]:
        problem = fault_to_problem(fault, file.path)
        notes.append(
            ImportNote(problem._replace(severity="warning", message=f"differs from `{name}`: {problem.message}"))
        )
    return PresetMatch(name, about, ending, notes)


def _may_follow(data: bytes, name: str, form: str) -> bool:
    """Return whether the first line may be one of a preset; other presets need not be tried."""
    start = _STARTS.get(name) or _STARTS.get(form)
    if start is None:
        return True
    if form == "nacha" and len(data.partition(b"\n")[0].rstrip(b"\r")) != _NACHA_LENGTH:
        return False
    return data.startswith(start)


def _is_close(faults: list[Fault], data: bytes, *, is_bank_file: bool) -> bool:
    """Return whether a file follows a layout: without faults, or a bank's file with few of them."""
    if not faults or not is_bank_file:
        return not faults
    lines = data.count(b"\n") + data.count(b"~")
    return len(faults) * _LINES_PER_FAULT <= lines and all(fault.reach is not Reach.FILE for fault in faults)


def _find_line_ending(data: bytes, usual: str) -> str:
    """Return the line ending of a file if it differs from the usual one; empty if it does not, or has none."""
    found = "crlf" if b"\r\n" in data else "lf" if b"\n" in data else ""
    return found if found != usual else ""


def _find_faults(data: bytes, values: dict[str, Any]) -> list[Fault] | None:
    """Return the first faults that a layout finds in a file; None if it is no layout."""
    try:
        layout = build_file_layout(BatchInterface.model_validate(_INTERFACE | values))
    except (GoliveError, ValueError):
        return None
    return list(islice(verify_file(BytesIO(data), layout), _MAX_FAULTS))
