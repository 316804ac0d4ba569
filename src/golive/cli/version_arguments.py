"""From what a person typed to two versions of one document: files, ids, version numbers, or `released`."""

import re
from pathlib import Path

import click
from msgspec import Struct

from golive.project.workspace import Workspace, at, find
from golive.releases.snapshots import read_snapshot, released
from golive.releases.version_number import order
from golive.releases.versioned_document import Document, filed_as, read_document
from golive.schema.values import VERSION
from golive.support.problems import SpecError, problem
from golive.yaml_io.load import Loaded

RELEASED = "released"
GUIDE = "guide"


class Asked(Struct, frozen=True):
    """A document that a person named, by file or by id.

    Attributes:
        path: its file.
        folder: the workspace that was named; None when it is found from the file.
    """

    path: Path
    folder: Path | None

    @property
    def workspace(self) -> Workspace:
        """The workspace that it belongs to.

        Raises:
            SpecError: there is none.
        """
        return at(self.folder) if self.folder else find(self.path)


def document_file(word: str, folder: Path | None) -> Asked:
    """The file that a word means: itself, or that of an id.

    Raises:
        SpecError: there is no such file and no such id.
    """
    path = Path(word)
    if path.exists() or path.suffix:
        return Asked(path, folder)
    workspace = at(folder) if folder else find(Path.cwd())
    known = {item.stem: item for item in workspace.integrations()}
    if workspace.guide.exists():
        known.setdefault(GUIDE, workspace.guide)
    if word in known:
        return Asked(known[word], workspace.root)
    hint = f"Documents of this workspace: {', '.join(known) or 'none'}."
    raise SpecError(problem(f"there is no file and no document called `{word}`", hint))


def two_sides(words: tuple[str, str], spec: str | None, folder: Path | None) -> tuple[Loaded[Document], ...]:
    """Read both versions.

    Args:
        words: what was typed for the older and the newer one.
        spec: the document that version numbers are of, when it was named.
        folder: the workspace, when it was named.

    Raises:
        click.UsageError: two version numbers, and nobody said of what.
        SpecError: a file cannot be read or is not valid, a version is not there, or the two are of different kinds.
    """
    named = [word for word in words if not _is_version(word)]
    about = spec or (named[0] if named else None)
    if about is None:
        raise click.UsageError("Two versions of what? Name the document with --spec, or name a file.")
    asked = document_file(about, folder)
    sides = tuple(_version(asked, word) if _is_version(word) else _file(word, folder) for word in words)
    if type(sides[0].value) is not type(sides[1].value):
        hint = "Name two versions of one integration, or of the guide."
        raise SpecError(problem("the two files are of different kinds", hint, path=sides[1].path))
    return sides


def _is_version(word: str) -> bool:
    return not Path(word).exists() and (word == RELEASED or re.fullmatch(VERSION, word) is not None)


def _file(word: str, folder: Path | None) -> Loaded[Document]:
    path = document_file(word, folder).path
    return read_snapshot(path) if path.suffix == ".json" else read_document(path)


def _version(asked: Asked, word: str) -> Loaded[Document]:
    document = _file(str(asked.path), asked.folder).value
    folder = asked.workspace.releases(filed_as(document))
    known = released(folder)
    if word == RELEASED:
        found = known[0] if known else None
    else:
        found = next((version for version in known if order(version) == order(word)), None)
    if found is None:
        what = "nothing" if word == RELEASED else f"no version {word}"
        hint = f"Released: {', '.join(known)}." if known else "`golive release` makes the first release."
        raise SpecError(problem(f"{what} of `{document.id}` has been released", hint))
    return read_snapshot(folder / f"{found}.json")
