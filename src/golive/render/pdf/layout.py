"""What a PDF engine makes of a document before it is written: pages, and what stands on them."""

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from golive.markdown.document import Meta
from golive.render.html.style_sheet import DEFAULT_SCALE, TypeScale
from golive.render.pdf.attachment import Attachment


class PageLayout(Struct, frozen=True):
    """PdfLayout of one page.

    Attributes:
        filled_share: share of the text height used, down to the last line or image.
        is_landscape: whether the page is wider than tall.
        anchor_positions: vertical position of each anchor, as a share of the text height.
    """

    filled_share: float
    is_landscape: bool
    anchor_positions: Mapping[str, float]


class PdfLayout(Protocol):
    """A document after layout, before writing."""

    @property
    def page_count(self) -> int:
        """Return the number of pages."""
        ...

    @property
    def page_layouts(self) -> tuple[PageLayout, ...]:
        """Return the layout of each page."""
        ...

    def write(self, meta: Meta, attachments: tuple[Attachment, ...] = ()) -> bytes:
        """Write the document as a tagged PDF (PDF/UA-1 and PDF/A-3a).

        Args:
            meta: metadata, with the date of the attachments.
            attachments: files to embed, in order.

        Raises:
            OutputError: the engine reported an error or a warning.
        """
        ...


class PageSetter(Protocol):
    """Lays out one document with one engine."""

    def __call__(self, type_scale: TypeScale = DEFAULT_SCALE, moved: frozenset[str] = frozenset()) -> PdfLayout:
        """Lay out the document.

        Args:
            type_scale: scale of type and of spaces.
            moved: anchors of the headings that begin a new page.

        Raises:
            OutputError: the engine is missing, or reported an error or a warning.
        """
        ...
