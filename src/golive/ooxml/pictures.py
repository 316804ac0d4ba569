"""Decode pictures and draw freeforms, to know which colors lie under a text."""

import io
import warnings
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.colors import mix_colors
from golive.ooxml.geometry import Turn
from golive.ooxml.namespaces import A, P, R
from golive.ooxml.package import get_relationships

SIDE: Final = 64
"""Width and height of the grid that pictures are reduced to, in cells."""

_DETAIL: Final = 4
_MAX_PIXELS: Final = 60_000_000
_OPAQUE: Final = 128
_NEARLY_OPAQUE: Final = 250
_MAX_MIXED_CELLS: Final = 128
_TRIM_SHARE: Final = 0.02
_WHOLE: Final = 100_000


class Pixels(Struct, frozen=True):
    """A picture reduced to a small grid: four bytes (red, green, blue, opacity) per cell, row by row.

    `is_translucent` says that it is a gradient that lets what is behind it show through.
    """

    width: int
    height: int
    data: bytes
    is_translucent: bool = False

    def turn(self, turn: Turn) -> "Pixels":
        """Return the picture as a turned shape shows it."""
        rows = [[self.data[4 * (y * self.width + x) :][:4] for x in range(self.width)] for y in range(self.height)]
        rows = [row[::-1] for row in rows] if turn.is_mirrored else rows
        rows = rows[::-1] if turn.is_upside_down else rows
        for _ in range(turn.quarters):
            rows = [list(column) for column in zip(*rows[::-1], strict=True)]
        return Pixels(len(rows[0]), len(rows), b"".join(cell for row in rows for cell in row), self.is_translucent)

    def cut_out(self, form: "Pixels | None") -> "Pixels":
        """Return the picture where a form of the same grid is painted; all of it if there is no form."""
        if form is None:
            return self
        cells = bytearray(self.data)
        cells[3::4] = bytes(map(min, self.data[3::4], form.data[3::4]))
        return Pixels(self.width, self.height, bytes(cells), self.is_translucent)

    def find_colors(
        self, left: float, top: float, right: float, bottom: float, *, has_outliers: bool = False
    ) -> tuple[tuple[str, ...], bool]:
        """Return the darkest and the lightest color in a part of the picture.

        Args:
            left: left edge, as a share of the width.
            top: top edge, as a share of the height.
            right: right edge, as a share of the width.
            bottom: bottom edge, as a share of the height.
            has_outliers: whether the few darkest and lightest cells count.

        Returns:
            The two colors, none if nothing is painted; and whether all of it is painted.
        """
        cells = self._cut(left, top, right, bottom)
        painted = sorted((cell for cell in cells if cell[3] >= _OPAQUE), key=_measure_luma)
        trim = 0 if has_outliers else int(len(painted) * _TRIM_SHARE)
        ends = (painted[trim], painted[-1 - trim]) if painted else ()
        return tuple(dict.fromkeys(cell[:3].hex().upper() for cell in ends)), len(painted) == len(cells)

    def mix_with(
        self, edges: tuple[float, float, float, float], behind: tuple[str | None, ...]
    ) -> tuple[str | None, ...]:
        """Return the darkest and the lightest color that is seen in a part of the picture, in front of some colors.

        Args:
            edges: left, top, right and bottom edge of the part, as shares of width and height.
            behind: the colors behind it; None, also in the result, stands for one that is not known.
        """
        cells = sorted(set(self._cut(*edges)))
        cells = [*cells[:: -(-len(cells) // _MAX_MIXED_CELLS)], cells[-1]]
        found = {mix_colors(cell[:3].hex(), one, cell[3] / 255) for cell in cells for one in behind if one}
        found |= {cell[:3].hex().upper() for cell in cells if cell[3] >= _NEARLY_OPAQUE and None in behind}
        ordered = sorted(found, key=lambda color: _measure_luma(bytes.fromhex(color)))
        unknown = [None] if None in behind and any(cell[3] < _NEARLY_OPAQUE for cell in cells) else []
        return tuple(dict.fromkeys((*ordered[:1], *ordered[-1:], *unknown)))

    def measure_mean(self, left: float, top: float, right: float, bottom: float) -> tuple[str, float] | None:
        """Return the mean color of a part of the picture and the share of it that is painted; None if none is."""
        cells = self._cut(left, top, right, bottom)
        total = sum(cell[3] for cell in cells)
        if self.is_translucent and total:
            parts = bytes(round(sum(cell[n] * cell[3] for cell in cells) / total) for n in range(3))
            return parts.hex().upper(), total / len(cells) / 255
        painted = [cell for cell in cells if cell[3] >= _OPAQUE]
        if not painted:
            return None
        mean = bytes(round(sum(cell[n] for cell in painted) / len(painted)) for n in range(3))
        return mean.hex().upper(), len(painted) / len(cells)

    def _cut(self, left: float, top: float, right: float, bottom: float) -> list[bytes]:
        columns = range(*_find_cells(left, right, self.width))
        rows = range(*_find_cells(top, bottom, self.height))
        return [self.data[4 * (row * self.width + column) :][:4] for row in rows for column in columns]


def _find_cells(start: float, stop: float, count: int) -> tuple[int, int]:
    first = min(max(int(start * count), 0), count - 1)
    return first, min(max(int(stop * count + 0.999), first + 1), count)


def _measure_luma(cell: bytes) -> int:
    return 2126 * cell[0] + 7152 * cell[1] + 722 * cell[2]


def read_pixels(parent: Any, part: Any) -> Pixels | None:  # noqa: ANN401 - lxml's elements, python-pptx's parts
    """Decode the picture that a picture shape or a picture fill shows.

    Args:
        parent: the element that has a `blipFill`, or that element itself.
        part: the part that it belongs to.

    Returns:
        The visible part of the picture; None if there is none that can be decoded.
    """
    fill = parent if parent.tag.endswith("}blipFill") else _find_blip_fill(parent)
    blip = fill.find(f"{A}blip") if fill is not None else None
    relation = get_relationships(part).get(blip.get(f"{R}embed", "")) if blip is not None else None
    if relation is None or relation.is_external:
        return None
    return decode_picture(relation.target_part.blob, read_crop(fill))


def _find_blip_fill(parent: Any) -> Any:  # noqa: ANN401 - lxml's elements
    found = parent.find(f"{P}blipFill")
    return parent.find(f"{A}blipFill") if found is None else found


def read_crop(fill: Any) -> tuple[float, float, float, float]:  # noqa: ANN401 - lxml's elements
    """Return what a picture fill crops off a picture at the left, top, right and bottom, as shares of its size."""
    crop = fill.find(f"{A}srcRect")
    if crop is None:
        return (0.0, 0.0, 0.0, 0.0)
    try:
        left, top, right, bottom = (min(max(int(crop.get(key, "0")) / _WHOLE, 0.0), 0.95) for key in "ltrb")
    except ValueError:
        return (0.0, 0.0, 0.0, 0.0)
    return left, top, right, bottom


@lru_cache(maxsize=16)  # A master's picture is behind each of its layouts.
def decode_picture(content: bytes, crop: tuple[float, float, float, float]) -> Pixels | None:
    """Decode the visible part of a picture; return None if it is too large, damaged, or in another format."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as picture:
                wide, high = picture.size
                if wide * high > _MAX_PIXELS:
                    return None
                left, top, right, bottom = crop
                box = (wide * left, high * top, wide * (1 - right), high * (1 - bottom))
                if box[2] <= box[0] or box[3] <= box[1]:
                    return None
                colored = _reduce_depth(picture).convert("RGBA")
                small = colored.resize((SIDE, SIDE), Image.Resampling.BOX, box=box)
                return Pixels(SIDE, SIDE, small.tobytes())
    except (OSError, ValueError, SyntaxError, Warning, ArithmeticError, LookupError, Image.DecompressionBombError):
        return None


def _reduce_depth(picture: Any) -> Any:  # noqa: ANN401 - Pillow is imported where it is used
    """Return a gray picture of 16 bits with 8 bits, of which a plain conversion would make everything white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def draw_freeform(geometry: Any, color: str) -> Pixels | None:  # noqa: ANN401 - lxml's elements
    """Draw a freeform, whose rectangle says little about what it covers.

    Args:
        geometry: the `a:custGeom` of a shape.
        color: its fill, six hexadecimal digits.

    Returns:
        Its pixels; None if it has arcs or guides, which are not evaluated.
    """
    from PIL import Image, ImageChops, ImageDraw

    mask = Image.new("1", (SIDE * _DETAIL, SIDE * _DETAIL))
    for path in geometry.iterfind(f"{A}pathLst/{A}path"):
        polygons = _read_polygons(path)
        if polygons is None:
            return None
        for polygon in polygons:
            one = Image.new("1", mask.size)
            ImageDraw.Draw(one).polygon([(x * mask.width, y * mask.height) for x, y in polygon], fill=1)
            mask = ImageChops.logical_xor(mask, one)
    opacity = mask.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    rgb = bytes.fromhex(color)
    return Pixels(SIDE, SIDE, b"".join(rgb + bytes([value]) for value in opacity.tobytes()))


def _read_polygons(path: Any) -> list[list[tuple[float, float]]] | None:  # noqa: ANN401
    """Return the outlines of a path, as shares of its size; curves are replaced by their control points."""
    try:
        width, height = int(path.get("w", "0")), int(path.get("h", "0"))
        found: list[list[tuple[float, float]]] = []
        for step in path:
            if step.tag == f"{A}arcTo" or not (width > 0 and height > 0):
                return None
            points = [(int(pt.get("x")) / width, int(pt.get("y")) / height) for pt in step.iterfind(f"{A}pt")]
            if step.tag == f"{A}moveTo":
                found.append(points)
            elif found:
                found[-1] += points
    except (TypeError, ValueError):
        return None
    return [polygon for polygon in found if len(polygon) > 2]  # noqa: PLR2004 - a triangle at least
