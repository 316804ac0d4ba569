"""Document formats beside PDF and PPTX: one row each.

`html` and `confluence` are pages for readers. `markdown`, `document-json` and `print-html` are intermediate stages of
a PDF or a deck, for template authors and debugging.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from golive.pipeline.build import Files, Form, Output, RenderInput
from golive.pipeline.catalog import DOCUMENTS

INTERMEDIATE = frozenset({"markdown", "document-json", "print-html"})
"""The formats that show an intermediate stage of the pipeline."""


class DocumentFormat(Struct, frozen=True):
    """A format that documents may take.

    Attributes:
        name: the name that `--format` takes.
        suffix: the file name suffix.
        publish: form (None for slides) and RenderInput → bytes.
        companions: RenderInput → companion files, as in `Output`.
        has_slides: True if decks are available in this format, too.
        is_for_paper: False if only decks are available in this format.
    """

    name: str
    suffix: str
    publish: Callable[[Any, RenderInput], bytes]
    companions: Callable[[RenderInput], Files] | None = None
    has_slides: bool = False
    is_for_paper: bool = True


def list_formats(output: Output) -> tuple[Output, ...]:
    """Return a row of `OUTPUTS`, and one copy of it for every other format of the document."""
    stem = output.place.rsplit(".", 1)[0]
    others = (
        replace(
            output,
            place=stem + row.suffix,
            publish=partial(row.publish, output.form),
            companions=row.companions,
            format=row.name,
            preview=None,
        )
        for row in FORMATS
        if (row.is_for_paper if output.form is not None else row.has_slides)
    )
    return (output, *others)


def _render_web_page(form: Form, work: RenderInput) -> bytes:
    from golive.render import web

    return web.render_html_page(work.document, work.meta, work.draw_figure, form, work.palette)


def _render_confluence_page(form: Form, work: RenderInput) -> bytes:
    from golive.render import web

    return web.to_storage_format(work.document, work.meta, work.draw_figure, form)


def _render_confluence_attachments(work: RenderInput) -> Files:
    from golive.render import web

    pictures = web.render_page_attachments(work.document, work.draw_figure, work.palette)
    return tuple((f"{{stem}}/{name}", file) for name, file in pictures)


def _encode_markdown(_form: Form | None, work: RenderInput) -> bytes:
    return work.markdown.encode()


def _encode_document_json(_form: Form | None, work: RenderInput) -> bytes:
    import json

    return json.dumps(_to_json_value(work.document), ensure_ascii=False, indent=1).encode() + b"\n"


def _to_json_value(value: Any) -> Any:  # noqa: ANN401 - a Document holds values of many types
    """Turn a Document into dictionaries and lists; each block names its class, and empty fields are left out."""
    if isinstance(value, Struct):
        fields = {name: _to_json_value(one) for name, one in asdict(value).items() if one or one == 0}
        return {"block": type(value).__name__, **fields}
    if isinstance(value, Mapping):
        return {str(key): _to_json_value(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_to_json_value(one) for one in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _render_print_html(form: Form, work: RenderInput) -> bytes:
    from golive.render.html.page import render_html

    return render_html(work.document, work.meta, work.draw_figure, form, palette=work.palette).encode()


def _render_slides_pdf(_form: Form | None, work: RenderInput) -> bytes:
    from golive.render.pdf.slides import render_slides_pdf

    single = next(row.layout == "one-slide" for row in DOCUMENTS if row.kind == work.meta.kind)
    return render_slides_pdf(work.document, work.meta, work.slides_theme, work.draw_figure, single=single)


FORMATS: tuple[DocumentFormat, ...] = (
    DocumentFormat("slides-pdf", ".slides.pdf", _render_slides_pdf, has_slides=True, is_for_paper=False),
    DocumentFormat("html", ".html", _render_web_page),
    DocumentFormat("confluence", ".confluence.xml", _render_confluence_page, _render_confluence_attachments),
    DocumentFormat("markdown", ".md", _encode_markdown, has_slides=True),
    DocumentFormat("document-json", ".document.json", _encode_document_json, has_slides=True),
    DocumentFormat("print-html", ".print.html", _render_print_html),
)
