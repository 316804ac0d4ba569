"""Make the font files that the PDFs embed, out of the fonts' own releases.

    python tools/make_fonts.py INTER_DIR MONO_DIR TARGET

INTER_DIR holds Inter's static web fonts (`Inter-Regular.woff2` and so on) and MONO_DIR those of JetBrains Mono, one
file for each script (`jetbrains-mono-latin-400-normal.woff2` and so on). TARGET is the folder of the bundled fonts,
`src/golive/render/pdf/fonts`. Both families come under the SIL Open Font License without a reserved name, so a
subset may keep its name; the texts of the licences lie beside the fonts. Needs the Python package brotli.

The same input gives the same bytes. `coverage.txt` lists the characters that at least one of the files can show.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

INTER_STYLES = ("Regular", "Italic", "Medium", "SemiBold", "SemiBoldItalic", "Bold")
MONO_WEIGHTS = ("400", "600")
MONO_SCRIPTS = ("latin", "latin-ext", "greek", "cyrillic", "vietnamese")
# Latin with its accents, Greek, Cyrillic, punctuation, currencies, numbers, arrows, mathematics, boxes and shapes.
BLOCKS = (
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x02B0, 0x036F), (0x0370, 0x03FF), (0x0400, 0x045F), (0x0490, 0x0491),
    (0x1E00, 0x1EFF), (0x2000, 0x2027), (0x202F, 0x205F), (0x2070, 0x22FF), (0x2318, 0x232B), (0x2500, 0x25FF),
    (0x2600, 0x27BF), (0xFB00, 0xFB04), (0xFFFD, 0xFFFD),
)  # fmt: skip
# Ligatures and alternates stay out, since they stand for something else than their letters.
INTER_FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "tnum", "case")
THE_DAY = 3_029_529_600  # 1 January 2000 in seconds since 1904: a font needs a date, and nobody needs a true one
MONO_FEATURES = ("mark", "mkmk", "ccmp")


def _list_characters() -> list[int]:
    return [code for first, last in BLOCKS for code in range(first, last + 1)]


def _subset_font(font: TTFont, features: Iterable[str]) -> TTFont:
    options = subset.Options()
    options.layout_features = list(features)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.glyph_names = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_list_characters())
    subsetter.subset(font)
    return font


def _save(font: TTFont, path: Path) -> None:
    font.recalcTimestamp = False
    font["head"].modified = font["head"].created = THE_DAY
    font.flavor = None
    font.save(path)


def _merge(paths: list[Path], folder: Path) -> TTFont:
    """Make one font out of the files of several scripts; where two have the same character, the first wins."""
    pieces = []
    for path in paths:
        font = _subset_font(TTFont(path), MONO_FEATURES)
        font.flavor = None
        for table in ("GSUB", "GPOS", "GDEF", "DSIG", "STAT"):
            if table in font:
                del font[table]
        piece = folder / f"{path.stem}.piece"
        font.save(piece)
        pieces.append(piece)
    merged = merge.Merger().merge([str(piece) for piece in pieces])
    for piece in pieces:
        piece.unlink()
    return merged


def _format_ranges(codes: set[int]) -> list[str]:
    """Return `0020-007E` for each unbroken range of codes."""
    stretches: list[list[int]] = []
    for code in sorted(codes):
        if stretches and code == stretches[-1][1] + 1:
            stretches[-1][1] = code
        else:
            stretches.append([code, code])
    return [f"{first:04X}-{last:04X}" for first, last in stretches]


def make_fonts(inter: Path, mono: Path, target: Path) -> None:
    """Write the fonts and the list of what they cover."""
    for style in INTER_STYLES:
        _save(_subset_font(TTFont(inter / f"Inter-{style}.woff2"), INTER_FEATURES), target / f"Inter-{style}.ttf")
    for weight in MONO_WEIGHTS:
        sources = [mono / f"jetbrains-mono-{script}-{weight}-normal.woff2" for script in MONO_SCRIPTS]
        _save(_merge(sources, target), target / f"JetBrainsMono-{weight}.ttf")
    covered: set[int] = set()
    for name in ("Inter-Regular", "JetBrainsMono-400"):
        covered |= set(TTFont(target / f"{name}.ttf").getBestCmap())
    (target / "coverage.txt").write_text("\n".join(_format_ranges(covered)) + "\n", encoding="ascii")


if __name__ == "__main__":
    if len(sys.argv) != 4:  # noqa: PLR2004 - the script and its three folders
        sys.exit(__doc__)
    make_fonts(*map(Path, sys.argv[1:]))
