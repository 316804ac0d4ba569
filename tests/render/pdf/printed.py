"""Papers of whole specs, as a build makes them, with the HTML that they were made from."""

from typing import NamedTuple

from golive.figures.registry import draw_figure
from golive.figures.subject import FigureSubject
from golive.markdown.parser import parse_markdown
from golive.pipeline.build import OUTPUTS, build_document, render_markdown_text
from golive.pipeline.metadata import build_metadata
from golive.project.project import Project, get_integration
from golive.render.html.page import render_html
from golive.render.html.paper_size import DocumentForm


class Printed(NamedTuple):
    """A PDF, its form, the paper it is on, and its HTML."""

    content: bytes
    form: DocumentForm
    size: str
    html: str


def printed(project: Project, kind: str) -> Printed:
    """A project's "runbook", "explainer" or "guide".

    Raises:
        GoliveError: it cannot be made.
    """
    output = next(row for row in OUTPUTS if row.kind == kind)
    form: DocumentForm = "explainer" if kind == "explainer" else "runbook"
    subject = FigureSubject(organization=project.organization, process=project.process, spec=get_integration(project))
    document = parse_markdown(render_markdown_text(project, output), output.template)
    meta = build_metadata(project, output.kind, output.title)
    content = build_document(project, output).content
    return Printed(
        content,
        form,
        meta.paper_size,
        render_html(document, meta, lambda *of: draw_figure(of[0], subject, of[1]), form),
    )
