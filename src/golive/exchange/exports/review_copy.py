"""Export the runbook as a .docx file in which reviewers write their changes."""

from golive.pipeline.build import OUTPUTS, build_render_input, render_markdown, use_document_language
from golive.project.project import IntegrationProject


def build_review_copy(project: IntegrationProject) -> bytes:
    """Build a .docx file with the content of the runbook, marked as a copy for review.

    Raises:
        GoliveError: lists all problems that were found.
    """
    from golive.render.docx import render_docx

    output = next(row for row in OUTPUTS if row.kind == "runbook")
    words = render_markdown(project, output)
    with use_document_language(project, output):
        work = build_render_input(project, output, words.text)
        return render_docx(work.document, work.meta, work.draw_figure, work.palette)
