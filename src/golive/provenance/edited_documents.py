"""Find the documents of a release that a person edited."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from golive.project.workspace import Workspace
from golive.provenance.document_file import read_statement
from golive.provenance.ownership import REPLACED_FOLDER
from golive.provenance.verdict import find_release_differences
from golive.releases.document_parts import DocumentParts
from golive.releases.release_request import ReleaseState
from golive.releases.snapshots import get_snapshot_parts
from golive.releases.versioned_document import get_file_stem
from golive.render.text_seal import TEXT_SUFFIXES
from golive.support.problems import OriginError, OutputError, Problem, make_problem

_SUFFIXES: Final = TEXT_SUFFIXES | {".pptx", ".pdf"}
_MAX_FILES: Final = 2_000
_MAX_NAMED_CHANGES: Final = 6


def find_edited_documents(folder: Path, document_id: str, version: str, parts: DocumentParts | None) -> list[Problem]:
    """Find the documents below a folder that were made from a release, and edited since.

    Args:
        folder: the output folder of the document.
        document_id: id of the spec or the guide.
        version: the version of the release.
        parts: digests of the parts of the release; None if they are not recorded.

    Returns:
        A problem for each, with the slides or pages that were changed.
    """
    return list(_find_edited(folder, document_id, version, parts))


def refuse_edited_documents(workspace: Workspace, state: ReleaseState) -> None:
    """Refuse an approval if a document of the release in the output folder was edited: that is not what is approved.

    Raises:
        OutputError: names each edited document, and what was changed.
    """
    document = state.document.value
    parts = get_snapshot_parts(state.snapshot) if state.snapshot else None
    folder = workspace.output_folder / get_file_stem(document)
    if problems := find_edited_documents(folder, document.id, document.version, parts):
        raise OutputError(*problems)


def _find_edited(folder: Path, document_id: str, version: str, parts: DocumentParts | None) -> Iterator[Problem]:
    below = (path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
    files = (path for path in below if path.parent.name != REPLACED_FOLDER)
    for path in sorted(islice(files, _MAX_FILES)):
        try:
            found = read_statement(path)
        except OriginError:
            continue
        if found.is_intact or (found.id, found.version) != (document_id, version):
            continue
        if parts and find_release_differences(parts, dict(found.parts)):
            continue  # a draft
        choice = f"Copy the edits into the spec and release it again, or move the file away: it is no longer {version}."
        hint = "\n  ".join([*found.changes[:_MAX_NAMED_CHANGES], choice, "Nothing was written."])
        yield make_problem("was edited since it was made from this release", hint, path=path)
