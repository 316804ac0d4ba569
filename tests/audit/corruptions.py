"""Ways to break a deck, each with the code that an audit must find it by."""

import re
from collections.abc import Callable

from tests.audit.decks import CHART, broken, good, parts_of, raw_zip, with_parts

_MAIN, _TYPES = "ppt/presentation.xml", "[Content_Types].xml"
_ONE, _FLOW, _FILES, _LAST = (f"ppt/slides/slide{number}.xml" for number in (1, 2, 3, 4))
_MASTER, _LAYOUT = "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout1.xml"
_LAST_RELS, _MAIN_RELS = "ppt/slides/_rels/slide4.xml.rels", "ppt/_rels/presentation.xml.rels"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "docProps/core.xml"
_FIRST_MASTER = "../slideMasters/slideMaster1.xml"

_LINE = '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="9" name="l"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr/></p:cxnSp>'

Corruption = tuple[str, str, Callable[[], bytes]]


def _edit(code: str, what: str, part: str, *changes: tuple[str, str]) -> Corruption:
    return code, what, lambda: broken(part, *changes)


def _twice() -> bytes:
    return raw_zip(*parts_of(good()).items(), (_ONE, parts_of(good())[_ONE]))


def _damaged() -> bytes:
    content = bytearray(raw_zip(*parts_of(good()).items()))
    place = content.index(_FLOW.encode()) + 300
    content[place : place + 20] = bytes(20)
    return bytes(content)


def _renamed_main() -> bytes:
    return broken(_TYPES, ("presentationml.presentation.main", "presentationml.template.main"))


def _locked() -> bytes:
    content = bytearray(good())
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(head)
        content[place + flags] |= 1
    return bytes(content)


def _strict() -> bytes:
    old = "http://schemas.openxmlformats.org/presentationml/2006/main"
    return broken(_MAIN, (old, "http://purl.oclc.org/ooxml/presentationml/main"))


def _with_printer() -> bytes:
    parts = parts_of(good())
    rels = (
        parts[_MAIN_RELS]
        .decode()
        .replace(
            "</Relationships>",
            f'<Relationship Id="rId77" Type="{_REL}/printerSettings" Target="printerSettings/p1.bin"/></Relationships>',
        )
    )
    types = parts[_TYPES].decode().replace("<Override", '<Default Extension="bin" ContentType="a/b"/><Override', 1)
    changed = {_MAIN_RELS: rels.encode(), _TYPES: types.encode(), "ppt/printerSettings/p1.bin": b"?"}
    return with_parts(**changed)


def _without_first_layout() -> bytes:
    text = parts_of(good())[_MASTER].decode()
    return with_parts(**{_MASTER: re.sub(r"<p:sldLayoutId [^>]*/>", "", text, count=1).encode()})


def _without_languages() -> bytes:
    parts = {
        name: re.sub(rb' (alt)?[lL]ang="[^"]*"', b"", content) if name.endswith(".xml") else content
        for name, content in parts_of(good()).items()
    }
    core = parts[_CORE].decode()
    parts[_CORE] = re.sub("<dc:language>[^<]*</dc:language>", "", core).encode()
    return raw_zip(*parts.items())


def text_box(number: int, text: str, width_in: float, align: str = "l") -> str:
    """Return a box with one line of white text of 20 points, one inch from the left."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="t{number}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="914400" y="5100000"/><a:ext cx="{int(width_in * 914400)}" cy="500000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr/>'
        f'<a:p><a:pPr algn="{align}"/><a:r><a:rPr lang="en-US" sz="2000"><a:solidFill><a:srgbClr val="FFFFFF"/>'
        "</a:solidFill></a:rPr>"
        f"<a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def panel(number: int, left_in: float, width_in: float, color: str = "000000", shape: str = "rect") -> str:
    """Return a panel behind that line."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="p{number}" descr="A panel"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{int(left_in * 914400)}" y="5000000"/>'
        f'<a:ext cx="{int(width_in * 914400)}" cy="700000"/></a:xfrm><a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill></p:spPr></p:sp>'
    )


def _with_half_a_panel() -> bytes:
    return broken(_LAST, ("<p:pic>", panel(70, 1, 1) + text_box(71, "A line of text that is long", 5) + "<p:pic>"))


def _title_last() -> bytes:
    text = parts_of(good())[_LAST].decode()
    start, stop = text.index("<p:sp>"), text.index("</p:sp>") + len("</p:sp>")
    return with_parts(
        **{_LAST: (text[:start] + text[stop:]).replace("</p:spTree>", text[start:stop] + "</p:spTree>").encode()}
    )


CORRUPTIONS: tuple[Corruption, ...] = (
    ("zip-broken", "cut short", lambda: good()[: len(good()) // 2]),
    ("zip-name-twice", "a slide is packed twice", _twice),
    ("zip-name-case", "two parts differ in case", lambda: with_parts(**{"ppt/Slides/slide1.xml": b"<a/>"})),
    ("zip-folder-entry", "an entry for a folder", lambda: raw_zip(*parts_of(good()).items(), ("ppt/extra/", b""))),
    ("zip-path", "a part above the package", lambda: with_parts(**{"../evil.xml": b"<a/>"})),
    ("part-damaged", "bytes of a slide are lost", _damaged),
    ("file-encrypted", "an entry says that it is encrypted", _locked),
    ("file-strict", "the strict form", _strict),
    ("file-other", "a text document", lambda: raw_zip((_TYPES, b"<Types/>"), ("word/document.xml", b"<a/>"))),
    _edit("xml-malformed", "an open tag", _FLOW, ("</p:sld>", "</p:slide>")),
    _edit("xml-dtd", "an entity", _FLOW, ("<p:sld ", '<!DOCTYPE a [<!ENTITY b "c">]><p:sld ')),
    ("types-missing", "no content types", lambda: with_parts(**{_TYPES: None})),
    _edit(
        "type-twice",
        "an extension declared twice",
        _TYPES,
        ("<Override", '<Default Extension="PNG" ContentType="a/b"/><Override'),
    ),
    (
        "type-phantom",
        "a declared slide that is not there",
        lambda: broken(_TYPES, ("<Override", '<Override PartName="/ppt/view.xml" ContentType="a/b"/><Override')),
    ),
    ("type-missing", "a part of no type", lambda: with_parts(**{"ppt/extra.bin": b"?"})),
    ("type-generic", "a slide as plain XML", lambda: with_parts(**{"ppt/slides/slide9.xml": parts_of(good())[_ONE]})),
    _edit(
        "type-wrong",
        "a slide in a deck declared as plain XML",
        _TYPES,
        ('PartName="/ppt/slides/slide1.xml"', 'PartName="/ppt/slides/slide0.xml"'),
    ),
    _edit("type-image", "a PNG declared as JPEG", _TYPES, ("image/png", "image/jpeg")),
    ("type-root", "a slide that holds something else", lambda: with_parts(**{_ONE: b"<a/>"})),
    _edit(
        "type-wrong",
        "a layout declared as a master",
        _TYPES,
        ("presentationml.slideLayout+xml", "presentationml.slideMaster+xml"),
    ),
    ("type-main", "a template called .pptx", _renamed_main),
    (
        "relation-source-missing",
        "relationships of nothing",
        lambda: with_parts(**{"ppt/slides/_rels/slide99.xml.rels": parts_of(good())[_LAST_RELS]}),
    ),
    _edit("relation-id-twice", "two rId2", _LAST_RELS, ('Id="rId3"', 'Id="rId2"')),
    _edit("relation-no-target", "a relationship without target", _LAST_RELS, ('Target="../media/image1.png"', "")),
    _edit("relation-target-missing", "a lost picture", _LAST_RELS, ("image1.png", "image7.png")),
    _edit("relation-dangling", "a picture that names nothing", _LAST, ('r:embed="rId3"', 'r:embed="rId33"')),
    _edit("relation-unused", "a picture nobody shows", _LAST, ('r:embed="rId3"', "")),
    ("part-orphan", "a picture nobody names", lambda: with_parts(**{"ppt/media/image9.png": b"\x89PNG"})),
    _edit("presentation-missing", "no presentation", "_rels/.rels", (f"{_REL}/officeDocument", f"{_REL}/other")),
    _edit("size-name", "16:9 called 4:3", _MAIN, ('<p:sldSz cx="12192000"', '<p:sldSz type="screen4x3" cx="12192000"')),
    _edit(
        "notes-master-unlisted",
        "no notesMasterIdLst",
        _MAIN,
        ('<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>', ""),
    ),
    ("printer-settings", "printer settings", _with_printer),
    _edit("slide-id-twice", "two slides 256", _MAIN, ('id="257"', 'id="256"')),
    _edit("slide-id-range", "slide 12", _MAIN, ('id="257"', 'id="12"')),
    _edit("slide-listed-twice", "one slide twice", _MAIN, ('id="257" r:id="rId8"', 'id="257" r:id="rId7"')),
    _edit("slide-unlisted", "a slide left behind", _MAIN, ('<p:sldId id="257" r:id="rId8"/>', "")),
    ("layout-unlisted", "a layout left behind", _without_first_layout),
    _edit(
        "master-no-theme",
        "no theme",
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        (f"{_REL}/theme", f"{_REL}/theme2"),
    ),
    _edit("master-id-twice", "a layout with the master's id", _MASTER, ('id="2147483649"', 'id="2147483648"')),
    _edit("master-id-range", "layout 7", _MASTER, ('id="2147483649"', 'id="7"')),
    _edit("slide-layout", "no layout", _LAST_RELS, (f"{_REL}/slideLayout", f"{_REL}/slideLayer")),
    _edit(
        "layout-master",
        "two masters",
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
        (
            "</Relationships>",
            f'<Relationship Id="r7" Type="{_REL}/slideMaster" Target="{_FIRST_MASTER}"/></Relationships>',
        ),
    ),
    _edit(
        "notes-slide",
        "notes of two slides",
        "ppt/notesSlides/_rels/notesSlide1.xml.rels",
        (
            "</Relationships>",
            f'<Relationship Id="r9" Type="{_REL}/slide" Target="../slides/slide2.xml"/></Relationships>',
        ),
    ),
    _edit("shape-id-twice", "two shapes 2", _FLOW, ('<p:cNvPr id="3" ', '<p:cNvPr id="2" ')),
    _edit("shape-id-twice-behind", "two shapes 2 of a layout", _LAYOUT, ('<p:cNvPr id="3" ', '<p:cNvPr id="2" ')),
    _edit("shape-id-bad", "a shape without id", _FLOW, ('<p:cNvPr id="3" ', "<p:cNvPr ")),
    _edit("shape-id-zero", "shape 0", _LAST, ('<p:cNvPr id="4" ', '<p:cNvPr id="0" ')),
    _edit("glue-dangling", "glue on nothing", _FLOW, ('<a:stCxn id="', '<a:stCxn id="9')),
    _edit("holder-unknown", "a placeholder of no layout", _FLOW, ('type="body" idx="13"', 'type="body" idx="77"')),
    _edit("holder-twice", "two titles", _FLOW, ('<p:ph type="body" idx="13"/>', '<p:ph type="title"/>')),
    _edit("table-grid", "a column too few", _FILES, ('<a:gridCol w="3489381"/>', "")),
    _edit("table-span", "a span over cells that are there", _FILES, ("<a:tc>", '<a:tc gridSpan="2">')),
    _edit(
        "cell-no-text",
        "a cell without text body",
        _FILES,
        ("<a:tc><a:txBody>", "<a:tc><a:other>"),
        ("</a:txBody>", "</a:other>"),
    ),
    _edit(
        "text-no-paragraph",
        "a text body without paragraph",
        _LAST,
        ('<a:p><a:r><a:rPr lang="en-US"/><a:t>Volumes grow in winter</a:t></a:r></a:p>', ""),
    ),
    _edit("size-negative", "a negative width", _LAST, ('cx="12700" cy', 'cx="-12700" cy')),
    _edit("number-malformed", "a width that is none", _LAST, ('cx="12700" cy', 'cx="wide" cy')),
    _edit("color-malformed", "a colour by name", _FLOW, ('<a:schemeClr val="bg2"/>', '<a:srgbClr val="grey"/>')),
    _edit(
        "boolean-malformed",
        "True as Python writes it",
        _FLOW,
        ('lang="en-US" sz="1600"', 'lang="en-US" b="True" sz="1600"'),
    ),
    (
        "chart-workbook",
        "a workbook that is none",
        lambda: with_parts(**{"ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": b"no workbook"}),
    ),
    _edit("chart-cache", "more points than counted", CHART, ('<c:ptCount val="2"/>', '<c:ptCount val="1"/>')),
    _edit("chart-series", "two series 0", CHART, ('<c:idx val="1"/>', '<c:idx val="0"/>')),
    _edit("chart-axis", "an axis that is not there", CHART, ('<c:axId val="', '<c:axId val="77')),
    _edit("schema", "an attribute of no schema", _FLOW, ("<p:cNvSpPr ", '<p:cNvSpPr foo="bar" ')),
    _edit("schema", "an element of no schema", _FLOW, ("<a:lstStyle/>", "<a:lstStyle/><a:foo/>")),
    _edit(
        "schema",
        "elements in the wrong order",
        _FLOW,
        ("<a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>", "<a:lstStyle/><a:bodyPr/>"),
    ),
    _edit("schema", "a value out of range", _FLOW, ('algn="l"', 'algn="left"')),
    _edit("schema", "a required attribute is missing", _FLOW, ('name="flow:label"', "")),
    _edit("schema", "a size that is none", _FLOW, ('sz="1600"', 'sz="large"')),
    _edit("schema", "a broken master", _MASTER, ("<p:clrMap ", "<p:clrMapp ")),
    _edit("schema", "a broken chart", CHART, ('<c:barDir val="col"/>', '<c:barDir val="up"/>')),
    _edit(
        "schema",
        "a broken theme",
        "ppt/theme/theme1.xml",
        ("<a:accent1>", "<a:accent7>"),
        ("</a:accent1>", "</a:accent7>"),
    ),
    _edit("doc-title", "no title", _CORE, ("<dc:title>", "<dc:rights>"), ("</dc:title>", "</dc:rights>")),
    ("doc-language", "no language anywhere", _without_languages),
    _edit("title-missing", "a title as text box", _LAST, ('<p:ph type="title"/>', "")),
    _edit("title-empty", "an empty title", _LAST, ("Volumes grow in winter", " ")),
    _edit("title-repeated", "a title twice", _LAST, ("Volumes grow in winter", "Two files carry everything")),
    ("title-not-first", "a title behind a shape", _title_last),
    _edit("alt-missing", "a picture without words", _LAST, ('descr="A grey point"', "")),
    _edit("alt-missing", "a group without words", _FLOW, ('descr="Riverton CIS sends', 'title2="Riverton CIS sends')),
    _edit("alt-missing-connector", "a line without words", _LAST, ("<p:pic>", _LINE + "<p:pic>")),
    _edit("alt-poor", "a file name as words", _LAST, ('descr="A grey point"', 'descr="image1.png"')),
    _edit("holder-empty", "an empty placeholder", _FLOW, ("<a:t>Flow</a:t>", "<a:t></a:t>")),
    _edit("table-header", "no header row", _FILES, ('firstRow="1"', "")),
    _edit("table-header-empty", "an empty header", _FILES, ("<a:t>When</a:t>", "<a:t></a:t>")),
    _edit("table-merged", "merged cells", _FILES, ("<a:tc><a:txBody>", '<a:tc rowSpan="2"><a:txBody>')),
    _edit("language-missing", "no language", _FLOW, ('lang="en-US" sz="1600"', 'sz="1600"')),
    _edit("text-small", "nine points", _FLOW, ('sz="1600"', 'sz="900"')),
    _edit("contrast", "grey on white", _FLOW, ('<a:schemeClr val="tx1"/>', '<a:srgbClr val="BBBBBB"/>')),
    ("contrast-partly", "a panel under half of a text", _with_half_a_panel),
    _edit("contrast", "text in the colour of its box", _FLOW, ('<a:schemeClr val="bg1"/>', '<a:schemeClr val="tx2"/>')),
    _edit(
        "contrast", "a cell in the colour of its text", _FILES, ('<a:schemeClr val="bg1"/>', '<a:schemeClr val="tx2"/>')
    ),
    _edit(
        "contrast-unknown",
        "text on a gradient",
        _FLOW,
        ('<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>', "<a:gradFill/>"),
    ),
    _edit("link-text", "click here", _FLOW, ("the portal of the city", "click here")),
    _edit("animation", "an animation", _LAST, ("</p:sld>", "<p:timing/></p:sld>")),
)
