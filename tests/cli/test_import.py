"""`golive import`: what is listed, written, kept and named."""

# ruff: noqa: E501 - one mistake in a row, messages as they are

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import read_tree
from tests.exchange.imports.test_openapi import PAYMENTS

from golive.cli import main
from golive.cli.import_output import read_numbers
from golive.project.project import load_integration
from golive.project.workspace import open_workspace

BILLS = """\
       01  BILL-REC.
           05  REC-TYPE    PIC X(2).
               88  IS-BILL VALUE 'BL'.
           05  ACCOUNT-NO  PIC 9(10).
           05  AMOUNT-DUE  PIC S9(7)V99 SIGN TRAILING SEPARATE.
"""


@pytest.fixture
def root(workspace: Path) -> Path:
    """Make a workspace whose spec has a file interface without records and an interface for calls."""
    assert main(
        ["new", "harbor-water", "--workspace", str(workspace), "--biller", "Harbor", "--kind", "utility", "--location", "Harborside, Maine",
         "--billing-system", "AquaBill", "--owner", "Ada Moreno", "--date", "2027-01-11", "--method", "hybrid"]
    ) == 0  # fmt: skip
    (workspace / "bills.cpy").write_text(BILLS)
    (workspace / "payments.yaml").write_text(PAYMENTS)
    return workspace


def run_import(root: Path, *arguments: str) -> int:
    return main(["import", *arguments, "--workspace", str(root)])


def find_spec(root: Path) -> Path:
    return root / "data" / "integrations" / "harbor-water.yaml"


def import_bills(root: Path, *more: str) -> int:
    return run_import(root, str(root / "bills.cpy"), "--into", "harbor-water", "--interface", "payment-file", *more)


def test_a_list_needs_no_spec_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_tree(root)

    assert run_import(root, str(root / "payments.yaml")) == 0
    output = capsys.readouterr().out

    assert "* connection  (" in output
    assert "  POST /payments  (Post payment, postPayment; 20:5 #/paths/~1payments/post)" in output
    assert run_import(root, str(root / "payments.yaml"), "--pick", "POST /payments", "--json") == 0
    keys = [one["key"] for one in json.loads(capsys.readouterr().out)["files"][0]["choices"]]
    assert "POST /payments request amount.value" in keys
    assert read_tree(root) == before


def test_an_import_changes_only_what_it_brings(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = find_spec(root).read_text()
    comments = [line.strip() for line in before.splitlines() if line.strip().startswith("#")]

    import_bills(root)

    after = find_spec(root).read_text()
    assert [line.strip() for line in after.splitlines() if line.strip().startswith("#")] == comments
    assert "{name: ACCOUNT-NO, position: 3, length: 10, type: numeric, format: Leading zeros}" in after
    log = json.loads((root / "data" / "imports" / "harbor-water.json").read_text())
    assert log["imports"][0]["places"]["records/bill-rec/fields/AMOUNT-DUE/length"] == "5:32"
    assert "records › bill-rec: Bill rec, 3 fields" in capsys.readouterr().out

    assert run_import(root, "--into", "harbor-water", "--origins") == 0
    name = "payment-file/records/bill-rec/fields/AMOUNT-DUE/length: bills.cpy 5:32"
    assert name in capsys.readouterr().out.splitlines()


def test_the_same_file_again_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_bills(root)
    before = read_tree(root)
    capsys.readouterr()

    assert import_bills(root) == 0

    assert read_tree(root) == before
    assert "exactly this file was imported before" in capsys.readouterr().out


def test_a_newer_file_is_merged_with_what_people_wrote(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_bills(root)
    spec = find_spec(root)
    old = "{name: ACCOUNT-NO, position: 3, length: 10, type: numeric, format: Leading zeros}"
    new = "{name: ACCOUNT-NO, position: 3, length: 10, type: numeric, format: Leading zeros, rule: Mod 10}  # by Ada"
    assert old in spec.read_text()
    spec.write_text(spec.read_text().replace(old, new))
    newer = BILLS.replace("9(10)", "9(12)").replace(
        "           05  AMOUNT", "           05  CYCLE       PIC 99.\n           05  AMOUNT"
    )
    (root / "bills.cpy").write_text(newer)
    capsys.readouterr()

    assert import_bills(root) == 0

    said, text = capsys.readouterr().out, spec.read_text()
    assert "bills.cpy: COBOL copybook" in said
    assert "(a newer version)" in said
    assert "~ records › bill-rec › fields › ACCOUNT-NO › length: `10` → `12`  (4:32)" in said
    assert "+ records › bill-rec › fields › CYCLE" in said
    assert "position: 3, length: 12, type: numeric, format: Leading zeros, rule: Mod 10}  # by Ada" in text
    assert text.index("name: ACCOUNT-NO") < text.index("name: CYCLE") < text.index("name: AMOUNT-DUE")
    assert "position: 17" in text


def test_a_newer_file_may_have_another_name(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_bills(root)
    (root / "bills-v2.cpy").write_text(BILLS.replace("9(10)", "9(12)"))
    capsys.readouterr()

    assert run_import(root, str(root / "bills-v2.cpy"), "--into", "harbor-water", "--interface", "payment-file") == 0

    output = capsys.readouterr().out
    assert "(a newer version of bills.cpy)" in output
    assert "~ records › bill-rec › fields › ACCOUNT-NO › length: `10` → `12`" in output


def test_what_the_spec_says_otherwise_is_named_and_stays(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_bills(root)
    spec = find_spec(root)
    spec.write_text(spec.read_text().replace("length: 10, type: numeric", "length: 11, type: numeric"))
    (root / "bills.cpy").write_text(BILLS.replace("9(10)", "9(12)"))
    capsys.readouterr()

    assert import_bills(root) == 1
    assert (
        "! records › bill-rec › fields › ACCOUNT-NO › length: the file says `12`, the spec says `11`"
        in capsys.readouterr().out
    )
    assert "length: 11, type: numeric" in spec.read_text()

    before = read_tree(root)
    assert import_bills(root) == 0  # the difference is known by now
    assert read_tree(root) == before
    own = "      - {id: own, name: Own, kind: detail, fields: [{name: A, type: numeric}]}\n"
    spec.write_text(spec.read_text().replace("    records:\n", f"    records:\n{own}", 1))
    capsys.readouterr()
    import_bills(root, "--accept")
    assert "length: 12, type: numeric" in spec.read_text()
    assert "= records › own: only in the spec, and kept; --prune removes it" in capsys.readouterr().out
    assert "name: Own" in spec.read_text()
    import_bills(root, "--prune")
    assert "name: Own" not in spec.read_text()


def test_operations_and_the_connection_are_imported(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_import(root, str(root / "payments.yaml"), "--into", "harbor-water", "--dry-run")
    assert "payments.yaml is picked. `golive import" in capsys.readouterr().out
    run_import(root, str(root / "payments.yaml"), "--into", "harbor-water", "--pick", "POST /payments")

    text = find_spec(root).read_text()
    assert "id: post-payment" in text
    assert "id: get-account" not in text
    loaded = load_integration(open_workspace(root), find_spec(root)).spec
    [operation] = loaded.real_time[0].operations
    assert [field.name for field in operation.request] == ["amount.currency", "amount.value", "account"]

    newer = PAYMENTS.replace(
        "  /payments:\n", "  /refunds:\n    post: {operationId: refund, responses: {}}\n  /payments:\n"
    )
    (root / "payments.yaml").write_text(newer.replace("required: [currency, value]", "required: [currency]"))
    capsys.readouterr()
    run_import(root, str(root / "payments.yaml"), "--into", "harbor-water")
    output = capsys.readouterr().out
    assert "new in the file, not imported: POST /refunds" in output
    assert "amount.value › need: `mandatory` → `optional`" in output


def test_further_picks_are_added_and_skipped_ones_go(root: Path) -> None:
    def names() -> list[str]:
        loaded = load_integration(open_workspace(root), find_spec(root)).spec
        return [operation.id for operation in loaded.real_time[0].operations]

    into = [str(root / "payments.yaml"), "--into", "harbor-water"]
    run_import(root, *into, "--pick", "POST /payments")
    run_import(root, *into, "--pick", "GET*")
    assert names() == ["get-account", "post-payment"]

    run_import(root, *into, "--skip", "POST /payments")
    assert names() == ["get-account"]
    run_import(root, *into)
    assert names() == ["get-account"]


def test_values_that_a_person_kept_are_of_no_origin(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = find_spec(root)
    spec.write_text(
        spec.read_text().replace(
            "    carries: [payments]\n    format: TBD\n",
            "    carries: [payments]\n    format: delimited\n",
        )
    )

    assert import_bills(root) == 1
    capsys.readouterr()
    run_import(root, "--into", "harbor-water", "--origins")

    output = capsys.readouterr().out
    assert "payment-file/records/bill-rec/id" in output
    assert "payment-file/format" not in output


def test_several_files_are_imported_in_one_step(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "heads.cpy").write_text("       01  HEAD-REC.\n           05  DAY-NO  PIC X(8).\n")
    files = [str(root / "bills.cpy"), str(root / "heads.cpy")]

    assert run_import(root, *files, "--into", "harbor-water", "--interface", "payment-file") == 0

    loaded = load_integration(open_workspace(root), find_spec(root)).spec
    [interface] = [one for one in loaded.batch if one.id == "payment-file"]
    assert [record.id for record in interface.records] == ["bill-rec", "head-rec"]
    log = json.loads((root / "data" / "imports" / "harbor-water.json").read_text())
    assert [entry["file"] for entry in log["imports"]] == ["bills.cpy", "heads.cpy"]
    assert capsys.readouterr().out.count("wrote ") == 1

    before = read_tree(root)
    (root / "heads.cpy").write_text("       01  HEAD-REC.\n           05  DAY-NO  PIC Q.\n")
    (root / "bills.cpy").write_text(BILLS.replace("9(10)", "9(12)"))
    assert run_import(root, *files, "--into", "harbor-water", "--interface", "payment-file") == 1
    assert {path: data for path, data in read_tree(root).items() if path.startswith("data")} == {
        path: data for path, data in before.items() if path.startswith("data")
    }


def test_a_dry_run_writes_nothing_and_shows_the_difference(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_tree(root)

    import_bills(root, "--dry-run")

    assert read_tree(root) == before
    output = capsys.readouterr().out
    assert "- id: bill-rec" in output
    assert "wrote" not in output


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["bills.cpy", "--into", "harbor-water", "--interface", "nothing"], 1, "has no interface `nothing`"),
        (["bills.cpy", "--into", "nowhere"], 1, "no integration called `nowhere`"),
        (["bills.cpy", "--into", "guide"], 1, "the guide has no interfaces"),
        (["payments.yaml", "--into", "harbor-water", "--pick", "POST /pay"], 1, "nothing in payments.yaml matches `POST /pay`"),
        (["missing.cpy", "also.cpy"], 1, "also.cpy: there is no such file"),
        (["--origins"], 2, "--origins needs --into SPEC"),
        ([], 2, "Name the file to import"),
    ],
)  # fmt: skip
def test_wrong_arguments_are_explained(  # noqa: PLR0913, PLR0917 - a row of the table, and where it runs
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(root)
    before = read_tree(root)

    assert main(["import", *arguments]) == code
    assert message in capsys.readouterr().err
    assert read_tree(root) == before


def test_ebcdic_an_empty_file_and_a_pdf_are_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "e.dat").write_bytes(("HD20270115RIVERTON WATER".ljust(60) * 20).encode("cp037"))
    (root / "n.dat").write_bytes(b"\n\n")
    (root / "p.pdf").write_bytes(b"%PDF-1.7\n")

    assert run_import(root, *(str(root / name) for name in ("e.dat", "n.dat", "p.pdf"))) == 1
    output = capsys.readouterr().err
    assert "e.dat:1:1: is EBCDIC text: in code page 037 it starts with `HD20270115RIVERTON WATER` (byte 1)" in output
    assert "n.dat: is empty" in output
    assert "p.pdf: is a PDF" in output


def test_a_damaged_log_is_refused_and_kept(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = root / "data" / "imports" / "harbor-water.json"
    log.parent.mkdir()
    log.write_text("{")
    before = read_tree(root)

    assert import_bills(root) == 1
    assert "harbor-water.json: is not a log of imports" in capsys.readouterr().err
    assert read_tree(root) == before


def test_a_person_picks_calls_and_fields_on_the_terminal(root: Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "golive", "import", "payments.yaml", "--into", "harbor-water"]
    process = subprocess.Popen(command, cwd=root, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    os.write(master, b"7\n2\nlist\n2,8\n")
    said = b""
    try:
        while piece := os.read(master, 4096):
            said += piece
    except OSError:  # the end of a terminal
        pass
    process.wait(60)
    os.close(master)

    assert b"   1  GET /accounts/{accountId}  (Look up an account, getAccount)" in said
    assert b"`7` is not within 1 to 2." in said
    assert b"POST /payments: 3 of 13 fields are marked" in said
    assert b"*   2  POST /payments request amount.currency" in said
    [operation] = load_integration(open_workspace(root), find_spec(root)).spec.real_time[0].operations
    assert [field.name for field in operation.request] == ["amount.currency", "paid_on"]


def test_answers_name_numbers_and_ranges() -> None:
    assert read_numbers("1, 3-5", 6) == [0, 2, 3, 4]
    assert read_numbers("all", 3) == [0, 1, 2]
    assert read_numbers("", 3) == []
    for wrong in ("7", "0", "5-3", "x"):
        with pytest.raises(Exception, match="`"):
            read_numbers(wrong, 6)
