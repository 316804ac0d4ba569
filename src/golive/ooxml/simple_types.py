"""Check the values of XML attributes by the simple types of the OOXML schema, before anything reads them.

One pattern per simple type, and one row per attribute that golive reads. PowerPoint offers to repair a file with such a
value, so a template that holds one is damaged.

Source: ECMA-376 part 1, sections 20.1.10 (DrawingML) and 19.7 (PresentationML). Percentages and coordinates have the
forms of both its strict and its transitional classes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.namespaces import A, P

_MAX_SHOWN: Final = 40


class SimpleType(Struct, frozen=True):
    """A simple type: the pattern of its values, and what they are called in messages."""

    name: str
    pattern: re.Pattern[str]


_UNSIGNED: Final = SimpleType("a whole number from 0", re.compile(r"\s*\+?[0-9]{1,10}\s*"))
_INTEGER: Final = SimpleType("a whole number", re.compile(r"\s*[+-]?[0-9]{1,10}\s*"))
_LENGTH: Final = SimpleType(
    "a length", re.compile(r"\s*(?:[+-]?[0-9]{1,15}|-?[0-9]{1,9}(?:\.[0-9]{1,9})?(?:mm|cm|in|pt|pc|pi))\s*")
)
_SLIDE_LENGTH: Final = SimpleType("a length from 914400 to 51206400", re.compile(r"\s*\+?[0-9]{6,8}\s*"))
_SHARE: Final = SimpleType("a percentage", re.compile(r"\s*(?:[+-]?[0-9]{1,10}|-?[0-9]{1,9}(?:\.[0-9]{1,9})?%)\s*"))
_COLOR: Final = SimpleType("a color of six hexadecimal digits", re.compile(r"\s*[0-9A-Fa-f]{6}\s*"))

_SHARES: Final = (
    *("alpha", "alphaMod", "alphaOff", "lum", "lumMod", "lumOff", "sat", "satMod", "satOff", "hueMod", "shade", "tint"),
    *("red", "redMod", "redOff", "green", "greenMod", "greenOff", "blue", "blueMod", "blueOff"),
)
TYPES: Final[Mapping[str, Mapping[str, SimpleType]]] = {
    f"{A}srgbClr": {"val": _COLOR},
    f"{A}sysClr": {"lastClr": _COLOR},
    f"{A}scrgbClr": {"r": _SHARE, "g": _SHARE, "b": _SHARE},
    f"{A}hslClr": {"hue": _INTEGER, "sat": _SHARE, "lum": _SHARE},
    **{f"{A}{name}": {"val": _SHARE} for name in _SHARES},
    f"{A}hue": {"val": _INTEGER},
    f"{A}hueOff": {"val": _INTEGER},
    f"{P}sldSz": {"cx": _SLIDE_LENGTH, "cy": _SLIDE_LENGTH},
    f"{P}ph": {"idx": _UNSIGNED},
    f"{P}bgRef": {"idx": _UNSIGNED},
    f"{A}off": {"x": _LENGTH, "y": _LENGTH},
    f"{A}ext": {"cx": _LENGTH, "cy": _LENGTH},
    f"{A}chOff": {"x": _LENGTH, "y": _LENGTH},
    f"{A}chExt": {"cx": _LENGTH, "cy": _LENGTH},
    f"{A}xfrm": {"rot": _INTEGER},
    f"{A}bodyPr": dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), _LENGTH) | {"rot": _INTEGER},
    f"{A}defRPr": {"sz": _INTEGER, "spc": _LENGTH},
    f"{A}rPr": {"sz": _INTEGER, "spc": _LENGTH},
    f"{A}spcPct": {"val": _SHARE},
    f"{A}spcPts": {"val": _INTEGER},
    f"{A}ln": {"w": _INTEGER},
}
"""The simple type of each attribute that is read as a number or a color, by the element's name."""


def find_bad_attributes(root: Any) -> Iterator[tuple[str, str, str, str]]:  # noqa: ANN401 - lxml's elements
    """Yield element, attribute, value and expected type of each attribute whose value is not of its simple type."""
    for element in root.iter(*TYPES):
        for name, kind in TYPES[element.tag].items():
            value = element.get(name)
            if value is not None and not kind.pattern.fullmatch(value):
                yield element.tag.rpartition("}")[2], name, _shorten(value), kind.name


def _shorten(value: str) -> str:
    return value if len(value) <= _MAX_SHOWN else f"{value[:_MAX_SHOWN]}…"
