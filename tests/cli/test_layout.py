"""`golive layout`: exit codes, words, and what is left alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests import commands

ROOT = Path(__file__).parents[2]


def run_layout(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return commands.run_golive("layout", *map(str, arguments), cwd=cwd)


@pytest.fixture
def payments(tmp_path: Path) -> Path:
    path = tmp_path / "payments.txt"
    run = run_layout("sample", "riverton-water", "payment-file", "--records", 5, "-o", path)
    assert run.returncode == 0, run.stderr
    return path


def test_a_sample_is_made_once_and_never_overwritten(payments: Path) -> None:
    before = payments.read_bytes()
    again = run_layout("sample", "riverton-water", "payment-file", "--records", 6, "-o", payments)

    assert again.returncode == 1
    assert "already" in again.stderr
    assert payments.read_bytes() == before


def test_a_sample_goes_to_the_pipe_with_the_same_bytes(payments: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "golive", "layout", "sample", "riverton-water", "payment-file", "--records", "5"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert run.stdout == payments.read_bytes()


def test_a_right_file_is_said_to_be_right(payments: Path) -> None:
    run = run_layout("verify", "riverton-water", "payment-file", payments)

    assert (run.returncode, run.stderr) == (0, "")
    assert "matches the layout of Payment file" in run.stdout


def test_a_wrong_file_is_told_line_by_line(payments: Path) -> None:
    lines = payments.read_text().split("\n")
    lines[2] = lines[2][:5] + "X" + lines[2][6:]
    payments.write_text("\n".join(lines))

    run = run_layout("verify", "riverton-water", "payment-file", payments)

    assert run.returncode == 1
    assert f"{payments}:3:6: " in run.stderr
    assert f"{payments}: 1 problem in Payment file" in run.stderr


def test_json_names_line_column_field_found_and_expected(payments: Path) -> None:
    payments.write_text(payments.read_text().replace("RIVWTR", "\x07IVWTR", 1))
    run = run_layout("verify", "riverton-water", "payment-file", payments, "--json")
    said = json.loads(run.stdout)

    assert (run.returncode, said["ok"], said["complete"]) == (1, False, True)
    problem = said["problems"][0]
    assert (problem["line"], problem["column"], problem["record"], problem["field"]) == (1, 3, "header", "BILLER_ID")
    assert problem["expected"] == "up to 6 printable characters"


def test_no_more_problems_are_shown_than_asked_for(payments: Path) -> None:
    payments.write_text("junk\n" * 50)
    run = run_layout("verify", "riverton-water", "payment-file", payments, "--max-problems", 3)

    assert run.stderr.count(": a record that starts with") == 3
    assert "more than 3 problems" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("verify", "riverton-water", "payment-file", "no-such.txt"), 1, "no-such.txt: there is no such file"),
        (("verify", "riverton-water", "payment-file", "."), 1, "is a folder, not a file"),
        (("verify", "riverton-water", "payments", "README.md"), 1, "Did you mean `payment-file`?"),
        (("verify", "rivertown", "payment-file", "README.md"), 1, "riverton-water"),
        (("verify", "guide", "payment-file", "README.md"), 1, "has no interfaces"),
        (("verify", "riverton-water", "payment-file"), 2, "Missing argument 'FILE'"),
        (("verify", "riverton-water", "payment-file", "README.md", "--max-problems", "0"), 2, "--max-problems"),
        (("sample", "riverton-water", "payment-file", "--records", "-1"), 2, "--records"),
        (("sample", "riverton-water", "payment-file", "-o", "no-such-folder/x.txt"), 1, "cannot write"),
    ],
)
def test_wrong_usage_is_answered_without_traceback(arguments: tuple[str, ...], code: int, words: str) -> None:
    run = run_layout(*arguments)

    assert run.returncode == code
    assert words in run.stderr
    assert "Traceback" not in run.stderr


def test_nothing_is_left_of_a_sample_that_cannot_be_made(tmp_path: Path) -> None:
    target = tmp_path / "x.txt"
    run = run_layout("sample", "fairview-city", "lockbox", "--records", 30_000, "-o", target)

    assert run.returncode == 1
    assert "Ask for fewer records" in run.stderr
    assert not target.exists()


def test_it_works_from_another_folder(payments: Path) -> None:
    spec = ROOT / "data" / "integrations" / "riverton-water.yaml"

    assert run_layout("verify", spec, "payment-file", payments.name, cwd=payments.parent).returncode == 0


def test_json_is_printed_whatever_the_file_holds(payments: Path) -> None:
    payments.write_bytes(payments.read_bytes().replace(b"ACH", b"A\xe9H", 1))
    run = run_layout("verify", "riverton-water", "payment-file", payments, "--json")
    assert (run.returncode, run.stderr) == (1, "")
    assert json.loads(run.stdout)["problems"]

    show = "from golive.cli.output import show_json; show_json({'found': '\\ud83d1 \u00e9 \U0001f600'})"
    for encoding in ("utf-8", "ascii", "cp1252"):
        made = subprocess.run(
            [sys.executable, "-c", show],
            env={**os.environ, "PYTHONIOENCODING": encoding},
            capture_output=True,
            check=True,
        )
        assert json.loads(made.stdout.decode(encoding)) == {"found": "\ud83d1 \u00e9 \U0001f600"}
