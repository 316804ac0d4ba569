"""A workspace that requires another golive is refused, with that as the only message."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version
from tests.cli.conftest import read_tree

from golive import __version__
from golive.cli import main
from golive.project.organization_file import RequiredVersionError, check_required_version
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source

NEXT = f"{Version(__version__).major}.{Version(__version__).minor + 1}"
VERSIONS = st.tuples(*[st.integers(0, 30)] * 3)


def require(workspace: Path, text: str) -> None:
    path = workspace / "data" / "organization.yaml"
    path.write_text(path.read_text().replace("support:", f"requires: '{text}'\nsupport:", 1))


@given(VERSIONS, VERSIONS, VERSIONS)
def test_a_version_is_accepted_exactly_in_its_range(
    low: tuple[int, int, int], high: tuple[int, int, int], running: tuple[int, int, int]
) -> None:
    text = f"requires: '>={low[0]}.{low[1]}.{low[2]}, <{high[0]}.{high[1]}.{high[2]}'\n"
    file = parse_yaml(Source(Path("organization.yaml"), text))
    version = ".".join(map(str, running))

    if low <= running < high:
        check_required_version(file, version)
    else:
        with pytest.raises(RequiredVersionError):
            check_required_version(file, version)


@pytest.mark.parametrize("command", [["check"], ["build"], ["status"], ["release", "millbrook-water", "--dry-run"]])
def test_another_golive_refuses_before_anything_else_and_writes_nothing(
    command: list[str], spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    require(workspace, f">={NEXT}")
    spec.write_text(spec.read_text() + "a_key_of_a_later_golive: yes\n")
    before = read_tree(workspace)

    assert main([*command, "--workspace", str(workspace)]) == 1

    shown = capsys.readouterr()
    said = shown.err + shown.out
    assert f"this workspace requires golive >={NEXT}, and this is golive {__version__}" in said
    assert f"uv tool install 'golive>={NEXT}'" in said
    assert "a_key_of_a_later_golive" not in said
    assert said.count("requires golive") == 1
    assert read_tree(workspace) == before


def test_a_range_that_fits_changes_no_document(workspace: Path, tmp_path: Path) -> None:
    command = ["build", "--workspace", str(workspace), "--format", "markdown", "--quiet", "--output"]
    assert main([*command, str(tmp_path / "a")]) == 0
    require(workspace, f">=0.1, <{NEXT}")
    assert main([*command, str(tmp_path / "b")]) == 0

    assert read_tree(tmp_path / "a") == read_tree(tmp_path / "b")


@pytest.mark.parametrize("text", ["latest", "0.4", ">=0.4 <0.5", ">= 0.4;", "~=1"])
def test_what_is_no_range_is_named_with_an_example(
    text: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    require(workspace, text)

    assert main(["check", "--workspace", str(workspace)]) == 1
    assert ">=0.4,<0.5" in capsys.readouterr().err
