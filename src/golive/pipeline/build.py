"""The whole pipeline on one page: Project → Markdown → Document → PDF or deck.

`make` turns a project into one finished document, in memory; nothing here writes. A new kind of
output is one more row in `OUTPUTS`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color, Drawing, Frame
from golive.figures.registry import FIGURES, draw_figure, has_content
from golive.figures.subject import FigureSubject
from golive.markdown.document import Document, Meta
from golive.markdown.parser import parse_markdown
from golive.markdown.text_mapping import map_document_text
from golive.pipeline.attachments import build_attachments
from golive.pipeline.catalog import DECKS, DOCUMENTS, STATUS_KINDS, TRANSLATED_KINDS, DocumentKind
from golive.pipeline.metadata import build_metadata, mark_as_internal
from golive.pipeline.status_report import build_status_report, get_reference_day
from golive.project.languages import DEFAULT_LANGUAGE, translate_process
from golive.project.project import IntegrationProject, Project, get_guide, get_integration
from golive.project.theme import read_theme_with_roles
from golive.releases.changes_to_show import find_changes_to_show
from golive.releases.status import find_release_status
from golive.render.palette import PALETTE
from golive.render.text_seal import seal_text
from golive.schema.deck import SlideSelection
from golive.schema.unbroken_values import keep_values_whole
from golive.schema.value_text import use_formats
from golive.support.problems import GoliveError, TemplateError, ThemeError, make_problem
from golive.templating.context import Context
from golive.templating.internal_notes import list_internal_notes
from golive.templating.original_language import use_original_language
from golive.templating.slide_selection import list_selected_slides, resolve_selection, select_slides
from golive.templating.templates import RenderedMarkdown, render_template
from golive.translation import DOCUMENT_LANGUAGES, find_phrase

if TYPE_CHECKING:
    from golive.render.pdf import Attachment
    from golive.render.pdf.engines import PdfEngineName
    from golive.render.slides.theme.theme import Theme

Form = Literal["runbook", "explainer"]
Files = tuple[tuple[str, bytes], ...]


class RenderInput(Struct, frozen=True):
    """Everything that a renderer needs to produce one document.

    Attributes:
        document: the parsed content.
        meta: the metadata, such as title, version and date.
        read_template_file: reads a file from the template folders, by its name.
        draw_figure: draws a figure by its name.
        enclosed: builds the files to attach to the PDF.
        theme: a brand's theme; None for golive's own.
        markdown: the text that the document was parsed from.
        pdf_engine: the engine of a PDF; empty for other formats.
    """

    document: Document
    meta: Meta
    read_template_file: Callable[[str], bytes]
    draw_figure: Callable[[str, Frame], Drawing]
    enclosed: "Callable[[], Iterable[Attachment]]"
    theme: "Theme | None" = None
    markdown: str = ""
    pdf_engine: "PdfEngineName | None" = None

    @property
    def slides_theme(self) -> "Theme | bytes":
        """Return the brand's theme, or the bytes of golive's own theme.pptx."""
        return self.theme or self.read_template_file("theme.pptx")

    @property
    def palette(self) -> Mapping[Color, str]:
        """Return the colors of PDFs: the brand's, or golive's own."""
        if not self.theme:
            return PALETTE
        from golive.render.slides.theme.theme import build_palette

        return build_palette(self.theme, for_print=True)


class Output(Struct, frozen=True):
    """A kind of document.

    Attributes:
        kind: its name for `--only`.
        of: the subject of the document.
        folder: the folder of its template: "slides" or "runbook".
        template: its template's file name.
        place: path pattern below the output folder, with `{id}` and `{version}`.
        title: the title of the document.
        publish: RenderInput → bytes.
        preview: RenderInput → preview files, by name relative to the document, with `{stem}` for its stem; or None.
        form: the PDF layout; None for slides.
        companions: RenderInput → companion files that the document needs, named as in `preview`; or None.
        format: its name for `--format`.
        language: code of its language.
        base_kind: the kind of the same document in English.
    """

    kind: str
    of: Literal["integration", "guide"]
    folder: str
    template: str
    place: str
    title: str
    publish: Callable[[RenderInput], bytes]
    preview: Callable[[RenderInput], Files] | None = None
    form: Form | None = None
    companions: Callable[[RenderInput], Files] | None = None
    format: str = "pdf"
    language: str = DEFAULT_LANGUAGE
    base_kind: str = ""


class BuiltDocument(Struct, frozen=True):
    """A built document: its path below the output folder, its bytes, extra files, and layout engine versions."""

    kind: str
    place: Path
    content: bytes
    extras: tuple[tuple[Path, bytes], ...] = ()
    extra: Literal["preview", "attachment"] = "preview"
    engines: tuple[tuple[str, str], ...] = ()


def _render_deck(work: RenderInput, *, single: bool) -> bytes:
    from golive.render import slides

    return slides.make_deck(work.document, work.meta, work.slides_theme, work.draw_figure, single=single)


def _render_preview(work: RenderInput, *, single: bool) -> Files:
    from golive.render import preview

    return preview.build_preview(work.document, work.meta, work.slides_theme, work.draw_figure, single=single)


def _render_pdf(work: RenderInput, *, form: Form) -> bytes:
    from golive.render import pdf

    style = work.read_template_file(f"{form}.css").decode()
    files = tuple(work.enclosed()) if form == "runbook" else ()
    return pdf.render_pdf(
        work.document,
        work.meta,
        style,
        work.draw_figure,
        form,
        attachments=files,
        palette=work.palette,
        engine=work.pdf_engine or "weasyprint",
    )


def _build_output(row: DocumentKind) -> Output:
    """Create the `Output` for a row of the catalog."""
    if row.has_slides:
        single = row.layout == "one-slide"
        return Output(
            row.kind,
            row.subject,
            "slides",
            row.template,
            row.path,
            row.title,
            partial(_render_deck, single=single),
            preview=partial(_render_preview, single=single),
            format="pptx",
            base_kind=row.base_kind,
        )
    form: Form = "explainer" if row.layout == "explainer" else "runbook"
    paper = partial(_render_pdf, form=form)
    return Output(
        row.kind,
        row.subject,
        "runbook",
        row.template,
        row.path,
        row.title,
        paper,
        form=form,
        language=row.language,
        base_kind=row.base_kind,
    )


OUTPUTS: tuple[Output, ...] = tuple(map(_build_output, DOCUMENTS))
"""The output of each document in the catalog."""


def select_outputs(project: Project, kinds: frozenset[str]) -> tuple[Output, ...]:
    """Return the rows of `OUTPUTS` that apply to this project and are among the requested kinds.

    A document that exists in several languages is made in those of the project; a kind with a language is that one.
    """
    return tuple(row for row in OUTPUTS if row.of == project.kind and _is_selected(project, row, kinds))


def _is_selected(project: Project, row: Output, kinds: frozenset[str]) -> bool:
    if row.base_kind not in TRANSLATED_KINDS or (row.language != DEFAULT_LANGUAGE and row.kind in kinds):
        return row.kind in kinds
    return row.base_kind in kinds and row.language in project.list_explainer_languages()


def render_markdown_text(project: Project, output: Output) -> str:
    """Render the Markdown of a document."""
    return render_markdown(project, output).text


def render_markdown(project: Project, output: Output) -> RenderedMarkdown:
    """Render the Markdown of a document, with the template line that each of its lines comes from.

    Raises:
        SpecError: the last release cannot be read.
        TemplateError: the template cannot be used.
    """
    with use_document_language(project, output):
        return _render_template(project, output)


@contextmanager
def use_document_language(project: Project, output: Output) -> Iterator[None]:
    """Write values and phrases in the language of a document, and mark an author's texts in another one."""
    vendor = project.organization
    language = get_document_language(project, output)
    with (
        use_formats(vendor.formats, language),
        use_original_language("" if language == vendor.language else vendor.language),
    ):
        yield


def get_document_language(project: Project, output: Output) -> str:
    """Return the BCP 47 tag of a document's language."""
    is_translation = output.language != DEFAULT_LANGUAGE
    return DOCUMENT_LANGUAGES[output.language].locale if is_translation else project.organization.language


def _render_template(project: Project, output: Output) -> RenderedMarkdown:
    release_status, spec = find_release_status(project), get_integration(project)
    selection = _get_slide_selection(project, output)
    subject = _build_figure_subject(project, output.language, output.kind)
    context = Context(
        spec=spec,
        organization=project.organization,
        process=subject.process,
        guide=get_guide(project),
        changelog=project.changelog,
        available_figures=frozenset(name for name in FIGURES if has_content(name, subject)),
        draft=release_status.draft,
        digest=release_status.digest,
        version_changes=find_changes_to_show(project),
        internal_notes=list_internal_notes(spec) if project.is_internal and spec else (),
        document_title=output.title,
        slides=frozenset(list_selected_slides(selection)),
        may_summarize_open_items=output.kind == DECKS["kickoff"],
        status=subject.status,
    )
    rendered = render_template(output.template, project.workspace.list_template_folders(output.folder), context)
    return select_slides(rendered, selection)


def _get_slide_selection(project: Project, output: Output) -> SlideSelection:
    """Return the slides that a document has; all of them for documents without a selection."""
    spec = get_integration(project)
    deck = next((name for name, kind in DECKS.items() if kind == output.kind), None)
    if deck is None or spec is None:
        return SlideSelection()
    return resolve_selection(deck.replace("-", "_"), project.organization.deck, spec.deck)


def build_document(project: Project, output: Output, *, preview: bool = False) -> BuiltDocument:
    """Build one finished document in memory, with its preview if requested and available.

    Raises:
        GoliveError: lists all problems that were found.
    """
    return render_document(project, output, render_markdown(project, output), preview=preview)


def render_document(
    project: Project, output: Output, words: RenderedMarkdown, *, preview: bool = False
) -> BuiltDocument:
    """Render Markdown to one finished document; raise the same errors as `build_document`."""
    try:
        with use_document_language(project, output):
            return _render_output(project, output, words.text, preview=preview)
    except ThemeError:
        raise  # No value of a file can fix a theme.
    except GoliveError as error:
        from golive.pipeline.problem_locations import Rendering, relocate_problems

        rendering = Rendering(project, output.template, words.origins, partial(render_markdown, project, output))
        raise type(error)(*relocate_problems(error.problems, rendering)) from None


def build_render_input(project: Project, output: Output, markdown: str) -> RenderInput:
    """Parse Markdown, and return everything that the renderer of a document needs; formats must be in use.

    Raises:
        GoliveError: lists all problems that were found.
    """
    document = map_document_text(parse_markdown(markdown, output.template), keep_values_whole)

    subject = _build_figure_subject(project, output.language, output.kind)

    def figure(name: str, frame: Frame) -> Drawing:
        return draw_figure(name, subject, frame)

    read = partial(_read_template_file, project.workspace.list_template_folders(output.folder))
    theme = read_theme_with_roles(project.theme_file) if project.theme_file else None
    meta = build_metadata(project, output.kind, _get_title(output), get_document_language(project, output))
    meta = mark_as_internal(meta) if project.is_internal else meta
    return RenderInput(document, meta, read, figure, partial(build_attachments, project), theme, markdown)


def _get_title(output: Output) -> str:
    """Return the title of a document in its language."""
    return find_phrase(f"title.{output.base_kind}") or output.title


def draw_project_figure(project: Project, name: str, frame: Frame, language: str = DEFAULT_LANGUAGE) -> Drawing:
    """Draw a figure about a project by its name; errors as for `golive.figures.registry.draw_figure`."""
    return draw_figure(name, _build_figure_subject(project, language), frame)


def _render_output(project: Project, output: Output, markdown: str, *, preview: bool) -> BuiltDocument:
    work = build_render_input(project, output, markdown)
    engines: tuple[tuple[str, str], ...] = ()
    if output.format == "pdf":
        from golive.pipeline.pdf_engine import choose_pdf_engine
        from golive.render.pdf.engines import ENGINES

        folders = project.workspace.list_template_folders(output.folder)
        engine = choose_pdf_engine(project, _find_template_file(folders, f"{output.form}.css"))
        work = replace(work, pdf_engine=engine)
        engines = tuple(ENGINES[engine].get_versions().items())
    place = get_output_path(project, output.place)
    shown = output.preview(work) if preview and output.preview else output.companions(work) if output.companions else ()
    named = ((place.parent / name.replace("{stem}", place.stem), file) for name, file in shown)
    extras = tuple((path, seal_text(file, path.suffix, work.meta)) for path, file in named)
    content = seal_text(_publish(output, work, project.theme_file), place.suffix, work.meta)
    beside: Literal["preview", "attachment"] = "attachment" if output.companions else "preview"
    return BuiltDocument(output.kind, place, content, extras, beside, engines)


def _publish(output: Output, work: RenderInput, theme: Path | None) -> bytes:
    """Return a document; a deck on a brand's theme is checked, and its faults name the theme."""
    if theme is None or work.theme is None or output.format != "pptx":
        return output.publish(work)
    from golive.pipeline.theme_faults import publish_on_theme

    return publish_on_theme(partial(output.publish, work), lambda: output.publish(replace(work, theme=None)), theme)


def get_output_path(project: Project, pattern: str) -> Path:
    """Return the path of a document below the output folder.

    A draft has its own name, so that it never replaces a released file. Internal documents have their own folder, to
    keep them from billers.

    Args:
        project: the project, whose release status may be known.
        pattern: the path with `{id}`, `{version}` and perhaps `{day}`, as in the catalog.
    """
    version = project.document_subject.version
    if find_release_status(project).draft:
        version = f"{version}-draft"
    day = get_reference_day(project) if isinstance(project, IntegrationProject) else ""
    if not project.is_internal:
        return Path(pattern.format(id=project.document_subject.id, version=version, day=day))
    place = Path(pattern.format(id=project.document_subject.id, version=f"internal-{version}", day=day))
    return place.parent / "internal" / place.name


def _build_figure_subject(project: Project, language: str, kind: str = "") -> FigureSubject:
    process = translate_process(project.process, project.workspace, language)
    status = None
    if kind in STATUS_KINDS and isinstance(project, IntegrationProject):
        status = build_status_report(project)
    return FigureSubject(project.organization, process, get_integration(project), status)


def _read_template_file(folders: tuple[Path, ...], name: str) -> bytes:
    """Read a file from the first of the template folders that contains it."""
    return _find_template_file(folders, name).read_bytes()


def _find_template_file(folders: tuple[Path, ...], name: str) -> Path:
    for path in (folder / name for folder in folders):
        if path.is_file():
            return path
    where = " or ".join(map(str, folders))
    raise TemplateError(make_problem(f"there is no {name} in {where}", "Put it back, or reinstall golive."))
