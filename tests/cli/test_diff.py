"""`golive diff`, run as a person or a pipeline runs it."""

import json
import re
from pathlib import Path

import pytest
from tests.commands import run_golive

from golive.releases.diff_report import FORMATS
from golive.releases.snapshots import build_snapshot
from golive.schema import Integration
from golive.yaml_io.load import load


@pytest.fixture
def new_spec(spec: Path) -> Path:
    """Write a copy of the spec with another drop-by, one error code fewer, and a name with Markdown and HTML signs."""
    path = spec.with_name("new.yaml")
    text = (
        spec.read_text(encoding="utf-8").replace("drop_by: 23:30", "drop_by: 22:30").replace("AquaBill test", "<b>*|")
    )
    path.write_text(re.sub(r"        errors:\n.*\n", "", text), encoding="utf-8")
    return path


def test_a_file_is_the_same_as_itself(spec: Path) -> None:
    run = run_golive("diff", str(spec), str(spec))

    assert (run.returncode, run.stdout, run.stderr) == (0, "No changes.\n", "")


def test_changes_are_listed_with_their_places(spec: Path, new_spec: Path) -> None:
    run = run_golive("diff", spec.name, new_spec.name, cwd=spec.parent)

    line = spec.read_text(encoding="utf-8").splitlines().index("      drop_by: 23:30") + 1
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.splitlines() == [
        f"new.yaml:{line}: major: Bill file: drop-by moved from 11:30 PM to 10:30 PM ET",
        "millbrook-water.yaml:145: major: Balance lookup, Get balance: error code 404 removed",
        "new.yaml:168: patch: Test: billing system changed from “AquaBill test” to “<b>*|”",
        "3 changes (2 major, 1 patch): version 2.0.0 or higher.",
    ]


def test_json_holds_all_that_is_known_of_a_change(spec: Path, new_spec: Path) -> None:
    said = json.loads(run_golive("diff", "--format", "json", spec.name, new_spec.name, cwd=spec.parent).stdout)

    assert (said["level"], said["next_version"], said["old"]["version"]) == ("major", "2.0.0", "1.0.0")
    assert said["changes"][1] == {
        "path": "interfaces[balances].operations[get-balance].errors[404]",
        "file": "millbrook-water.yaml",
        "line": 145,
        "kind": "removed",
        "audience": "biller",
        "level": "major",
        "sentence": "Balance lookup, Get balance: error code 404 removed",
    }


def test_markdown_and_html_show_values_letter_for_letter(spec: Path, new_spec: Path) -> None:
    markdown = run_golive("diff", "--format", "markdown", str(spec), str(new_spec)).stdout
    page = run_golive("diff", "--format", "html", str(spec), str(new_spec)).stdout

    assert r"\<b\>\*\|" in markdown
    assert "&lt;b&gt;*|" in page
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<tr>") == 4


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_that_nothing_changed(form: str, spec: Path) -> None:
    run = run_golive("diff", "--format", form, str(spec), str(spec))

    assert run.returncode == 0
    assert "No changes." in run.stdout or json.loads(run.stdout)["changes"] == []


def test_versions_that_were_released_are_named_by_number(workspace: Path, spec: Path, new_spec: Path) -> None:
    folder = workspace / "data" / "releases" / "millbrook-water"
    folder.mkdir(parents=True)
    (folder / "1.0.0.json").write_bytes(build_snapshot(load(spec, Integration).value))

    for arguments in (
        ("released", str(new_spec)),
        ("1.0", str(new_spec)),
        ("1.0.0", str(new_spec), "--spec", "millbrook-water"),
    ):
        run = run_golive("diff", *arguments, cwd=workspace)
        assert run.stdout.splitlines()[-1] == "3 changes (2 major, 1 patch): version 2.0.0 or higher."
    assert run_golive("diff", "released", "millbrook-water", cwd=workspace).returncode == 0
    assert run_golive("diff", "1.0.0", "released", "--spec", "millbrook-water", cwd=workspace).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("1.0.0", "released"), "Two versions of what?"),
        (("released", "millbrook-water"), "nothing of `millbrook-water` has been released"),
        (("9.9.9", "millbrook-water"), "no version 9.9.9 of `millbrook-water` has been released"),
        (("millbrook-water", "guide"), "the two files are of different kinds"),
        (("millbrook-water", "milbrook"), "no document called `milbrook`"),
        (("millbrook-water", "none.yaml"), "there is no such file"),
        (("millbrook-water", "data"), "is a folder, not a file"),
        (("millbrook-water",), "has been released"),
    ],
)
def test_what_cannot_be_compared_is_said_with_code_2(arguments: tuple[str, ...], said: str, workspace: Path) -> None:
    run = run_golive("diff", *arguments, cwd=workspace)

    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_a_spec_that_is_wrong_is_refused_with_its_line(spec: Path, new_spec: Path) -> None:
    new_spec.write_text(
        new_spec.read_text(encoding="utf-8").replace("drop_by: 22:30", "drop_by: noon"), encoding="utf-8"
    )
    run = run_golive("diff", spec.name, new_spec.name, cwd=spec.parent)

    assert run.returncode == 2
    assert re.match(r"new\.yaml:\d+:\d+: ", run.stderr)


def test_diff_loads_nothing_that_builds_documents(spec: Path) -> None:
    import subprocess
    import sys

    heavy = ["jinja2", "pptx", "weasyprint", "markdown_it", "lxml", "rich"]
    heavy += ["golive.pipeline.build", "golive.templating", "golive.render"]
    code = (
        "import sys; from golive.cli import main; "
        f"main(['diff', {str(spec)!r}, {str(spec)!r}]); print([m for m in {heavy!r} if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


def test_one_document_is_compared_with_its_newest_release(spec: Path, workspace: Path) -> None:
    (workspace / "data" / "changelogs" / f"{spec.stem}.yaml").unlink(missing_ok=True)
    where = ("--workspace", str(workspace))
    assert run_golive("diff", spec.stem, *where).returncode == 2
    assert run_golive("release", spec.stem, "--date", "2027-01-12", *where).returncode == 0
    assert run_golive("diff", spec.stem, *where).stdout == "No changes.\n"

    text = spec.read_text(encoding="utf-8")
    spec.write_text(text.replace("drop_by: 23:30", "drop_by: 22:30"), encoding="utf-8")
    organization = workspace / "data" / "organization.yaml"
    organization.write_text(organization.read_text(encoding="utf-8").replace("555-0100", "555-0199"), encoding="utf-8")
    run = run_golive("diff", spec.stem, *where)

    assert run.returncode == 1, run.stderr
    said = [line.rpartition(": ")[2] for line in run.stdout.splitlines()]
    assert said[:2] == ["drop-by moved from 11:30 PM to 10:30 PM ET", "phone changed from “555-0100” to “555-0199”"]
