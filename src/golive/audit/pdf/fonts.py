"""Check that the fonts that pages use are embedded and map every glyph to Unicode.

A font that a page lists and never selects is not looked at: some programs list all fourteen standard fonts.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from golive.audit.pdf.pages import find_content_excess
from golive.audit.rules import make_finding
from golive.support.problems import Problem

_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_NONSENSE: Final = re.compile(rb"<(0000|feff|fffe)>\s*$", re.IGNORECASE | re.MULTILINE)
_MOST_MAP: Final = 8_000_000
_DEEPEST: Final = 12
_SELECTED: Final = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+[-+.0-9]+\s+Tf\b")
_ENCODINGS: Final = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding"})
_COLLECTIONS: Final = frozenset({"GB1", "CNS1", "Japan1", "Korea1", "KR"})
"""Whose characters Adobe's published tables map to Unicode."""


def check_fonts(pdf: pikepdf.Pdf) -> Iterator[Problem]:
    """Check every font that a page or a form XObject on it uses."""
    fonts: dict[tuple[int, int], Any] = {}
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        _collect(_find_resources(page.obj), _read_page(page), fonts, seen, _DEEPEST)
    for font in fonts.values():
        yield from _font(font)


def _find_resources(node: Any) -> Any:  # noqa: ANN401
    """Return the resources of a page, which may be those of a node of the page tree above it."""
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary) or "/Resources" in node:
            break
        node = node.get("/Parent")
    return node.get("/Resources") if isinstance(node, pikepdf.Dictionary) else None


def _read_page(page: pikepdf.Page) -> bytes | None:
    """Return what draws a page; None if it is too large, or cannot be read."""
    if find_content_excess(page.get("/Contents")):
        return None
    content = page.get("/Contents")
    streams = list(content) if isinstance(content, pikepdf.Array) else [content]
    try:
        return b"\n".join(stream.read_bytes() for stream in streams if isinstance(stream, pikepdf.Stream))
    except pikepdf.PdfError:
        return None


def _read_form(form: pikepdf.Stream) -> bytes | None:
    if find_content_excess(form):
        return None
    try:
        return form.read_bytes()
    except pikepdf.PdfError:
        return None


def _collect(
    resources: Any,  # noqa: ANN401 - whatever the file holds
    content: bytes | None,
    fonts: dict[tuple[int, int], Any],
    seen: set[tuple[int, int]],
    left: int,
) -> None:
    """Add the fonts that a content selects; all of its fonts if nobody can read it."""
    if not isinstance(resources, pikepdf.Dictionary) or left == 0:
        return
    selected = None if content is None else {name.decode("latin-1") for name in _SELECTED.findall(content)}
    named = resources.get("/Font")
    for name, font in named.items() if isinstance(named, pikepdf.Dictionary) else ():
        is_used = selected is None or name[1:] in selected or any("#" in one for one in selected)
        if isinstance(font, pikepdf.Dictionary) and is_used:
            fonts[font.objgen] = font
    forms = resources.get("/XObject")
    for form in forms.values() if isinstance(forms, pikepdf.Dictionary) else ():
        if isinstance(form, pikepdf.Stream) and form.objgen not in seen and form.get("/Subtype") == "/Form":
            seen.add(form.objgen)
            _collect(form.get("/Resources"), _read_form(form), fonts, seen, left - 1)


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
    if letters is None and _has_known_letters(font):
        return
    if not isinstance(letters, pikepdf.Stream) or len(letters.read_raw_bytes()) > _MOST_MAP:
        yield make_finding("pdf-font-unicode", "", f"The font {name} does not say which letters its signs are.")
        return
    try:
        content = letters.read_bytes()
    except pikepdf.PdfError:
        content = b"<0000>"
    if _NONSENSE.search(content):
        yield make_finding("pdf-font-unicode", "", f"The font {name} maps signs to letters that do not exist.")


def _has_known_letters(font: Any) -> bool:  # noqa: ANN401
    """Return whether a font's encoding alone says which letters its signs are.

    Source: ISO 32000-1 section 9.10.2.
    """
    encoding = font.get("/Encoding")
    if font.get("/Subtype") == "/Type0":
        descendants = font.get("/DescendantFonts")
        inner = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else font
        collection = inner.get("/CIDSystemInfo")
        is_known = isinstance(collection, pikepdf.Dictionary) and str(collection.get("/Ordering")) in _COLLECTIONS
        return isinstance(encoding, pikepdf.Name) and is_known
    if isinstance(encoding, pikepdf.Name):
        return str(encoding) in _ENCODINGS
    if not isinstance(encoding, pikepdf.Dictionary):
        return False
    names = [str(one)[1:] for one in encoding.get("/Differences", []) if isinstance(one, pikepdf.Name)]
    return str(encoding.get("/BaseEncoding")) in _ENCODINGS and all(map(_is_letter_name, names))


def _is_letter_name(name: str) -> bool:
    from fontTools.agl import AGL2UV

    return name in AGL2UV or name == ".notdef"
