"""Make PDFs of whole specs as a build does, with the HTML that they were made from."""

from typing import NamedTuple

from golive.pipeline.build import OUTPUTS, build_render_input, render_document, render_markdown, use_document_language
from golive.project.project import Project
from golive.render.html.page import render_html
from golive.render.html.paper_size import DocumentForm


class PrintedDocument(NamedTuple):
    """A PDF with its form, its paper size and its HTML."""

    content: bytes
    form: DocumentForm
    size: str
    html: str


def print_document(project: Project, kind: str) -> PrintedDocument:
    """Make the "runbook", "explainer" or "guide" of a project.

    Raises:
        GoliveError: it cannot be made.
    """
    output = next(row for row in OUTPUTS if row.kind == kind)
    form: DocumentForm = "explainer" if kind == "explainer" else "runbook"
    words = render_markdown(project, output)
    content = render_document(project, output, words).content
    with use_document_language(project, output):
        work = build_render_input(project, output, words.text)
        html = render_html(work.document, work.meta, work.draw_figure, form)
    return PrintedDocument(content, form, work.meta.paper_size, html)
