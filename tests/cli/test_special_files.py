"""A pipe or an endless device in a workspace ends a command at once, with its name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from golive.cli import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def test_build_names_every_special_file_and_reads_none(workspace: Path) -> None:
    places = ("data/endless", "data/presets/x.yaml", "templates/runbook/pipe")
    for place in places:
        path = workspace / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.name == "endless":
            path.symlink_to("/dev/zero")
        else:
            os.mkfifo(path)
    command = [sys.executable, "-m", "golive", "build", "millbrook-water"]
    # In a process of its own, because a command that reads one of them never ends.
    ran = subprocess.run(command, cwd=workspace, capture_output=True, text=True, timeout=120, check=False)
    said = ran.stdout + ran.stderr
    assert ran.returncode == 1
    for place in places:
        assert said.count(f"{place}: ") == said.count(f"{place}: is a ") == 1
    assert not (workspace / "output").exists()


@pytest.mark.parametrize("fault", ["pipe", "a link to nothing", "a link that leads back to itself"])
def test_one_in_the_place_of_a_spec_stops_no_other_spec(
    workspace: Path, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    bad = workspace / "data" / "integrations" / "bad.yaml"
    if fault == "pipe":
        os.mkfifo(bad)
    else:
        bad.symlink_to("bad.yaml" if "itself" in fault else "nowhere.yaml")
    command = ["--workspace", str(workspace)]
    assert main(["build", *command, "--only", "deck", "--format", "markdown", "--keep-going", "--jobs", "1"]) == 1
    ran = capsys.readouterr()
    assert f"bad.yaml: is {'a pipe' if fault == 'pipe' else fault}, not a file" in ran.err
    assert "millbrook-water-overview" in ran.out
    for name in ("check", "status"):
        assert main([name, *command]) == 1
        assert "millbrook-water" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["data/process.yaml", "templates/slides/overview.md.j2"])
def test_a_broken_link_is_not_taken_for_a_file_that_is_left_out(
    workspace: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = workspace / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to("nowhere")
    assert main(["check", "millbrook-water", "--workspace", str(workspace)]) == 1
    output = capsys.readouterr()
    assert f"{path.name}: is a link to nothing, not a file" in output.out + output.err


def test_a_pipe_in_the_place_of_a_document_is_named_and_stays(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["build", "millbrook-water", "--workspace", str(workspace), "--only", "slide", "--jobs", "1"]
    assert main(command) == 0
    (document,) = (workspace / "output").rglob("*.pptx")
    document.unlink()
    os.mkfifo(document)
    capsys.readouterr()
    assert main(command) == 1
    assert f"{document.name}: is a pipe, not a file" in capsys.readouterr().err
    assert document.is_fifo()


def test_a_theme_that_is_no_file_or_too_large_is_named_and_not_read(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endless, large = tmp_path / "endless.pptx", tmp_path / "large.pptx"
    endless.symlink_to("/dev/zero")
    with large.open("wb") as file:
        file.truncate(20 * 2**30)
    for theme, reason in ((endless, "cannot be read: it is a device"), (large, "has 21,475 MB; up to 150 MB are read")):
        options = ["--workspace", str(workspace), "--only", "deck", "--theme", str(theme)]
        assert main(["build", "millbrook-water", *options]) == 1
        assert f"{theme.name}: the slide theme {reason}" in capsys.readouterr().err
    assert not (workspace / "output").exists()
