"""Papers of whole specs, as a build makes them, with the HTML that they were made from."""

from typing import NamedTuple

from golive.figures.registry import draw
from golive.figures.subject import Subject
from golive.markdown.parser import parse
from golive.pipeline.build import OUTPUTS, make, write_words
from golive.pipeline.metadata import imprint
from golive.project.project import Project
from golive.render.html.page import to_html
from golive.render.html.paper_size import Form


class Printed(NamedTuple):
    """A PDF, its form, the paper it is on, and its HTML."""

    content: bytes
    form: Form
    size: str
    html: str


def printed(project: Project, kind: str) -> Printed:
    """A project's "runbook", "explainer" or "guide".

    Raises:
        GoliveError: it cannot be made.
    """
    output = next(row for row in OUTPUTS if row.kind == kind)
    form: Form = "explainer" if kind == "explainer" else "runbook"
    subject = Subject(organization=project.organization, process=project.process, spec=project.spec)
    document = parse(write_words(project, output), output.template)
    meta = imprint(project, output.kind, output.title)
    content = make(project, output).content
    return Printed(content, form, meta.paper, to_html(document, meta, lambda *of: draw(of[0], subject, of[1]), form))
