"""A workspace for each test."""

from pathlib import Path

import pytest
from tests.releases.workspaces import ReleaseWorkspace


@pytest.fixture
def workspace(tmp_path: Path) -> ReleaseWorkspace:
    return ReleaseWorkspace.create(tmp_path / "work space")
