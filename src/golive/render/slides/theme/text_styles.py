"""How text in a placeholder is set when nothing else is said: layout, master and presentation, nearest first."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from golive.figures.drawing import Anchor
from golive.ooxml.colors import A, P, color_of
from golive.render.slides.model import Rect, TextStyle

_EMU: Final = 914_400
_ANCHORS: Final[dict[str, Anchor]] = {"t": "top", "ctr": "middle", "b": "bottom"}
_INSET: Final = (91_440, 45_720, 91_440, 45_720)
_STYLES: Final = {"title": "titleStyle", "ctrTitle": "titleStyle", "ftr": "otherStyle", "dt": "otherStyle"}
_LIST: Final = {**_STYLES, "sldNum": "otherStyle"}
_LEAST_SPACING: Final = 0.8
_MOST_SPACING: Final = 1.5


class Sources(Struct, frozen=True):
    """Where a placeholder's text gets its dress from.

    Attributes:
        holders: the placeholder on the layout, and the one of its kind on the master where there is one.
        master: the master's root element.
        presentation: the root of the presentation.
        fonts: the theme's families for titles and for text; may be empty.
        colors: the theme's colours by scheme name.
    """

    holders: tuple[Any, ...]
    master: Any
    presentation: Any
    fonts: tuple[str, str]
    colors: Mapping[str, str]


def style_of(kind: str, sources: Sources) -> TextStyle:
    """The first level of a placeholder's text."""
    paras = list(_levels(kind, sources))
    runs = [run for para in paras if (run := para.find(f"{A}defRPr")) is not None]
    size = _first(runs, "sz")
    return TextStyle(
        family=_family(runs, sources.fonts, is_title=_LIST.get(kind) == "titleStyle"),
        size_pt=_whole(size, 1800) / 100,
        spacing=_spacing(paras),
        bold=_first(runs, "b") in {"1", "true"},
        italic=_first(runs, "i") in {"1", "true"},
        caps=_first(runs, "cap") == "all",
        tracking_pt=_whole(_first(runs, "spc"), 0) / 100,
        align={"ctr": "center", "r": "right"}.get(_first(paras, "algn") or "", "left"),  # type: ignore[arg-type]
        color=_color(runs, sources.colors),
    )


def _levels(kind: str, sources: Sources) -> Iterator[Any]:
    for holder in sources.holders:
        yield from holder.iterfind(f"{P}txBody/{A}lstStyle/{A}lvl1pPr")
    yield from sources.master.iterfind(f"{P}txStyles/{P}{_LIST.get(kind, 'bodyStyle')}/{A}lvl1pPr")
    yield from sources.presentation.iterfind(f"{P}defaultTextStyle/{A}lvl1pPr")


def _first(elements: list[Any], name: str) -> str | None:
    return next((value for element in elements if (value := element.get(name)) is not None), None)


def _whole(text: str | None, usual: int) -> int:
    """A number as Office writes it; the usual one where the file says none, or nonsense."""
    try:
        return int(text) if text else usual
    except ValueError:
        return usual


def _family(runs: list[Any], fonts: tuple[str, str], *, is_title: bool) -> str:
    for run in runs:
        latin = run.find(f"{A}latin")
        if latin is not None and latin.get("typeface"):
            named = str(latin.get("typeface"))
            return {"+mj-lt": fonts[0], "+mn-lt": fonts[1]}.get(named, named)
    return fonts[0] if is_title else fonts[1]


def _spacing(paras: list[Any]) -> float:
    """Line pitch as a share of the usual one; a pitch in points is replaced by the usual one."""
    for para in paras:
        given = para.find(f"{A}lnSpc")
        if given is None:
            continue
        percent = given.find(f"{A}spcPct")
        if percent is None:
            return 1.0
        text = str(percent.get("val", "100000"))
        share = _whole(text.rstrip("%"), 100) / 100 if text.endswith("%") else _whole(text, 100_000) / 100_000
        return min(max(round(share, 2), _LEAST_SPACING), _MOST_SPACING)
    return 1.0


def _color(runs: list[Any], colors: Mapping[str, str]) -> str | None:
    for run in runs:
        fill = run.find(f"{A}solidFill")
        if fill is not None and len(fill):
            return color_of(fill[0], colors)
        if run.find(f"{A}gradFill") is not None:
            return None
    return colors["tx1"]


def frame_of(holders: tuple[Any, ...]) -> tuple[tuple[float, float, float, float], Anchor, bool]:
    """Space around a placeholder's text, in inches; where its lines stand; whether they run upwards or downwards."""
    bodies = [body for holder in holders if (body := holder.find(f"{P}txBody/{A}bodyPr")) is not None]
    names = ("lIns", "tIns", "rIns", "bIns")
    left, top, right, bottom = (
        _whole(_first(bodies, name), usual) / _EMU for name, usual in zip(names, _INSET, strict=True)
    )
    anchor = _ANCHORS.get(_first(bodies, "anchor") or "t", "top")
    return (left, top, right, bottom), anchor, (_first(bodies, "vert") or "horz") != "horz"


def within(rect: Rect, inset: tuple[float, float, float, float]) -> Rect:
    """The place of a box's text."""
    left, top, right, bottom = inset
    return Rect(rect.x + left, rect.y + top, rect.width - left - right, rect.height - top - bottom)


def around(rect: Rect, inset: tuple[float, float, float, float]) -> Rect:
    """The box whose text has a place."""
    left, top, right, bottom = inset
    return within(rect, (-left, -top, -right, -bottom))
