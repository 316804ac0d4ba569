"""Further formats of the documents, beside PDF and PPTX: one row each.

`html` and `confluence` are pages for readers. `markdown`, `document-json` and `print-html` are the stages on the way
to a PDF or a deck, for whoever writes templates or looks for a fault.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from golive.pipeline.build import Files, Form, Manuscript, Output

INTERMEDIATE = frozenset({"markdown", "document-json", "print-html"})
"""The formats that show a stage of the pipeline."""


class Format(Struct, frozen=True):
    """A format that documents may take.

    Attributes:
        name: the name that `--format` takes.
        suffix: the end of its files' names.
        publish: form (None for slides) and Manuscript → bytes.
        beside: Manuscript → files that it needs beside it, as in `Output`.
        has_slides: decks can be made in it, too.
    """

    name: str
    suffix: str
    publish: Callable[[Any, Manuscript], bytes]
    beside: Callable[[Manuscript], Files] | None = None
    has_slides: bool = False


def formats_of(output: Output) -> tuple[Output, ...]:
    """Return a row of `OUTPUTS`, and one copy of it for every further format that the document may take."""
    stem = output.place.rsplit(".", 1)[0]
    others = (
        replace(
            output,
            place=stem + row.suffix,
            publish=partial(row.publish, output.form),
            beside=row.beside,
            format=row.name,
            preview=None,
        )
        for row in FORMATS
        if output.form is not None or row.has_slides
    )
    return (output, *others)


def _web_page(form: Form, work: Manuscript) -> bytes:
    from golive.render import web

    return web.to_page(work.document, work.meta, work.figure, form, work.palette)


def _wiki_page(form: Form, work: Manuscript) -> bytes:
    from golive.render import web

    return web.to_storage(work.document, work.meta, work.figure, form)


def _wiki_pictures(work: Manuscript) -> Files:
    from golive.render import web

    pictures = web.attachments(work.document, work.figure, work.palette)
    return tuple((f"{{stem}}/{name}", file) for name, file in pictures)


def _markdown(_form: Form | None, work: Manuscript) -> bytes:
    return work.markdown.encode()


def _document(_form: Form | None, work: Manuscript) -> bytes:
    import json

    return json.dumps(_named_fields(work.document), ensure_ascii=False, indent=1).encode() + b"\n"


def _named_fields(value: Any) -> Any:  # noqa: ANN401 - a Document holds values of many types
    """Turn a Document into dictionaries and lists; each block names its class, and empty fields are left out."""
    if isinstance(value, Struct):
        fields = {name: _named_fields(one) for name, one in asdict(value).items() if one or one == 0}
        return {"block": type(value).__name__, **fields}
    if isinstance(value, Mapping):
        return {str(key): _named_fields(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_named_fields(one) for one in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _print_html(form: Form, work: Manuscript) -> bytes:
    from golive.render.html.page import to_html

    return to_html(work.document, work.meta, work.figure, form, palette=work.palette).encode()


FORMATS: tuple[Format, ...] = (
    Format("html", ".html", _web_page),
    Format("confluence", ".confluence.xml", _wiki_page, _wiki_pictures),
    Format("markdown", ".md", _markdown, has_slides=True),
    Format("document-json", ".document.json", _document, has_slides=True),
    Format("print-html", ".print.html", _print_html),
)
