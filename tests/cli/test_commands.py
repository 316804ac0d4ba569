"""The command line, run as a person or a pipeline runs it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click import Command, Context, Group, Option
from tests import commands
from tests.cli.conftest import VENDOR, read_tree

from golive import __version__
from golive import cli as cli_package
from golive.cli import COMMANDS, cli, main
from golive.cli.build import KINDS, ON_REQUEST
from golive.pipeline.build import OUTPUTS
from golive.pipeline.catalog import DOCUMENTS

ID = "millbrook-water"


def start_golive(*arguments: str, cwd: Path | None = None, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "golive", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **environment}, timeout=120
    )


def test_kinds_are_the_rows_of_outputs() -> None:
    assert set(KINDS) == {row.base_kind for row in DOCUMENTS if not row.made_with}
    assert [row.kind for row in OUTPUTS] == [row.kind for row in DOCUMENTS]
    assert set(ON_REQUEST) == {row.kind for row in DOCUMENTS if not row.is_default}


def test_build_writes_every_document_and_prints_its_path_and_elsewhere_the_same_bytes(
    workspace: Path, tmp_path: Path
) -> None:
    run = start_golive("build", cwd=workspace, PYTHONHASHSEED="1", TZ="Asia/Tokyo")

    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.split() == [
        f"output/{ID}/{ID}-overview-1.0.0.pptx",
        f"output/{ID}/{ID}-runbook-1.0.0.pdf",
        f"output/{ID}/{ID}-sit-vs-uat-1.0.0.pdf",
        "output/guide/participation-guide-1.0-draft.pdf",
    ]
    written = read_tree(workspace / "output")
    assert sorted(f"output/{name}" for name in written) == sorted(run.stdout.split())
    assert all(
        content[:4] == (b"PK\x03\x04" if name.endswith("pptx") else b"%PDF") for name, content in written.items()
    )

    elsewhere = ("--workspace", str(workspace), "--output", str(tmp_path / "out"))
    second = start_golive("build", *elsewhere, "--no-cache", cwd=tmp_path, PYTHONHASHSEED="2", TZ="UTC")

    assert second.returncode == 0, second.stderr
    assert read_tree(tmp_path / "out") == written


@pytest.mark.parametrize("how", ["id", "file", "file from elsewhere"])
def test_a_spec_is_named_by_id_or_file(workspace: Path, spec: Path, tmp_path: Path, how: str) -> None:
    name = ID if how == "id" else str(spec)

    run = commands.run_golive(
        "build", name, "--only", "deck", cwd=tmp_path if how == "file from elsewhere" else workspace
    )

    assert run.returncode == 0, run.stderr
    assert list(read_tree(workspace / "output")) == [f"{ID}/{ID}-overview-1.0.0.pptx"]


def test_json_says_what_was_made(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--workspace", str(workspace), "--only", "deck", "--only", "guide,deck", "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert [row["kind"] for row in said["documents"]] == ["deck", "guide"]
    assert said["problems"] == []
    assert all(Path(row["path"]).stat().st_size == row["bytes"] for row in said["documents"])


def test_quiet_says_nothing_when_all_is_well(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--workspace", str(workspace), "--only", "deck", "--quiet"]) == 0
    assert main(["check", "--workspace", str(workspace), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_faulty_spec_is_explained_and_nothing_is_written(workspace: Path, spec: Path) -> None:
    spec.write_text(
        spec.read_text().replace("status: design", "status: desing").replace("owner: ada\n", "owner: adda\n", 1)
    )

    run = commands.run_golive("build", cwd=workspace)

    assert run.returncode == 1
    assert "millbrook-water.yaml:6:9: " in run.stderr
    assert "design" in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
    assert not (workspace / "output").exists()


def test_problems_are_json_too(workspace: Path, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec.write_text(spec.read_text().replace("status: design", "status: desing"))

    assert main(["check", "--workspace", str(workspace), "--json"]) == 1

    said = json.loads(capsys.readouterr().out)
    (problem,) = said["problems"]
    assert problem["path"].endswith("millbrook-water.yaml")
    assert (problem["line"], problem["column"]) == (6, 9)
    assert problem["message"]
    assert problem["hint"]


def test_two_specs_with_one_id_are_refused(workspace: Path, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (spec.parent / "copy.yaml").write_bytes(spec.read_bytes())

    assert main(["build", "--workspace", str(workspace), "--only", "deck"]) == 1
    assert "two specs have the id `millbrook-water`" in capsys.readouterr().err
    assert not (workspace / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["biuld"], "Did you mean `build`?"),
        (["frobnicate"], "There are: "),
        (["build", "--onyl", "deck"], "--only"),
        (["build", "--only", "dekc"], "Did you mean `deck`?"),
        (["build", "--only", ","], "name at least one"),
        (["build", "--jobs", "0"], "`0` is not a whole number from 1 to 64."),
        (["build", "--jobs", "many"], "`many` is not a whole number from 1 to 64."),
        (["layout", "sample", "--seed", "-1", ID], "`-1` is not a whole number from 0 on."),
        (["build", "--output", "s3:documents"], "neither a folder nor a bucket"),
        (["build", ""], "after `build` is empty"),
        (["status", "--xlsx", "status.pdf"], "has to end with .xlsx"),
        (["status", "--html", "status"], "has to end with .html"),
        (["schema", "integrations"], "integration"),
    ],
)
def test_usage_mistakes_name_the_nearest_thing(
    arguments: list[str], phrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert phrase in capsys.readouterr().err


def list_value_options(command: Command, *names: str) -> list[tuple[str, ...]]:
    """Return the words of each command with each of its options that takes a value."""
    if isinstance(command, Group):
        subcommands = [(name, command.get_command(Context(command), name)) for name in command.commands or COMMANDS]
        return [row for name, one in subcommands if one for row in list_value_options(one, *names, name)]
    options = [one for one in command.params if isinstance(one, Option) and not one.is_flag]
    return [(*names, name) for one in options for name in one.opts]


def test_an_empty_value_of_any_option_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = list_value_options(cli)
    assert len(found) > 90
    for *words, option in found:
        values = [[f"{option}="], [option, " "], [option, ""]] if option.startswith("--") else [[option, ""]]
        for value in values:
            assert main([*words, *value]) == 2
            assert f"`{option}` is empty, as when a variable is not set" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_asking_for_nothing_is_a_usage_mistake(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "data" / "guide.yaml").unlink()

    assert main(["build", "--workspace", str(workspace), "--only", "guide"]) == 2
    assert "There is nothing to make: guide of this workspace.\n" in capsys.readouterr().err


def test_a_deck_of_a_workspace_without_integrations_leads_to_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "empty"), *VENDOR]) == 0

    assert main(["build", "--workspace", str(tmp_path / "empty"), "--only", "deck"]) == 2
    assert "Start an integration with `golive new ID`." in capsys.readouterr().err
    assert main(["status", "--workspace", str(tmp_path / "empty")]) == 0
    assert "There is no integration yet; start one with `golive new ID`." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["check", "nowhere.yaml"], "nowhere.yaml"),
        (["check", "nobody"], "no integration called `nobody`"),
        (["check", "--workspace", "nowhere"], "is not a workspace"),
    ],
)
def test_what_is_not_there_is_named(
    workspace: Path,
    arguments: list[str],
    phrase: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(workspace)

    assert main(arguments) == 1
    assert phrase in capsys.readouterr().err


def test_an_output_folder_that_is_a_file_is_named(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"kept")

    assert main(["build", "--workspace", str(workspace), "--only", "deck", "--output", str(blocked)]) == 1
    assert "cannot write" in capsys.readouterr().err
    assert blocked.read_bytes() == b"kept"


@pytest.mark.parametrize("change", ["{{ spec.sumary }}", "{% if %}", "{{ spec.biller.nmae }}"])
def test_a_template_of_the_workspace_wins_and_its_faults_are_located(
    workspace: Path, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = workspace / "templates" / "slides" / "overview.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(f"# Title {{key=title}}\n\n{change}\n")

    assert main(["build", ID, "--workspace", str(workspace), "--only", "deck"]) == 1
    output = capsys.readouterr().err
    assert "overview.md.j2:3" in output
    assert not (workspace / "output").exists()


CTRL_C = "os.kill(os.getpid(), signal.SIGINT)"


@pytest.mark.parametrize(
    "program",
    [
        CTRL_C,
        # A library that hides it, as pydantic does, and a destructor, of which Python ignores all exceptions.
        f"try:\n    {CTRL_C}\nexcept KeyboardInterrupt:\n    raise ValueError from None",
        f"class Late:\n    def __del__(self):\n        {CTRL_C}\nLate()\ntime.sleep(30)",
    ],
)
def test_ctrl_c_at_any_moment_ends_without_a_traceback(tmp_path: Path, program: str) -> None:
    (tmp_path / "click.py").write_text(f"import os, signal, time\n{program}\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    run = subprocess.run([sys.executable, "-m", "golive"], env=environment, capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (130, "\nStopped.\n")


def test_ctrl_c_leaves_nothing_behind(workspace: Path) -> None:
    program = "import sys; from golive.cli import main; print(flush=True); sys.exit(main())"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "build"], cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)

    assert process.returncode == 130, err.decode()
    assert b"Traceback" not in err
    assert out == b""
    assert not (workspace / "output").exists()


def test_a_reader_that_leaves_early_is_no_fault(workspace: Path) -> None:
    command = f"{sys.executable} -m golive schema | head -n 1; exit ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", command], cwd=workspace, capture_output=True, text=True, check=False)

    assert (run.returncode, run.stdout, run.stderr) == (0, "{\n", "")


def test_version_and_help() -> None:
    assert start_golive("--version").stdout == f"golive, version {__version__}\n"
    said = start_golive("--version", "--verbose").stdout
    assert said.startswith(f"golive, version {__version__}\nPython: 3.")
    assert "WeasyPrint" in said
    assert start_golive("--verbose").returncode == 2
    said = start_golive("--help").stdout
    assert all(f"\n  {name} " in said for name in ("build", "check", "doctor", "schema"))


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("integration", "organization", "process", "guide", "changelog"):
        assert main(["schema", name]) == 0
        assert json.loads(capsys.readouterr().out)["type"] == "object"


def test_doctor_says_what_is_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {f["what"].split(",")[0] for f in findings} >= {"Python", "Pango"}


def test_help_lists_every_command_on_one_line_and_imports_none() -> None:
    code = (
        "import sys; from golive.cli import COMMANDS, main; main(['--help']); "
        "print(sorted(name for name in sys.modules if name.startswith('golive.cli.')))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    folder = Path(cli_package.__file__).parent
    command_at = re.compile(r"^@click\.(command|group)\(", re.MULTILINE)
    files = {path.stem for path in folder.glob("*.py") if command_at.search(path.read_text())}

    assert said.splitlines()[-1] == "['golive.cli.version']", "no command"
    assert all(re.search(rf"^  {name} +{re.escape(text)}$", said, re.MULTILINE) for name, text in COMMANDS.items())
    commands = {name: cli.get_command(Context(cli), name) for name in COMMANDS}
    assert {name: command.name for name, command in commands.items() if command} == {name: name for name in COMMANDS}
    assert files - {"__init__"} == {command.callback.__module__.split(".")[-1] for command in commands.values()}  # type: ignore[union-attr]


def test_check_does_not_load_what_only_building_needs(spec: Path) -> None:
    code = (
        "import sys; from golive.cli import main; code = main(sys.argv[1:]); "
        "print(code, sorted({'pptx', 'weasyprint', 'jinja2', 'markdown_it', 'rich', 'lxml'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "check", "--quiet", str(spec)], capture_output=True, text=True, check=True
    )

    assert run.stdout == "0 []\n"


def test_a_preview_lies_beside_its_deck_and_leaves_no_slide_of_an_earlier_one(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workspace / "output" / ID
    pictures = folder / f"{ID}-overview-1.0.0-slides"
    assert main(["build", ID, "--workspace", str(workspace), "--only", "deck", "--preview", "--quiet"]) == 0
    (pictures / "01-title.svg").rename(pictures / "99-gone.svg")
    (pictures / "98-edited.svg").write_bytes((pictures / "99-gone.svg").read_bytes() + b"<!-- mine -->")
    (pictures / "mine.svg").write_text("kept")

    assert main(["build", ID, "--workspace", str(workspace), "--only", "deck", "--preview", "--json"]) == 0

    rows = json.loads(capsys.readouterr().out)["documents"]
    assert [row["kind"] for row in rows[:2]] == ["deck", "preview"]
    written = sorted(read_tree(folder))
    assert f"{ID}-overview-1.0.0.html" in written
    assert f"{pictures.name}/01-title.svg" in written
    assert f"{pictures.name}/mine.svg" in written
    assert f"{pictures.name}/98-edited.svg" in written
    assert f"{pictures.name}/99-gone.svg" not in written
    assert len(rows) == len(written) - 2


def test_the_slide_is_made_when_it_is_named(workspace: Path) -> None:
    assert main(["build", ID, "--workspace", str(workspace), "--only", "slide", "--preview", "--quiet"]) == 0

    assert sorted(read_tree(workspace / "output" / ID)) == [
        f"{ID}-slide-1.0.0-slides/01-glance.svg",
        f"{ID}-slide-1.0.0.html",
        f"{ID}-slide-1.0.0.pptx",
    ]
