"""Write the CFF fonts of Typst, which only East Asian text has, anew: a validator reads a wrong width in them."""

from io import BytesIO
from zlib import compress

import pikepdf


def rewrite_cff_fonts(pdf: pikepdf.Pdf) -> None:
    """Write every embedded CFF font as fontTools does: the same glyphs and widths, in another order of its parts.

    page-validation reads a width of 0 for the first glyph in the fonts of Typst's subsetter, where fontTools, Poppler
    and the widths of the PDF itself say 1,000.
    """
    for descriptor in pdf.objects:
        if isinstance(descriptor, pikepdf.Dictionary) and "/FontFile3" in descriptor:
            stream = descriptor.FontFile3
            stream.write(compress(_rewrite_font(stream.read_bytes())), filter=pikepdf.Name.FlateDecode)


class _NoFont:
    """What fontTools asks of the font around a CFF table."""

    recalcBBoxes = False  # noqa: N815 - its name in fontTools


def _rewrite_font(content: bytes) -> bytes:
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(BytesIO(content), None)
    for part in fonts[0].FDArray:
        # Both matrices together are the usual one, which fontTools leaves out of the font: then no part has its own.
        part.rawDict.pop("FontMatrix", None)
    made = BytesIO()
    fonts.compile(made, _NoFont())
    return made.getvalue()
