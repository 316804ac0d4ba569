"""Estimate where in its box the text of a shape stands: most boxes are larger than their text."""

from collections.abc import Iterator
from typing import Final

from golive.audit.office.run_properties import inherited_level_properties, resolve_run_style
from golive.audit.office.slide_view import Shape, SlideView
from golive.ooxml.geometry import EMU_PER_PT, Box, find_transform
from golive.ooxml.namespaces import A, P
from golive.ooxml.xml_elements import Element, parse_integer
from golive.typography.lines import break_lines, measure_height_pt, measure_width_pt
from golive.typography.metrics import load_font_metrics

_INSETS_EMU: Final = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}
_MOST_CHARACTERS: Final = 4_000  # of a text that is measured; a longer one is taken to fill its box
_USUAL_PT: Final = 18.0


def estimate_text_area(view: SlideView, shape: Shape) -> Box | None:
    """Return the box that the lines of a shape's text fill; None if the shape's place is unknown.

    Args:
        view: the slide.
        shape: a text box, placeholder or drawn shape of it.

    Returns:
        The estimated box; the shape's own box where the text is turned, set in columns, or very long.
    """
    place, body = shape.place, shape.element.find(f"{P}txBody")
    if place is None or body is None:
        return place
    settings = [one for one in _body_properties(view, shape) if one is not None]
    transform = find_transform(shape.element)
    is_turned = (parse_integer(transform.get("rot"), 0) if transform is not None else 0) or any(
        one.get("vert", "horz") != "horz" or one.get("rot", "0") != "0" or one.get("numCol", "1") != "1"
        for one in settings
    )
    text = "".join(one.text or "" for one in body.iter(f"{A}t"))
    if is_turned or len(text) > _MOST_CHARACTERS:
        return place
    left, top, right, bottom = (_get_inset(settings, name) for name in ("lIns", "tIns", "rIns", "bIns"))
    room = (place[0] + left, place[1] + top, place[2] - left - right, place[3] - top - bottom)
    if room[2] <= 0 or room[3] <= 0:
        return place
    wraps = _get_first(settings, "wrap", "square") != "none"
    width, height = _measure(view, shape, body, room[2] / EMU_PER_PT if wraps else None)
    across = _get_alignment(view, shape, body)
    down = {"t": 0.0, "ctr": 0.5, "b": 1.0}.get(_get_first(settings, "anchor", "t"), 0.0)
    return room[0] + (room[2] - width) * across, room[1] + (room[3] - height) * down, width, height


def _measure(view: SlideView, shape: Shape, body: Element, width_pt: float | None) -> tuple[float, float]:
    """Return the width and height of a text, in EMU."""
    face = load_font_metrics("Arial")
    widest, height = 1.0, 0.0
    for paragraph in body.iterfind(f"{A}p"):
        runs = list(paragraph.iterfind(f"{A}r")) + list(paragraph.iterfind(f"{A}fld"))
        size = max((resolve_run_style(run, view, shape).size_pt for run in runs), default=_USUAL_PT)
        text = "".join(run.findtext(f"{A}t") or "" for run in runs)
        lines = [text] if width_pt is None or not text else break_lines(text, width_pt, size, face)
        widest = max(widest, *(measure_width_pt(line, size, face) for line in lines)) if lines else widest
        height += measure_height_pt(max(len(lines), 1), size)
    return (min(widest, width_pt) if width_pt else widest) * EMU_PER_PT, height * EMU_PER_PT


def _body_properties(view: SlideView, shape: Shape) -> Iterator[Element | None]:
    """Yield the text body properties of a shape and of the placeholders that it inherits from."""
    yield shape.element.find(f"{P}txBody/{A}bodyPr")
    if shape.placeholder is not None:
        for model in view.inherited_placeholders(shape.placeholder):
            yield model.find(f"{P}txBody/{A}bodyPr")


def _get_first(settings: list[Element], name: str, usual: str) -> str:
    return next((value for one in settings if (value := one.get(name))), usual)


def _get_inset(settings: list[Element], name: str) -> int:
    usual = _INSETS_EMU[name]
    found = parse_integer(_get_first(settings, name, str(usual)), usual)
    return usual if found is None else found


def _get_alignment(view: SlideView, shape: Shape, body: Element) -> float:
    """Return where the lines stand between left (0) and right (1), by the first paragraph."""
    paragraph = body.find(f"{A}p/{A}pPr")
    chain = [paragraph, *inherited_level_properties(view, shape, 1)]
    found = next((value for one in chain if one is not None and (value := one.get("algn"))), "l")
    return {"l": 0.0, "ctr": 0.5, "r": 1.0}.get(found, 0.0)
