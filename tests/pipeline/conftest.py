"""A small portfolio, for tests of builds in other processes and at other places."""

import shutil
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    """A workspace of four specs, `city-a` to `city-d`."""
    root = tmp_path / "portfolio"
    (root / "data" / "integrations").mkdir(parents=True)
    for name in ("organization", "process"):
        shutil.copy(SAMPLES / f"{name}.yaml", root / "data" / f"{name}.yaml")
    text = (SAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    for name in "abcd":
        path = root / "data" / "integrations" / f"{name}.yaml"
        path.write_text(text.replace("id: millbrook-water", f"id: city-{name}"), encoding="utf-8")
    return root
