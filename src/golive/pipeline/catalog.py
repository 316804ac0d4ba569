"""The catalog of documents and formats: plain rows, which the command line reads without importing the pipeline.

A new document is one template and one row of `DOCUMENTS`; its layout decides how it is rendered.
"""

from typing import Final, Literal, NamedTuple


class DocumentKind(NamedTuple):
    """A kind of document.

    Attributes:
        kind: the name that `--only` takes.
        subject: the subject of the document.
        layout: slides, one slide, a runbook with chapters, or a one-page explainer.
        template: the file name of its template, below templates/slides or templates/runbook.
        path: its path below the output folder, with `{id}`, `{version}` and, in status reports, `{day}`.
        title: the title of the document.
        is_default: True if it is built when `--only` is not given.
        translates: the kind of the English document that this one is a translation of; empty for English.
        language: code of its language.
        made_with: the kind whose name makes this one, too; empty for a document with a name of its own.
    """

    kind: str
    subject: Literal["integration", "guide"]
    layout: Literal["slides", "one-slide", "runbook", "explainer"]
    template: str
    path: str
    title: str
    is_default: bool = True
    translates: str = ""
    language: str = "en"
    made_with: str = ""

    @property
    def base_kind(self) -> str:
        """Return the kind of the same document in English."""
        return self.translates or self.kind

    @property
    def has_slides(self) -> bool:
        """Return True for decks, False for PDFs."""
        return self.layout in {"slides", "one-slide"}


# fmt: off
DOCUMENTS: Final = (
    DocumentKind("deck", "integration", "slides", "overview.md.j2",
                 "{id}/{id}-overview-{version}.pptx", "Integration Overview"),
    DocumentKind("slide", "integration", "one-slide", "slide.md.j2",
                 "{id}/{id}-slide-{version}.pptx", "Integration Overview", is_default=False),
    DocumentKind("kickoff", "integration", "slides", "overview.md.j2",
                 "{id}/{id}-kickoff-{version}.pptx", "Kick-off", is_default=False),
    DocumentKind("design-review", "integration", "slides", "overview.md.j2",
                 "{id}/{id}-design-review-{version}.pptx", "Design Review", is_default=False),
    DocumentKind("go-no-go", "integration", "slides", "overview.md.j2",
                 "{id}/{id}-go-no-go-{version}.pptx", "Go/No-Go", is_default=False),
    DocumentKind("runbook", "integration", "runbook", "runbook.md.j2",
                 "{id}/{id}-runbook-{version}.pdf", "Integration Runbook"),
    DocumentKind("explainer", "integration", "explainer", "sit-vs-uat.md.j2",
                 "{id}/{id}-sit-vs-uat-{version}.pdf", "SIT and UAT explained"),
    DocumentKind("explainer-es", "integration", "explainer", "sit-vs-uat.es.md.j2",
                 "{id}/{id}-sit-vs-uat-es-{version}.pdf", "SIT and UAT explained, in Spanish",
                 is_default=False, translates="explainer", language="es"),
    DocumentKind("status", "integration", "one-slide", "status.md.j2",
                 "{id}/{id}-status-{version}-{day}.pptx", "Weekly Status", is_default=False),
    DocumentKind("status-page", "integration", "explainer", "status.md.j2",
                 "{id}/{id}-status-page-{version}-{day}.pdf", "Weekly Status", is_default=False, made_with="status"),
    DocumentKind("guide", "guide", "runbook", "guide.md.j2",
                 "guide/participation-guide-{version}.pdf", "Participation Guide"),
)
# fmt: on
STATUS_KINDS: Final = frozenset({"status", "status-page"})
"""The kinds of documents that depend on a day, and not on the version alone."""
TRANSLATED_KINDS: Final = frozenset(row.translates for row in DOCUMENTS if row.translates)
"""The kinds of documents that exist in another language than English, too."""
DECKS: Final = {"overview": "deck", "kickoff": "kickoff", "design-review": "design-review", "go-no-go": "go-no-go"}
"""The kind of document by the name that `--deck` takes; its settings in `deck` of a spec have the same name."""
FORMATS: Final = ("pptx", "pdf", "slides-pdf", "html", "confluence", "markdown", "document-json", "print-html")
"""The formats of documents; `pipeline.formats` defines those beside PPTX and PDF."""
PDF_ENGINES: Final = ("weasyprint", "typst")
"""The PDF engines by name; `render.pdf.engines` defines them."""
