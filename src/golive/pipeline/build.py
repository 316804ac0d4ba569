"""The whole pipeline on one page: Project → words → Document → paper.

`make` turns a project into one finished document, in memory; nothing here writes. A new kind of
output is one more row in `OUTPUTS`.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from golive.figures.drawing import Color, Drawing, Frame
from golive.figures.registry import FIGURES, available, draw
from golive.figures.subject import Subject
from golive.markdown.document import Document, Meta
from golive.markdown.parser import parse
from golive.pipeline.attachments import enclosures
from golive.pipeline.catalog import DOCUMENTS, DocumentKind
from golive.pipeline.metadata import for_us_alone, imprint
from golive.project.project import Project
from golive.project.theme import read_brand
from golive.releases.changes_to_show import news_of
from golive.releases.status import standing_of
from golive.render.palette import PALETTE
from golive.support.problems import GoliveError, TemplateError, problem
from golive.templating.context import Context
from golive.templating.internal_notes import internal_notes
from golive.templating.templates import Written, write

if TYPE_CHECKING:
    from golive.render.pdf import Attachment
    from golive.render.slides.theme.theme import Theme

Form = Literal["runbook", "explainer"]
Files = tuple[tuple[str, bytes], ...]


class Manuscript(Struct, frozen=True):
    """A document on its way to paper.

    Attributes:
        document: what it says.
        meta: what it says about itself.
        read: gives a file that stands beside its template.
        figure: draws a figure by its name.
        enclosed: gives the files that travel inside its PDF.
        theme: a brand's theme; None for our own.
        markdown: the text that the document was parsed from.
    """

    document: Document
    meta: Meta
    read: Callable[[str], bytes]
    figure: Callable[[str, Frame], Drawing]
    enclosed: "Callable[[], Iterable[Attachment]]"
    theme: "Theme | None" = None
    markdown: str = ""

    @property
    def slides_theme(self) -> "Theme | bytes":
        """What slides stand on."""
        return self.theme or self.read("theme.pptx")

    @property
    def palette(self) -> Mapping[Color, str]:
        """The colours of papers: the brand's, or our own."""
        if not self.theme:
            return PALETTE
        from golive.render.slides.theme.theme import palette_of

        return palette_of(self.theme, printed=True)


class Output(Struct, frozen=True):
    """A kind of document.

    Attributes:
        kind: what `--only` calls it.
        of: what it is about.
        folder: the folder of its template: "slides" or "runbook".
        template: its template's file name.
        place: its path below the output folder, with `{id}` and `{version}`.
        title: what the document is called.
        publish: Manuscript → bytes.
        preview: Manuscript → further files that show it, by their names beside it, `{stem}` for its own; or None.
        form: how it is laid out as a paper; None for slides.
        beside: Manuscript → files that it needs beside it, named as those of `preview`; or None.
        format: what `--format` calls it.
    """

    kind: str
    of: Literal["integration", "guide"]
    folder: str
    template: str
    place: str
    title: str
    publish: Callable[[Manuscript], bytes]
    preview: Callable[[Manuscript], Files] | None = None
    form: Form | None = None
    beside: Callable[[Manuscript], Files] | None = None
    format: str = "pdf"


class Made(Struct, frozen=True):
    """A document: its place below the output folder, its bytes, what goes with it, versions of what set its pages."""

    kind: str
    place: Path
    content: bytes
    extras: tuple[tuple[Path, bytes], ...] = ()
    extra: Literal["preview", "attachment"] = "preview"
    engines: tuple[tuple[str, str], ...] = ()


def _deck(work: Manuscript, *, single: bool) -> bytes:
    from golive.render import slides

    return slides.make(work.document, work.meta, work.slides_theme, work.figure, single=single)


def _preview(work: Manuscript, *, single: bool) -> Files:
    from golive.render import preview

    return preview.make(work.document, work.meta, work.slides_theme, work.figure, single=single)


def _paper(work: Manuscript, *, form: Form) -> bytes:
    from golive.render import pdf

    style = work.read(f"{form}.css").decode()
    files = tuple(work.enclosed()) if form == "runbook" else ()
    return pdf.make(work.document, work.meta, style, work.figure, form, attachments=files, palette=work.palette)


def _output_of(row: DocumentKind) -> Output:
    """Say how a row of the catalog is published."""
    if row.has_slides:
        single = row.layout == "one-slide"
        return Output(
            row.kind,
            row.subject,
            "slides",
            row.template,
            row.path,
            row.title,
            partial(_deck, single=single),
            preview=partial(_preview, single=single),
            format="pptx",
        )
    form: Form = "explainer" if row.layout == "explainer" else "runbook"
    paper = partial(_paper, form=form)
    return Output(row.kind, row.subject, "runbook", row.template, row.path, row.title, paper, form=form)


OUTPUTS: tuple[Output, ...] = tuple(map(_output_of, DOCUMENTS))
"""How each document of the catalog is published."""


def outputs_of(project: Project, kinds: frozenset[str]) -> tuple[Output, ...]:
    """The rows of `OUTPUTS` that are about this project and were asked for."""
    return tuple(row for row in OUTPUTS if (row.of == "guide") is (project.spec is None) and row.kind in kinds)


def write_words(project: Project, output: Output) -> str:
    """Project → Markdown."""
    return written(project, output).text


def written(project: Project, output: Output) -> Written:
    """Project → Markdown, and the template's line behind each of its lines.

    Raises:
        SpecError: what was released last cannot be read.
        TemplateError: the template cannot be used.
    """
    standing = standing_of(project)
    context = Context(
        spec=project.spec,
        organization=project.organization,
        process=project.process,
        guide=project.guide,
        changelog=project.changelog,
        available_figures=frozenset(name for name in FIGURES if available(name, _subject(project))),
        draft=standing.draft,
        digest=standing.digest,
        news=news_of(project),
        internal_notes=internal_notes(project.spec) if project.internal and project.spec else (),
    )
    return write(output.template, project.workspace.templates(output.folder), context)


def make(project: Project, output: Output, *, preview: bool = False) -> Made:
    """Project → one finished document, in memory; with its preview where it is asked for and there is one.

    Raises:
        GoliveError: with everything that is wrong.
    """
    return publish(project, output, written(project, output), preview=preview)


def publish(project: Project, output: Output, words: Written, *, preview: bool = False) -> Made:
    """The second half of `make`: Markdown → one finished document; errors as there."""
    try:
        return _made(project, output, words.text, preview=preview)
    except GoliveError as error:
        from golive.pipeline.problem_locations import relocated

        raise type(error)(*relocated(error.problems, project, output.template, words.origins)) from None


def _made(project: Project, output: Output, markdown: str, *, preview: bool) -> Made:
    document = parse(markdown, output.template)

    def figure(name: str, frame: Frame) -> Drawing:
        return draw(name, _subject(project), frame)

    read = partial(_read, project.workspace.templates(output.folder))
    theme = read_brand(project.theme) if project.theme else None
    meta = imprint(project, output.kind, output.title)
    meta = for_us_alone(meta) if project.internal else meta
    work = Manuscript(document, meta, read, figure, partial(enclosures, project), theme, markdown)
    place = _place(project, output)
    shown = output.preview(work) if preview and output.preview else output.beside(work) if output.beside else ()
    extras = tuple((place.parent / name.replace("{stem}", place.stem), file) for name, file in shown)
    return Made(output.kind, place, output.publish(work), extras, "attachment" if output.beside else "preview")


def _place(project: Project, output: Output) -> Path:
    """Where a document goes; those that no biller may see go into a folder of their own, so that none is sent along."""
    version = project.about.version
    if not project.internal:
        return Path(output.place.format(id=project.about.id, version=version))
    place = Path(output.place.format(id=project.about.id, version=f"internal-{version}"))
    return place.parent / "internal" / place.name


def _subject(project: Project) -> Subject:
    return Subject(organization=project.organization, process=project.process, spec=project.spec)


def _read(folders: tuple[Path, ...], name: str) -> bytes:
    """A file that stands beside the templates; the first folder that has it wins."""
    for path in (folder / name for folder in folders):
        if path.is_file():
            return path.read_bytes()
    where = " or ".join(map(str, folders))
    raise TemplateError(problem(f"there is no {name} in {where}", "Put it back, or reinstall golive."))
