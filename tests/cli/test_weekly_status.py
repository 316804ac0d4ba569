"""`golive build --only status`: a slide and a page for a day, compared with what had been released by the last one."""

from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation
from tests.cli.conftest import read_tree
from tests.commands import run_golive

from golive.cli import main
from golive.pipeline.status_report import build_status_report
from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import find_workspace, open_workspace
from golive.typography.no_break import restore_spaces

ID = "millbrook-water"
ROOT = Path(__file__).parents[2]


def build_status(workspace: Path, *options: str) -> int:
    return main(["build", ID, "--only", "status", "--workspace", str(workspace), *options])


def test_a_status_is_one_slide_and_one_page_of_its_day(workspace: Path, spec: Path) -> None:
    steps = "next_steps:\n  - {action: Load the file, owner: ben, due: 2027-01-20}\n\ntimeline:"
    spec.write_text(spec.read_text(encoding="utf-8").replace("timeline:", steps, 1), encoding="utf-8")

    assert build_status(workspace, "--date", "2027-01-22") == 0
    first = read_tree(workspace / "output")
    assert build_status(workspace, "--date", "2027-01-29", "--since", "2027-01-22") == 0

    slide_name, page_name = (f"{ID}/{ID}-{end}" for end in ("status-1.0.0-{}.pptx", "status-page-1.0.0-{}.pdf"))
    names = [slide_name.format("2027-01-22"), page_name.format("2027-01-22")]
    later = read_tree(workspace / "output")
    assert sorted(first) == names
    assert sorted(later) == sorted([*names, slide_name.format("2027-01-29"), page_name.format("2027-01-29")])
    assert {name: later[name] for name in first} == first, "a status is never replaced by the next one"
    (slide,) = Presentation(str(workspace / "output" / names[0])).slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "Amber: 1 next step is past due"
    told = restore_spaces("\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame))
    assert "Load the file (due Jan 20, 2027, 2 days ago; Ben Osei)" in told
    assert "Nothing is recorded." in told


def test_the_same_day_gives_the_same_bytes_and_another_day_is_not_up_to_date(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build_status(workspace, "--date", "2027-01-22", "--format", "pptx") == 0
    first = read_tree(workspace / "output")
    assert build_status(workspace, "--date", "2027-01-22", "--format", "pptx", "--force") == 0
    assert read_tree(workspace / "output") == first
    assert build_status(workspace, "--date", "2027-01-22", "--format", "pptx", "--check") == 0
    assert build_status(workspace, "--date", "2027-01-23", "--format", "pptx", "--check") == 1
    assert "this document is missing" in capsys.readouterr().err


def test_the_day_of_the_last_status_is_checked(workspace: Path) -> None:
    late = run_golive("build", ID, "--only", "status", "--date", "2027-01-22", "--since", "2027-01-22", cwd=workspace)
    other = run_golive("build", ID, "--only", "deck", "--since", "2027-01-15", cwd=workspace)
    no_day = run_golive("build", ID, "--only", "status", "--since", "monday", cwd=workspace)

    assert (late.returncode, other.returncode, no_day.returncode) == (2, 2, 2)
    assert "--since 2027-01-22 is not before the day of the status, 2027-01-22." in late.stderr
    assert "--since is for the weekly status: add --only status." in other.stderr
    assert not (workspace / "output").exists()


def load_sample(**days: date) -> IntegrationProject:
    path = ROOT / "data" / "integrations" / "riverton-water.yaml"
    project = load_integration(open_workspace(ROOT), path)
    return IntegrationProject(**{**{name: getattr(project, name) for name in project.__struct_fields__}, **days})


@pytest.mark.parametrize(
    ("day", "since", "version", "begins"),
    [
        (date(2026, 11, 28), None, "1.1.0", date(2026, 11, 20)),
        (date(2026, 11, 20), None, "1.0.0", date(2026, 10, 26)),
        (date(2026, 11, 28), date(2026, 11, 19), "1.0.0", date(2026, 11, 19)),
        (date(2026, 11, 28), date(2026, 10, 25), None, date(2026, 10, 25)),
        (date(2026, 10, 20), None, None, date(2026, 10, 13)),
    ],
)
def test_it_compares_with_the_release_of_the_last_status(
    day: date, since: date | None, version: str | None, begins: date
) -> None:
    project = load_sample(reference_day=day, **({"since": since} if since else {}))
    status = build_status_report(project)

    assert status.baseline and status.baseline.version == version if version else status.baseline is None
    assert (status.period.since, status.period.day) == (begins, day)


def test_without_a_day_it_is_of_the_day_of_the_version(spec: Path) -> None:
    project = load_integration(find_workspace(spec), spec)

    assert build_status_report(project).period.day == project.spec.date
