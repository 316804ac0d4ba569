"""A workspace for each test."""

from pathlib import Path

import pytest
from tests.releases.workspaces import Desktop


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    return Desktop.at(tmp_path / "work space")
