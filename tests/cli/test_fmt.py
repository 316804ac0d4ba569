"""`golive fmt` as a person meets it."""

from pathlib import Path

import pytest
from tests.cli.conftest import read_tree

from golive.cli import main


@pytest.fixture
def untidy_spec(spec: Path) -> Path:
    spec.write_text(
        spec.read_text().replace("status: design\nowner: ada\n", "owner: ada  # who\n\n\nstatus: 'design'\n")
    )
    return spec


def test_files_come_into_one_form_and_a_second_run_finds_nothing(
    untidy_spec: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(workspace)
    untidy_spec.chmod(0o640)

    assert main(["fmt"]) == 0
    assert capsys.readouterr().out == "data/integrations/millbrook-water.yaml\n"
    assert 'status: "design"\nowner: ada  # who\n' in untidy_spec.read_text()
    assert untidy_spec.stat().st_mode & 0o777 == 0o640
    assert main(["fmt"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", "millbrook-water"]) == 0


def test_check_and_diff_write_nothing(untidy_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_tree(workspace)

    assert main(["fmt", "--check", str(untidy_spec)]) == 1
    assert "is not formatted" in capsys.readouterr().err
    assert main(["fmt", "--diff", "--workspace", str(workspace)]) == 0
    output = capsys.readouterr().out
    assert "-status: 'design'\n" in output
    assert '+status: "design"\n' in output
    assert main(["fmt", "--diff", "--check", str(untidy_spec)]) == 1
    assert read_tree(workspace) == before


def test_a_file_that_is_no_yaml_stops_all_of_them(
    untidy_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "data" / "process.yaml").write_text("steps:\n\t- x\n")
    before = read_tree(workspace)

    assert main(["fmt", "--workspace", str(workspace)]) == 1
    assert "process.yaml:2:1: a tab indents this line" in capsys.readouterr().err
    assert read_tree(workspace) == before


def test_a_link_stays_one(untidy_spec: Path, workspace: Path) -> None:
    real = workspace / "elsewhere.yaml"
    untidy_spec.rename(real)
    untidy_spec.symlink_to(real)

    assert main(["fmt", str(untidy_spec)]) == 0
    assert untidy_spec.is_symlink()
    assert 'status: "design"' in real.read_text()


def test_a_file_that_does_not_validate_comes_into_form_all_the_same(untidy_spec: Path) -> None:
    untidy_spec.write_text("name: b\nid: a\n")

    assert main(["fmt", str(untidy_spec)]) == 0
    assert untidy_spec.read_text() == "id: a\nname: b\n"


def test_what_is_not_there_is_named(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", "nothing", "--workspace", str(workspace)]) == 1
    assert "nothing" in capsys.readouterr().err
