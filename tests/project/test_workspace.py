"""Finding a workspace."""

from pathlib import Path

import pytest

from golive.project.workspace import Workspace, at, bundled, find
from golive.support.problems import SpecError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "integrations").mkdir(parents=True)
    (tmp_path / "data" / "organization.yaml").write_text("name: x\n")
    return tmp_path


def test_a_workspace_is_found_upward_from_a_spec(root: Path) -> None:
    spec = root / "data" / "integrations" / "x.yaml"

    assert find(spec) == Workspace(root)
    assert find(root) == at(root) == Workspace(root)


def test_a_folder_without_an_organization_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="is no workspace"):
        at(tmp_path)
    with pytest.raises(SpecError, match="no workspace found in"):
        find(tmp_path / "x.yaml")


def test_integrations_come_by_name(root: Path) -> None:
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        (root / "data" / "integrations" / name).touch()

    assert [path.name for path in Workspace(root).integrations()] == ["a.yaml", "b.yaml"]


def test_what_a_workspace_lacks_comes_from_the_bundled_one(root: Path) -> None:
    workspace = Workspace(root)

    assert workspace.process == bundled() / "data" / "process.yaml"
    assert workspace.templates("slides") == (root / "templates" / "slides", bundled() / "templates" / "slides")
    (root / "data" / "process.yaml").touch()
    assert workspace.process == root / "data" / "process.yaml"


def test_the_bundled_workspace_is_complete() -> None:
    assert at(bundled()).integrations()
    assert (bundled() / "templates" / "slides" / "theme.pptx").is_file()
