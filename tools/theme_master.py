"""The look of the bundled slide theme: its colors, its master and its layouts, as Office XML."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

EMU: Final = 914_400
NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
COLORS: Final = {
    "dk1": "1B2733",
    "lt1": "FFFFFF",
    "dk2": "0F3D5E",
    "lt2": "F3F6F8",
    "accent1": "0B7285",
    "accent2": "6D3FA8",
    "accent3": "4C6A14",
    "accent4": "1F5FA8",
    "accent5": "8F4700",
    "accent6": "23703A",
    "hlink": "0B5CAD",
    "folHlink": "6D3FA8",
}
FONT: Final = "Calibri"
MUTED: Final = '<a:schemeClr val="tx1"><a:lumMod val="75000"/><a:lumOff val="25000"/></a:schemeClr>'
PALE: Final = '<a:schemeClr val="bg1"><a:lumMod val="85000"/></a:schemeClr>'
PAPER: Final = '<a:schemeClr val="bg1"/>'
DARK: Final = '<a:schemeClr val="tx2"/>'
ACCENT: Final = '<a:schemeClr val="accent1"/>'

Rect = tuple[float, float, float, float]

MARGIN: Final = 0.6
WIDTH: Final = 13.3333333
WIDE: Final = WIDTH - 2 * MARGIN
TITLE: Final = (MARGIN, 0.64, WIDE, 0.95)
BODY: Final = (MARGIN, 1.8, WIDE, 5.0)
LABEL: Final = (MARGIN, 0.35, 9.6, 0.28)
_HALF: Final = (WIDE - 0.4) / 2
_RIGHT: Final = MARGIN + _HALF + 0.4


def emu(inches: float) -> int:
    """Convert inches to EMU, the unit of Office XML."""
    return round(inches * EMU)


def xfrm(rect: Rect) -> str:
    """Return the place of a shape as XML."""
    x, y, width, height = map(emu, rect)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def mark(name: str, rect: Rect, fill: str = "", line: str = "", geometry: str = "rect") -> str:
    """Return a shape that only decorates; `@` is where its id goes."""
    extension = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    inside = f"<a:solidFill>{fill}</a:solidFill>" if fill else "<a:noFill/>"
    outline = f'<a:ln w="15875"><a:solidFill>{line}</a:solidFill></a:ln>' if line else "<a:ln><a:noFill/></a:ln>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="@" name="{name}">{extension}</p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr>{xfrm(rect)}<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>{inside}{outline}'
        '</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder: its kind, number, place and prompt; `style` and `body` are attributes of its text."""

    name: str
    kind: str
    number: int
    rect: Rect
    prompt: str = ""
    style: str = ""
    body: str = ""

    def xml(self) -> str:
        """Return the shape; `@` is where its id goes."""
        kind = f' type="{self.kind}"' if self.kind else ""
        number = f' idx="{self.number}"' if self.number else ""
        small = ' sz="quarter"' if self.kind in {"ftr", "sldNum"} else ' sz="half"' if self.kind == "dt" else ""
        custom = ' hasCustomPrompt="1"' if self.number == 13 else ""  # noqa: PLR2004 - the label's own number
        text = f'<a:r><a:rPr lang="en-US"/><a:t>{self.prompt}</a:t></a:r>' if self.prompt else ""
        if self.kind == "sldNum":
            text = (
                '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
                '<a:rPr lang="en-US"/><a:t>\u2039#\u203a</a:t></a:fld>'
            )
        style = f"<a:lstStyle>{self.style}</a:lstStyle>" if self.style else "<a:lstStyle/>"
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="@" name="{self.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr><p:ph{kind}{small}{number}{custom}/></p:nvPr></p:nvSpPr>"
            f'<p:spPr>{xfrm(self.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f"<p:txBody><a:bodyPr {self.body}><a:normAutofit/></a:bodyPr>{style}<a:p>{text}"
            '<a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
        )


def tree(shapes: Iterable[str]) -> str:
    """Return a shape tree with the shapes numbered in order."""
    numbered = "".join(shape.replace('id="@"', f'id="{n}"', 1) for n, shape in enumerate(shapes, 2))
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
        f"</a:xfrm></p:grpSpPr>{numbered}</p:spTree>"
    )


def level(size_pt: float, color: str, extra: str = "", number: int = 1, bullet: str = "<a:buNone/>") -> str:
    """Return the style of one level of text; `extra` holds attributes of its run properties."""
    return (
        f'<a:lvl{number}pPr marL="0" indent="0"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef>{bullet}<a:defRPr sz="{round(size_pt * 100)}" {extra}>'
        f'<a:solidFill>{color}</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{number}pPr>'
    )


_TIGHT = 'lIns="0" tIns="0" rIns="0" bIns="0"'


def footers(color: str = MUTED) -> tuple[Holder, ...]:
    """Return date, footer and slide number, as on every layout."""
    y, height = 7.04, 0.28
    return (
        Holder("Footer", "ftr", 11, (MARGIN, y, 8.4, height), "", level(10, color), f'{_TIGHT} anchor="ctr"'),
        Holder("Date", "dt", 10, (9.2, y, 2.6, height), "", _right(level(10, color)), f'{_TIGHT} anchor="ctr"'),
        Holder(
            "Slide Number",
            "sldNum",
            12,
            (11.93, y, 0.8, height),
            "",
            _right(level(10, color, 'b="1"')),
            f'{_TIGHT} anchor="ctr"',
        ),
    )


def _right(style: str) -> str:
    return style.replace('indent="0"', 'indent="0" algn="r"', 1)


def title(rect: Rect = TITLE, kind: str = "title", style: str = "", anchor: str = "t") -> Holder:
    """Return a title placeholder."""
    return Holder("Title", kind, 0, rect, "Click to edit the title", style, f'{_TIGHT} anchor="{anchor}"')


def label(rect: Rect = LABEL, color: str = ACCENT, size_pt: float = 12) -> Holder:
    """Return the short label above a title."""
    style = level(size_pt, color, 'b="1" spc="60"')
    return Holder("Label", "body", 13, rect, "Label", style, f'{_TIGHT} anchor="ctr"')


def body(name: str, number: int, rect: Rect, kind: str = "", style: str = "") -> Holder:
    """Return a placeholder for content."""
    return Holder(name, kind, number, rect, "Click to edit the text", style, f"{_TIGHT}")


def halves(top: float, height: float) -> tuple[Rect, Rect]:
    """Return the places of two contents side by side."""
    return (MARGIN, top, _HALF, height), (_RIGHT, top, _HALF, height)
