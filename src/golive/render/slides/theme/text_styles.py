"""Read the default text style of a placeholder, inherited from layout, master and presentation."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from golive.figures.drawing import Align, Anchor, Rect
from golive.ooxml.colors import parse_color
from golive.ooxml.namespaces import A, P
from golive.ooxml.placeholders import get_text_style_name, iter_level_properties
from golive.ooxml.xml_elements import parse_integer
from golive.render.slides.model import TextStyle

_EMU: Final = 914_400
_USUAL_SIZE: Final = 1800
_ALIGNMENTS: Final[dict[str, Align]] = {"ctr": "center", "r": "right"}
_ANCHORS: Final[dict[str, Anchor]] = {"t": "top", "ctr": "middle", "b": "bottom"}
_DEFAULT_INSET_EMU: Final = (91_440, 45_720, 91_440, 45_720)
_MIN_SPACING: Final = 0.8
_MAX_SPACING: Final = 1.5


class StyleSources(Struct, frozen=True):
    """Sources of a placeholder's text style, nearest first.

    Attributes:
        placeholders: the placeholder on the layout, then the matching one on the master, if any.
        master: the master's root element.
        presentation: the root of the presentation.
        fonts: the theme's families for titles and for text; may be empty.
        colors: the theme's colors by scheme name.
    """

    placeholders: tuple[Any, ...]
    master: Any
    presentation: Any
    fonts: tuple[str, str]
    colors: Mapping[str, str]


def read_text_style(kind: str, sources: StyleSources) -> TextStyle:
    """Read the style of a placeholder's first text level; of text in none if the kind is empty.

    Programs differ in which of the master's and the presentation's style text in no placeholder has: it has capitals,
    wide letters and a raised baseline if either has them.
    """
    paras = list(iter_level_properties(kind, sources.placeholders, sources.master, sources.presentation))
    runs = [run for para in paras if (run := para.find(f"{A}defRPr")) is not None]
    tried = [runs] if kind or not runs else [[run] for run in runs]
    size_pt, has_size = find_size_pt(kind, sources)
    return TextStyle(
        family=_find_family(runs, sources.fonts, is_title=get_text_style_name(kind) == "titleStyle"),
        size_pt=size_pt,
        spacing=find_line_spacing(paras),
        bold=find_first_attribute(runs, "b") in {"1", "true"},
        italic=find_first_attribute(runs, "i") in {"1", "true"},
        caps=any(run.get("cap", "none") != "none" for run in runs)
        if not kind
        else find_first_attribute(runs, "cap") == "all",
        tracking_pt=max(_parse_int(find_first_attribute(one, "spc"), 0) for one in tried) / 100,
        is_raised=any(find_first_attribute(one, "baseline") not in {None, "0", "0%"} for one in tried),
        align=find_alignment(paras),
        color=_find_color(runs, sources.colors),
        has_size=has_size,
    )


def find_size_pt(kind: str, sources: StyleSources, level: int = 1) -> tuple[float, bool]:
    """Find the text size of a level, in points.

    Without one in the list styles of placeholder and master, as LibreOffice writes templates, the placeholder's own
    prompt text tells what is meant.

    Args:
        kind: type of the placeholder.
        sources: sources of its style, nearest first.
        level: level of the text, from 1 to 9.

    Returns:
        The size, and whether placeholder or master state it.
    """
    chains = [list(iter_level_properties(kind, sources.placeholders, sources.master, None, level))]
    chains += [list(iter_level_properties(kind, (), None, sources.presentation, level))]
    stated, usual = (
        find_first_attribute([run for para in chain if (run := para.find(f"{A}defRPr")) is not None], "sz")
        for chain in chains
    )
    prompts = [run for one in sources.placeholders for run in one.iter(f"{A}rPr", f"{A}endParaRPr")]
    found = stated or find_first_attribute(prompts, "sz") or usual
    return (parse_integer(found) or _USUAL_SIZE) / 100, stated is not None


def find_first_attribute(elements: list[Any], name: str) -> str | None:
    """Return the first value of an attribute in elements that inherit from each other, nearest first."""
    return next((value for element in elements if (value := element.get(name)) is not None), None)


def find_alignment(paras: list[Any]) -> Align:
    """Return the horizontal alignment of paragraph properties that inherit from each other, nearest first."""
    return _ALIGNMENTS.get(find_first_attribute(paras, "algn") or "", "left")


def _parse_int(text: str | None, usual: int) -> int:
    """Parse an integer; return the default if it is missing or invalid."""
    try:
        return int(text) if text else usual
    except ValueError:
        return usual


def _find_family(runs: list[Any], fonts: tuple[str, str], *, is_title: bool) -> str:
    for run in runs:
        latin = run.find(f"{A}latin")
        if latin is not None and latin.get("typeface"):
            named = str(latin.get("typeface"))
            return {"+mj-lt": fonts[0], "+mn-lt": fonts[1]}.get(named, named)
    return fonts[0] if is_title else fonts[1]


def find_line_spacing(paras: list[Any]) -> float:
    """Return the line spacing as a factor; exact spacing in points counts as 1."""
    for para in paras:
        given = para.find(f"{A}lnSpc")
        if given is None:
            continue
        percent = given.find(f"{A}spcPct")
        if percent is None:
            return 1.0
        text = str(percent.get("val", "100000"))
        share = _parse_int(text.rstrip("%"), 100) / 100 if text.endswith("%") else _parse_int(text, 100_000) / 100_000
        return min(max(round(share, 2), _MIN_SPACING), _MAX_SPACING)
    return 1.0


def _find_color(runs: list[Any], colors: Mapping[str, str]) -> str | None:
    for run in runs:
        fill = run.find(f"{A}solidFill")
        if fill is not None and len(fill):
            return parse_color(fill[0], colors)
        if run.find(f"{A}gradFill") is not None:
            return None
    return colors["tx1"]


def read_text_frame(holders: tuple[Any, ...]) -> tuple[tuple[float, float, float, float], Anchor, bool]:
    """Read the insets of a placeholder (in inches), its anchor, and whether its text is vertical."""
    bodies = [body for holder in holders if (body := holder.find(f"{P}txBody/{A}bodyPr")) is not None]
    names = ("lIns", "tIns", "rIns", "bIns")
    left, top, right, bottom = (
        _parse_int(find_first_attribute(bodies, name), usual) / _EMU
        for name, usual in zip(names, _DEFAULT_INSET_EMU, strict=True)
    )
    anchor = _ANCHORS.get(find_first_attribute(bodies, "anchor") or "t", "top")
    return (left, top, right, bottom), anchor, (find_first_attribute(bodies, "vert") or "horz") != "horz"


def inset_rect(rect: Rect, inset: tuple[float, float, float, float]) -> Rect:
    """Shrink a rectangle by its insets."""
    left, top, right, bottom = inset
    return Rect(rect.x + left, rect.y + top, rect.width - left - right, rect.height - top - bottom)


def outset_rect(rect: Rect, inset: tuple[float, float, float, float]) -> Rect:
    """Grow a rectangle by its insets."""
    left, top, right, bottom = inset
    return inset_rect(rect, (-left, -top, -right, -bottom))
