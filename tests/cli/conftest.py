"""Make a workspace in which tests run commands."""

import shutil
from pathlib import Path
from typing import Final

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"

VENDOR: Final = (
    *("--name", "Harborline Payments", "--platform", "Harborline Bill Center"),
    *("--website", "https://www.harborline.example.org", "--email", "support@harborline.example.org"),
    *("--phone", "800-555-0143", "--hours", "At any hour", "--date", "2027-01-04"),
)
"""The options of `golive init` that say who the vendor is."""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """One small integration with its guide; `millbrook-water` is its id."""
    root = tmp_path / "work space"
    (root / "data" / "integrations").mkdir(parents=True)
    (root / "data" / "changelogs").mkdir()
    shutil.copy(SAMPLES / "minimal.yaml", root / "data" / "integrations" / "millbrook-water.yaml")
    for name in ("organization", "process", "guide"):
        shutil.copy(SAMPLES / f"{name}.yaml", root / "data" / f"{name}.yaml")
    shutil.copy(SAMPLES / "changelog.yaml", root / "data" / "changelogs" / "millbrook-water.yaml")
    return root


@pytest.fixture
def spec(workspace: Path) -> Path:
    """Return the only spec of the workspace."""
    return workspace / "data" / "integrations" / "millbrook-water.yaml"


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
