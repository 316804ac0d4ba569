"""A released version: its documents, and what it means to take it back."""

from datetime import date

from msgspec import Struct

from golive.project.project import Project
from golive.releases.released_project import load_released_project
from golive.releases.versioned_document import get_file_stem
from golive.releases.withdrawal import WithdrawalOptions
from golive.schema.value_text import format_count, format_date
from golive.studio.sessions.document_run import RunState
from golive.studio.sessions.releasing import plan_release_withdrawal
from golive.studio.sessions.session import EditSession
from golive.studio.views.documents import (
    DocumentChoice,
    DocumentFile,
    describe_documents,
    list_released_kinds,
    list_version_files,
    name_kind,
)


class VersionPage(Struct, frozen=True):
    """The documents of a released version.

    Attributes:
        version: the version.
        released_on: its day, in words.
        documents: its documents, made or not.
        choices: the documents that can be made.
        notes: why documents that are made now may differ from those of the release.
    """

    version: str
    released_on: str
    documents: tuple[DocumentFile, ...]
    choices: tuple[DocumentChoice, ...]
    notes: tuple[str, ...]


class WithdrawalPage(Struct, frozen=True):
    """What taking back the newest release does.

    Attributes:
        version: the release.
        consequences: what happens, one sentence each.
        files: names of its documents, which stay.
        by: who takes it back, to start from.
        day: the day, to start from.
    """

    version: str
    consequences: tuple[str, ...]
    files: tuple[str, ...]
    by: str
    day: str


def build_version_page(
    session: EditSession, project: Project, version: str, wanted: tuple[str, ...] = ()
) -> VersionPage:
    """Return the documents of a released version.

    Args:
        session: the file.
        project: the file as it is now.
        version: the released version.
        wanted: the kinds of documents that were asked for last.

    Raises:
        GoliveError: the version was not released, or cannot be read.
    """
    snapshot = session.read()
    found = load_released_project(session.workspace, get_file_stem(project.document_subject), version)
    rows = list_released_kinds(session.target.kind)
    about = found.project.document_subject
    return VersionPage(
        about.version,
        format_date(about.date),
        describe_documents(snapshot, session.workspace.output_folder, found.project),
        tuple(
            DocumentChoice(
                row.kind,
                name_kind(row),
                "PowerPoint" if row.has_slides else "PDF",
                row.kind in wanted if wanted else row.is_default,
            )
            for row in rows
        ),
        found.notes,
    )


def describe_made(state: RunState) -> str:
    """Return what came of making documents, in one sentence; empty if nothing has."""
    if state.order is None or state.is_running or state.problems:
        return ""
    written = format_count(len(state.written), "file")
    kept = len(state.kept)
    return f"{written} written{f', {kept} stayed as they were' if kept else ''}."


def build_withdrawal_page(session: EditSession, today: date) -> WithdrawalPage:
    """Return what taking back the newest release does.

    Raises:
        GoliveError: nothing is released, or it cannot be withdrawn.
    """
    snapshot = session.read()
    plan = plan_release_withdrawal(session, WithdrawalOptions(today))
    previous = plan.previous_version
    consequences = (
        f"Its entry stays in the change log, marked as withdrawn. The number {plan.version} is not used again.",
        f"{previous} is the newest release again." if previous else "Nothing is released then.",
        "What is in the forms stays as it is, and is a draft again.",
        "The released content is kept under another name. Nothing is deleted.",
    )
    files = list_version_files(snapshot, session.workspace.output_folder, plan.version)
    return WithdrawalPage(plan.version, consequences, files, plan.withdrawal.by, today.isoformat())
