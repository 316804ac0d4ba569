"""The fonts of PDFs: those that golive brings, and those of `golive[fonts]` for Chinese, Japanese and Korean.

No font of the machine is ever used. The extra ones are Noto Sans CJK (SIL Open Font License), 14 MB each; a PDF that
does not need them is the same with them and without.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

FONT_FOLDER = Path(__file__).parent / "fonts"
_NAME_OF_EXTRA = "Noto Sans CJK JP"
# They have no shape of their own: white space, soft hyphen, joiners, direction marks, variation selectors.
_SHAPELESS = re.compile("[\t\n\r\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")


class Face(Struct, frozen=True):
    """One font file.

    Attributes:
        family: what style sheets call it.
        weight: 400 is regular, 700 bold.
        style: "normal" or "italic".
        file: its name, by which the engine asks for it.
        package: the Python package that carries it; golive itself when empty.
    """

    family: str
    weight: int
    style: str
    file: str
    package: str = ""

    def path(self) -> Path | None:
        """Where it lies; None where its package is not installed."""
        if not self.package:
            return FONT_FOLDER / self.file
        found = find_spec(self.package)
        places = found.submodule_search_locations if found else None
        path = Path(places[0]) / self.file if places else None
        return path if path and path.is_file() else None

    def rule(self) -> str:
        """The style rule that names it."""
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-style:{self.style};'
            f'src:url("font:{self.file}")}}'
        )


_BUNDLED = (
    Face("Inter", 400, "normal", "Inter-Regular.ttf"),
    Face("Inter", 400, "italic", "Inter-Italic.ttf"),
    Face("Inter", 500, "normal", "Inter-Medium.ttf"),
    Face("Inter", 600, "normal", "Inter-SemiBold.ttf"),
    Face("Inter", 600, "italic", "Inter-SemiBoldItalic.ttf"),
    Face("Inter", 700, "normal", "Inter-Bold.ttf"),
    Face("JetBrains Mono", 400, "normal", "JetBrainsMono-400.ttf"),
    Face("JetBrains Mono", 600, "normal", "JetBrainsMono-600.ttf"),
)
_EXTRA = (
    Face(_NAME_OF_EXTRA, 400, "normal", "NotoSansCJKjp-Regular.otf", "noto_cjk_sans_jp_regular"),
    Face(_NAME_OF_EXTRA, 700, "normal", "NotoSansCJKjp-Bold.otf", "noto_cjk_sans_jp_bold"),
)


def font_rules(text: str = "") -> str:
    """The style rules that name the fonts which a text needs.

    Args:
        text: all that is to be set. The engine takes what one font lacks from the next that has it.
    """
    more = _EXTRA if beyond(text) and has_extra() else ()
    return "\n".join(face.rule() for face in (*_BUNDLED, *more))


def font_file(name: str) -> bytes | None:
    """The bytes of a font by the name of its file; None where golive has no such font."""
    paths = (face.path() for face in (*_BUNDLED, *_EXTRA) if face.file == name)
    return next((path.read_bytes() for path in paths if path), None)


def beyond(text: str) -> list[str]:
    """The characters of a text that no bundled font has, each once, in order."""
    if text.isascii():
        return []
    shown = dict.fromkeys(_SHAPELESS.sub("", text))
    return [character for character in shown if ord(character) not in _bundled()]


def unknown(text: str) -> list[str]:
    """The characters of a text that no font at hand has, each once, in order."""
    missing = beyond(text)
    return [character for character in missing if ord(character) not in _extra()] if missing else []


def has_extra() -> bool:
    """Whether the fonts of `golive[fonts]` are installed, all of them."""
    return all(face.path() for face in _EXTRA)


@cache
def _bundled() -> frozenset[int]:
    return frozenset(_ranges((FONT_FOLDER / "coverage.txt").read_text("ascii")))


def _ranges(listed: str) -> Iterator[int]:
    for line in listed.split():
        first, _, last = line.partition("-")
        yield from range(int(first, 16), int(last, 16) + 1)


@cache
def _extra() -> frozenset[int]:
    """What the fonts of `golive[fonts]` have, each of them."""
    from fontTools.ttLib import TTFont  # comes with the PDF engine

    found: list[frozenset[int]] = []
    for face in _EXTRA:
        if (path := face.path()) is None:
            return frozenset()
        with TTFont(path, lazy=True) as font:
            found.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*found)


def advice() -> str:
    """What to do about a character that no font has."""
    if has_extra():
        return "The fonts of the PDF have Latin, Greek, Cyrillic, Chinese, Japanese and Korean. Write it with those."
    return (
        "The fonts of the PDF have Latin, Greek and Cyrillic letters. Write it with those, or leave it out; for "
        "Chinese, Japanese and Korean: pip install 'golive[fonts]'."
    )
