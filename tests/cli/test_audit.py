"""`golive audit`: text for people, JSON for machines, exit codes for pipelines."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.audit.decks import break_part, make_good_deck

from golive.audit.reference import render_reference
from golive.cli import main


def test_a_good_file_has_nothing_to_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.pptx").write_bytes(make_good_deck())

    assert main(["audit", str(tmp_path / "good.pptx")]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/good.pptx: nothing found\n"


def test_findings_are_grouped_by_file_and_rule_and_errors_make_the_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.pptx").write_bytes(break_part("ppt/slides/slide4.xml", ('descr="A grey point"', "")))
    (tmp_path / "b.pdf").write_bytes(b"")

    assert main(["audit", str(tmp_path / "a.pptx"), str(tmp_path / "b.pdf")]) == 1
    assert capsys.readouterr().out.replace(f"{tmp_path}/", "") == (
        "a.pptx: 1 error\n"
        "  error alt-missing\n"
        "    slide 4: Picture “Picture 3” has no alternative text.\n"
        "    → Describe it (Alt Text), or mark it as decorative.\n"
        "b.pdf: 1 error\n"
        "  error file-empty\n"
        "    The file is empty.\n"
        "    → Export or download it again.\n"
    )


def test_warnings_alone_do_not_fail(tmp_path: Path) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(break_part("ppt/slides/slide2.xml", ("the portal of the city", "click here")))

    assert main(["audit", str(path)]) == 0


def test_json_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(b"hello")

    assert main(["audit", "--json", str(path), str(tmp_path / "b.pdf")]) == 1
    one, other = json.loads(capsys.readouterr().out)["files"]
    assert (one["file"], one["ok"]) == (str(path), False)
    assert one["findings"] == [
        {
            "where": "",
            "code": "file-unknown",
            "severity": "error",
            "message": "The file is neither a presentation nor a PDF.",
            "fix": "Name a .pptx, .potx or .pdf file.",
        }
    ]
    assert other["findings"][0]["code"] == "file-unreadable"


def test_without_a_file_there_is_nothing_to_do() -> None:
    assert main(["audit"]) == 2


def test_the_codes_are_described(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--codes"]) == 0
    assert capsys.readouterr().out == render_reference()


def test_help_and_check_load_no_engine() -> None:
    code = (
        "import sys; from golive.cli import main; main(['audit', '--help']); main(['--help']);"
        "heavy = {'pptx', 'lxml', 'pikepdf', 'openxml_audit', 'page', 'weasyprint', 'jinja2'} & set(sys.modules);"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
