"""Fonts for PDFs: the bundled ones, and those of `golive[fonts]` for Chinese, Japanese and Korean.

System fonts are never used. The extra fonts are Noto Sans CJK (SIL Open Font License), 14 MB each; a PDF that does not
need them is identical with and without them.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

FONT_FOLDER = Path(__file__).parent / "fonts"
_CJK_FAMILY = "Noto Sans CJK JP"
# Characters without a glyph: white space, soft hyphen, joiners, direction marks, variation selectors.
_INVISIBLE = re.compile("[\t\n\r\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")


class FontFile(Struct, frozen=True):
    """One font file.

    Attributes:
        family: font family name in style sheets.
        weight: 400 is regular, 700 bold.
        style: "normal" or "italic".
        file: file name, used in its `font:` URL.
        package: the Python package that contains it; empty for golive itself.
    """

    family: str
    weight: int
    style: str
    file: str
    package: str = ""

    def find_path(self) -> Path | None:
        """Return the path of the file, or None if its package is not installed."""
        if not self.package:
            return FONT_FOLDER / self.file
        found = find_spec(self.package)
        places = found.submodule_search_locations if found else None
        path = Path(places[0]) / self.file if places else None
        return path if path and path.is_file() else None

    def css_rule(self) -> str:
        """Return its `@font-face` rule."""
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-style:{self.style};'
            f'src:url("font:{self.file}")}}'
        )


_BUNDLED_FONTS = (
    FontFile("Inter", 400, "normal", "Inter-Regular.ttf"),
    FontFile("Inter", 400, "italic", "Inter-Italic.ttf"),
    FontFile("Inter", 500, "normal", "Inter-Medium.ttf"),
    FontFile("Inter", 600, "normal", "Inter-SemiBold.ttf"),
    FontFile("Inter", 600, "italic", "Inter-SemiBoldItalic.ttf"),
    FontFile("Inter", 700, "normal", "Inter-Bold.ttf"),
    FontFile("JetBrains Mono", 400, "normal", "JetBrainsMono-400.ttf"),
    FontFile("JetBrains Mono", 600, "normal", "JetBrainsMono-600.ttf"),
)
_CJK_FONTS = (
    FontFile(_CJK_FAMILY, 400, "normal", "NotoSansCJKjp-Regular.otf", "noto_cjk_sans_jp_regular"),
    FontFile(_CJK_FAMILY, 700, "normal", "NotoSansCJKjp-Bold.otf", "noto_cjk_sans_jp_bold"),
)


def fonts_css(text: str = "") -> str:
    """Return the `@font-face` rules for the fonts that a text needs.

    Args:
        text: the whole text. For characters missing in one font, the engine uses the next font that has them.
    """
    return "\n".join(face.css_rule() for face in _list_faces(text))


def list_families(text: str = "") -> tuple[str, ...]:
    """Return the font families that a text needs, in the order in which they are tried for a character."""
    return tuple(dict.fromkeys(face.family for face in _list_faces(text)))


def list_font_folders(text: str = "") -> tuple[Path, ...]:
    """Return the folders of the fonts that a text needs."""
    paths = (face.find_path() for face in _list_faces(text))
    return tuple(dict.fromkeys(path.parent for path in paths if path))


def _list_faces(text: str) -> tuple[FontFile, ...]:
    return (*_BUNDLED_FONTS, *(_CJK_FONTS if find_unbundled_characters(text) and has_cjk_fonts() else ()))


def read_font_file(name: str) -> bytes | None:
    """Read a font by its file name; return None if golive has no such font."""
    paths = (face.find_path() for face in (*_BUNDLED_FONTS, *_CJK_FONTS) if face.file == name)
    return next((path.read_bytes() for path in paths if path), None)


def find_unbundled_characters(text: str) -> list[str]:
    """Return the distinct characters of a text that no bundled font has, in order."""
    if text.isascii():
        return []
    shown = dict.fromkeys(_INVISIBLE.sub("", text))
    return [character for character in shown if ord(character) not in _bundled_characters()]


def find_missing_characters(text: str) -> list[str]:
    """Return the distinct characters of a text that no installed font has, in order."""
    missing = find_unbundled_characters(text)
    return [character for character in missing if ord(character) not in _cjk_characters()] if missing else []


def has_cjk_fonts() -> bool:
    """Return whether all fonts of `golive[fonts]` are installed."""
    return all(face.find_path() for face in _CJK_FONTS)


@cache
def _bundled_characters() -> frozenset[int]:
    return frozenset(_parse_ranges((FONT_FOLDER / "coverage.txt").read_text("ascii")))


def _parse_ranges(listed: str) -> Iterator[int]:
    for line in listed.split():
        first, _, last = line.partition("-")
        yield from range(int(first, 16), int(last, 16) + 1)


@cache
def _cjk_characters() -> frozenset[int]:
    """Return the code points that every font of `golive[fonts]` has; empty if one is not installed."""
    from fontTools.ttLib import TTFont  # comes with the PDF engine

    found: list[frozenset[int]] = []
    for face in _CJK_FONTS:
        if (path := face.find_path()) is None:
            return frozenset()
        with TTFont(path, lazy=True) as font:
            found.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*found)


def missing_character_hint() -> str:
    """Return the hint for a character that no font has."""
    if has_cjk_fonts():
        return "The PDF fonts have Latin, Greek, Cyrillic, Chinese, Japanese and Korean characters. Use only those."
    return (
        "The PDF fonts have Latin, Greek and Cyrillic letters. Use only those, or remove the character; for "
        "Chinese, Japanese and Korean: pip install 'golive[fonts]'."
    )
