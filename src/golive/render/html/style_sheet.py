"""The whole style sheet of a document: the template's own, after the sizes and colours it refers to."""

from collections.abc import Mapping

from msgspec import Struct

from golive.figures.drawing import Color
from golive.markdown.document import Meta
from golive.render.html.colors import color_rules, with_sign
from golive.render.html.cover import cover_rules
from golive.render.html.paper_size import Form, page_rules, sheet_of


class Size(Struct, frozen=True):
    """How large a text is set: `scale` times the style sheet's type, `air` times its spaces."""

    scale: float = 1.0
    air: float = 1.0


AS_IS = Size()


def style_sheet(css: str, meta: Meta, form: Form, palette: Mapping[Color, str], size: Size = AS_IS) -> str:
    """Add to a template's style sheet what it takes for granted.

    Args:
        css: the template's style sheet.
        meta: says which paper.
        form: "runbook" or "explainer".
        palette: six hexadecimal digits for every colour.
        size: reaches the style sheet as `--scale` and `--air`.
    """
    colors, sheet = with_sign(palette), sheet_of(meta.paper, form)
    parts = [
        page_rules(sheet),
        color_rules(colors),
        f":root{{--scale:{size.scale:g};--air:{size.air:g}}}",
        cover_rules(colors, sheet) if form == "runbook" else "",
        css,
        # A draft says so at the foot of every page.
        "@page{@bottom-left{color:var(--uat);font-weight:600}}" if meta.draft else "",
    ]
    return "\n".join(parts)
