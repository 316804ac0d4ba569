"""`golive completion`: the scripts, and what a shell gets when it asks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from golive.cli.completion import SHELLS

ROOT = Path(__file__).parents[2]


def complete_line(shell: str, folder: Path = ROOT, **words: str) -> list[str]:
    """Return what golive offers a shell that completes a line."""
    asked = {**os.environ, "_GOLIVE_COMPLETE": f"{shell}_complete", **words}
    done = subprocess.run(
        [sys.executable, "-m", "golive"], cwd=folder, env=asked, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_gets_a_script_that_asks_golive(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "golive", "completion", shell], capture_output=True, text=True, check=True
    )
    assert "_GOLIVE_COMPLETE" in done.stdout
    assert f"{shell}_complete" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_script_for_bash_is_valid() -> None:
    script = subprocess.run([sys.executable, "-m", "golive", "completion", "bash"], capture_output=True, check=True)
    subprocess.run(["bash", "-n"], input=script.stdout, check=True)


def test_ids_commands_and_options_are_completed() -> None:
    assert complete_line("bash", COMP_WORDS="golive build riv", COMP_CWORD="2") == ["plain,riverton-water"]
    assert "plain,release" in complete_line("bash", COMP_WORDS="golive rel", COMP_CWORD="1")
    assert "plain,--only" in complete_line("bash", COMP_WORDS="golive build --on", COMP_CWORD="2")


def test_powershell_is_answered_with_values_and_help() -> None:
    found = complete_line("powershell", COMP_WORDS="golive\nbuild\nlake", COMP_INCOMPLETE="lake")
    assert [line.split("\t")[0] for line in found] == ["lakeshore-mutual"]


def test_outside_a_workspace_files_are_completed_and_nothing_is_said(tmp_path: Path) -> None:
    assert complete_line("bash", tmp_path, COMP_WORDS="golive build riv", COMP_CWORD="2") == ["file,riv"]
