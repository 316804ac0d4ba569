"""Finding a workspace."""

from pathlib import Path

import pytest

from golive.project.workspace import Workspace, find_workspace, get_bundled_root, open_workspace
from golive.support.problems import SpecError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "integrations").mkdir(parents=True)
    (tmp_path / "data" / "organization.yaml").write_text("name: x\n")
    return tmp_path


def test_a_workspace_is_found_upward_from_a_spec(root: Path) -> None:
    spec = root / "data" / "integrations" / "x.yaml"

    assert find_workspace(spec) == Workspace(root)
    assert find_workspace(root) == open_workspace(root) == Workspace(root)


def test_a_folder_without_an_organization_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="is not a workspace"):
        open_workspace(tmp_path)
    with pytest.raises(SpecError, match="no workspace found in"):
        find_workspace(tmp_path / "x.yaml")


def test_integrations_come_by_name(root: Path) -> None:
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        (root / "data" / "integrations" / name).touch()

    assert [path.name for path in Workspace(root).list_integration_files()] == ["a.yaml", "b.yaml"]


def test_what_a_workspace_lacks_comes_from_the_bundled_one(root: Path) -> None:
    workspace = Workspace(root)

    assert workspace.process_file == get_bundled_root() / "data" / "process.yaml"
    assert workspace.list_template_folders("slides") == (
        root / "templates" / "slides",
        get_bundled_root() / "templates" / "slides",
    )
    (root / "data" / "process.yaml").touch()
    assert workspace.process_file == root / "data" / "process.yaml"


def test_the_bundled_workspace_is_complete() -> None:
    assert open_workspace(get_bundled_root()).list_integration_files()
    assert (get_bundled_root() / "templates" / "slides" / "theme.pptx").is_file()
