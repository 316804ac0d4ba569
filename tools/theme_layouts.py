"""The layouts of the bundled slide theme."""

from theme_master import (
    ACCENT,
    BODY,
    DARK,
    MARGIN,
    NAMESPACES,
    PALE,
    PAPER,
    WIDE,
    WIDTH,
    Holder,
    body,
    footers,
    halves,
    label,
    level,
    mark,
    title,
    tree,
)


def _layout(name: str, kind: str, holders: tuple[Holder, ...], art: tuple[str, ...], dark: bool = False) -> str:  # noqa: FBT001, FBT002
    ground = f"<p:bg><p:bgPr><a:solidFill>{DARK}</a:solidFill><a:effectLst/></p:bgPr></p:bg>" if dark else ""
    shapes = [*art, *(holder.xml() for holder in holders)]
    return (
        f'<p:sldLayout {NAMESPACES} type="{kind}" preserve="1"><p:cSld name="{name}">{ground}{tree(shapes)}</p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _circles() -> tuple[str, ...]:
    """Return two rings with dots on them, for two connected systems."""
    x, y = 11.15, 2.95
    art = []
    for number, radius in enumerate((3.55, 2.75, 1.95, 1.15), 1):
        ring = f'<a:schemeClr val="bg1"><a:alpha val="{(7, 11, 16, 24)[number - 1] * 1000}"/></a:schemeClr>'
        place = (x - radius, y - radius, 2 * radius, 2 * radius)
        art.append(mark(f"Ring {number}", place, line=ring, geometry="ellipse"))
    light = '<a:schemeClr val="bg1"><a:alpha val="45000"/></a:schemeClr>'
    dots = (
        (0.0, 0.0, 0.42, ACCENT),
        (-1.15, 0.0, 0.12, light),
        (0.575, -0.996, 0.09, PAPER),
        (1.379, 1.379, 0.15, light),
        (-1.853, -0.607, 0.10, PAPER),
        (-1.944, 1.944, 0.16, ACCENT),
        (0.94, -2.584, 0.13, light),
        (-3.336, -1.214, 0.11, light),
    )
    for number, (dx, dy, radius, fill) in enumerate(dots, 1):
        place = (x + dx - radius, y + dy - radius, 2 * radius, 2 * radius)
        art.append(mark(f"Dot {number}", place, fill, geometry="ellipse"))
    return tuple(art)


def layouts() -> tuple[str, ...]:
    """Return all layouts, in the order in which PowerPoint lists them."""
    rule = mark("Rule", (MARGIN, 6.98, WIDE, 0.01), PALE)
    accent = mark("Accent", (0, 0.38, 0.14, 0.72), ACCENT)
    frame = (accent, rule)
    band = '<a:schemeClr val="tx2"><a:lumMod val="70000"/></a:schemeClr>'
    left, right = halves(1.8, 5.0)
    head_left, head_right = halves(1.8, 0.5)
    under_left, under_right = halves(2.4, 4.4)
    bold = level(18, DARK, 'b="1"')
    base = (title(), label())
    cover = (
        title((0.9, 1.95, 8.0, 1.75), "ctrTitle", level(44, PAPER, 'b="1"'), "b"),
        label((0.9, 1.45, 7.6, 0.36), PAPER, 16),
        body("Subtitle", 1, (0.9, 4.12, 7.6, 1.1), "subTitle", level(20, PAPER)),
        *footers(PAPER),
    )
    cover_art = (
        *_circles(),
        mark("Band", (0, 5.72, WIDTH, 1.78), band),
        mark("Edge", (0, 5.68, WIDTH, 0.05), ACCENT),
        mark("Accent", (0.9, 3.86, 1.3, 0.07), ACCENT),
    )
    section = (
        title((0.9, 2.6, 8.0, 1.5), "title", level(40, PAPER, 'b="1"'), "b"),
        label((0.9, 1.9, 7.6, 0.36), PAPER, 16),
        body("Text", 1, (0.9, 4.4, 7.6, 1.4), "body", level(20, PAPER)),
        *footers(PAPER),
    )
    section_art = (
        *_circles(),
        mark("Accent", (0.9, 4.22, 1.3, 0.07), ACCENT),
        mark("Edge", (0, 7.43, WIDTH, 0.07), ACCENT),
    )
    return (
        _layout("Title Slide", "title", cover, cover_art, dark=True),
        _layout("Title and Content", "obj", (*base, body("Content", 1, BODY), *footers()), frame),
        _layout("Section Header", "secHead", section, section_art, dark=True),
        _layout("Two Content", "twoObj", (*base, body("Left", 1, left), body("Right", 2, right), *footers()), frame),
        _layout(
            "Comparison",
            "twoTxTwoObj",
            (
                *base,
                body("Left Head", 1, head_left, "body", bold),
                body("Left", 2, under_left),
                body("Right Head", 3, head_right, "body", bold),
                body("Right", 4, under_right),
                *footers(),
            ),
            frame,
        ),
        _layout("Title Only", "titleOnly", (*base, *footers()), frame),
        _layout("Blank", "blank", footers(), (rule,)),
    )
