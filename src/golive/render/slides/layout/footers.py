"""Build the footer text and the draft mark of slides."""

from typing import Final

from golive.markdown.document import Meta
from golive.render.slides.layout.text_layout import Fonts
from golive.render.slides.model import Panel, Para, Role, Span
from golive.render.slides.theme.colors import choose_text_color
from golive.render.slides.theme.placement import compute_mark_rect
from golive.render.slides.theme.theme import Theme
from golive.typography.lines import LINE_HEIGHT_FACTOR, measure_width_pt
from golive.typography.metrics import load_font_metrics
from golive.typography.units import POINTS_PER_INCH

FOOT_PT: Final = 10.0
_MARK_PT: Final = 11.0
_MAX_MARK_WIDTH_IN: Final = 3.2
_MARK_INSET_IN: Final = 0.12


def build_footer_text(meta: Meta, theme: Theme, fonts: Fonts) -> str:
    """Join subject, title, version and status on one line; omit the longer parts if they do not fit."""
    version = f"Version {meta.version}" if meta.version else ""
    subject = "" if meta.subject in meta.title else meta.subject
    choices = (
        (subject, meta.title, version, meta.status),
        (meta.subject, version, meta.status),
        (meta.title, version, meta.status),
        (version, meta.status),
        (version,),
    )
    feet = [
        layout.footer_placeholders["ftr"] for layout in theme.layouts.values() if "ftr" in layout.footer_placeholders
    ]
    room = min((holder.rect.width for holder in feet), default=0.0)
    own = load_font_metrics(feet[0].style.family or fonts.body) if feet else load_font_metrics(fonts.body)
    for parts in choices:
        said = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
        text = " · ".join(said)
        seen = text.upper() if feet and feet[0].style.caps else text
        if measure_width_pt(seen, FOOT_PT, own) <= room * POINTS_PER_INCH:
            return text
    return ""


def build_draft_mark(meta: Meta, theme: Theme, fonts: Fonts, role: Role) -> tuple[Panel, ...]:
    """Build the draft label, at the top right if possible; empty if the document is not a draft."""
    if not meta.draft_mark:
        return ()
    wide = (
        measure_width_pt(meta.draft_mark, _MARK_PT, load_font_metrics(fonts.body, bold=True)) / POINTS_PER_INCH
        + 2 * _MARK_INSET_IN
        + 0.16
    )
    width = min(wide, _MAX_MARK_WIDTH_IN)
    height = 0.28 if wide <= _MAX_MARK_WIDTH_IN else 2 * _MARK_PT * LINE_HEIGHT_FACTOR / POINTS_PER_INCH + 0.06
    rect = compute_mark_rect(theme, role, (width, height))
    para = Para(
        (Span(meta.draft_mark, bold=True),),
        _MARK_PT,
        align="center",
        color=choose_text_color("uat", theme.layouts[role].scheme, "paper"),
    )
    inset = (_MARK_INSET_IN, 0.0, _MARK_INSET_IN, 0.0)
    return (Panel("draft:mark", rect, (para,), "uat", shape="pill", anchor="middle", inset=inset),)
