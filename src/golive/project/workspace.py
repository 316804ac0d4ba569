"""A workspace: the folder with data/, templates/ and output/, and the files in it."""

import re
from pathlib import Path
from typing import NamedTuple

from golive.support.bundled import get_bundled_root
from golive.support.problems import OutputError, Problem, SpecError, make_problem
from golive.support.regular_files import (
    SPECIAL_FILE_HINT,
    describe_special_file,
    find_special_files,
    open_regular_file,
)

__all__ = ["MARKER_FILE", "Workspace", "find_workspace", "get_bundled_root", "open_workspace", "require_no_workspace"]

# `x.yml`, `x.yaml.txt` as Notepad saves it, `x.YAML`; not `x.yaml`, which is read.
_IGNORED_SPEC_NAME = re.compile(r"(?!.*\.yaml$)[^.].*\.(?i:ya?ml(\.txt)?)")
_SPEC_KEYS = (rb"^id\s*:", rb"^biller\s*:")
"""Keys at the start of a line that every spec has."""
MARKER_FILE = Path("data") / "organization.yaml"


class Workspace(NamedTuple):
    """The files of one vendor. The bundled workspace provides what is missing."""

    root: Path

    @property
    def organization_file(self) -> Path:
        """The file that describes the vendor."""
        return self.root / MARKER_FILE

    @property
    def process_file(self) -> Path:
        """The file of the typical process; the bundled one if the workspace has none."""
        own = self.root / "data" / "process.yaml"
        return own if own.exists() else get_bundled_root() / "data" / "process.yaml"

    @property
    def guide_file(self) -> Path:
        """The file of the participation guide."""
        return self.root / "data" / "guide.yaml"

    @property
    def data_folder(self) -> Path:
        """The folder of all data, including included files."""
        return self.root / "data"

    @property
    def output_folder(self) -> Path:
        """The default folder for documents."""
        return self.root / "output"

    def integration_file(self, spec_id: str) -> Path:
        """Return the default path for the spec of an integration."""
        return self.root / "data" / "integrations" / f"{spec_id}.yaml"

    def changelog_file(self, document_id: str) -> Path:
        """Return the path of the change log of an integration or of the guide."""
        return self.root / "data" / "changelogs" / f"{document_id}.yaml"

    def releases_folder(self, document_id: str) -> Path:
        """Return the folder of the releases of an integration or of the guide."""
        return self.root / "data" / "releases" / document_id

    def list_integration_files(self) -> tuple[Path, ...]:
        """List the files of all specs, sorted by name."""
        return tuple(sorted((self.root / "data" / "integrations").glob("*.yaml")))

    def list_ignored_spec_files(self) -> tuple[Path, ...]:
        """List the files that look like specs and are not read: because of how their names end, or where they are.

        Files in subfolders count only if they could be specs: parts that specs include have no `biller` of their own.
        """
        folder = self.root / "data" / "integrations"
        found = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
        ignored = [path for path in found if path.parent == folder and _IGNORED_SPEC_NAME.fullmatch(path.name)]
        ignored += [path for path in found if path.parent != folder and _is_misplaced_spec(path, folder)]
        return tuple(sorted(ignored))

    def check_special_files(self) -> tuple[Problem, ...]:
        """Return a problem for each pipe, socket, device and broken link in the data and templates.

        Not for one in the place of a spec, which is a problem of that spec alone.
        """
        specs = {path.absolute() for path in self.list_integration_files()}
        found: dict[Path, tuple[Path, str]] = {}
        for folder in (self.root / "templates", self.data_folder):
            for path, kind in find_special_files(folder):
                found.setdefault(path.parent.resolve() / path.name, (path, kind))
        return tuple(
            make_problem(f"is {kind}, not a file", SPECIAL_FILE_HINT, path=path)
            for path, kind in found.values()
            if path.absolute() not in specs
        )

    def list_template_folders(self, kind: str) -> tuple[Path, ...]:
        """List the template folders, the workspace's own first. `kind` is "slides" or "runbook"."""
        folders = (self.root / "templates" / kind, get_bundled_root() / "templates" / kind)
        return tuple(dict.fromkeys(folders))


def _is_misplaced_spec(path: Path, folder: Path) -> bool:
    """Return whether a file in a subfolder is a whole spec, by its keys; hidden folders do not count."""
    if any(part.startswith(".") for part in path.relative_to(folder).parts):
        return False
    if not (_IGNORED_SPEC_NAME.fullmatch(path.name) or path.suffix == ".yaml"):
        return False
    try:
        with open_regular_file(path) as file:
            text = file.read()
    except OSError:
        return True  # named, because nobody can tell
    return all(re.search(key, text, re.MULTILINE) for key in _SPEC_KEYS)


def find_workspace(start: Path) -> Workspace:
    """Find the workspace that contains `start` (a file or folder).

    Raises:
        SpecError: there is none.
    """
    begin = start.absolute()
    for folder in (begin, *begin.parents):
        if _has_marker(folder):
            return Workspace(folder)
    hint = (
        f"A workspace is a folder with {MARKER_FILE.as_posix()} in it. "
        "Make one with `golive init DIR`, or name yours with --workspace DIR."
    )
    raise SpecError(make_problem(f"no workspace found in {start} or above it", hint))


def _has_marker(folder: Path) -> bool:
    """Return whether a folder is a workspace; a pipe or a device in the marker's place is named when it is read."""
    marker = folder / MARKER_FILE
    return marker.is_file() or bool(describe_special_file(marker))


def require_no_workspace(folder: Path) -> None:
    """Raise OutputError if a folder is a workspace already."""
    if (folder / MARKER_FILE).exists():
        hint = "Start an integration in it with `golive new`. Nothing was written."
        raise OutputError(make_problem(f"{folder} is a workspace already", hint))


def open_workspace(root: Path) -> Workspace:
    """Return the workspace in exactly this folder.

    Raises:
        SpecError: the folder is not a workspace.
    """
    if not _has_marker(root):
        hint = f"A workspace is a folder with {MARKER_FILE.as_posix()} in it. Make one with `golive init DIR`."
        raise SpecError(make_problem(f"{root} is not a workspace", hint))
    return Workspace(root.absolute())
