"""Resolve command-line words (files, ids, version numbers, or `released`) to versions of a document."""

import re
from contextlib import suppress
from pathlib import Path

import click
from msgspec import Struct

from golive.cli.workspace_formats import apply_workspace_formats
from golive.project.workspace import Workspace, find_workspace, open_workspace
from golive.releases.snapshots import list_released_versions, read_snapshot
from golive.releases.version_number import parse_version
from golive.releases.versioned_document import VersionedDocument, get_file_stem, read_document
from golive.schema.values import VERSION_PATTERN
from golive.support.problems import SpecError, make_problem
from golive.yaml_io.load import Loaded

RELEASED = "released"
GUIDE = "guide"


class RequestedDocument(Struct, frozen=True):
    """A document that was named on the command line, by file or by id.

    Attributes:
        path: its file.
        folder: the workspace folder that was given; None to find the workspace from the file.
    """

    path: Path
    folder: Path | None

    @property
    def workspace(self) -> Workspace:
        """Return the workspace that the document belongs to.

        Raises:
            SpecError: there is not a workspace.
        """
        return open_workspace(self.folder) if self.folder else find_workspace(self.path)


def resolve_document_argument(word: str, folder: Path | None) -> RequestedDocument:
    """Find the file for a command-line word, which is a path or the id of a document, and apply its formats.

    Raises:
        SpecError: there is no such file and no such id.
    """
    asked = _find_document(word, folder)
    with suppress(SpecError):  # a file outside of every workspace
        apply_workspace_formats(asked.workspace)
    return asked


def _find_document(word: str, folder: Path | None) -> RequestedDocument:
    path = Path(word)
    if path.exists() or path.suffix:
        return RequestedDocument(path, folder)
    workspace = open_workspace(folder) if folder else find_workspace(Path.cwd())
    known = {item.stem: item for item in workspace.list_integration_files()}
    if workspace.guide_file.exists():
        known.setdefault(GUIDE, workspace.guide_file)
    if word in known:
        return RequestedDocument(known[word], workspace.root)
    hint = f"Documents of this workspace: {', '.join(known) or 'none'}."
    raise SpecError(make_problem(f"there is no file and no document called `{word}`", hint))


def read_compared_versions(
    words: tuple[str, str], spec: str | None, folder: Path | None
) -> tuple[Loaded[VersionedDocument], ...]:
    """Read the two versions to compare.

    Args:
        words: the words typed for the older and the newer version.
        spec: the document that the version numbers belong to, if given.
        folder: the workspace folder, if given.

    Raises:
        click.UsageError: both words are version numbers and no document was named.
        SpecError: a file is unreadable or not valid, a version does not exist, or the two documents differ in kind.
    """
    named = [word for word in words if not _is_version(word)]
    about = spec or (named[0] if named else None)
    if about is None:
        raise click.UsageError("Two versions of what? Name the document with --spec, or name a file.")
    asked = resolve_document_argument(about, folder)
    sides = tuple(
        _read_released_version(asked, word) if _is_version(word) else _read_document_or_snapshot(word, folder)
        for word in words
    )
    if type(sides[0].value) is not type(sides[1].value):
        hint = "Name two versions of one integration, or of the guide."
        raise SpecError(make_problem("the two files are of different kinds", hint, path=sides[1].path))
    return sides


def _is_version(word: str) -> bool:
    return not Path(word).exists() and (word == RELEASED or re.fullmatch(VERSION_PATTERN, word) is not None)


def _read_document_or_snapshot(word: str, folder: Path | None) -> Loaded[VersionedDocument]:
    path = _find_document(word, folder).path
    return read_snapshot(path) if path.suffix == ".json" else read_document(path)


def _read_released_version(asked: RequestedDocument, word: str) -> Loaded[VersionedDocument]:
    document = _read_document_or_snapshot(str(asked.path), asked.folder).value
    folder = asked.workspace.releases_folder(get_file_stem(document))
    known = list_released_versions(folder)
    if word == RELEASED:
        found = known[0] if known else None
    else:
        found = next((version for version in known if parse_version(version) == parse_version(word)), None)
    if found is None:
        what = "nothing" if word == RELEASED else f"no version {word}"
        hint = f"Released: {', '.join(known)}." if known else "`golive release` makes the first release."
        raise SpecError(make_problem(f"{what} of `{document.id}` has been released", hint))
    return read_snapshot(folder / f"{found}.json")
