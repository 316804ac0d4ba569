"""`formats` of the organization reaches every document, figure and page."""

import re
import shutil
from pathlib import Path

import pytest

from golive.figures.drawing import Frame, Label
from golive.figures.registry import draw_figure
from golive.figures.subject import FigureSubject
from golive.pipeline.build import OUTPUTS, Output, build_document, render_markdown_text
from golive.pipeline.metadata import build_metadata
from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import open_workspace
from golive.schema.formats import Formats
from golive.schema.value_text import use_formats

TESTS = Path(__file__).parents[1]
US_DATE = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}\b")
US_TIME = re.compile(r"\b\d{1,2}(:\d\d)? [AP]M\b")
AMERICAN = "formats: {locale: en-US, clock: 12-hour}\n"
EUROPEAN = "formats: {locale: en-GB, clock: 24-hour, paper: a4, first_day_of_week: sunday}\n"


def make_workspace(folder: Path, formats: str) -> IntegrationProject:
    """Make a workspace with these formats and the smallest integration, whose own texts hold no dates and no times."""
    (folder / "data" / "integrations").mkdir(parents=True)
    organization = (TESTS / "samples" / "organization.yaml").read_text().replace("8:00 AM to 8:00 PM ET", "Always")
    organization = organization.replace(AMERICAN, "")
    (folder / "data" / "organization.yaml").write_text(organization + formats)
    for name in ("process.yaml", "guide.yaml"):
        shutil.copy(TESTS / "samples" / name, folder / "data" / name)
    spec = folder / "data" / "integrations" / "millbrook-water.yaml"
    shutil.copy(TESTS / "samples" / "minimal.yaml", spec)
    return load_integration(open_workspace(folder), spec)


@pytest.mark.parametrize("output", [one for one in OUTPUTS if one.of == "integration"], ids=lambda one: one.kind)
def test_every_document_writes_values_as_the_organization_wants(output: Output, tmp_path: Path) -> None:
    american, european = (make_workspace(tmp_path / name, text) for name, text in (("a", ""), ("b", EUROPEAN)))
    before, now = render_markdown_text(american, output), render_markdown_text(european, output)

    assert US_DATE.search(before) or output.base_kind == "explainer"  # its dates stand in a figure
    assert not US_DATE.findall(now)
    assert not US_TIME.findall(now)
    assert build_metadata(european, output.kind, output.title).paper_size == "a4"


def test_the_written_pdf_has_the_paper_and_the_dates(tmp_path: Path) -> None:
    import pikepdf

    project = make_workspace(tmp_path, EUROPEAN)
    made = build_document(project, next(one for one in OUTPUTS if one.kind == "explainer"))
    path = tmp_path / "made.pdf"
    path.write_bytes(made.content)
    with pikepdf.open(path) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]


@pytest.mark.parametrize(
    ("formats", "hours", "week"),
    [
        (Formats(), {"12 AM", "12 PM"}, "2027-03-01"),
        (Formats(clock="24-hour", first_day_of_week="sunday"), {"00:00", "12:00", "24:00"}, "2027-03-07"),
    ],
)
def test_figures_follow_the_clock_and_the_week(formats: Formats, hours: set[str], week: str, tmp_path: Path) -> None:
    project = make_workspace(tmp_path, "")
    subject = FigureSubject(organization=project.organization, process=project.process, spec=project.spec)
    frame = Frame(12, 6)
    for _ in range(2):  # nothing is remembered from the other formats
        with use_formats(Formats(dates="iso", first_day_of_week="friday", clock="24-hour")):
            draw_figure("timeline", subject, frame)
            draw_figure("clock", subject, frame)
        with use_formats(formats):
            clock, plan = (draw_figure(name, subject, frame) for name in ("clock", "timeline"))
        texts = {line.text for shape in clock.shapes if isinstance(shape, Label) for line in shape.lines}
        assert hours <= texts
        assert week in {shape.id.removeprefix("week-") for shape in plan.shapes if isinstance(shape, Label)}
        assert "2027-05-03" not in plan.alt
