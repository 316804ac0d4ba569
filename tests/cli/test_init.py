"""`golive init`: a workspace that works at once, and never at the cost of what is there."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import VENDOR, read_tree

from golive.checks.vendor_identity import PLACEHOLDERS
from golive.cli import main
from golive.scaffold.workspace import build_schemas
from golive.schema import Organization
from golive.schema.json_schema import FILE_KINDS, build_json_schema
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[2]


def test_a_new_workspace_passes_check_and_builds_its_guide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "a" / "new place"

    assert main(["init", str(root), *VENDOR]) == 0
    assert "wrote " in capsys.readouterr().out
    assert main(["check", "--workspace", str(root)]) == 0
    assert capsys.readouterr().out == "guide 1.0: no problems\n"
    assert main(["fmt", "--check", "--workspace", str(root)]) == 0
    assert main(["build", "--workspace", str(root), "--format", "html"]) == 0
    assert list((root / "output" / "guide").glob("*.html"))


def test_a_new_workspace_is_the_vendors_own_and_its_guide_has_no_history(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path), *VENDOR]) == 0

    vendor = load(tmp_path / "data" / "organization.yaml", Organization).value
    assert (vendor.name, vendor.short_name, vendor.support.hours) == (
        "Harborline Payments",
        "Harborline Payments",
        "At any hour",
    )
    assert "date: 2027-01-04" in (tmp_path / "data" / "guide.yaml").read_text()
    said = "".join(path.read_text() for path in tmp_path.rglob("*.yaml"))
    assert not any(word in said for word in ("Invoice Cloud", "invoicecloud", "Dobriban", "2024-03-29"))


def test_placeholders_of_the_vendor_are_errors_until_somebody_writes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path), "--name", "Harborline Payments"]) == 0
    assert "Write your own platform, website, email, phone, hours into" in capsys.readouterr().out

    assert main(["check", "--workspace", str(tmp_path)]) == 1
    output = capsys.readouterr().err
    assert output.count("[vendor-is-named]") == len(PLACEHOLDERS) - 2
    assert "organization.yaml:7:11: `platform` is still 'Your Platform'" in output
    assert main(["build", "--workspace", str(tmp_path)]) == 1


@pytest.mark.parametrize(("option", "value"), [("--website", "ftp://x"), ("--email", "none"), ("--name", "x" * 90)])
def test_an_answer_that_is_not_valid_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str
) -> None:
    assert main(["init", str(tmp_path / "w"), option, value]) == 1
    assert f"`{'support.' * (option == '--email')}{option[2:]}`" in capsys.readouterr().err
    assert not (tmp_path / "w").exists()


def test_every_file_has_its_schema(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0

    files = sorted((tmp_path / "data").rglob("*.yaml"))
    assert len(files) == 4
    for path in files:
        kind = path.stem if path.parent.name == "data" else "changelog"
        kind = "process-translation" if kind == "process.es" else kind
        first = path.read_text().splitlines()[0]
        target = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert target.resolve().parent == (tmp_path / ".golive").resolve()
        assert json.loads(target.read_text())["title"] == f"golive {kind}"


def test_a_second_run_is_told_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path)]) == 0
    before = read_tree(tmp_path)
    capsys.readouterr()

    assert main(["init", str(tmp_path)]) == 1
    assert "is a workspace already" in capsys.readouterr().err
    assert read_tree(tmp_path) == before


def test_what_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".gitignore").write_text("mine")

    assert main(["init", str(tmp_path)]) == 0
    assert "kept " in capsys.readouterr().out
    assert (tmp_path / "README.md").read_text() == (tmp_path / ".gitignore").read_text() == "mine"


def test_data_that_is_there_stops_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "process.yaml").write_text("mine")

    assert main(["init", str(tmp_path)]) == 1
    assert "process.yaml: is there already" in capsys.readouterr().err
    assert read_tree(tmp_path) == {"data/process.yaml": b"mine"}


def test_a_file_is_no_place_for_a_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")

    assert main(["init", str(tmp_path / "file")]) == 1
    assert "Nothing was written." in capsys.readouterr().err
    assert main(["init"]) == 2


def test_schemas_are_renewed(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace / "data")

    for _ in range(2):
        assert main(["schema", "--write"]) == 0
        for name in FILE_KINDS:
            assert json.loads((workspace / ".golive" / f"{name}.schema.json").read_text()) == build_json_schema(name)


def test_the_schemas_of_this_repository_are_those_of_the_models() -> None:
    for place, content in build_schemas().items():
        assert (ROOT / place).read_bytes() == content, "run `golive schema --write`"
