"""Check that fonts are embedded and map every glyph to Unicode."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from golive.audit.rules import make_finding
from golive.support.problems import Problem

_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_NONSENSE: Final = re.compile(rb"<(0000|feff|fffe)>\s*$", re.IGNORECASE | re.MULTILINE)
_MOST_MAP: Final = 8_000_000
_DEEPEST: Final = 12


def check_fonts(pdf: pikepdf.Pdf) -> Iterator[Problem]:
    """Check every font used by a page or by a form XObject on it."""
    fonts: dict[tuple[int, int], Any] = {}
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        _collect(page.get("/Resources"), fonts, seen, _DEEPEST)
    for font in fonts.values():
        yield from _font(font)


def _collect(resources: Any, fonts: dict[tuple[int, int], Any], seen: set[tuple[int, int]], left: int) -> None:  # noqa: ANN401
    if not isinstance(resources, pikepdf.Dictionary) or left == 0:
        return
    named = resources.get("/Font")
    for font in named.values() if isinstance(named, pikepdf.Dictionary) else ():
        if isinstance(font, pikepdf.Dictionary):
            fonts[font.objgen] = font
    forms = resources.get("/XObject")
    for form in forms.values() if isinstance(forms, pikepdf.Dictionary) else ():
        if isinstance(form, pikepdf.Stream) and form.objgen not in seen:
            seen.add(form.objgen)
            _collect(form.get("/Resources"), fonts, seen, left - 1)


def _font(font: Any) -> Iterator[Problem]:  # noqa: ANN401
    name = str(font.get("/BaseFont", "/?"))[1:]
    kind = font.get("/Subtype")
    descendants = font.get("/DescendantFonts")
    inner = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else font
    descriptor = inner.get("/FontDescriptor")
    is_embedded = isinstance(descriptor, pikepdf.Dictionary) and any(file in descriptor for file in _FILES)
    if kind != "/Type3" and not is_embedded:
        yield make_finding("pdf-font-embedded", "", f"The font {name} is not embedded.")
    yield from _letters(font, name)
    if kind == "/Type0" and inner.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
        yield make_finding("pdf-font-map", "", f"The font {name} has no CIDToGIDMap.")


def _letters(font: Any, name: str) -> Iterator[Problem]:  # noqa: ANN401
    letters = font.get("/ToUnicode")
    if not isinstance(letters, pikepdf.Stream) or len(letters.read_raw_bytes()) > _MOST_MAP:
        yield make_finding("pdf-font-unicode", "", f"The font {name} does not say which letters its signs are.")
        return
    try:
        content = letters.read_bytes()
    except pikepdf.PdfError:
        content = b"<0000>"
    if _NONSENSE.search(content):
        yield make_finding("pdf-font-unicode", "", f"The font {name} maps signs to letters that do not exist.")
