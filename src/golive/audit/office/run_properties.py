"""What a run of text looks like: its size, weight and colour, inherited as PowerPoint inherits them."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from golive.audit.office.colors import color_in
from golive.audit.office.slide_view import Shape, View
from golive.audit.office.xml import A, Element, P, flag, whole

_TITLES: Final = frozenset({"title", "ctrTitle"})
_WHOLE: Final = 100_000
_USUAL_PT: Final = 18.0


class Dress(Struct, frozen=True):
    """Size in points, weight, and colour as six hexadecimal digits; None when the colour cannot be known."""

    size_pt: float
    bold: bool
    color: str | None


def dress_of(run: Element, view: View, shape: Shape) -> Dress:
    """How a run of a shape, or of a cell of a table, is set."""
    level = _level(run)
    chain = [one for one in (run.find(f"{A}rPr"), *_inherited(view, shape, level)) if one is not None]
    size = next((whole(one.get("sz")) for one in chain if whole(one.get("sz"))), None)
    bold = next((flag(one, "b") for one in chain if one.get("b")), False)
    scale = (whole(_autofit(shape), _WHOLE) or _WHOLE) / _WHOLE
    return Dress((size / 100 if size else _USUAL_PT) * scale, bold, _color(chain, view, shape))


def _level(run: Element) -> int:
    above = run.getparent()
    properties = above.find(f"{A}pPr") if above is not None else None
    return (whole(properties.get("lvl"), 0) or 0) + 1 if properties is not None else 1


def _autofit(shape: Shape) -> str | None:
    fit = shape.element.find(f"{P}txBody/{A}bodyPr/{A}normAutofit")
    return fit.get("fontScale") if fit is not None else None


def _inherited(view: View, shape: Shape, level: int) -> Iterator[Element | None]:
    """Run properties, nearest first: the shape's own list style, its models', the master's, everything's."""
    step = f"{A}lvl{level}pPr/{A}defRPr"
    if shape.element.tag != f"{P}sp":
        yield _other(view, step)
        return
    yield shape.element.find(f"{P}txBody/{A}lstStyle/{step}")
    holder = shape.holder
    if holder is None:
        yield _other(view, step)
        return
    kinds = [holder.get("type", "obj")]
    for model in view.models(holder):
        yield model.find(f"{P}txBody/{A}lstStyle/{step}")
        kinds.append(model[0].findtext(f"{P}nvPr/{P}ph") or "")
    if view.master is not None:
        style = "titleStyle" if kinds[0] in _TITLES else "otherStyle" if kinds[0] in _MARGINS else "bodyStyle"
        yield view.master.find(f"{P}txStyles/{P}{style}/{step}")


_MARGINS: Final = frozenset({"dt", "ftr", "sldNum"})


def _other(view: View, step: str) -> Element | None:
    return view.master.find(f"{P}txStyles/{P}otherStyle/{step}") if view.master is not None else None


def _color(chain: list[Element], view: View, shape: Shape) -> str | None:
    """The first colour of the chain; a shape's own style stands between the text's own and what is inherited."""
    for number, one in enumerate(chain):
        if one.tag == f"{A}defRPr" and number <= 1 and shape.holder is None:
            styled = color_in(shape.element.find(f"{P}style/{A}fontRef"), view.scheme)
            if styled:
                return styled
        if one.find(f"{A}solidFill") is not None:
            return color_in(one.find(f"{A}solidFill"), view.scheme)
        if one.find(f"{A}gradFill") is not None or one.find(f"{A}blipFill") is not None:
            return None
    return color_in(shape.element.find(f"{P}style/{A}fontRef"), view.scheme) or view.scheme.get("tx1")
