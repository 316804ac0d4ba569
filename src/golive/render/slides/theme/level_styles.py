"""Read how a placeholder sets the levels of its text: size, indent, bullet and spacing."""

from typing import Any, Final

from golive.ooxml.namespaces import A
from golive.ooxml.placeholders import iter_level_properties
from golive.ooxml.xml_elements import parse_integer
from golive.render.slides.model import LevelStyle
from golive.render.slides.theme.text_styles import (
    StyleSources,
    find_alignment,
    find_first_attribute,
    find_line_spacing,
    find_size_pt,
)
from golive.typography.lines import LINE_HEIGHT_FACTOR

LEVEL_COUNT: Final = 5
"""Levels that are read: PowerPoint's text has nine, and masters set five."""

_EMU: Final = 914_400
_BULLET_TAGS: Final = {f"{A}buNone": False, f"{A}buChar": True, f"{A}buAutoNum": True, f"{A}buBlip": True}


def read_level_styles(kind: str, sources: StyleSources) -> tuple[LevelStyle, ...]:
    """Read the styles of the outer levels of a placeholder's text.

    Args:
        kind: type of the placeholder.
        sources: sources of its style, nearest first.
    """
    return tuple(_read_level(kind, sources, level) for level in range(1, LEVEL_COUNT + 1))


def _read_level(kind: str, sources: StyleSources, level: int) -> LevelStyle:
    paras = list(iter_level_properties(kind, sources.placeholders, sources.master, sources.presentation, level))
    size, has_size = find_size_pt(kind, sources, level)
    return LevelStyle(
        size_pt=size,
        indent_in=max(parse_integer(find_first_attribute(paras, "marL")) or 0, 0) / _EMU,
        hang_in=-(parse_integer(find_first_attribute(paras, "indent")) or 0) / _EMU,
        gap_pt=_read_gap_pt(paras, "spcBef", size) + _read_gap_pt(paras, "spcAft", size),
        spacing=find_line_spacing(paras),
        has_bullet=_has_bullet(paras),
        align=find_alignment(paras),
        has_size=has_size,
    )


def _read_gap_pt(paras: list[Any], name: str, size: float) -> float:
    """Return the space above or below a paragraph, in points; a share is one of the line height."""
    given = next((one for para in paras if (one := para.find(f"{A}{name}")) is not None), None)
    if given is None or not len(given):
        return 0.0
    value = given[0].get("val", "0")
    if given[0].tag == f"{A}spcPts":
        return (parse_integer(value) or 0) / 100
    share = (parse_integer(value.rstrip("%")) or 0) / (100 if value.endswith("%") else 100_000)
    return round(share * size * LINE_HEIGHT_FACTOR, 2)


def _has_bullet(paras: list[Any]) -> bool:
    return next((_BULLET_TAGS[child.tag] for para in paras for child in para if child.tag in _BULLET_TAGS), False)
