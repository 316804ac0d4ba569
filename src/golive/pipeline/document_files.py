"""The files of a build: collect them, write all or none, and compare them with those on the disk."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from golive.pipeline.jobs import JobResult
from golive.pipeline.replacement import NewFile, WritePlan, find_removable
from golive.support.files import list_stale_files, write_files_atomically
from golive.support.journal import digest_file
from golive.support.problems import Problem, make_problem
from golive.support.stored_content import StoredContent, digest_content

if TYPE_CHECKING:
    from golive.render.slides.merge.report import MergeReport


def collect_documents(done: Sequence[JobResult], output: Path | None) -> dict[Path, NewFile]:
    """Return every file that was built, keyed by its absolute path."""
    documents: dict[Path, NewFile] = {}
    for end in done:
        if end.made:
            project, kind = end.job.project, end.made.kind
            target = (output if output is not None else project.workspace.output_folder).absolute()
            subject, release_status = project.document_subject, project.release_status
            released = release_status.released if release_status and not release_status.draft else ""
            about = (subject.id, kind, released, release_status.parts if release_status else ())
            documents[target / end.made.place] = NewFile(end.made.content, kind, *about, end.made.engines)
            documents |= {
                target / place: NewFile(content, end.made.extra, *about) for place, content in end.made.extras
            }
    return documents


def write_documents(plan: WritePlan, documents: Mapping[Path, NewFile]) -> str:
    """Write all files of a plan or none, and remove pictures of an earlier build that nobody changed.

    Returns:
        One sentence about an earlier write that was interrupted there; empty if there was none.

    Raises:
        OutputError: a document cannot be written, or was changed since it was judged.
    """
    pictures = [path for path in documents if path.suffix == ".svg"]
    stale = [path for name in ("[0-9][0-9]*-*.svg", "figure-[0-9]*.svg") for path in list_stale_files(pictures, name)]
    removed = {path: digest_file(path) for path in find_removable(stale, documents)}
    files = {**plan.files, **plan.copies, **dict.fromkeys(removed)}
    return write_files_atomically(files, "the build", {**plan.expected, **removed})


def find_stale_documents(documents: Mapping[Path, NewFile], plan: WritePlan) -> list[Problem]:
    """Return a problem for each document that is missing, out of date or not golive's on disk."""
    hint = "Build it: golive build."
    refused = {problem.path for problem in plan.problems}
    stale = [path for path in documents if path in plan.files and path not in refused]
    return [
        *plan.problems,
        *(
            make_problem(f"this document is {'out of date' if path.is_file() else 'missing'}", hint, path=path)
            for path in stale
        ),
    ]


def document_to_dict(path: Path, new: NewFile, plan: WritePlan) -> dict[str, Any]:
    """Convert a document to the plain values that are reported and stored in the build record."""
    kept = plan.kept
    content = path.read_bytes() if path in kept else plan.files.get(path, new.content)
    size = content.size if isinstance(content, StoredContent) else len(content)
    row = {"kind": new.role, "path": str(path), "bytes": size, "sha256": digest_content(content)}
    if path in kept:
        row["kept"] = kept[path]
    if path in plan.merged:
        row["merge"] = _report_to_dict(plan.merged[path])
    if path in plan.copied:
        row["replaced"] = str(plan.copied[path])
    return {**row, "engines": dict(new.engines)} if new.engines else row


def _report_to_dict(report: "MergeReport") -> dict[str, Any]:
    """Convert the report of a merge to plain values."""
    from msgspec import to_builtins

    conflicts = [{**to_builtins(one), "message": one.message} for one in report.conflicts]
    values: dict[str, Any] = {**to_builtins(report), "conflicts": conflicts}
    return values
