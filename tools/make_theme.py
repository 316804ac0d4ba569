"""Make templates/slides/theme.pptx: the bundled master, its layouts and its notes page.

Run it after a change to the look; the file it writes depends on nothing but these two modules.
"""

from pathlib import Path
from typing import Final

from golive.ooxml.zip_writer import write_package
from theme_layouts import layouts
from theme_master import (
    ACCENT,
    BODY,
    COLORS,
    DARK,
    FONT,
    NAMESPACES,
    PALE,
    PAPER,
    Holder,
    body,
    emu,
    footers,
    level,
    title,
    tree,
)

TARGET: Final = Path(__file__).parent.parent / "templates" / "slides" / "theme.pptx"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument"
_MAP: Final = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"'
)


def _theme(name: str) -> str:
    colors = "".join(f'<a:{key}><a:srgbClr val="{value}"/></a:{key}>' for key, value in COLORS.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}<a:prstDash val="solid"/></a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}">{colors}</a:clrScheme><a:fontScheme name="{name}"><a:majorFont>{font}'
        f"</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="{name}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _body_style() -> str:
    sizes = (20, 18, 16, 16, 16, 16, 16, 16, 16)
    levels = []
    for number, size in enumerate(sizes, 1):
        left = emu(0.25 * number)
        levels.append(
            f'<a:lvl{number}pPr marL="{left}" indent="-{emu(0.25)}" algn="l"><a:lnSpc><a:spcPct val="100000"/>'
            f'</a:lnSpc><a:spcBef><a:spcPts val="600"/></a:spcBef><a:buClr>{ACCENT}</a:buClr>'
            f'<a:buFont typeface="Arial"/><a:buChar char="•"/><a:defRPr sz="{size * 100}"><a:solidFill>'
            f'<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{number}pPr>'
        )
    return "".join(levels)


def _plain_style() -> str:
    """Return the style of text that stands in no placeholder."""
    return "".join(level(18, '<a:schemeClr val="tx1"/>', number=n) for n in range(1, 10))


def _master(count: int) -> str:
    shapes = [title().xml(), body("Text", 1, BODY, "body").xml(), *(holder.xml() for holder in footers())]
    listed = "".join(f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(count))
    heading = level(28, DARK, 'b="1"').replace("+mn-lt", "+mj-lt")
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill>{PAPER}</a:solidFill><a:effectLst/></p:bgPr>"
        f"</p:bg>{tree(shapes)}</p:cSld><p:clrMap {_MAP}/><p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst><p:txStyles>"
        f"<p:titleStyle>{heading}</p:titleStyle><p:bodyStyle>{_body_style()}</p:bodyStyle>"
        f"<p:otherStyle>{_plain_style()}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _notes_master() -> str:
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="@" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{emu(0.75)}" y="{emu(0.9)}"/><a:ext cx="{emu(6)}" cy="{emu(3.375)}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525"><a:solidFill>{PALE}</a:solidFill>'
        "</a:ln></p:spPr></p:sp>"
    )
    text = Holder("Notes", "body", 3, (0.75, 4.5, 6, 4.6), "Click to edit the notes", body='lIns="0" rIns="0"')
    number = Holder("Slide Number", "sldNum", 5, (5.25, 9.3, 1.5, 0.4), body='anchor="b"')
    style = "".join(level(12, '<a:schemeClr val="tx1"/>', number=n) for n in range(1, 10))
    return (
        f"<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill>{PAPER}</a:solidFill><a:effectLst/></p:bgPr>"
        f"</p:bg>{tree([image, text.xml(), number.xml()])}</p:cSld><p:clrMap {_MAP}/>"
        f"<p:notesStyle>{style}</p:notesStyle></p:notesMaster>"
    )


def _presentation() -> str:
    return (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" '
        'r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        '<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
        f"<p:defaultTextStyle>{_plain_style()}</p:defaultTextStyle></p:presentation>"
    )


def _relationships(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind if kind.startswith("http") else f"{_OFFICE}/{kind}"}" Target="{to}"/>'
        for n, (kind, to) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _content_types(names: list[str]) -> str:
    kinds = {
        "presentation": "presentationml.presentation.main",
        "slideMaster": "presentationml.slideMaster",
        "slideLayout": "presentationml.slideLayout",
        "notesMaster": "presentationml.notesMaster",
        "theme": "theme",
        "presProps": "presentationml.presProps",
        "viewProps": "presentationml.viewProps",
        "tableStyles": "presentationml.tableStyles",
        "app": "extended-properties",
    }
    rows = []
    for name in names:
        stem = name.rsplit("/", 1)[-1].removesuffix(".xml").rstrip("0123456789")
        kind = (
            f"{_TYPE}.{kinds[stem]}+xml"
            if stem in kinds
            else "application/vnd.openxmlformats-package.core-properties+xml"
        )
        rows.append(f'<Override PartName="/{name}" ContentType="{kind}"/>')
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{''.join(rows)}</Types>"
    )


def _parts() -> dict[str, str]:
    """Yield every part of the package but the content types."""
    made = layouts()
    paths = [f"slideLayouts/slideLayout{n}.xml" for n in range(1, len(made) + 1)]
    master = [("slideLayout", f"../{path}") for path in paths]
    parts = {
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>Microsoft Office PowerPoint</Application></Properties>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Slide theme</dc:title></cp:coreProperties>',
        "ppt/presentation.xml": _presentation(),
        "ppt/presProps.xml": f"<p:presentationPr {NAMESPACES}/>",
        "ppt/viewProps.xml": f"<p:viewPr {NAMESPACES}/>",
        "ppt/tableStyles.xml": '<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'def="{2D5ABB26-0587-4C30-8999-92F81FD0307C}"/>',
        "ppt/theme/theme1.xml": _theme("Golive"),
        "ppt/theme/theme2.xml": _theme("Golive Notes"),
        "ppt/slideMasters/slideMaster1.xml": _master(len(made)),
        "ppt/notesMasters/notesMaster1.xml": _notes_master(),
        "_rels/.rels": _relationships(
            ("officeDocument", "ppt/presentation.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ),
        "ppt/_rels/presentation.xml.rels": _relationships(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
        ),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relationships(*master, ("theme", "../theme/theme1.xml")),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relationships(("theme", "../theme/theme2.xml")),
    }
    for path, layout in zip(paths, made, strict=True):
        parts[f"ppt/{path}"] = layout
        name = path.rsplit("/", 1)[-1]
        parts[f"ppt/slideLayouts/_rels/{name}.rels"] = _relationships(
            ("slideMaster", "../slideMasters/slideMaster1.xml")
        )
    return parts


def make() -> bytes:
    """Return the package, the same bytes every time."""
    parts = _parts()
    parts["[Content_Types].xml"] = _content_types(sorted(n for n in parts if not n.endswith(".rels")))
    return write_package({name: (_HEAD + xml).encode() for name, xml in parts.items()})


if __name__ == "__main__":
    TARGET.write_bytes(make())
    print(TARGET.name)
