"""The samples' history is what the command makes of it."""

import shutil
import subprocess
import sys
from pathlib import Path

from golive.project.project import load_guide, load_integration
from golive.project.workspace import open_workspace
from golive.releases.changes_to_show import find_changes_to_show

ROOT = Path(__file__).parents[2]
MADE = ("data/changelogs/riverton-water.yaml", "data/releases")


def read_files(root: Path) -> dict[str, bytes]:
    found = [
        path for name in MADE for path in ((root / name), *sorted((root / name).rglob("*.json"))) if path.is_file()
    ]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_the_releases_of_the_samples_are_up_to_date(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    command = [sys.executable, str(ROOT / "tools" / "sample_releases.py"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)

    assert len(read_files(ROOT)) == 4
    assert read_files(tmp_path) == read_files(ROOT), "run `python tools/sample_releases.py`"


def test_the_samples_are_as_they_were_released() -> None:
    workspace = open_workspace(ROOT)
    news = find_changes_to_show(
        load_integration(workspace, workspace.root / "data" / "integrations" / "riverton-water.yaml")
    )

    assert news
    assert (news.since, news.unreleased) == ("1.0.0", False)
    assert find_changes_to_show(load_guide(workspace)) is None
