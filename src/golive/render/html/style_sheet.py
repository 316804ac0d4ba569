"""Build the complete style sheet of a document: sizes and colors, then the template's style sheet."""

from collections.abc import Mapping

from msgspec import Struct

from golive.figures.drawing import Color
from golive.markdown.document import Meta
from golive.render.html.colors import palette_css, to_css_colors
from golive.render.html.cover import cover_css
from golive.render.html.paper_size import DocumentForm, get_sheet, page_css


class TypeScale(Struct, frozen=True):
    """Scale factors for text size (`scale`) and for spacing (`spacing`), relative to the style sheet."""

    scale: float = 1.0
    spacing: float = 1.0


DEFAULT_SCALE = TypeScale()


def build_style_sheet(
    css: str, meta: Meta, form: DocumentForm, palette: Mapping[Color, str], type_scale: TypeScale = DEFAULT_SCALE
) -> str:
    """Return a template's style sheet with the page rules and custom properties that it uses.

    Args:
        css: the template's style sheet.
        meta: contains the paper size and the draft mark.
        form: "runbook" or "explainer".
        palette: six hexadecimal digits by color name.
        type_scale: sets the custom properties `--scale` and `--air`.
    """
    colors, sheet = to_css_colors(palette), get_sheet(meta.paper_size, form)
    parts = [
        page_css(sheet),
        palette_css(colors),
        f":root{{--scale:{type_scale.scale:g};--air:{type_scale.spacing:g}}}",
        cover_css(colors, sheet) if form == "runbook" else "",
        css,
        # Highlights the draft mark at the foot of every page.
        "@page{@bottom-left{color:var(--uat);font-weight:600}}" if meta.draft_mark else "",
    ]
    return "\n".join(parts)
