"""HTML + CSS → PDF, through WeasyPrint.

Equal input gives equal bytes: fonts are the bundled ones, dates are the version's, nothing outside is read.
The boundary is narrow, so that another engine could take its place.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from msgspec import Struct

from golive.markdown.document import Meta
from golive.render.pdf.attachment import Attachment
from golive.render.pdf.engine import discard, start, watched
from golive.render.pdf.fonts import font_rules
from golive.render.seal import origin_of, sealed_pdf

_VARIANT = "pdf/a-3a"
_TRIES = 4
_AMBIGUOUS = b"\r\nendstream"
"""A stream that ends in a carriage return: readers take it for a part of the line's end. The list of objects is
compressed after all else and may end so, in one file of 256; with an empty object more it ends otherwise."""


class Leaf(Struct, frozen=True):
    """A page that is laid out.

    Attributes:
        filled: the share of its height between the margins down to the last line or picture.
        turned: whether it is wider than high.
        starts: where each anchor on it stands, as a share of that height.
    """

    filled: float
    turned: bool
    starts: Mapping[str, float]


class Layout(Struct, frozen=True):
    """A document that is laid out on its pages, and not yet written."""

    _document: Any

    @property
    def pages(self) -> int:
        """How many pages it fills."""
        return len(self._document.pages)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What stands where on each page."""
        return tuple(map(_leaf, self._document.pages))

    def write(self, meta: Meta, attachments: tuple[Attachment, ...] = ()) -> bytes:
        """The document as a tagged PDF (PDF/UA-1 and PDF/A-3a).

        Args:
            meta: dates the attachments.
            attachments: files to embed, in the order given.

        Raises:
            OutputError: the engine has found something that it would leave out or set wrongly.
        """
        with watched():
            for padding in range(_TRIES):
                files = _embedded(meta, attachments)
                finish = partial(_finish, meta=meta, padding=padding)
                content: bytes = self._document.write_pdf(finisher=finish, pdf_variant=_VARIANT, attachments=files)
                if _AMBIGUOUS not in content:
                    break
        return sealed_pdf(content)


def _leaf(page: Any) -> Leaf:  # noqa: ANN401 - the engine has no types
    from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox

    box = page._page_box  # noqa: SLF001 - the boxes are nowhere else
    top, height = box.content_box_y(), box.height
    set_boxes = (found for found in box.children[0].descendants() if isinstance(found, LineBox | ReplacedBox))
    bottom = max((found.position_y + found.height for found in set_boxes), default=top)
    starts = {name: (place[1] - top) / height for name, place in page.anchors.items()}
    return Leaf((bottom - top) / height, bool(page.width > page.height), starts)


def lay_out(html: str, css: str) -> Layout:
    """Lay a page out.

    Args:
        html: the whole document; it reads nothing from outside.
        css: its style sheet, sizes and colours included.

    Raises:
        OutputError: the engine is missing, or has found something that it would leave out or set wrongly.
    """
    engine = start()
    discard()
    from weasyprint.text.fonts import FontConfiguration

    from golive.render.pdf.lean_styles import LeanHTML
    from golive.render.pdf.url_fetcher import LockedFetcher

    with watched():
        fonts, fetcher = FontConfiguration(), LockedFetcher({})
        sheet = engine.CSS(string=font_rules(html) + css, url_fetcher=fetcher, font_config=fonts)
        page = LeanHTML(html, css, fetcher)
        return Layout(page.render(stylesheets=[sheet], font_config=fonts, pdf_variant=_VARIANT))


def to_pdf(html: str, css: str, meta: Meta, attachments: tuple[Attachment, ...] = ()) -> bytes:
    """Lay a page out and write it; arguments and errors as with `lay_out` and `Layout.write`."""
    return lay_out(html, css).write(meta, attachments)


def count_pages(html: str, css: str) -> int:
    """How many pages a document would fill."""
    return lay_out(html, css).pages


def _embedded(meta: Meta, attachments: tuple[Attachment, ...]) -> list[Any]:
    engine = start()
    from golive.render.pdf.url_fetcher import ATTACHMENT_SCHEME, LockedFetcher

    day = datetime.fromisoformat(meta.date).replace(tzinfo=UTC)
    files = {str(number): attachment for number, attachment in enumerate(attachments)}
    fetcher = LockedFetcher(files)
    return [
        engine.Attachment(
            url=f"{ATTACHMENT_SCHEME}{number}",
            url_fetcher=fetcher,
            name=file.name,
            description=file.description,
            created=day,
            modified=day,
            relationship=file.relationship,
        )
        for number, file in files.items()
    ]


def _finish(document: Any, pdf: Any, *, meta: Meta, padding: int) -> None:  # noqa: ANN401 - the engine has no types
    import pydyf

    from golive.render.pdf.lean_styles import write_once
    from golive.render.pdf.tags import finish

    finish(document, pdf, origin_of(meta) if meta.id else {})
    for _ in range(padding):
        pdf.add_object(pydyf.Dictionary())
    write_once(pdf)
