"""Make the tables of advance widths and pair kerning that `golive.typography.metrics` reads.

One table per face. Only numbers are kept, never a font. Unpack the packages of `SOURCES` into one folder (Debian's
with `dpkg-deb -x`, npm's with `npm pack` and `tar`), and name the faces to make anew, or none for all that are found:

    python tools/make_metrics.py FOLDER [FACE ...]

WOFF2 needs the package `brotli`. A table is JSON, deflated: widths and kerns are grouped by their value, since many
characters share one.
"""

import io
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import uharfbuzz
from fontTools.ttLib import TTFont


class Source(NamedTuple):
    """Where the two faces of a table come from; `{}` stands for the subset of a font that is cut into subsets."""

    package: str
    license: str
    regular: str
    bold: str


def _describe_fontsource(name: str) -> Source:
    files = f"{name}-{{}}-400-normal.woff2", f"{name}-{{}}-700-normal.woff2"
    return Source(f"@fontsource/{name} 5.3 (npm)", "OFL-1.1", *files)


def _describe_tex_gyre(name: str) -> Source:
    files = f"texgyre{name}-regular.otf", f"texgyre{name}-bold.otf"
    return Source("fonts-texgyre 20180621 (Debian)", "GUST Font License", *files)


def _describe_debian(package: str, terms: str, stem: str) -> Source:
    return Source(f"{package} (Debian)", terms, f"{stem}-Regular.ttf", f"{stem}-Bold.ttf")


# The tables of Inter and JetBrains Mono are made of the fonts that golive brings for its PDFs.
SOURCES = {
    "adventor": _describe_tex_gyre("adventor"),
    "arial": _describe_debian("fonts-liberation 1.07.4", "GPL-2.0 with font exception", "LiberationSans"),
    "bonum": _describe_tex_gyre("bonum"),
    "calibri": _describe_debian("fonts-crosextra-carlito 20220224", "OFL-1.1", "Carlito"),
    "cambria": _describe_debian("fonts-crosextra-caladea 20200211", "Apache-2.0", "Caladea"),
    "dejavu-sans": Source(
        "fonts-dejavu-core 2.37 (Debian)", "Bitstream Vera License", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
    ),
    "georgia": _describe_fontsource("gelasio"),
    "lato": _describe_debian("fonts-lato 2.0", "OFL-1.1", "Lato"),
    "lexend": _describe_fontsource("lexend"),
    "montserrat": _describe_fontsource("montserrat"),
    "noto-sans": _describe_fontsource("noto-sans"),
    "open-sans": _describe_debian("fonts-open-sans 1.11", "Apache-2.0", "OpenSans"),
    "pagella": _describe_tex_gyre("pagella"),
    "poppins": _describe_fontsource("poppins"),
    "raleway": _describe_fontsource("raleway"),
    "roboto": _describe_debian("fonts-roboto-unhinted 20170802", "Apache-2.0", "Roboto"),
    "source-sans": _describe_fontsource("source-sans-3"),
    "tahoma": Source("fonts-wine 8.0 (Debian)", "LGPL-2.1-or-later", "tahoma.ttf", "tahomabd.ttf"),
    "times-new-roman": _describe_debian("fonts-liberation2 2.1.5", "OFL-1.1", "LiberationSerif"),
}
SUBSETS = ("latin", "latin-ext", "greek", "cyrillic")

TABLES = Path(__file__).parents[1] / "src/golive/typography/tables"
RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin-1 and Latin Extended-A
    (0x218, 0x21B),
    (0x2C6, 0x2DD),
    (0x384, 0x3CE),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x2010, 0x2027),  # dashes, quotes, bullets
    (0x2030, 0x203A),
    (0x2070, 0x208E),  # superscripts and subscripts
    (0x2190, 0x2199),  # arrows
    (0x2212, 0x2215),
    (0x25A0, 0x25CF),  # shapes
    (0x2610, 0x2612),
    (0x2713, 0x2718),  # ticks and crosses
)
SINGLES = (
    0x192,
    0x2002,
    0x2003,
    0x2007,
    0x2009,
    0x202F,
    0x2044,
    0x20AC,
    0x2116,
    0x2122,
    0x21D2,
    0x2248,
    0x2260,
    0x2264,
    0x2265,
    0xFFFD,
)
# Kerning of other pairs is rare enough in running text to be left out.
KERNED = [chr(c) for c in range(0x20, 0x7F)] + list("\u2019\u2018\u201c\u201d\u2013\u2014\u2026éèáíóúñüöäç")


class _Font:
    """One font file, asked through HarfBuzz, which reads kerning wherever the font keeps it."""

    def __init__(self, path: Path) -> None:
        font = TTFont(path)
        font.flavor = None  # HarfBuzz does not read WOFF2
        plain = io.BytesIO()
        font.save(plain)
        self.units = int(font["head"].unitsPerEm)
        self.characters = {chr(code) for code in font.getBestCmap()}
        self._font = uharfbuzz.Font(uharfbuzz.Face(plain.getvalue()))

    def width(self, text: str) -> int:
        """Width in font units; ligatures and alternates are off, as presentation programs have them."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer, {"kern": True, "liga": False, "calt": False, "clig": False})
        return sum(position.x_advance for position in buffer.glyph_positions)


def _list_characters() -> list[str]:
    return sorted({chr(c) for first, last in RANGES for c in range(first, last + 1)} | {chr(c) for c in SINGLES})


def _group_by_width(values: Mapping[str, int]) -> dict[str, str]:
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for text in sorted(values):
        groups[values[text]].append(text)
    return {str(value): "".join(groups[value]) for value in sorted(groups)}


def make_table(paths: Iterable[Path]) -> bytes:
    """Return the table of one face, from the files that make it up."""
    fonts = [_Font(path) for path in paths]
    units = fonts[0].units
    advances: dict[str, int] = {}
    for font in reversed(fonts):
        advances |= {c: round(font.width(c) * units / font.units) for c in _list_characters() if c in font.characters}
    first = fonts[0]
    known = [c for c in KERNED if c in first.characters]
    kerns = {a + b: first.width(a + b) - advances[a] - advances[b] for a in known for b in known}
    content = {
        "units": units,
        "advances": _group_by_width(advances),
        "kerns": _group_by_width({k: v for k, v in kerns.items() if v}),
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def find_files(folder: Path, pattern: str) -> list[Path]:
    """Return the files of a face; those of its subsets, the Latin one first."""
    names = [pattern.format(subset) for subset in SUBSETS] if "{}" in pattern else [pattern]
    return [path for name in names for path in sorted(folder.rglob(name))[:1]]


def main(arguments: list[str]) -> int:
    """Write the tables of the faces that are named, or of all that are found."""
    folder, wanted = Path(arguments[0]), arguments[1:]
    for name, source in SOURCES.items():
        for weight, pattern in (("regular", source.regular), ("bold", source.bold)):
            paths = find_files(folder, pattern)
            if (wanted and name not in wanted) or not paths:
                print(f"{name}-{weight}: left as it is ({source.package})")
                continue
            data = make_table(paths)
            (TABLES / f"{name}-{weight}.json.z").write_bytes(data)
            print(f"{name}-{weight}: {len(data)} bytes, from {source.package}, {source.license}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
