"""Read a file as it is now, with unsaved text: its values, gaps and problems, and its project if it has no errors."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from golive.project.organization_file import load_organization
from golive.project.project import Project, load_guide, load_integration
from golive.project.workspace import Workspace
from golive.studio.sessions.targets import INTEGRATION, Target
from golive.support.problems import GoliveError, Problem, drop_duplicates
from golive.topics.questions import Gaps, find_open_fields
from golive.yaml_io.load import load, read_tree
from golive.yaml_io.source import use_unsaved_texts


class FileSnapshot(Struct, frozen=True):
    """A file at one moment.

    Attributes:
        target: the file.
        version: a digest of the values; pages send it back with each edit.
        values: its plain values, with includes and presets; None if it is no valid YAML.
        gaps: what it leaves open, by path.
        problems: everything to fix or to look at, in file order.
        project: the loaded project; None if there are errors, and for the vendor's own files.
    """

    target: Target
    version: str
    values: Any
    gaps: Gaps
    problems: tuple[Problem, ...]
    project: Project | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop documents from being made."""
        return tuple(one for one in self.problems if one.severity == "error")

    @property
    def is_readable(self) -> bool:
        """Return whether the file is valid YAML, so that forms can show it."""
        return isinstance(self.values, dict)


def read_file_snapshot(workspace: Workspace, target: Target, unsaved: Mapping[Path, str] | None = None) -> FileSnapshot:
    """Read a file and check it.

    Args:
        workspace: the workspace.
        target: the file.
        unsaved: text by file, read in place of what is on the disk.
    """
    with use_unsaved_texts(unsaved or {}):
        try:
            tree = read_tree(target.path, inside=workspace.data_folder)
        except GoliveError as error:
            return FileSnapshot(target, "", None, {}, tuple(error.problems))
        values = tree.root.value
        problems, project = _check_target(workspace, target)
    if not isinstance(values, dict):
        return FileSnapshot(target, "", None, {}, problems)
    gaps = find_open_fields(values, target.kind)
    return FileSnapshot(target, _digest_values(values), values, gaps, problems, project)


def _check_target(workspace: Workspace, target: Target) -> tuple[tuple[Problem, ...], Project | None]:
    try:
        if target.kind == INTEGRATION:
            project = load_integration(workspace, target.path)
            return tuple(drop_duplicates(project.warnings)), project
        if target.kind == "guide":
            return (), load_guide(workspace)
        if target.kind == "organization":
            load_organization(workspace)
            return (), None
        load(target.path, target.model, inside=workspace.data_folder)
    except GoliveError as error:
        return tuple(drop_duplicates(error.problems)), None
    return (), None


def _digest_values(values: object) -> str:
    return sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:16]
