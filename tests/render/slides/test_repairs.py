"""Whatever a template brings along that makes PowerPoint offer a repair: the deck made on it has none of it."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from tests.render.slides.samples import META, THEME, draw_sample, parse_deck

from golive.audit.files import audit_file
from golive.render import slides

Parts = dict[str, bytes]

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN, _TYPES, _MASTER = "ppt/presentation.xml", "[Content_Types].xml", "ppt/slideMasters/slideMaster1.xml"
_LAYOUT = "ppt/slideLayouts/slideLayout2.xml"
_LAYOUT_RELS, _MAIN_RELS = "ppt/slideLayouts/_rels/slideLayout2.xml.rels", "ppt/_rels/presentation.xml.rels"
_LINK = '<a:hlinkClick r:id="rId77" action="ppaction://hlinksldjump"/>'


def _pack(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def _unpack(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _edit(part: str, old: str, new: str, count: int = 1) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        text = parts[part].decode()
        assert re.search(old, text), text[:3000]
        parts[part] = re.sub(old, lambda match: match.expand(new), text, count=count).encode()

    return change


def _combine(*changes: Callable[[Parts], None]) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        for one in changes:
            one(parts)

    return change


def _add_part(name: str, content: bytes = b"?") -> Callable[[Parts], None]:
    return lambda parts: parts.__setitem__(name, content)


def _add_relationship(rels: str, kind: str, target: str) -> Callable[[Parts], None]:
    return _edit(
        rels, "</Relationships>", f'<Relationship Id="rId77" Type="{_REL}/{kind}" Target="{target}"/></Relationships>'
    )


def _add_default_type(extension: str) -> Callable[[Parts], None]:
    return _edit(_TYPES, "<Override", f'<Default Extension="{extension}" ContentType="a/b"/><Override')


def _add_empty_master(parts: Parts) -> None:
    """Add a second master without a layout, which no slide can use and PowerPoint does not accept."""
    name, theme = "ppt/slideMasters/slideMaster9.xml", "ppt/theme/theme9.xml"
    parts[name] = re.sub(rb"<p:sldLayoutIdLst>.*</p:sldLayoutIdLst>", b"", parts[_MASTER])
    parts[theme] = parts["ppt/theme/theme1.xml"]
    relation = f'<Relationship Id="rId1" Type="{_REL}/theme" Target="../theme/theme9.xml"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts[name.replace("s/s", "s/_rels/s") + ".rels"] = (
        f'<Relationships xmlns="{space}">{relation}</Relationships>'.encode()
    )
    _add_relationship(_MAIN_RELS, "slideMaster", "slideMasters/slideMaster9.xml")(parts)
    _edit(_MAIN, "</p:sldMasterIdLst>", '<p:sldMasterId id="2147483999" r:id="rId77"/></p:sldMasterIdLst>')(parts)
    for part, kind in {name: "presentationml.slideMaster", theme: "theme"}.items():
        full = f"application/vnd.openxmlformats-officedocument.{kind}+xml"
        _edit(_TYPES, "<Override", f'<Override PartName="/{part}" ContentType="{full}"/><Override')(parts)


def _add_samples(parts: Parts) -> None:
    """Add two sample slides; a layout links to the first, and the view settings name the second."""
    brand = Presentation(io.BytesIO(_pack(parts)))
    for _ in range(2):
        slide = brand.slides.add_slide(brand.slide_layouts[1])
        slide.shapes.title.text_frame.text = "Sample"
    layout: Any = brand.slide_layouts[2]
    number = layout.part.relate_to(brand.slides[0].part, f"{_REL}/slide")
    properties = layout.placeholders[0]._element.nvSpPr.cNvPr
    link = properties.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick")
    link.set(f"{{{_REL}}}id", number)
    link.set("action", "ppaction://hlinksldjump")
    properties.append(link)
    stream = io.BytesIO()
    brand.save(stream)
    parts.clear()
    parts.update(_unpack(stream.getvalue()))


def _add_unlisted_layout(parts: Parts) -> None:
    """Add a layout that its master does not list."""
    for part in ("slideLayouts/slideLayout7.xml", "slideLayouts/_rels/slideLayout7.xml.rels"):
        parts[f"ppt/{part.replace('7', '8')}"] = parts[f"ppt/{part}"]
    declared = re.search(r"<Override[^>]*slideLayout7[^>]*>", parts[_TYPES].decode())
    assert declared
    _edit(_TYPES, "<Override", declared[0].replace("7", "8") + "<Override")(parts)
    _add_relationship(
        "ppt/slideMasters/_rels/slideMaster1.xml.rels", "slideLayout", "../slideLayouts/slideLayout8.xml"
    )(parts)


def _add_chart(parts: Parts) -> None:
    """Add a chart to a layout, with its axes numbered as python-pptx numbers them."""
    brand = Presentation(io.BytesIO(_pack(parts)))
    slide = brand.slides.add_slide(brand.slide_layouts[1])
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["a"]
    data.add_series("b", (1,))
    place = (Inches(1), Inches(1), Inches(2), Inches(2))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    layout: Any = brand.slide_layouts[1]
    number = layout.part.relate_to(frame.chart.part, f"{_REL}/chart")
    element = frame._element
    next(element.iter("{*}chart")).set(f"{{{_REL}}}id", number)
    layout.shapes._spTree.append(element)
    stream = io.BytesIO()
    brand.save(stream)
    parts.clear()
    parts.update(_unpack(stream.getvalue()))
    assert b'axId val="-' in b"".join(parts.values())


TRIGGERS: dict[str, Callable[[Parts], None]] = {
    "size-name": _edit(_MAIN, "<p:sldSz ", '<p:sldSz type="screen4x3" '),
    "notes-master-unlisted": _edit(_MAIN, "<p:notesMasterIdLst>.*</p:notesMasterIdLst>", ""),
    "printer-settings": _combine(
        _add_part("ppt/printerSettings/p1.bin"),
        _add_default_type("bin"),
        _add_relationship(_MAIN_RELS, "printerSettings", "printerSettings/p1.bin"),
    ),
    "type-phantom": _edit(_TYPES, "<Override", '<Override PartName="/ppt/none.xml" ContentType="a/b"/><Override'),
    "type-twice": _edit(_TYPES, "<Override", '<Default Extension="XML" ContentType="application/xml"/><Override'),
    "part-orphan": _combine(_add_part("ppt/left.bin"), _add_default_type("bin")),
    "layout-unlisted": _add_unlisted_layout,
    "shape-id-twice-behind": _edit(_LAYOUT, '<p:cNvPr id="3"', '<p:cNvPr id="2"'),
    "shape-id-twice-behind in the master": _edit(_MASTER, '<p:cNvPr id="[34]"', '<p:cNvPr id="2"', 2),
    "shape-id-bad": _edit(_LAYOUT, '<p:cNvPr id="3"', "<p:cNvPr"),
    "shape-id-bad as a word": _edit(_LAYOUT, '<p:cNvPr id="3"', '<p:cNvPr id="three"'),
    "shape-id-zero": _edit(_LAYOUT, '<p:cNvPr id="3"', '<p:cNvPr id="0"'),
    "relation-dangling": _edit(_LAYOUT, r'(<p:cNvPr id="2" name="Accent">)', r"\1" + _LINK),
    "master-id-twice": _edit(_MASTER, 'id="2147483649"', 'id="2147483648"'),
    "master-id-range": _edit(_MASTER, 'id="2147483649"', 'id="7"'),
    "a layout without number": _edit(_MASTER, 'id="2147483649" ', ""),
    "tags": _combine(
        _add_part(
            "ppt/tags/tag1.xml", b'<p:tagLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>'
        ),
        _edit(
            _TYPES,
            "<Override",
            '<Override PartName="/ppt/tags/tag1.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.presentationml.tags+xml"/><Override',
        ),
        _add_relationship(_LAYOUT_RELS, "tags", "../tags/tag1.xml"),
        _edit(_LAYOUT, "</p:spTree>", '</p:spTree><p:custDataLst><p:tags r:id="rId77"/></p:custDataLst>'),
    ),
    "custom data of the template": _combine(
        _add_part("customXml/item1.xml", b"<mine/>"),
        _add_relationship(_MAIN_RELS, "customXml", "../customXml/item1.xml"),
    ),
    "sample slides": _add_samples,
    "a chart whose axes have negative numbers": _add_chart,
    "run properties in a list style": _edit(
        _LAYOUT, r"<a:lstStyle/>", r'<a:lstStyle><a:defRPr sz="1400"/></a:lstStyle>'
    ),
    "a master without layouts": _add_empty_master,
    "a show of some slides": _edit(
        "ppt/presProps.xml",
        r"(<p:presentationPr[^>]*?)/?>(</p:presentationPr>)?",
        r'\1><p:showPr><p:sldRg st="1" end="9"/></p:showPr></p:presentationPr>',
    ),
}


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_what_a_template_brings_along_is_mended(trigger: str, tmp_path: Path) -> None:
    parts = _unpack(THEME)
    TRIGGERS[trigger](parts)
    theme = _pack(parts)
    path = tmp_path / "deck.pptx"
    path.write_bytes(slides.make_deck(parse_deck("## Bills {key=bills}\n\nNightly.\n"), META, theme, draw_sample))

    left = [finding for finding in audit_file(path) if finding.check != "alt-missing"]
    assert left == []
    names = set(_unpack(path.read_bytes()))
    assert sum(bool(re.fullmatch(r"ppt/slides/slide\d+\.xml", name)) for name in names) == 2
    assert not any(name.startswith(("ppt/tags", "ppt/printer", "ppt/left")) for name in names)


@pytest.mark.parametrize("trigger", [name for name in TRIGGERS if name.partition(" ")[0].partition(",")[0].count("-")])
def test_the_trigger_is_one_before_it_is_mended(trigger: str, tmp_path: Path) -> None:
    parts = _unpack(THEME)
    TRIGGERS[trigger](parts)
    path = tmp_path / "theme.pptx"
    path.write_bytes(_pack(parts))

    assert re.split("[ ,]", trigger)[0] in {finding.check for finding in audit_file(path)}


def test_a_deck_on_a_sound_template_keeps_the_ids_of_its_shapes(tmp_path: Path) -> None:
    made = _unpack(slides.make_deck(parse_deck("## Bills {key=bills}\n\nNightly.\n"), META, THEME, draw_sample))
    before = _unpack(THEME)

    for name in (n for n in before if re.fullmatch(r"ppt/slide(Layouts|Masters)/[^/]+\.xml", n)):
        number = re.compile(rb'<p:cNvPr id="(\d+)"')
        assert number.findall(made[name]) == number.findall(before[name])


def test_parts_that_are_kept_as_bytes_are_mended_too(tmp_path: Path) -> None:
    """A handout master is such a part, since python-pptx does not parse it."""
    master = "ppt/handoutMasters/handoutMaster1.xml"
    parts = _unpack(THEME)
    notes = parts["ppt/notesMasters/notesMaster1.xml"].decode()
    handout = re.sub("<p:notesStyle.*</p:notesStyle>|<p:notesStyle/>", "", notes).replace(
        "notesMaster", "handoutMaster"
    )
    parts[master] = handout.replace('<p:cNvPr id="3"', '<p:cNvPr id="2"').encode()
    parts["ppt/handoutMasters/_rels/handoutMaster1.xml.rels"] = parts["ppt/notesMasters/_rels/notesMaster1.xml.rels"]
    kind = "application/vnd.openxmlformats-officedocument.presentationml.handoutMaster+xml"
    _edit(_TYPES, "<Override", f'<Override PartName="/{master}" ContentType="{kind}"/><Override')(parts)
    _add_relationship(_MAIN_RELS, "handoutMaster", "handoutMasters/handoutMaster1.xml")(parts)
    listed = '</p:notesMasterIdLst><p:handoutMasterIdLst><p:handoutMasterId r:id="rId77"/></p:handoutMasterIdLst>'
    _edit(_MAIN, "</p:notesMasterIdLst>", listed)(parts)

    made = _unpack(slides.make_deck(parse_deck("## Bills {key=bills}\n\nNightly.\n"), META, _pack(parts), draw_sample))
    numbers = re.findall(rb'<p:cNvPr id="(\d+)"', made[master])
    assert len(numbers) > 2
    assert len(numbers) == len(set(numbers))
