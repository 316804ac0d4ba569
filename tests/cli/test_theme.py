"""`golive theme`, `--theme` and the field `theme`: the brand of a workspace."""

import json
from pathlib import Path

import pytest
from pptx import Presentation
from tests.commands import run_golive
from tests.render.slides.brands import get_brand

from golive.audit.files import audit_file

THEMES = {"german.pptx": "german", "brand.potx": "potx", "none.pptx": "no-titles"}


@pytest.fixture
def branded_workspace(workspace: Path) -> Path:
    """Give the workspace three templates in `brand/`."""
    (workspace / "brand").mkdir()
    for name, of in THEMES.items():
        (workspace / "brand" / name).write_bytes(get_brand(of))
    return workspace


def _append_line(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text()}\n{line}\n", encoding="utf-8")


def test_inspect_says_roles_fonts_colours_and_what_is_left_behind(branded_workspace: Path) -> None:
    run = run_golive("theme", "inspect", "brand/brand.potx", cwd=branded_workspace)

    assert (run.returncode, run.stderr) == (0, "")
    for said in ("'Title and Content', found by type", "titles      Calibri", "accent1, darker", "sample slides (3)"):
        assert said in run.stdout


def test_inspect_as_json_holds_the_same(branded_workspace: Path) -> None:
    said = json.loads(run_golive("theme", "inspect", "brand/german.pptx", "--json", cwd=branded_workspace).stdout)

    assert said["usable"]
    assert said["roles"][0] == {"role": "title", "layout": "Titelfolie", "how": "name"}
    assert {color["meaning"] for color in said["colors"]} >= {"dark", "accent", "real-time", "batch", "sit", "uat"}
    assert all(color["contrast"] >= 4.5 for color in said["colors"])


def test_inspect_of_what_cannot_be_used_says_why_and_exits_1(branded_workspace: Path) -> None:
    run = run_golive("theme", "inspect", "brand/none.pptx", cwd=branded_workspace)
    said = json.loads(run_golive("theme", "inspect", "data/organization.yaml", "--json", cwd=branded_workspace).stdout)

    assert run.returncode == 1
    assert run.stderr.startswith("brand/none.pptx: The slide theme has no layout with a title")
    assert not said["usable"]
    assert said["problems"][0]["path"] == "data/organization.yaml"


def test_a_role_map_is_written_edited_and_honoured(branded_workspace: Path) -> None:
    chosen = ("--role", "section=Nur Titel", "--output", "brand/german.roles.yaml")
    assert run_golive("theme", "map", "brand/german.pptx", *chosen, cwd=branded_workspace).returncode == 0
    said = json.loads(run_golive("theme", "inspect", "brand/german.pptx", "--json", cwd=branded_workspace).stdout)

    assert 'section: "Nur Titel"' in (branded_workspace / "brand" / "german.roles.yaml").read_text()
    assert {"role": "section", "layout": "Nur Titel", "how": "your choice"} in said["roles"]


def test_a_wrong_role_map_is_explained_line_by_line(branded_workspace: Path) -> None:
    roles = branded_workspace / "brand" / "german.roles.yaml"
    roles.write_text("title: Titelfoli\ncontent: Titel und Inhal\n", encoding="utf-8")
    layouts = run_golive("theme", "inspect", "brand/german.pptx", cwd=branded_workspace)
    roles.write_text("contnt: Titelfolie\n", encoding="utf-8")
    role = run_golive(
        "build", "millbrook-water", "--only", "deck", "--theme", "brand/german.pptx", cwd=branded_workspace
    )

    assert layouts.returncode == role.returncode == 1
    assert "brand/german.roles.yaml:1:8: the slide theme has no layout 'Titelfoli'" in layouts.stderr
    assert "brand/german.roles.yaml:2:10:" in layouts.stderr
    assert "Did you mean 'Titel und Inhalt'?" in layouts.stderr
    assert "brand/german.roles.yaml:1:1:" in role.stderr
    assert "Did you mean `content`?" in role.stderr
    assert not (branded_workspace / "output").exists()


@pytest.mark.parametrize(
    ("option", "said"),
    [("contnt=Leer", "Did you mean `content`?"), ("content", "names no layout"), ("content=", "names no layout")],
)
def test_a_wrong_role_on_the_command_line_is_a_usage_error(branded_workspace: Path, option: str, said: str) -> None:
    run = run_golive("theme", "map", "brand/german.pptx", "--role", option, cwd=branded_workspace)

    assert run.returncode == 2
    assert said in run.stderr


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("brand/german.ppt", "is not a PowerPoint template"),
        ("brand/germann.pptx", "Did you mean `brand/german.pptx`?"),
        ("../secret.pptx", "is outside the workspace"),
        ("/etc/brand.pptx", "is outside the workspace"),
        ("brand", "is not a PowerPoint template"),
    ],
)
@pytest.mark.parametrize("place", ["data/organization.yaml", "data/integrations/millbrook-water.yaml"])
def test_a_theme_that_is_not_there_is_said_at_its_field(
    branded_workspace: Path, value: str, said: str, place: str
) -> None:
    _append_line(branded_workspace / place, f"theme: {value}")
    line = len((branded_workspace / place).read_text().rstrip().splitlines())
    run = run_golive("check", "millbrook-water", cwd=branded_workspace)

    assert run.returncode == 1
    assert f"{place}:{line}:8:" in run.stderr
    assert said in run.stderr


def test_a_theme_that_cannot_be_used_stops_the_build_with_its_name(branded_workspace: Path) -> None:
    run = run_golive(
        "build", "millbrook-water", "--only", "deck,explainer", "--theme", "brand/none.pptx", cwd=branded_workspace
    )

    assert run.returncode == 1
    assert run.stderr.count("brand/none.pptx: The slide theme has no layout with a title") == 1
    assert not (branded_workspace / "output").exists()


def test_inspect_writes_a_trial_deck_with_pictures(branded_workspace: Path) -> None:
    run = run_golive("theme", "inspect", "brand/german.pptx", "--json", "--preview", "trial", cwd=branded_workspace)
    trial = json.loads(run.stdout)["trial"]
    deck = Presentation(str(branded_workspace / "trial" / "german-trial.pptx"))

    assert trial["files"] == ["trial/german-trial.pptx", "trial/german-trial.html"]
    assert (
        len(deck.slides)
        == trial["slides"]
        == len(list((branded_workspace / "trial" / "german-trial-slides").glob("*.svg")))
    )
    assert {slide.slide_layout.name for slide in deck.slides} == set(trial["layouts"])
    assert {"Titelfolie", "Titel und Inhalt", "Vergleich", "Abschnittsüberschrift"} <= set(trial["layouts"])
    assert not [one for one in audit_file(branded_workspace / "trial" / "german-trial.pptx") if one.severity != "note"]


def test_a_map_of_a_template_that_cannot_be_used_lists_its_layouts(branded_workspace: Path) -> None:
    run = run_golive("theme", "map", "brand/none.pptx", cwd=branded_workspace)

    assert run.returncode == 0
    assert "has no layout with a title" in run.stdout
    assert '#   "Title and Content": no title' in run.stdout
    assert all(line.startswith("#") for line in run.stdout.splitlines())
    assert run_golive("theme", "map", "data/organization.yaml", cwd=branded_workspace).returncode == 1


def test_a_build_says_once_what_is_worth_knowing_about_its_theme(branded_workspace: Path) -> None:
    arguments = ("millbrook-water", "--only", "deck,kickoff", "--theme", "brand/german.pptx")
    run, again = (run_golive("build", *arguments, cwd=branded_workspace) for _ in range(2))
    said = "brand/german.pptx: warning: the slide theme: accent: accent1 (4F81BD) cannot be read"

    assert (run.returncode, again.returncode) == (0, 0), run.stderr
    assert (run.stderr.count(said), again.stderr.count(said)) == (1, 1)
