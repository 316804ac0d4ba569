"""What stands at the edge of each slide: the foot, and the mark of a draft."""

from typing import Final

from golive.markdown.document import Meta
from golive.render.slides.layout.text_layout import POINTS, Fonts
from golive.render.slides.model import Panel, Para, Role, Span
from golive.render.slides.theme.placement import mark_place
from golive.render.slides.theme.theme import Theme
from golive.typography.lines import LINE_PITCH, width_pt
from golive.typography.metrics import face

FOOT_PT: Final = 10.0
_MARK_PT: Final = 11.0
_MARK_WIDTH: Final = 3.2
_MARK_INSET: Final = 0.12


def footer_text(meta: Meta, theme: Theme, fonts: Fonts) -> str:
    """Subject, title, version and status on one line; what is longest gives way where it does not fit."""
    version = f"Version {meta.version}" if meta.version else ""
    choices = (
        (meta.subject, meta.title, version, meta.status),
        (meta.subject, version, meta.status),
        (meta.title, version, meta.status),
        (version, meta.status),
        (version,),
    )
    feet = [layout.feet["ftr"] for layout in theme.layouts.values() if "ftr" in layout.feet]
    room = min((holder.rect.width for holder in feet), default=0.0)
    own = face(feet[0].style.family or fonts.body) if feet else face(fonts.body)
    for parts in choices:
        said = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
        text = " · ".join(said)
        seen = text.upper() if feet and feet[0].style.caps else text
        if width_pt(seen, FOOT_PT, own) <= room * POINTS:
            return text
    return ""


def draft_mark(meta: Meta, theme: Theme, fonts: Fonts, role: Role) -> tuple[Panel, ...]:
    """A pill that says that this is a draft, and of what, at the top right if it can; nothing where it is none."""
    if not meta.draft:
        return ()
    wide = width_pt(meta.draft, _MARK_PT, face(fonts.body, bold=True)) / POINTS + 2 * _MARK_INSET + 0.16
    width = min(wide, _MARK_WIDTH)
    height = 0.28 if wide <= _MARK_WIDTH else 2 * _MARK_PT * LINE_PITCH / POINTS + 0.06
    rect = mark_place(theme, role, (width, height))
    para = Para((Span(meta.draft, bold=True),), _MARK_PT, align="center", color="paper")
    inset = (_MARK_INSET, 0.0, _MARK_INSET, 0.0)
    return (Panel("draft:mark", rect, (para,), "uat", shape="pill", anchor="middle", inset=inset),)
