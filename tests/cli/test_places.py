"""A fault in a document is reported where a person can fix it: at the value in the spec, or else in the template."""

from pathlib import Path

import pytest
from tests.commands import run_golive

from golive.cli import main
from golive.pipeline.build import OUTPUTS, build_document
from golive.project.project import load_integration
from golive.project.workspace import find_workspace
from golive.support.problems import GoliveError

LONG = "Payers see their bill " * 40


def find_place(path: Path, text: str) -> tuple[int, int]:
    """Return line and column of a text in a file."""
    lines = path.read_text("utf-8").splitlines()
    return next((n, line.index(text) + 1) for n, line in enumerate(lines, 1) if text in line)


def replace_text(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def write_template(workspace: Path, text: str, name: str = "overview") -> None:
    (workspace / "templates" / "slides").mkdir(parents=True, exist_ok=True)
    (workspace / "templates" / "slides" / f"{name}.md.j2").write_text(text, "utf-8")


def test_a_text_that_fits_no_slide_is_named_at_its_place_in_the_spec(workspace: Path, spec: Path) -> None:
    replace_text(spec, "Payers see their bill the morning after it is printed.", LONG)
    write_template(workspace, "# {{ spec.name }} {key=title}\n\n## {{ spec.goals[0]|sentence }} {key=goal}\n\nText.\n")
    run = run_golive("build", "--only", "deck", cwd=workspace)
    line, column = find_place(spec, LONG.strip())

    first, excerpt, caret, hint = run.stderr.splitlines()
    assert run.returncode == 1
    assert first.startswith(f"data/integrations/{spec.name}:{line}:{column}: the title 'Payers see their bill Payers")
    assert excerpt.startswith(f"  {line} |   - Payers see their bill Payers")
    assert caret.index("^") == excerpt.index("Payers")
    assert hint == "  Make it shorter."
    assert not (workspace / "output").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("location: Millbrook, Ohio", "location: Millbrook, ก Ohio", "ก"),
        ("loaded with the **next** one", "loaded with the **กx** one", "กx"),
        ("Carries the day's bills to the platform.", "Carries the day's ก.", "ก."),
    ],
)
def test_a_letter_that_no_font_has_is_named_at_its_place_in_the_spec(
    workspace: Path, spec: Path, old: str, new: str, said: str
) -> None:
    replace_text(spec, old, new)
    row = next(row for row in OUTPUTS if row.kind == "runbook")
    with pytest.raises(GoliveError, match="no font of the PDF has ก") as caught:
        build_document(load_integration(find_workspace(spec), spec), row)

    places = {(problem.path, problem.line, problem.column) for problem in caught.value.problems}
    assert places == {(spec, *find_place(spec, said))}


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("> said", 5),
        ("{% for x in spec.team %}\n- {{ x.name }}\n{% endfor %}\n\n> {{ spec.name }}", 9),
        ("{{ rows(spec.team) }}\n\n#### Deep", 7),
        ("{% if spec.name %}\n#### {{ spec.name }}\n{% endif %}", 6),
        ("{# a comment\nof two lines #}\n> said", 7),
    ],
)
def test_what_has_no_form_is_named_at_the_line_of_its_template(workspace: Path, written: str, line: int) -> None:
    write_template(workspace, f"# {{{{ spec.name }}}} {{key=title}}\n\n## Two {{key=x}}\n\n{written}\n")
    run = run_golive("build", "--only", "deck", cwd=workspace)

    assert run.stderr.startswith(f"templates/slides/overview.md.j2:{line}: ")


def test_a_fault_of_a_partial_is_named_in_the_partial(workspace: Path, spec: Path) -> None:
    write_template(workspace, '# {{ spec.name }} {key=title}\n\n{% include "_part.md.j2" %}\n')
    write_template(workspace, "{% if spec.name %}\n## A {key=a}\n\n#### Deep\n{% endif %}\n", "_part")
    row = next(row for row in OUTPUTS if row.kind == "deck")
    with pytest.raises(GoliveError) as caught:
        build_document(load_integration(find_workspace(spec), spec), row)

    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (workspace / "templates" / "slides" / "_part.md.j2", 4)


def test_a_spec_in_a_subfolder_is_named_and_a_part_of_specs_is_not(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workspace / "data" / "integrations"
    for name, text in (("old/other.yaml", "id: other\nbiller: {}\n"), ("parts/team.yaml", "- {id: ada}\n")):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8")

    assert main(["check", "--workspace", str(workspace)]) == 1
    output = capsys.readouterr().err.replace("\\", "/")
    assert "old/other.yaml: is not read: specs are read from data/integrations itself" in output
    assert "team.yaml" not in output
    assert main(["check", "other", "--workspace", str(workspace)]) == 1
    assert "not from its subfolders" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["other.yml", "other.yaml.txt", "other.YAML", "other.yml.txt"])
def test_a_spec_that_is_not_read_because_of_its_name_is_never_silent(
    name: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workspace / "data" / "integrations"
    (folder / name).write_text("id: other\n", encoding="utf-8")
    (folder / "notes.md").write_text("Mine.", encoding="utf-8")

    assert main(["check", "--workspace", str(workspace)]) == 1
    output = capsys.readouterr().err
    assert f"{name}: is not read" in output
    assert "Rename it to other.yaml." in output
    assert "notes.md" not in output
    assert main(["check", "other", "--workspace", str(workspace)]) == 1
    assert "Rename it to other.yaml." in capsys.readouterr().err


def test_a_workspace_is_offered_where_there_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--workspace", str(tmp_path)]) == 1
    assert "Make one with `golive init DIR`." in capsys.readouterr().err
