"""A workspace: the folder that holds data/, templates/ and output/. Paths only; nothing is read here."""

from pathlib import Path
from typing import NamedTuple

from golive.support.bundled import bundled
from golive.support.problems import SpecError, problem

__all__ = ["MARK", "Workspace", "at", "bundled", "find"]

MARK = Path("data") / "organization.yaml"
JOURNAL = ".journal"
"""In the folder of releases: what an interrupted one was writing."""


class Workspace(NamedTuple):
    """Where everything of one vendor lies. What a workspace lacks comes from the bundled one."""

    root: Path

    @property
    def organization(self) -> Path:
        """The vendor's own data."""
        return self.root / MARK

    @property
    def process(self) -> Path:
        """The typical process; the bundled one where the workspace has none."""
        own = self.root / "data" / "process.yaml"
        return own if own.exists() else bundled() / "data" / "process.yaml"

    @property
    def guide(self) -> Path:
        """The participation guide's content."""
        return self.root / "data" / "guide.yaml"

    @property
    def data(self) -> Path:
        """The folder of all data; what a file includes lies in it, too."""
        return self.root / "data"

    @property
    def output(self) -> Path:
        """Where documents go when nothing else is said."""
        return self.root / "output"

    def integration(self, spec_id: str) -> Path:
        """Where the spec of an integration lies when golive has put it there."""
        return self.root / "data" / "integrations" / f"{spec_id}.yaml"

    def changelog(self, document_id: str) -> Path:
        """The change log of an integration or of the guide."""
        return self.root / "data" / "changelogs" / f"{document_id}.yaml"

    def releases(self, document_id: str) -> Path:
        """The folder of what was released of an integration or of the guide."""
        return self.root / "data" / "releases" / document_id

    def integrations(self) -> tuple[Path, ...]:
        """Every spec, by name."""
        return tuple(sorted((self.root / "data" / "integrations").glob("*.yaml")))

    def templates(self, kind: str) -> tuple[Path, ...]:
        """The folders templates are looked for in, the workspace's own first. `kind` is "slides" or "runbook"."""
        folders = (self.root / "templates" / kind, bundled() / "templates" / kind)
        return tuple(dict.fromkeys(folders))


def find(start: Path) -> Workspace:
    """The workspace that `start` (a file or folder) lies in, looked for upward.

    Raises:
        SpecError: there is none.
    """
    begin = start.absolute()
    for folder in (begin, *begin.parents):
        if (folder / MARK).is_file():
            return Workspace(folder)
    hint = f"A workspace is a folder with {MARK.as_posix()} in it. Name it with --workspace DIR."
    raise SpecError(problem(f"no workspace found in {start} or above it", hint))


def at(root: Path) -> Workspace:
    """The workspace in exactly this folder.

    Raises:
        SpecError: the folder is none.
    """
    if not (root / MARK).is_file():
        hint = f"A workspace is a folder with {MARK.as_posix()} in it."
        raise SpecError(problem(f"{root} is no workspace", hint))
    return Workspace(root.absolute())
