"""A spec of several files, from check to release."""

import json
from pathlib import Path

import pytest

from golive.cli import main


@pytest.fixture
def included_file(workspace: Path, spec: Path) -> Path:
    """Move the operations of the spec into a file of their own, and return that file."""
    head, _, operations = spec.read_text().partition("\noperations:\n")
    folder = workspace / "data" / "common"
    folder.mkdir()
    (folder / "operations.yaml").write_text("".join(f"{line[2:]}\n" for line in operations.splitlines()))
    spec.write_text(f"{head}\noperations:\n  include: ../common/operations.yaml\n")
    return folder / "operations.yaml"


def test_the_digest_is_that_of_the_whole(
    included_file: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def digest() -> str:
        assert main(["check", "millbrook-water", "--workspace", str(workspace), "--json"]) == 0
        return str(json.loads(capsys.readouterr().out)["checked"][0]["digest"])

    before = digest()
    included_file.write_text(included_file.read_text() + "# a comment\n")
    assert digest() == before
    included_file.write_text(included_file.read_text().replace("Switch to the second site", "Switch to the third site"))
    assert digest() != before


def test_a_document_is_out_of_date_when_an_included_file_changes(
    included_file: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOLIVE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(workspace)
    command = ["build", "millbrook-water", "--only", "deck", "--quiet"]

    assert main(command) == 0
    assert main([*command, "--check"]) == 0
    included_file.write_text(included_file.read_text().replace("08:00 to 20:00", "07:00 to 21:00"))
    assert main([*command, "--check"]) == 1
    assert main(command) == 0
    assert main([*command, "--check"]) == 0


def test_a_release_writes_the_spec_itself_and_keeps_the_whole(
    included_file: Path,
    workspace: Path,
    spec: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(workspace)
    assert main(["release", "millbrook-water"]) == 0
    included = included_file.read_text().replace("recovery_time_hours: 4", "recovery_time_hours: 6")
    included_file.write_text(included)
    capsys.readouterr()

    assert main(["diff", "released", "millbrook-water"]) == 1
    line = spec.read_text().splitlines().index("operations:") + 1
    assert f"millbrook-water.yaml:{line}: " in capsys.readouterr().out
    before = spec.read_text()
    assert main(["release", "millbrook-water", "--date", "2027-02-01"]) == 0
    assert included_file.read_text() == included
    assert [a for a, b in zip(before.splitlines(), spec.read_text().splitlines(), strict=True) if a != b] == [
        "version: 1.0.0",
        "date: 2027-01-12",
    ]
    kept = max((workspace / "data" / "releases" / "millbrook-water").glob("*.json"), key=lambda path: path.name)
    assert json.loads(kept.read_text())["content"]["operations"]["disaster_recovery"]["recovery_time_hours"] == 6
    assert main(["diff", "released", "millbrook-water"]) == 0


def test_a_version_in_another_file_is_not_released(
    workspace: Path, spec: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(workspace)
    (workspace / "data" / "common.yaml").write_text("version: 1.1.0\n")
    spec.write_text(spec.read_text().replace("version: 1.0.0\n", "include: ../common.yaml\n"))
    (workspace / "data" / "changelogs" / "millbrook-water.yaml").unlink()

    assert main(["release", "millbrook-water", "--message", "First"]) == 1
    output = capsys.readouterr().err
    assert "common.yaml:1:10: the version is in an included file" in output
    assert not list((workspace / "data").rglob("*.json"))


def test_form_is_given_to_each_file_by_itself(included_file: Path, spec: Path) -> None:
    before = spec.read_text()

    assert main(["fmt", str(spec), str(included_file)]) == 0
    assert "include: ../common/operations.yaml" in spec.read_text()
    assert len(spec.read_text()) <= len(before)


def test_what_is_open_may_stand_in_an_included_file(
    included_file: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    included_file.write_text(
        included_file.read_text().replace("support_hours: 08:00 to 20:00", "support_hours: 'TBD: ask the desk'")
    )

    assert main(["check", "millbrook-water", "--workspace", str(workspace)]) == 0
    assert "open item" in capsys.readouterr().out
