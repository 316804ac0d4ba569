"""Check a file that somebody has: a data file against its layout, or a document for what golive can prove."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Literal

from msgspec import Struct

from golive.data_files.fault_message import fault_to_problem
from golive.data_files.layout import FileLayout, build_file_layout
from golive.data_files.sample import write_sample
from golive.data_files.verify import verify_file
from golive.project.project import IntegrationProject
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.audit import RuleView, audit_document
from golive.studio.views.documents import judge_document
from golive.studio.views.problems import format_for_browser
from golive.support.problems import GoliveError, Problem

DOCUMENT = "document"
AUDIT = "audit"
MAX_SAMPLE_RECORDS = 10_000
_MAX_FAULTS = 100
_PIECE_BYTES = 1_000_000


class FaultView(Struct, frozen=True):
    """A fault of a file.

    Attributes:
        place: line and position in words; may be empty.
        message: what was found, and what was expected.
        hint: what to do about it; may be empty.
        before: the text of the line before the fault; empty with `marked` if the line is not shown.
        marked: the faulty text.
        after: the text after it.
    """

    place: str
    message: str
    hint: str
    before: str = ""
    marked: str = ""
    after: str = ""


class CheckResult(Struct, frozen=True):
    """What a check found.

    Attributes:
        file_name: name of the file.
        state: `good`, `bad`, or `refused` if it could not be checked.
        words: the result in one sentence.
        faults: the faults, in file order.
        proof: what can be proved about a document.
        rules: what an audit found, by rule.
    """

    file_name: str
    state: Literal["good", "bad", "refused"]
    words: str
    faults: tuple[FaultView, ...] = ()
    proof: tuple[str, ...] = ()
    rules: tuple[RuleView, ...] = ()


class FileChoice(Struct, frozen=True):
    """A file interface whose layout is known: its id and its name."""

    id: str
    name: str


def list_file_choices(snapshot: FileSnapshot) -> tuple[FileChoice, ...]:
    """Return the file interfaces of an integration whose layout is known; none while it has errors."""
    project = snapshot.project
    if not isinstance(project, IntegrationProject):
        return ()
    return tuple(
        FileChoice(one.id, one.name) for one in project.spec.batch if _find_layout(snapshot, one.id) is not None
    )


def _find_layout(snapshot: FileSnapshot, interface_id: str) -> FileLayout | None:
    project = snapshot.project
    if not isinstance(project, IntegrationProject):
        return None
    interface = next((one for one in project.spec.batch if one.id == interface_id), None)
    if interface is None or not interface.records:
        return None
    try:
        return build_file_layout(interface)
    except GoliveError:
        return None


def check_data_file(snapshot: FileSnapshot, interface_id: str, file_name: str, stream: BinaryIO) -> CheckResult:
    """Check a data file against the layout of a file interface.

    Args:
        snapshot: the integration.
        interface_id: id of the interface.
        file_name: name of the file, for messages.
        stream: the file.
    """
    layout = _find_layout(snapshot, interface_id)
    if layout is None:
        return CheckResult(file_name, "refused", "The layout of this file is not known yet.")
    try:
        found = list(islice(verify_file(stream, layout), _MAX_FAULTS + 1))
    except GoliveError as error:
        return _refuse(file_name, error)
    if not found:
        return CheckResult(file_name, "good", f"It matches the layout of {layout.name}.")
    count = f"More than {_MAX_FAULTS} faults" if len(found) > _MAX_FAULTS else _count_faults(len(found))
    faults = tuple(_view_fault(fault_to_problem(fault, Path(file_name))) for fault in found[:_MAX_FAULTS])
    return CheckResult(file_name, "bad", f"{count} against the layout of {layout.name}.", faults)


def check_document(snapshot: FileSnapshot, chosen: str, file_name: str, document: BinaryIO | Path) -> CheckResult:
    """Check a document.

    Args:
        snapshot: the file that it may have been made from.
        chosen: `DOCUMENT` for what golive can prove about it: whether it made it, from what, and whether it was changed
            since; `AUDIT` for damage and accessibility.
        file_name: name of the document.
        document: the document.
    """
    check = _audit if chosen == AUDIT else _prove
    if isinstance(document, Path):
        return check(snapshot, file_name, document)
    suffix = Path(file_name).suffix.lower()
    with TemporaryDirectory(prefix="golive-") as folder:
        path = Path(folder) / f"document{suffix if suffix[1:].isalnum() and len(suffix) < 8 else ''}"  # noqa: PLR2004
        with path.open("wb") as copy:
            while piece := document.read(_PIECE_BYTES):
                copy.write(piece)
        return check(snapshot, file_name, path)


def _audit(_snapshot: FileSnapshot, file_name: str, path: Path) -> CheckResult:
    found = audit_document(path)
    return CheckResult(file_name, found.state, found.words, rules=found.rules)


def _prove(snapshot: FileSnapshot, file_name: str, path: Path) -> CheckResult:
    judged = judge_document(snapshot, path)
    state: Literal["good", "bad"] = "bad" if judged.tone in {"changed", "foreign"} else "good"
    return CheckResult(file_name, state, f"{judged.words}.", (), judged.proof)


def write_sample_file(snapshot: FileSnapshot, interface_id: str, records: int) -> Iterator[bytes] | None:
    """Return the pieces of a sample file with invented values; None if the layout is not known.

    Args:
        snapshot: the integration.
        interface_id: id of the interface.
        records: how many records of detail it has.
    """
    layout = _find_layout(snapshot, interface_id)
    return None if layout is None else write_sample(layout, min(records, MAX_SAMPLE_RECORDS), 1)


def _refuse(file_name: str, error: GoliveError) -> CheckResult:
    said = " ".join(format_for_browser(f"{one.message}. {one.hint}".strip()) for one in error.problems)
    return CheckResult(file_name, "refused", f"It cannot be checked: {said}")


def _count_faults(count: int) -> str:
    return "One fault" if count == 1 else f"{count} faults"


def _view_fault(problem: Problem) -> FaultView:
    place = f"Line {problem.line:,}" if problem.line else ""
    place += f", position {problem.column:,}" if problem.column else ""
    message = format_for_browser(problem.message)
    start = problem.column - problem.excerpt_column
    excerpt = problem.excerpt if problem.column else ""
    end = start + problem.width
    return FaultView(
        place,
        f"{message[:1].upper()}{message[1:].rstrip('.')}.",
        format_for_browser(problem.hint),
        excerpt[:start],
        excerpt[start:end],
        excerpt[end:],
    )
