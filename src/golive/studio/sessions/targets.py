"""Find the files that can be edited: the integrations of a workspace, the vendor's data, the guide and the process."""

from pathlib import Path

from msgspec import Struct

from golive.project.workspace import Workspace
from golive.schema.field import Model
from golive.topics.topic import FILE_MODELS

INTEGRATION = "integration"
_TITLES = {"organization": "Vendor", "guide": "Participation guide", "process": "Typical process"}


class Target(Struct, frozen=True):
    """A file that can be edited.

    Attributes:
        kind: its kind, a key of `FILE_MODELS`.
        id: the integration's id; for other files the same as `kind`.
        path: the file.
    """

    kind: str
    id: str
    path: Path

    @property
    def model(self) -> type[Model]:
        """The model of the file."""
        return FILE_MODELS[self.kind]

    @property
    def title(self) -> str:
        """What it is called where its own name is not known."""
        return _TITLES.get(self.kind, self.id)

    @property
    def url(self) -> str:
        """The address of its pages, without a slash at the end."""
        return f"/integrations/{self.id}" if self.kind == INTEGRATION else f"/vendor/{self.kind}"


def list_integration_targets(workspace: Workspace) -> tuple[Target, ...]:
    """List the integrations of a workspace, sorted by file name."""
    return tuple(Target(INTEGRATION, path.stem, path) for path in workspace.list_integration_files())


def list_vendor_targets(workspace: Workspace) -> tuple[Target, ...]:
    """List the vendor's own files: its data, the guide and the typical process; only those that exist."""
    found = (
        Target("organization", "organization", workspace.organization_file),
        Target("guide", "guide", workspace.guide_file),
        Target("process", "process", workspace.data_folder / "process.yaml"),
    )
    return tuple(target for target in found if target.path.is_file())


def find_shared_target(target: Target, path: Path | None) -> Target | None:
    """Return the vendor's own file at a path, of the workspace that another file belongs to; None if it is none."""
    if path is None or path.stem not in _TITLES or path.suffix != ".yaml" or path.parent not in target.path.parents:
        return None
    return Target(path.stem, path.stem, path)


def find_target(workspace: Workspace, kind: str, target_id: str) -> Target | None:
    """Return the file of a kind with an id, or None; ids are compared with those of files that exist."""
    listed = list_integration_targets(workspace) if kind == INTEGRATION else list_vendor_targets(workspace)
    return next((target for target in listed if (target.kind, target.id) == (kind, target_id)), None)
