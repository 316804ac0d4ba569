"""The wheel holds everything that a workspace without templates of its own needs."""

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "tests" / "samples"


@pytest.fixture(scope="module")
def wheel_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it as pip would; return the folder."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    assert wheel.stat().st_size < 5_000_000
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_a_deck_is_built_from_the_wheel_alone(wheel_files: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / "integrations").mkdir(parents=True)
    (tmp_path / "data" / "integrations" / "a.yaml").write_bytes((SAMPLES / "minimal.yaml").read_bytes())
    (tmp_path / "data" / "organization.yaml").write_bytes((SAMPLES / "organization.yaml").read_bytes())
    environment = {**os.environ, "PYTHONPATH": str(wheel_files), "PYTHONSAFEPATH": "1"}

    where = subprocess.run(
        [sys.executable, "-c", "import golive; print(golive.__file__)"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    run = subprocess.run(
        [sys.executable, "-m", "golive", "build", "--only", "deck"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert where.stdout.startswith(str(wheel_files))
    assert run.returncode == 0, run.stderr
    assert (tmp_path / run.stdout.strip()).read_bytes()[:2] == b"PK"


def test_a_message_names_each_extra() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    sources = [path.read_text("utf-8") for path in (ROOT / "src" / "golive").rglob("*.py")]
    assert len(extras) > 5
    assert all(any(f"pip install 'golive[{name}]'" in text for text in sources) for name in extras.keys() - {"all"})


def test_starter_data_and_licences_are_inside(wheel_files: Path) -> None:
    inside = {path.relative_to(wheel_files).as_posix() for path in wheel_files.rglob("*") if path.is_file()}

    assert {
        "golive/starter/data/organization.yaml",
        "golive/starter/templates/slides/theme.pptx",
        "golive/scaffold/texts/gitignore",
        "golive/scaffold/texts/spec.yaml",
        "golive/py.typed",
    } <= inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert any("OFL" in name for name in inside), "the bundled fonts travel with their licence"
    assert not any("output/" in name or "tests/" in name for name in inside)
