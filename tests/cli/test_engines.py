"""`golive build --engine`: which engine sets a PDF, what is said where one is missing, and what the file says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import read_tree
from tests.cli.test_commands import ID, start_golive

from golive.cli import main
from golive.pipeline.catalog import PDF_ENGINES
from golive.pipeline.replacement import NewFile, explain_released
from golive.render.pdf.engines import ENGINES

EXPLAINER = f"{ID}/{ID}-sit-vs-uat-1.0.0.pdf"
NOTE = "WeasyPrint cannot run here, so golive used Typst for the PDFs"


def hide_modules(workspace: Path, *modules: str) -> str:
    """Return a PYTHONPATH on which some modules cannot be loaded."""
    for name in modules:
        error = "OSError('cannot load library libpango-1.0-0')" if name == "weasyprint" else "ImportError('gone')"
        (workspace / f"{name}.py").write_text(f"raise {error}\n")
    return os.pathsep.join(filter(None, (str(workspace), os.environ.get("PYTHONPATH"))))


def build_explainer(workspace: Path, *arguments: str, missing: tuple[str, ...] = ()) -> tuple[int, str, str]:
    path = hide_modules(workspace, *missing)
    run = start_golive("build", ID, "--only", "explainer", "--jobs", "1", *arguments, cwd=workspace, PYTHONPATH=path)
    return run.returncode, run.stdout, " ".join(run.stderr.split())


def test_engines_are_those_of_the_table() -> None:
    assert tuple(ENGINES) == PDF_ENGINES


def test_the_engine_is_recorded_in_the_file_and_in_the_report(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, _ = build_explainer(workspace, "--engine", "typst", "--json")
    (row,) = json.loads(said)["documents"]

    assert code == 0
    assert set(row["engines"]) == {"Typst", "pikepdf", "qpdf"}
    path = workspace / "output" / EXPLAINER
    assert main(["verify", "--workspace", str(workspace), str(path)]) == 0
    assert f"pages set by Typst {row['engines']['Typst']}" in capsys.readouterr().out
    main(["verify", "--json", "--workspace", str(workspace), str(path)])
    assert json.loads(capsys.readouterr().out)["files"][0]["engine"] == f"Typst {row['engines']['Typst']}"


def test_the_vendor_chooses_the_engine_and_an_option_overrules_it(workspace: Path) -> None:
    organization = workspace / "data" / "organization.yaml"
    organization.write_text(organization.read_text() + "pdf_engine: typst\n")
    path = workspace / "output" / EXPLAINER

    assert build_explainer(workspace)[0] == 0
    chosen = path.read_bytes()
    assert build_explainer(workspace, "--engine", "weasyprint")[0] == 0

    assert b"Typst" in chosen
    assert b"WeasyPrint" in path.read_bytes()
    assert build_explainer(workspace, "--check", "--engine", "typst")[0] == 1


def test_typst_stands_in_where_pango_is_missing_and_that_is_said(workspace: Path) -> None:
    code, _, said = build_explainer(workspace, missing=("weasyprint",))

    assert (code, NOTE in said) == (0, True)
    assert b"Typst" in (workspace / "output" / EXPLAINER).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "missing", "phrases"),
    [
        (["--engine", "typst"], ("typst",), ["Typst is not installed", "pip install 'golive[typst]'"]),
        (["--engine", "weasyprint"], ("weasyprint",), ["libpango", "apt install"]),
        ([], ("weasyprint", "typst"), ["libpango", "apt install", "pip install 'golive[typst]'"]),
    ],
)
def test_a_missing_engine_is_named_with_what_to_install(
    workspace: Path, arguments: list[str], missing: tuple[str, ...], phrases: list[str]
) -> None:
    code, _, said = build_explainer(workspace, *arguments, missing=missing)

    assert code == 1
    assert all(phrase in said for phrase in phrases), said
    assert "Traceback" not in said
    assert not list(read_tree(workspace / "output"))


def test_everything_else_is_built_where_both_engines_are_missing(workspace: Path) -> None:
    path = hide_modules(workspace, "weasyprint", "typst")
    command = ("build", ID, "--only", "deck,explainer", "--jobs")
    deck = workspace / "output" / EXPLAINER.replace("-sit-vs-uat-1.0.0.pdf", "-overview-1.0.0.pptx")

    for arguments in (("1",), ("2",), ("1", "--keep-going")):
        for is_built_before in (False, True):  # the second time, the deck is up to date and the PDF is still missing
            run = start_golive(*command, *arguments, cwd=workspace, PYTHONPATH=path)

            assert (run.returncode, run.stderr.count("the PDF engine cannot start")) == (1, 1), is_built_before
            assert [file for file in (workspace / "output").rglob("*") if file.is_file()] == [deck]
        deck.unlink()
    for name in ("weasyprint", "typst"):
        (workspace / f"{name}.py").unlink()
    assert start_golive(*command, "1", cwd=workspace).returncode == 0
    assert (workspace / "output" / EXPLAINER).exists()


def test_the_readme_and_the_message_name_the_same_packages(workspace: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    rows = re.findall(r"^\| (?:Debian|Fedora|macOS|Windows).*\|$", readme, re.MULTILINE)
    _, _, said = build_explainer(workspace, "--engine", "weasyprint", missing=("weasyprint",))

    assert len(rows) == 4
    for row in rows:
        (command,) = re.findall(r"`(?:apt-get|dnf|brew|pacman) (?:install|-S) ([^`]+)`", row)
        assert f" {command}" in said


def test_a_style_sheet_of_the_workspace_is_never_left_out_silently(workspace: Path) -> None:
    own = workspace / "templates" / "runbook" / "explainer.css"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("p { color: red }")

    code, _, said = build_explainer(workspace, "--engine", "typst")
    assert code == 1
    assert "explainer.css: is a style sheet of this workspace" in said
    assert "--engine weasyprint" in said
    code, _, said = build_explainer(workspace, missing=("weasyprint",))
    assert (code, NOTE in said) == (1, False)


def test_a_released_document_that_another_engine_set_stays_and_both_are_named() -> None:
    new = NewFile(b"", "explainer", ID, "explainer", "1.0.0", (), (("Typst", "0.15.2"), ("pikepdf", "10.17.0")))

    said = explain_released(new, "1.0.0", (), "WeasyPrint 70.0")
    assert "WeasyPrint 70.0 set it then, and Typst 0.15.2 would now" in said
    assert "Typst 0.15.1 set it then, and Typst 0.15.2 would now" in explain_released(new, "1.0.0", (), "Typst 0.15.1")
    for engine in ("", "Typst 0.15.2"):
        assert "this golive sets it differently" in explain_released(new, "1.0.0", (), engine)


def test_doctor_is_content_with_either_engine(workspace: Path) -> None:
    found = {}
    for missing in ((), ("weasyprint",), ("typst",)):
        run = start_golive("doctor", "--json", cwd=workspace, PYTHONPATH=hide_modules(workspace, *missing))
        rows = json.loads(run.stdout)["findings"]
        found[missing] = (
            run.returncode,
            [row["ok"] for row in rows if "PDF engine" in row["what"] or "Pango" in row["what"]],
        )
        for name in missing:
            (workspace / f"{name}.py").unlink()

    assert found == {(): (0, [True, True]), ("weasyprint",): (0, [False, True]), ("typst",): (0, [True, False])}


def test_the_studio_writes_what_is_no_pdf_where_both_engines_are_missing(workspace: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from golive.pipeline.portfolio import WriteSettings\n"
        "from golive.pipeline.spec_documents import make_spec_documents\n"
        "from golive.pipeline.spec_task import BuildOptions\n"
        "from golive.project.subjects import Subject\n"
        "from golive.project.workspace import Workspace\n"
        "from golive.support.problems import GoliveError\n"
        "if __name__ == '__main__':\n"
        f"    root = Path.cwd(); subject = Subject(Workspace(root), root / 'data/integrations/{ID}.yaml')\n"
        "    settings = WriteSettings(None, False, 'spec', True, {})\n"
        "    for kinds in (('deck', 'explainer'), ('explainer',)):\n"
        "        try:\n"
        "            made = make_spec_documents(subject, BuildOptions(kinds), settings, lambda *_: None)\n"
        "            print(len(made.written), *made.problems, *made.notes)\n"
        "        except GoliveError as error:\n"
        "            print(error)\n"
    )
    path = hide_modules(workspace, "weasyprint", "typst")
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=workspace,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    both, alone = run.stdout.splitlines()[:2]

    assert both.startswith("1 The PDFs were not made: the PDF engine cannot start: cannot load library libpango")
    assert alone.startswith("the PDF engine cannot start: cannot load library libpango")
