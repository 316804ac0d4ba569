"""`golive build --format`: which files come of it, and what is said when none can."""

import json
import os
from pathlib import Path

import pytest
from tests.cli.conftest import read_tree
from tests.cli.test_commands import ID, start_golive

from golive.cli import main
from golive.pipeline.build import OUTPUTS
from golive.pipeline.catalog import FORMATS
from golive.pipeline.formats import list_formats

WIKI = f"{ID}/{ID}-sit-vs-uat-1.0.0.confluence"


def test_formats_are_those_of_the_table() -> None:
    assert set(FORMATS) == {row.format for output in OUTPUTS for row in list_formats(output)}


def test_papers_are_made_in_each_format_that_is_named_beside_where_the_pdf_goes(workspace: Path) -> None:
    run = start_golive("build", ID, "--only", "explainer,deck", "--format", "html,confluence,pdf", cwd=workspace)

    assert (run.returncode, run.stderr) == (0, "")
    assert sorted(read_tree(workspace / "output")) == [
        f"{WIKI}.xml",
        f"{WIKI}/figure-1.svg",
        f"{ID}/{ID}-sit-vs-uat-1.0.0.html",
        f"{ID}/{ID}-sit-vs-uat-1.0.0.pdf",
    ]


def test_slides_are_made_when_their_format_is_named(workspace: Path) -> None:
    assert main(["build", "--workspace", str(workspace), "--format", "pptx", "--quiet"]) == 0

    assert list(read_tree(workspace / "output")) == [f"{ID}/{ID}-overview-1.0.0.pptx"]


def test_json_tells_a_picture_that_is_to_be_attached_from_a_document(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["build", ID, "--workspace", str(workspace), "--only", "explainer", "--format", "confluence", "--json"]
    assert main(arguments) == 0

    rows = json.loads(capsys.readouterr().out)["documents"]
    assert [row["kind"] for row in rows] == ["explainer", "attachment"]


def test_pictures_of_an_earlier_build_are_gone_and_other_files_are_kept(workspace: Path) -> None:
    folder = workspace / "output" / WIKI
    arguments = ["build", ID, "--workspace", str(workspace), "--only", "explainer", "--format", "confluence", "--quiet"]
    assert main(arguments) == 0
    (folder / "figure-1.svg").rename(folder / "figure-99.svg")
    (folder / "figure-98.svg").write_text("somebody else's")
    (folder / "mine.svg").write_text("kept")

    assert main(arguments) == 0
    assert sorted(read_tree(folder)) == ["figure-1.svg", "figure-98.svg", "mine.svg"]


def test_a_second_build_elsewhere_gives_the_same_bytes(workspace: Path, tmp_path: Path) -> None:
    formats = ("build", "--workspace", str(workspace), "--format", "html,confluence", "--output")
    for number, zone in (("1", "Asia/Tokyo"), ("2", "UTC")):
        run = start_golive(*formats, str(tmp_path / number), cwd=tmp_path, PYTHONHASHSEED=number, TZ=zone)
        assert (run.returncode, run.stderr) == (0, "")

    first, second = read_tree(tmp_path / "1"), read_tree(tmp_path / "2")
    assert len(first) > 6
    assert first == second
    assert not [name for name, content in first.items() if str(workspace).encode() in content]


@pytest.mark.parametrize(
    ("arguments", "phrases"),
    [
        (
            ["--only", "deck", "--format", "html"],
            ["nothing to make: html for deck", "html: runbook, explainer, guide", "pptx: deck, slide"],
        ),
        (["--only", "slide", "--format", "pdf,confluence"], ["confluence, pdf for slide"]),
        (["--only", "guide", "--format", "pptx"], ["pptx for guide"]),
        (["--format", "htlm"], ["there is no format `htlm`. Did you mean `html`?"]),
        (
            ["--format", "docx,html"],
            [
                (
                    "there is no format `docx`. There are: pptx, pdf, slides-pdf, html, confluence, markdown, "
                    "document-json, print-html."
                )
            ],
        ),
        (["--format", ","], ["name at least one of pptx, pdf, slides-pdf, html"]),
    ],
)
def test_what_cannot_be_made_is_a_usage_mistake_that_says_what_can(
    workspace: Path, arguments: list[str], phrases: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--workspace", str(workspace), *arguments]) == 2

    said = " ".join(capsys.readouterr().err.split())
    assert all(phrase in said for phrase in phrases), said
    assert not (workspace / "output").exists()


def test_a_page_is_made_without_the_pdf_engine(workspace: Path) -> None:
    (workspace / "weasyprint.py").write_text("raise OSError('no Pango here')\n")
    path = os.pathsep.join(filter(None, (str(workspace), os.environ.get("PYTHONPATH"))))
    run = start_golive("build", "--only", "runbook", "--format", "html", "--jobs", "1", cwd=workspace, PYTHONPATH=path)

    assert (run.returncode, run.stderr) == (0, "")
    assert [Path(name).suffix for name in read_tree(workspace / "output")] == [".html"]


def test_every_stage_is_kept_where_it_is_asked_for_and_the_document_is_the_same(workspace: Path) -> None:
    plain = start_golive("build", ID, "--only", "explainer,deck", "--output", "plain", cwd=workspace)
    kept = start_golive("build", ID, "--only", "explainer,deck", "--keep-intermediate", "stages", cwd=workspace)

    assert (plain.returncode, kept.returncode, kept.stderr) == (0, 0, "")
    stages = read_tree(workspace / "stages")
    assert sorted(stages) == [
        f"{ID}/{ID}-overview-1.0.0.document.json",
        f"{ID}/{ID}-overview-1.0.0.md",
        f"{ID}/{ID}-sit-vs-uat-1.0.0.document.json",
        f"{ID}/{ID}-sit-vs-uat-1.0.0.md",
        f"{ID}/{ID}-sit-vs-uat-1.0.0.print.html",
    ]
    markdown = stages[f"{ID}/{ID}-overview-1.0.0.md"]
    assert markdown is not None
    assert markdown.startswith(b"# ")
    document = json.loads(stages[f"{ID}/{ID}-overview-1.0.0.document.json"] or b"")
    assert document["block"] == "Document"
    assert document["blocks"][0]["block"] == "Heading"
    assert read_tree(workspace / "plain") == read_tree(workspace / "output")
