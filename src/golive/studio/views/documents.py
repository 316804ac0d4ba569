"""The documents of a file: what there is, whether it is up to date and unchanged, and how far the making is."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from golive.pipeline.build import get_output_path
from golive.pipeline.catalog import DOCUMENTS, STATUS_KINDS, DocumentKind
from golive.pipeline.replacement import EDITED_FILE_CHOICE
from golive.project.project import Project
from golive.provenance.document_file import read_statement
from golive.provenance.ownership import REPLACED_FOLDER
from golive.provenance.statement import Statement
from golive.provenance.verdict import Verdict, compare_with_workspace
from golive.releases.status import find_release_status
from golive.render.text_seal import TEXT_SUFFIXES
from golive.schema.value_text import format_count, format_date, format_file_size, format_time, join_words
from golive.studio.sessions.document_run import RunState
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.sessions.targets import INTEGRATION
from golive.studio.views.audit import AUDITED_SUFFIXES
from golive.studio.views.problems import ProblemView, make_problem_views
from golive.support.problems import GoliveError, OriginError

Tone = Literal["good", "old", "changed", "foreign", "missing"]
FORMAT_NAMES = {
    ".pptx": "PowerPoint",
    ".pdf": "PDF",
    ".html": "Web page",
    ".xml": "Confluence page",
    ".md": "Markdown",
    ".svg": "Picture",
    ".json": "Data",
}
MORE_FORMATS = {"html": "Web page", "confluence": "Page for Confluence"}
"""The formats that may be made beside PowerPoint and PDF, by the names that `--format` takes."""
_SUFFIXES = TEXT_SUFFIXES | {".pptx", ".pdf"}
_MAX_FILES = 200
_MAX_EDITS = 40


class JudgedDocument(NamedTuple):
    """The state of a document, in words, and what can be proved about it."""

    tone: Tone
    words: str
    proof: tuple[str, ...]


class DocumentFile(Struct, frozen=True):
    """A document, made or not.

    Attributes:
        name: its file name.
        title: its title.
        format: PowerPoint, PDF and the like.
        tone: how good its state is.
        words: its state in words.
        proof: what golive can prove about it, one sentence each.
        about: size and time; empty if it is not there.
        url: the address to download it from; empty if it is not there.
        is_internal: whether it shows internal notes.
        edits_url: the address of the edits of a person in it; empty if there are none, or none can be taken.
        check_url: the address to check it at; empty if it cannot be checked.
    """

    name: str
    title: str
    format: str
    tone: Tone
    words: str
    proof: tuple[str, ...] = ()
    about: str = ""
    url: str = ""
    is_internal: bool = False
    edits_url: str = ""
    check_url: str = ""


class DocumentChoice(Struct, frozen=True):
    """A document that can be made."""

    kind: str
    title: str
    format: str
    is_checked: bool


class MergeView(Struct, frozen=True):
    """What was merged in a deck that a person had edited: a summary, and one sentence for each edit and conflict."""

    name: str
    summary: str
    lines: tuple[str, ...]


class RunView(Struct, frozen=True):
    """How far the making of documents is, in words.

    Attributes:
        state: nothing yet, running, made, or failed.
        words: one sentence.
        jobs: each document with its state in words.
        done: how many are done.
        problems: why nothing was written.
        has_edited_files: whether files stand in the way that a person edited or made.
        merges: what was merged.
        kept: sentences on files that stayed as they were.
        order_fields: names and values that repeat the order.
    """

    state: Literal["none", "running", "made", "failed"]
    words: str = ""
    jobs: tuple[tuple[str, str], ...] = ()
    done: int = 0
    problems: tuple[ProblemView, ...] = ()
    has_edited_files: bool = False
    merges: tuple[MergeView, ...] = ()
    kept: tuple[str, ...] = ()
    order_fields: tuple[tuple[str, str], ...] = ()


class DocumentsPage(Struct, frozen=True):
    """What the page of documents shows.

    Attributes:
        present: the documents of the present version, made or not.
        earlier: other files of golive in the folder.
        hidden_count: how many more files there are.
        choices: the documents that can be made.
        folder: the folder.
        has_folder: whether it exists.
        run: how far the making is.
    """

    present: tuple[DocumentFile, ...]
    earlier: tuple[DocumentFile, ...]
    hidden_count: int
    choices: tuple[DocumentChoice, ...]
    folder: str
    has_folder: bool
    run: RunView


def list_document_kinds(kind: str) -> tuple[DocumentKind, ...]:
    """Return the documents of a kind of file."""
    return tuple(row for row in DOCUMENTS if row.subject == kind)


def find_document_folder(snapshot: FileSnapshot, output_folder: Path) -> Path:
    """Return the folder that holds the documents of a file, which need not exist."""
    rows = list_document_kinds(snapshot.target.kind)
    project = snapshot.project
    about_id = project.document_subject.id if project else snapshot.target.id
    return output_folder / Path(rows[0].path.format(id=about_id, version="")).parent


def judge_document(snapshot: FileSnapshot, path: Path) -> JudgedDocument:
    """Return the state of any document, in words, and what can be proved about it.

    Args:
        snapshot: the file that it is compared with.
        path: the document.
    """
    project = _add_standing(snapshot.project)
    describer = _Describer(snapshot, path.parent, project, list_document_kinds(snapshot.target.kind))
    try:
        return describer.judge(path, read_statement(path))
    except OriginError as error:
        return JudgedDocument("foreign", "Not made by golive", tuple(f"It {one.message}." for one in error.problems))


def list_document_files(folder: Path) -> tuple[Path, ...]:
    """List the files of documents in a folder, by name."""
    found = (path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
    current = (path for path in found if path.parent.name != REPLACED_FOLDER)
    return tuple(sorted(islice(current, 10 * _MAX_FILES)))


def build_documents_page(snapshot: FileSnapshot, output_folder: Path, state: RunState) -> DocumentsPage:
    """Return what the page of documents shows.

    Args:
        snapshot: the file.
        output_folder: the workspace's folder for documents.
        state: how far the making of documents is.
    """
    rows = list_document_kinds(snapshot.target.kind)
    folder = find_document_folder(snapshot, output_folder)
    project = _add_standing(snapshot.project)
    present = _list_present_paths(project, rows, output_folder) if project else {}
    files = list_document_files(folder)
    describer = _Describer(snapshot, folder, project, rows)
    shown = [
        describer.describe(path) if path in files else describer.describe_missing(path, row)
        for path, row in present.items()
        if path in files or (row.is_default and "internal" not in path.parts[-2:])
    ]
    others = [path for path in files if path not in present]
    order = state.order
    wanted = order.kinds if order else tuple(row.kind for row in rows if row.is_default)
    choices = tuple(
        DocumentChoice(row.kind, name_kind(row), "PowerPoint" if row.has_slides else "PDF", row.kind in wanted)
        for row in rows
    )
    return DocumentsPage(
        tuple(shown),
        tuple(describer.describe(path) for path in others[:_MAX_FILES]),
        max(0, len(others) - _MAX_FILES),
        choices,
        str(folder),
        folder.is_dir(),
        _build_run_view(snapshot, state, rows),
    )


def describe_documents(snapshot: FileSnapshot, output_folder: Path, project: Project) -> tuple[DocumentFile, ...]:
    """Return the documents of a project that is a released version of a file, made or not.

    Args:
        snapshot: the file.
        output_folder: the workspace's folder for documents.
        project: the released version.
    """
    rows = list_released_kinds(snapshot.target.kind)
    describer = _Describer(
        snapshot, find_document_folder(snapshot, output_folder), _add_standing(snapshot.project), rows
    )
    return tuple(
        describer.describe(path) if path.is_file() else describer.describe_missing(path, row)
        for path, row in _list_present_paths(project, rows, output_folder).items()
        if path.is_file() or (row.is_default and "internal" not in path.parts[-2:])
    )


def list_released_kinds(kind: str) -> tuple[DocumentKind, ...]:
    """Return the documents that a released version of a kind of file has; a weekly status is of a day."""
    return tuple(row for row in list_document_kinds(kind) if row.kind not in STATUS_KINDS)


def list_version_files(snapshot: FileSnapshot, output_folder: Path, version: str) -> tuple[str, ...]:
    """Return the names of the documents that were made of a released version."""
    folder = find_document_folder(snapshot, output_folder)
    return tuple(path.name for path in list_document_files(folder) if path.stem.endswith(f"-{version}"))


def name_kind(row: DocumentKind) -> str:
    """Return the name of a document in words."""
    return f"{row.title}, one slide" if row.layout == "one-slide" else row.title


def _add_standing(project: Project | None) -> Project | None:
    if project is None:
        return None
    today = date.today()  # noqa: DTZ011 - the day where the person is
    try:
        return replace(project, release_status=find_release_status(project), reference_day=today)
    except GoliveError:
        return None


def _list_present_paths(
    project: Project, rows: Sequence[DocumentKind], output_folder: Path
) -> dict[Path, DocumentKind]:
    """Return the paths of the documents of the present version, for the biller and for the vendor's own team."""
    return {
        output_folder / get_output_path(replace(project, is_internal=internal), row.path): row
        for internal in (False, True)
        for row in rows
    }


class _Describer(Struct, frozen=True):
    """Describes the files of one folder."""

    snapshot: FileSnapshot
    folder: Path
    project: Project | None
    rows: Sequence[DocumentKind]

    def describe_missing(self, path: Path, row: DocumentKind) -> DocumentFile:
        return DocumentFile(path.name, name_kind(row), FORMAT_NAMES[path.suffix], "missing", "Not made yet")

    def describe(self, path: Path) -> DocumentFile:
        place = path.relative_to(self.folder)
        is_internal = "internal" in place.parts[:-1]
        url = f"{self.snapshot.target.url}/documents/file/{quote(place.as_posix())}"
        try:
            statement = read_statement(path)
        except OriginError as error:
            proof = tuple(f"It {one.message}." for one in error.problems)
            title, judged, engine = path.stem, JudgedDocument("foreign", "Not made by golive", proof), ""
        else:
            engine = statement.engine
            title = next((name_kind(row) for row in self.rows if row.kind == statement.kind), path.stem)
            judged = self.judge(path, statement)
        has_edits = judged.tone == "changed" and path.suffix == ".pptx" and self.project is not None
        edits_url = f"{self.snapshot.target.url}/documents/edits/{quote(place.as_posix())}" if has_edits else ""
        format_name = FORMAT_NAMES.get(path.suffix, path.suffix[1:].upper())
        can_check = path.suffix in AUDITED_SUFFIXES and self.snapshot.target.kind == INTEGRATION
        check_url = f"{self.snapshot.target.url}/check-file?made={quote(place.as_posix())}" if can_check else ""
        about = _describe_file(path)
        if engine:
            about += f" · set by {engine}"
        return DocumentFile(path.name, title, format_name, *judged, about, url, is_internal, edits_url, check_url)

    def judge(self, path: Path, statement: Statement) -> JudgedDocument:
        """Return the state of a document, in words, and what can be proved about it."""
        verdict = Verdict(statement)
        if self.project is not None:
            try:
                same = statement.id == self.project.document_subject.id
                verdict = compare_with_workspace(statement, self.project if same else None)
            except GoliveError as error:
                return JudgedDocument(
                    "foreign", "Cannot be compared", tuple(f"{one.message}." for one in error.problems)
                )
        proof = tuple(_list_proofs(verdict, is_compared=self.project is not None))
        if not statement.is_intact:
            stays = "your edits stay when it is made again" if path.suffix == ".pptx" else "it is not replaced"
            return JudgedDocument("changed", f"Edited since it was made; {stays}", proof)
        if self.project is None:
            return JudgedDocument("old", "Cannot be compared while there is something to fix", proof)
        if verdict.is_current:
            return JudgedDocument("good", "As released" if verdict.release == "released" else "Up to date", proof)
        if verdict.release == "released":
            return JudgedDocument("old", f"Version {statement.version}, as it was released", proof)
        return JudgedDocument("old", "Out of date", proof)


def _list_proofs(verdict: Verdict, *, is_compared: bool) -> Iterator[str]:
    made = verdict.statement
    by = f", its pages set by {made.engine}" if made.engine else ""
    yield f"Version {made.version}, made by {made.made_by}{by}."
    yield "Unchanged since it was made." if made.is_intact else "Changed since it was made:"
    yield from (one if one.endswith(".") else f"{one}." for one in made.changes[:_MAX_EDITS])
    if not is_compared:
        return
    if not verdict.is_found:
        yield "It belongs to another integration."
        return
    yield {
        "released": f"Made from {made.version} as it was released.",
        "edited": f"Made from {made.version} as it was released, and edited since.",
        "other": f"Not what was released as {made.version}: it differs in {join_words(verdict.release_differences)}.",
        "none": f"Version {made.version} has not been released.",
    }[verdict.release]
    if verdict.changed_parts:
        yield f"Since then, there are changes in: {join_words(verdict.changed_parts)}."
    for one in verdict.sign_offs:
        yield f"{'Approval' if one.approval.date else 'Approval awaited'}: {one.description}."


def _describe_file(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return ""
    at = datetime.fromtimestamp(status.st_mtime, UTC).astimezone()
    return f"{format_file_size(status.st_size)} · {format_date(at.date())}, {format_time(at.time())}"


def _build_run_view(snapshot: FileSnapshot, state: RunState, rows: Sequence[DocumentKind]) -> RunView:
    if state.order is None:
        return RunView("none")
    titles = {row.kind: name_kind(row) for row in rows}
    words = {"waiting": "waiting", "made": "ready", "failed": "failed"}
    jobs = tuple((f"{titles[job.kind]} ({_name_format(job.format)})", words[job.state]) for job in state.jobs)
    if state.is_running:
        count = len(state.jobs)
        said = f"{state.done_count} of {count} ready; all are written together" if count else "Starting"
        return RunView("running", said, jobs, state.done_count)
    fields = _list_order_fields(state)
    if state.problems:
        edited = any(EDITED_FILE_CHOICE in problem.hint for problem in state.problems)
        choice = "Move it to another folder, or let it be replaced."
        found = [one._replace(hint=one.hint.replace(EDITED_FILE_CHOICE, choice)) for one in state.problems]
        said = "Nothing was written."
        return RunView(
            "failed",
            said,
            jobs,
            0,
            make_problem_views(snapshot, found),
            edited,
            _list_merges(state),
            (),
            fields,
        )
    said = f"{format_count(len(state.written), 'file')} written." if state.written else "Everything was up to date."
    kept = tuple(f"{path.name} {reason}." for path, reason in state.kept)
    return RunView("made", " ".join([said, *state.notes]), jobs, 0, (), False, _list_merges(state), kept, fields)  # noqa: FBT003 - a field


def _name_format(name: str) -> str:
    return MORE_FORMATS.get(name) or FORMAT_NAMES.get(f".{name}", name)


def _list_order_fields(state: RunState) -> tuple[tuple[str, str], ...]:
    order = state.order
    if order is None:
        return ()
    more = [("format", name) for name in order.formats if name in MORE_FORMATS]
    more += [("audience", "internal")] if order.is_internal else []
    more += [("engine", order.pdf_engine)] if order.pdf_engine else []
    return (*(("kind", kind) for kind in order.kinds), *more, ("preference", order.preference))


def _list_merges(state: RunState) -> tuple[MergeView, ...]:
    found = []
    for path, report in state.merged:
        counts = (
            f"{format_count(len(report.edits), 'edit')} of yours kept, "
            f"{format_count(report.applied, 'change')} brought in, {format_count(len(report.conflicts), 'conflict')}"
        )
        lines = [f"Kept: {one.message}" for one in report.edits]
        lines += [f"Conflict: {one.message}" for one in report.conflicts]
        lines += [f"Worth a look: {one}" for one in report.faults]
        found.append(MergeView(path.name, counts, tuple(lines[:_MAX_EDITS])))
    return tuple(found)
