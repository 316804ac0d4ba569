"""`golive check` and `golive explain`: severities, formats, places, exit codes."""

import json
from pathlib import Path

import pytest

from golive.cli import main

WHOLE = Path(__file__).parents[1] / "samples" / "complete.yaml"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def harbor_spec(workspace: Path) -> Path:
    """Add a spec that has something for every check, and return its path."""
    path = workspace / "data" / "integrations" / "harbor-county.yaml"
    path.write_bytes(WHOLE.read_bytes())
    return path


def replace_text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


SOON = ("expires: 2027-12-31", "expires: 2027-05-31")
WRONG = ("payments_per_month: 9000", "payments_per_month: 9500")


def test_a_warning_is_shown_and_stops_nothing(harbor_spec: Path, capsys: Capture) -> None:
    replace_text(harbor_spec, *SOON)

    assert main(["check", str(harbor_spec)]) == 0
    output = capsys.readouterr()
    assert output.out.startswith("harbor-county 1.3.0: 1 warning, 1 open item\n")
    assert "warning: `connections[0].keys[0].expires`" in output.err
    assert "[keys-outlive-go-live]" in output.err
    assert main(["build", str(harbor_spec), "--only", "deck"]) == 0


def test_a_warning_counts_when_it_is_asked_to(harbor_spec: Path, capsys: Capture) -> None:
    assert main(["check", str(harbor_spec), "--strict"]) == 0
    replace_text(harbor_spec, *SOON)

    assert main(["check", str(harbor_spec), "--strict"]) == 1
    assert "to fix" not in capsys.readouterr().err


def test_an_error_stops_documents_and_brings_the_warnings_along(harbor_spec: Path, capsys: Capture) -> None:
    replace_text(harbor_spec, *SOON)
    replace_text(harbor_spec, *WRONG)

    assert main(["check", str(harbor_spec)]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "[channels-add-up]" in output.err
    assert "[keys-outlive-go-live]" in output.err
    assert output.err.endswith("1 problem to fix\n")
    assert main(["build", str(harbor_spec), "--only", "deck"]) == 1


@pytest.mark.parametrize("form", ["json", "github", "junit", "sarif"])
def test_machines_read_places_from_where_they_stand(
    form: str, harbor_spec: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    replace_text(harbor_spec, *WRONG)
    monkeypatch.chdir(workspace / "data")
    assert main(["check", str(harbor_spec), "--output-format", form]) == 1
    near = capsys.readouterr()
    monkeypatch.chdir(Path(__file__).parent)
    assert main(["check", str(harbor_spec), "--output-format", form]) == 1
    far = capsys.readouterr()

    assert "integrations/harbor-county.yaml" in near.out
    assert "data/integrations/harbor-county.yaml" not in near.out
    assert "data/integrations/harbor-county.yaml" in far.out
    assert str(workspace) not in near.out + far.out
    assert near.err == far.err == ""


def test_json_is_the_same_by_its_old_name(harbor_spec: Path, capsys: Capture) -> None:
    main(["check", str(harbor_spec), "--json"])
    old = capsys.readouterr().out

    main(["check", str(harbor_spec), "--output-format", "json"])
    assert capsys.readouterr().out == old
    assert json.loads(old)["checked"][0]["id"] == "harbor-county"


def test_a_file_that_cannot_be_read_is_reported_in_every_format(workspace: Path, capsys: Capture) -> None:
    (workspace / "data" / "integrations" / "odd.yaml").write_text("a: [1\n", encoding="utf-8")

    for form in ("json", "github", "junit", "sarif"):
        assert main(["check", "--workspace", str(workspace), "--output-format", form]) == 1
        assert "odd.yaml" in capsys.readouterr().out


def test_no_workspace_is_reported_in_every_format(tmp_path: Path, capsys: Capture) -> None:
    for form in ("json", "github", "junit", "sarif"):
        assert main(["check", "--workspace", str(tmp_path), "--output-format", form]) == 1
        assert "is not a workspace" in capsys.readouterr().out
    assert main(["check", "--workspace", str(tmp_path)]) == 1
    output = capsys.readouterr()
    assert "is not a workspace" in output.err
    assert output.out == ""


def test_a_check_is_explained(capsys: Capture) -> None:
    assert main(["explain", "uat-follows-sit"]) == 0
    assert capsys.readouterr().out.startswith("uat-follows-sit: Error.\n  No activity of UAT starts")
    assert main(["explain", "[uat-follows-sit]", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["severity"] == "error"


def test_without_an_id_every_check_is_listed(capsys: Capture) -> None:
    assert main(["explain"]) == 0
    assert capsys.readouterr().out.count("\n") > 90
    assert main(["explain", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["checks"]) > 40


@pytest.mark.parametrize(
    ("word", "near"), [("uat-folows-sit", "`uat-follows-sit`"), ("#", "lists all"), ("x" * 500, "")]
)
def test_an_unknown_check_is_a_mistake_of_usage(word: str, near: str, capsys: Capture) -> None:
    assert main(["explain", word]) == 2
    assert near in capsys.readouterr().err
