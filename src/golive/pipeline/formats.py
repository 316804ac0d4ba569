"""Further formats of the papers, beside the PDF: a row each."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from golive.pipeline.build import Files, Form, Manuscript, Output


class Format(Struct, frozen=True):
    """A format that every paper may take.

    Attributes:
        name: what `--format` calls it.
        suffix: how its files' names end.
        publish: form and Manuscript → bytes.
        beside: Manuscript → files that it needs beside it, as in `Output`.
    """

    name: str
    suffix: str
    publish: Callable[[Form, Manuscript], bytes]
    beside: Callable[[Manuscript], Files] | None = None


def formats_of(output: Output) -> tuple[Output, ...]:
    """A row of `OUTPUTS`, and the same for every further format that the document may take."""
    if output.form is None:
        return (output,)
    stem = output.place.rsplit(".", 1)[0]
    others = (
        replace(
            output,
            place=stem + row.suffix,
            publish=partial(row.publish, output.form),
            beside=row.beside,
            format=row.name,
        )
        for row in FORMATS
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


FORMATS: tuple[Format, ...] = (
    Format("html", ".html", _web_page),
    Format("confluence", ".confluence.xml", _wiki_page, _wiki_pictures),
)
