"""What other pipelines take from this repository: the action, the hooks of pre-commit, and the Dockerfile."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Copy the samples into a workspace."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    """Return the variables that a runner sets, with this golive on the PATH."""
    tools = tmp_path / "bin"
    tools.mkdir(exist_ok=True)
    program = tools / "golive"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m golive "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    files = {name: str(tmp_path / name.lower()) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "RUNNER_TEMP")}
    Path(files["RUNNER_TEMP"]).mkdir(exist_ok=True)
    return {**os.environ, **files, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", **more}


def run_step(name: str, folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the script of a step as the runner does."""
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("name") == name)
    inputs = {key: str(ACTION["inputs"][key]["default"]) for key in ACTION["inputs"]}
    given = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], value)
        for key, value in step["env"].items()
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(command, cwd=folder, env={**given, **variables}, capture_output=True, text=True, check=False)


@needs_bash
def test_the_action_checks_and_writes_annotations_and_a_summary(workspace: Path) -> None:
    spec = workspace / "data" / "integrations" / "riverton-water.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("drop_by: 02:00", "drop_by: 2 o'clock", 1), "utf-8")

    done = run_step("Check", workspace, environment(workspace, SPECS="riverton-water"))

    assert done.returncode == 1
    assert re.search(r"^::error file=data/integrations/riverton-water\.yaml,line=\d+", done.stdout, re.MULTILINE)
    assert "| data/integrations/riverton" in (workspace / "github_step_summary").read_text(encoding="utf-8")


@needs_bash
def test_the_action_builds_and_leaves_a_report(workspace: Path) -> None:
    done = run_step("Build", workspace, environment(workspace, SPECS="riverton-water", OPTIONS="--only deck"))

    assert done.returncode == 0, done.stderr
    report = json.loads((workspace / "runner_temp" / "golive.json").read_text(encoding="utf-8"))
    (made,) = report["documents"]
    assert (workspace / made["path"]).is_file()
    assert f"report={workspace / 'runner_temp' / 'golive.json'}" in (workspace / "github_output").read_text("utf-8")


def test_every_input_of_the_action_is_used() -> None:
    steps = json.dumps(ACTION["runs"]["steps"])
    assert ACTION["inputs"]
    assert {name for name in ACTION["inputs"] if f"inputs.{name}" in steps} == set(ACTION["inputs"])


def test_no_input_of_the_action_is_pasted_into_a_script() -> None:
    """A value that is pasted into a script can run as code; a variable cannot."""
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert scripts
    assert not [script for script in scripts if "${{" in script]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_every_hook_passes_on_the_samples(hook: dict[str, Any], workspace: Path) -> None:
    assert set(hook) == {"id", "name", "description", "entry", "language", "files", "pass_filenames"}
    assert re.search(hook["files"], "data/integrations/riverton-water.yaml")
    program, *arguments = hook["entry"].split()
    assert program == "golive"
    for never_released in ("fairview-city", "lakeshore-mutual"):
        (workspace / "data" / "integrations" / f"{never_released}.yaml").unlink()

    done = subprocess.run(
        [sys.executable, "-m", "golive", *arguments], cwd=workspace, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_container_runs_without_root_and_from_a_named_python() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    instructions = [line.split(maxsplit=1) for line in lines if line.strip() and not line.startswith("#")]
    known = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "ENTRYPOINT", "CMD"}
    assert {name for name, _ in instructions} <= known
    assert all(re.match(r"python:3\.\d+-slim\b", rest) for name, rest in instructions if name == "FROM")
    assert "--uid 1000 golive" in " ".join(rest for _, rest in instructions)
    assert [rest for name, rest in instructions if name == "USER"][-1] == "1000"
    assert instructions[-2] == ["ENTRYPOINT", '["golive"]']


@needs_bash
def test_the_commands_of_the_container_are_shell_and_its_constraints_are_the_lock(tmp_path: Path) -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    commands = re.findall(r"^RUN (.*)$", text, re.MULTILINE)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    (tmp_path / "requirements.lock").write_text(lock, encoding="utf-8")
    (filtering,) = (part.strip() for command in commands for part in command.split("&&") if "sed -E" in part)

    for command in commands:
        assert subprocess.run(["bash", "-n", "-c", command], check=False).returncode == 0, command
    subprocess.run(["bash", "-ec", filtering.replace("/tmp/", f"{tmp_path}/")], check=True)
    constraints = (tmp_path / "constraints.txt").read_text(encoding="utf-8").splitlines()

    named = [Requirement(line) for line in constraints if line and not line.startswith("#")]
    assert len(named) == len(re.findall(r"^[a-z0-9-]+(?:\[[^]]*\])?==", lock, re.MULTILINE)) > 50
    assert all(len(one.specifier) == 1 for one in named)


def test_the_container_installs_the_libraries_that_setup_installs_and_copies_what_there_is() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(\S+) ", text, re.MULTILINE)
    libraries = set(re.findall(r"\blib[a-z0-9.-]+", text))

    assert copied
    assert all((ROOT / name).exists() for name in copied)
    assert libraries
    assert libraries <= set(re.findall(r"\blib[a-z0-9.-]+", (ROOT / "tools" / "setup.sh").read_text(encoding="utf-8")))


def test_the_wheel_is_made_of_what_the_container_is_given(tmp_path: Path) -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    given = [line[1:] for line in lines if line.startswith("!")]
    for name in given:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, tmp_path / "source" / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, tmp_path / "source" / name)

    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "dist")]
    subprocess.run(command, cwd=tmp_path / "source", check=True, capture_output=True)

    assert "*" in lines
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert sum(name.startswith("golive/starter/templates/") for name in names) > 20
    assert "golive/cli/__init__.py" in names
