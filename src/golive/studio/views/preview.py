"""The preview page: the deck as slides, the other documents as pages, for the biller or for the vendor's own team."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from golive.pipeline.build import OUTPUTS, Output, build_document
from golive.pipeline.catalog import DOCUMENTS, DocumentKind
from golive.pipeline.formats import list_formats
from golive.pipeline.sandbox import build_in_sandbox, has_foreign_templates
from golive.schema.value_text import format_count
from golive.studio.sessions.slide_preview import PreviewState
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.problems import format_for_browser
from golive.support.problems import GoliveError, Problem


class DocumentTab(Struct, frozen=True):
    """A document that the page can show: its kind, its title and its address."""

    kind: str
    title: str
    url: str
    is_current: bool


class PreviewPage(Struct, frozen=True):
    """What the preview page shows.

    Attributes:
        tabs: the documents to choose from.
        kind: the kind of the document that is shown.
        title: its title.
        slides: the slides, for a deck.
        page_url: the address of the document as a web page; empty for a deck.
        audience_url: the address of the same document for the other audience; empty if there is none.
        is_internal: whether internal notes are shown.
        words: what to know about it; may be empty.
        is_current: whether the slides show the file as it is now.
    """

    tabs: tuple[DocumentTab, ...]
    kind: str
    title: str
    slides: PreviewState | None = None
    page_url: str = ""
    audience_url: str = ""
    is_internal: bool = False
    words: str = ""
    is_current: bool = True


def choose_document(snapshot: FileSnapshot, kind: str) -> DocumentKind | None:
    """Return the document of a kind, or the first one of the file; None if it has no documents."""
    rows = _list_documents(snapshot)
    return next((one for one in rows if one.kind == kind), rows[0] if rows else None)


def list_page_kinds(snapshot: FileSnapshot) -> tuple[DocumentKind, ...]:
    """Return the documents of a file that can be shown as web pages."""
    return tuple(row for row in _list_documents(snapshot) if not row.has_slides)


def _list_documents(snapshot: FileSnapshot) -> tuple[DocumentKind, ...]:
    return tuple(row for row in DOCUMENTS if row.subject == snapshot.target.kind and row.layout != "one-slide")


def build_preview_page(
    snapshot: FileSnapshot, row: DocumentKind, state: PreviewState | None, *, is_internal: bool = False
) -> PreviewPage:
    """Return what the preview page shows.

    Args:
        snapshot: the file.
        row: the document to show.
        state: the slides, if it is a deck.
        is_internal: whether to show internal notes.
    """
    url = f"{snapshot.target.url}/preview"
    audience = "&audience=internal" if is_internal else ""
    tabs = tuple(
        DocumentTab(one.kind, one.title, f"{url}?document={one.kind}{audience}", one.kind == row.kind)
        for one in _list_documents(snapshot)
    )
    other = f"{url}?document={row.kind}{'' if is_internal else '&audience=internal'}"
    if row.has_slides:
        words = describe_slides(state, snapshot) if state else ""
        return PreviewPage(
            tabs, row.kind, row.title, state, "", other, is_internal, words, bool(state and state.is_current)
        )
    words = "" if snapshot.project else _describe_errors(snapshot, "This page is shown once")
    page_url = f"{snapshot.target.url}/pages/{row.kind}{'?audience=internal' if is_internal else ''}"
    return PreviewPage(tabs, row.kind, row.title, None, page_url if not words else "", other, is_internal, words)


def describe_slides(state: PreviewState, snapshot: FileSnapshot) -> str:
    """Return a line about the slides: how many, what changed, or why they are not current."""
    if not state.is_current:
        if snapshot.project is not None and state.problems:
            return format_for_browser(f"The slides cannot be drawn: {state.problems[0].message}.")
        began = "From before your last edits; they follow once" if state.slides else "Shown once"
        return _describe_errors(snapshot, began)
    changed = [one for one in state.slides if one.key in set(state.changed)]
    if not changed:
        return format_count(len(state.slides), "slide")
    return f"{format_count(len(changed), 'slide')} of {len(state.slides)} changed"


def _describe_errors(snapshot: FileSnapshot, began: str) -> str:
    count = len(snapshot.errors)
    return f"{began} {'this point is' if count == 1 else f'{count} points are'} cleared up."


def render_web_page(snapshot: FileSnapshot, kind: str, *, is_internal: bool = False) -> bytes:
    """Render a document of a file as a web page; a page that names the problems if it cannot be made."""
    project = snapshot.project
    if project is None:
        return _render_problem_page(snapshot.errors)
    own = next(row for row in OUTPUTS if row.kind == kind)
    output: Output = next(row for row in list_formats(own) if row.format == "html")
    shown = replace(project, is_internal=is_internal)
    try:
        build = build_in_sandbox if has_foreign_templates(shown, output) else build_document
        return build(shown, output).content
    except GoliveError as error:
        return _render_problem_page(error.problems)


def _render_problem_page(problems: Sequence[Problem]) -> bytes:
    from html import escape

    rows = "".join(f"<li>{escape(format_for_browser(f'{one.message}. {one.hint}'))}</li>" for one in problems)
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not made yet</title>'
    return f"{head}<h1>This page cannot be made yet</h1><ul>{rows}</ul></html>".encode()
