"""`golive migrate` as a person meets it."""

from pathlib import Path

import pytest
from tests.cli.conftest import read_tree
from tests.yaml_io.samples import read_sample

from golive.cli import main


@pytest.fixture
def old_spec(spec: Path) -> Path:
    spec.write_text("# kept\n" + read_sample("complete").replace("behavior:", "behaviour:  ", 1), newline="")
    return spec


def test_former_keys_get_their_present_name_and_nothing_else_changes(
    old_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    process = workspace / "data" / "process.yaml"
    process.write_text(process.read_text().replace("resolution:", "mend:"))
    before, others = old_spec.read_text(), read_tree(workspace)

    assert main(["migrate", "--check", "--workspace", str(workspace)]) == 1
    found = capsys.readouterr().err
    assert "`behaviour` is now `behavior`" in found
    assert "`mend` is now `resolution`" in found
    assert read_tree(workspace) == others

    assert main(["migrate", "--workspace", str(workspace)]) == 0
    line = before[: before.index("behaviour")].count("\n") + 1
    assert f"{old_spec.name}:{line}: `behaviour` is now `behavior`" in capsys.readouterr().out
    assert old_spec.read_text() == before.replace("behaviour:", "behavior:")
    assert process.read_bytes() == others["data/process.yaml"].replace(b"mend:", b"resolution:")
    names = {old_spec.relative_to(workspace).as_posix(), "data/process.yaml"}
    assert {key: value for key, value in read_tree(workspace).items() if key not in names} == {
        key: value for key, value in others.items() if key not in names
    }


def test_a_second_run_says_that_nothing_is_left(
    old_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate", str(old_spec), "--workspace", str(workspace)]) == 0
    capsys.readouterr()

    assert main(["migrate", "--workspace", str(workspace)]) == 0
    assert capsys.readouterr().out == "All keys have their current names.\n"
    assert main(["migrate", "--check", "--workspace", str(workspace)]) == 0


def test_nothing_is_written_where_a_file_cannot_be_read(
    old_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "data" / "broken.yaml").write_text("id: [\n")
    before = read_tree(workspace)

    assert main(["migrate", "--workspace", str(workspace)]) == 1
    assert "broken.yaml" in capsys.readouterr().err
    assert read_tree(workspace) == before


def test_keys_in_included_files_are_renamed_there(
    spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "behavior: Payers see the balance of the last file."
    fragment = workspace / "data" / "common" / "calls.yaml"
    fragment.parent.mkdir()
    fragment.write_text(f"# shared\n{line.replace('behavior', 'behaviour')}\n")
    assert line in read_sample("complete")
    spec.write_text(read_sample("complete").replace(line, "include: ../common/calls.yaml"))
    (spec.parent / "second.yaml").write_text(spec.read_text().replace("id: ", "id: second-", 1))
    others = read_tree(workspace)

    assert main(["migrate", "--check", "--workspace", str(workspace)]) == 1
    assert capsys.readouterr().err.count("`behaviour` is now `behavior`") == 1
    assert main(["migrate", "--workspace", str(workspace)]) == 0

    assert "calls.yaml:2: `behaviour` is now `behavior`" in capsys.readouterr().out
    changed = {name: content for name, content in read_tree(workspace).items() if others[name] != content}
    assert list(changed) == ["data/common/calls.yaml"]
    assert b"# shared\nbehavior:" in fragment.read_bytes()
    assert main(["migrate", "--check", "--workspace", str(workspace)]) == 0
