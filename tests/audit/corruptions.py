"""Ways to break a deck, each with the code of the finding that an audit must report."""

import re
from collections.abc import Callable

from tests.audit.decks import CHART, break_part, make_good_deck, read_parts, replace_parts, write_zip

_MAIN, _TYPES = "ppt/presentation.xml", "[Content_Types].xml"
_ONE, _FLOW, _FILES, _LAST = (f"ppt/slides/slide{number}.xml" for number in (1, 2, 3, 4))
_MASTER, _LAYOUT = "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout1.xml"
_LAST_RELS, _MAIN_RELS = "ppt/slides/_rels/slide4.xml.rels", "ppt/_rels/presentation.xml.rels"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "docProps/core.xml"
_FIRST_MASTER = "../slideMasters/slideMaster1.xml"

_LINE = '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="9" name="l"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr/></p:cxnSp>'

Corruption = tuple[str, str, Callable[[], bytes]]


def _make_edit(code: str, what: str, part: str, *changes: tuple[str, str]) -> Corruption:
    return code, what, lambda: break_part(part, *changes)


def _pack_slide_twice() -> bytes:
    return write_zip(*read_parts(make_good_deck()).items(), (_ONE, read_parts(make_good_deck())[_ONE]))


def _overwrite_slide() -> bytes:
    content = bytearray(write_zip(*read_parts(make_good_deck()).items()))
    place = content.index(_FLOW.encode()) + 300
    content[place : place + 20] = bytes(20)
    return bytes(content)


def _rename_content_type_of_main_part() -> bytes:
    return break_part(_TYPES, ("presentationml.presentation.main", "presentationml.template.main"))


def _set_encrypted_flags() -> bytes:
    content = bytearray(make_good_deck())
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(head)
        content[place + flags] |= 1
    return bytes(content)


def _use_strict_namespace() -> bytes:
    old = "http://schemas.openxmlformats.org/presentationml/2006/main"
    return break_part(_MAIN, (old, "http://purl.oclc.org/ooxml/presentationml/main"))


def _add_printer_settings() -> bytes:
    parts = read_parts(make_good_deck())
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
    return replace_parts(**changed)


def _unlist_first_layout() -> bytes:
    text = read_parts(make_good_deck())[_MASTER].decode()
    return replace_parts(**{_MASTER: re.sub(r"<p:sldLayoutId [^>]*/>", "", text, count=1).encode()})


def _remove_languages() -> bytes:
    parts = {
        name: re.sub(rb' (alt)?[lL]ang="[^"]*"', b"", content) if name.endswith(".xml") else content
        for name, content in read_parts(make_good_deck()).items()
    }
    core = parts[_CORE].decode()
    parts[_CORE] = re.sub("<dc:language>[^<]*</dc:language>", "", core).encode()
    return write_zip(*parts.items())


def format_text_box(number: int, text: str, width_in: float, align: str = "l") -> str:
    """Return a box with one line of white text of 20 points, one inch from the left."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="t{number}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="914400" y="5100000"/><a:ext cx="{int(width_in * 914400)}" cy="500000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr/>'
        f'<a:p><a:pPr algn="{align}"/><a:r><a:rPr lang="en-US" sz="2000"><a:solidFill><a:srgbClr val="FFFFFF"/>'
        "</a:solidFill></a:rPr>"
        f"<a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def format_panel(number: int, left_in: float, width_in: float, color: str = "000000", shape: str = "rect") -> str:
    """Return a panel behind that line."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="p{number}" descr="A panel"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{int(left_in * 914400)}" y="5000000"/>'
        f'<a:ext cx="{int(width_in * 914400)}" cy="700000"/></a:xfrm><a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill></p:spPr></p:sp>'
    )


def _put_half_a_panel_behind_text() -> bytes:
    return break_part(
        _LAST, ("<p:pic>", format_panel(70, 1, 1) + format_text_box(71, "A line of text that is long", 5) + "<p:pic>")
    )


def _move_title_to_the_end() -> bytes:
    text = read_parts(make_good_deck())[_LAST].decode()
    start, stop = text.index("<p:sp>"), text.index("</p:sp>") + len("</p:sp>")
    return replace_parts(
        **{_LAST: (text[:start] + text[stop:]).replace("</p:spTree>", text[start:stop] + "</p:spTree>").encode()}
    )


CORRUPTIONS: tuple[Corruption, ...] = (
    ("zip-broken", "cut short", lambda: make_good_deck()[: len(make_good_deck()) // 2]),
    ("zip-name-twice", "a slide is packed twice", _pack_slide_twice),
    ("zip-name-case", "two parts differ in case", lambda: replace_parts(**{"ppt/Slides/slide1.xml": b"<a/>"})),
    (
        "zip-folder-entry",
        "an entry for a folder",
        lambda: write_zip(*read_parts(make_good_deck()).items(), ("ppt/extra/", b"")),
    ),
    ("zip-path", "a part above the package", lambda: replace_parts(**{"../evil.xml": b"<a/>"})),
    ("part-damaged", "bytes of a slide are lost", _overwrite_slide),
    ("file-encrypted", "an entry says that it is encrypted", _set_encrypted_flags),
    ("file-strict", "the strict form", _use_strict_namespace),
    ("file-other", "a text document", lambda: write_zip((_TYPES, b"<Types/>"), ("word/document.xml", b"<a/>"))),
    _make_edit("xml-malformed", "an open tag", _FLOW, ("</p:sld>", "</p:slide>")),
    _make_edit("xml-dtd", "an entity", _FLOW, ("<p:sld ", '<!DOCTYPE a [<!ENTITY b "c">]><p:sld ')),
    ("types-missing", "no content types", lambda: replace_parts(**{_TYPES: None})),
    _make_edit(
        "type-twice",
        "an extension declared twice",
        _TYPES,
        ("<Override", '<Default Extension="PNG" ContentType="a/b"/><Override'),
    ),
    (
        "type-phantom",
        "a declared slide that is not there",
        lambda: break_part(_TYPES, ("<Override", '<Override PartName="/ppt/view.xml" ContentType="a/b"/><Override')),
    ),
    ("type-missing", "a part of no type", lambda: replace_parts(**{"ppt/extra.bin": b"?"})),
    (
        "type-generic",
        "a slide as plain XML",
        lambda: replace_parts(**{"ppt/slides/slide9.xml": read_parts(make_good_deck())[_ONE]}),
    ),
    _make_edit(
        "type-wrong",
        "a slide in a deck declared as plain XML",
        _TYPES,
        ('PartName="/ppt/slides/slide1.xml"', 'PartName="/ppt/slides/slide0.xml"'),
    ),
    _make_edit("type-image", "a PNG declared as JPEG", _TYPES, ("image/png", "image/jpeg")),
    ("type-root", "a slide that holds something else", lambda: replace_parts(**{_ONE: b"<a/>"})),
    _make_edit(
        "type-wrong",
        "a layout declared as a master",
        _TYPES,
        ("presentationml.slideLayout+xml", "presentationml.slideMaster+xml"),
    ),
    ("type-main", "a template called .pptx", _rename_content_type_of_main_part),
    (
        "relation-source-missing",
        "relationships of nothing",
        lambda: replace_parts(**{"ppt/slides/_rels/slide99.xml.rels": read_parts(make_good_deck())[_LAST_RELS]}),
    ),
    _make_edit("relation-id-twice", "two rId2", _LAST_RELS, ('Id="rId3"', 'Id="rId2"')),
    _make_edit("relation-no-target", "a relationship without target", _LAST_RELS, ('Target="../media/image1.png"', "")),
    _make_edit("relation-target-missing", "a lost picture", _LAST_RELS, ("image1.png", "image7.png")),
    _make_edit("relation-dangling", "a picture that names nothing", _LAST, ('r:embed="rId3"', 'r:embed="rId33"')),
    _make_edit("relation-unused", "a picture nobody shows", _LAST, ('r:embed="rId3"', "")),
    ("part-orphan", "a picture nobody names", lambda: replace_parts(**{"ppt/media/image9.png": b"\x89PNG"})),
    _make_edit("presentation-missing", "no presentation", "_rels/.rels", (f"{_REL}/officeDocument", f"{_REL}/other")),
    _make_edit(
        "size-name", "16:9 called 4:3", _MAIN, ('<p:sldSz cx="12192000"', '<p:sldSz type="screen4x3" cx="12192000"')
    ),
    _make_edit(
        "notes-master-unlisted",
        "no notesMasterIdLst",
        _MAIN,
        ('<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>', ""),
    ),
    ("printer-settings", "printer settings", _add_printer_settings),
    _make_edit("slide-id-twice", "two slides 256", _MAIN, ('id="257"', 'id="256"')),
    _make_edit("slide-id-range", "slide 12", _MAIN, ('id="257"', 'id="12"')),
    _make_edit("slide-listed-twice", "one slide twice", _MAIN, ('id="257" r:id="rId8"', 'id="257" r:id="rId7"')),
    _make_edit("slide-unlisted", "a slide left behind", _MAIN, ('<p:sldId id="257" r:id="rId8"/>', "")),
    ("layout-unlisted", "a layout left behind", _unlist_first_layout),
    _make_edit(
        "master-no-theme",
        "no theme",
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        (f"{_REL}/theme", f"{_REL}/theme2"),
    ),
    _make_edit("master-id-twice", "a layout with the master's id", _MASTER, ('id="2147483649"', 'id="2147483648"')),
    _make_edit("master-id-range", "layout 7", _MASTER, ('id="2147483649"', 'id="7"')),
    _make_edit("slide-layout", "no layout", _LAST_RELS, (f"{_REL}/slideLayout", f"{_REL}/slideLayer")),
    _make_edit(
        "layout-master",
        "two masters",
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
        (
            "</Relationships>",
            f'<Relationship Id="r7" Type="{_REL}/slideMaster" Target="{_FIRST_MASTER}"/></Relationships>',
        ),
    ),
    _make_edit(
        "notes-slide",
        "notes of two slides",
        "ppt/notesSlides/_rels/notesSlide1.xml.rels",
        (
            "</Relationships>",
            f'<Relationship Id="r9" Type="{_REL}/slide" Target="../slides/slide2.xml"/></Relationships>',
        ),
    ),
    _make_edit("shape-id-twice", "two shapes 2", _FLOW, ('<p:cNvPr id="3" ', '<p:cNvPr id="2" ')),
    _make_edit("shape-id-twice-behind", "two shapes 2 of a layout", _LAYOUT, ('<p:cNvPr id="3" ', '<p:cNvPr id="2" ')),
    _make_edit("shape-id-bad", "a shape without id", _FLOW, ('<p:cNvPr id="3" ', "<p:cNvPr ")),
    _make_edit("shape-id-zero", "shape 0", _LAST, ('<p:cNvPr id="4" ', '<p:cNvPr id="0" ')),
    _make_edit("glue-dangling", "glue on nothing", _FLOW, ('<a:stCxn id="', '<a:stCxn id="9')),
    _make_edit("holder-unknown", "a placeholder of no layout", _FLOW, ('type="body" idx="13"', 'type="body" idx="77"')),
    _make_edit("holder-twice", "two titles", _FLOW, ('<p:ph type="body" idx="13"/>', '<p:ph type="title"/>')),
    _make_edit("table-grid", "a column too few", _FILES, ('<a:gridCol w="3489381"/>', "")),
    _make_edit("table-span", "a span over cells that are there", _FILES, ("<a:tc>", '<a:tc gridSpan="2">')),
    _make_edit(
        "cell-no-text",
        "a cell without text body",
        _FILES,
        ("<a:tc><a:txBody>", "<a:tc><a:other>"),
        ("</a:txBody>", "</a:other>"),
    ),
    _make_edit(
        "text-no-paragraph",
        "a text body without paragraph",
        _LAST,
        ('<a:p><a:r><a:rPr lang="en-US"/><a:t>Volumes grow in winter</a:t></a:r></a:p>', ""),
    ),
    _make_edit("size-negative", "a negative width", _LAST, ('cx="12700" cy', 'cx="-12700" cy')),
    _make_edit("number-malformed", "a width that is none", _LAST, ('cx="12700" cy', 'cx="wide" cy')),
    _make_edit("color-malformed", "a colour by name", _FLOW, ('<a:schemeClr val="bg2"/>', '<a:srgbClr val="grey"/>')),
    _make_edit(
        "boolean-malformed",
        "True as Python writes it",
        _FLOW,
        ('lang="en-US" sz="1600"', 'lang="en-US" b="True" sz="1600"'),
    ),
    (
        "chart-workbook",
        "a workbook that is none",
        lambda: replace_parts(**{"ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": b"no workbook"}),
    ),
    _make_edit("chart-cache", "more points than counted", CHART, ('<c:ptCount val="2"/>', '<c:ptCount val="1"/>')),
    _make_edit("chart-series", "two series 0", CHART, ('<c:idx val="1"/>', '<c:idx val="0"/>')),
    _make_edit("chart-axis", "an axis that is not there", CHART, ('<c:axId val="', '<c:axId val="77')),
    _make_edit("schema", "an attribute of no schema", _FLOW, ("<p:cNvSpPr ", '<p:cNvSpPr foo="bar" ')),
    _make_edit("schema", "an element of no schema", _FLOW, ("<a:lstStyle/>", "<a:lstStyle/><a:foo/>")),
    _make_edit(
        "schema",
        "elements in the wrong order",
        _FLOW,
        ("<a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>", "<a:lstStyle/><a:bodyPr/>"),
    ),
    _make_edit("schema", "a value out of range", _FLOW, ('algn="l"', 'algn="left"')),
    _make_edit("schema", "a required attribute is missing", _FLOW, ('name="flow:label"', "")),
    _make_edit("schema", "a size that is none", _FLOW, ('sz="1600"', 'sz="large"')),
    _make_edit("schema", "a broken master", _MASTER, ("<p:clrMap ", "<p:clrMapp ")),
    _make_edit("schema", "a broken chart", CHART, ('<c:barDir val="col"/>', '<c:barDir val="up"/>')),
    _make_edit(
        "schema",
        "a broken theme",
        "ppt/theme/theme1.xml",
        ("<a:accent1>", "<a:accent7>"),
        ("</a:accent1>", "</a:accent7>"),
    ),
    _make_edit("doc-title", "no title", _CORE, ("<dc:title>", "<dc:rights>"), ("</dc:title>", "</dc:rights>")),
    ("doc-language", "no language anywhere", _remove_languages),
    _make_edit("title-missing", "a title as text box", _LAST, ('<p:ph type="title"/>', "")),
    _make_edit("title-empty", "an empty title", _LAST, ("Volumes grow in winter", " ")),
    _make_edit("title-repeated", "a title twice", _LAST, ("Volumes grow in winter", "Two files carry everything")),
    ("title-not-first", "a title behind a shape", _move_title_to_the_end),
    _make_edit("alt-missing", "a picture without words", _LAST, ('descr="A grey point"', "")),
    _make_edit(
        "alt-missing", "a group without words", _FLOW, ('descr="Riverton CIS sends', 'title2="Riverton CIS sends')
    ),
    _make_edit("alt-missing-connector", "a line without words", _LAST, ("<p:pic>", _LINE + "<p:pic>")),
    _make_edit("alt-poor", "a file name as words", _LAST, ('descr="A grey point"', 'descr="image1.png"')),
    _make_edit("holder-empty", "an empty placeholder", _FLOW, ("<a:t>Flow</a:t>", "<a:t></a:t>")),
    _make_edit("table-header", "no header row", _FILES, ('firstRow="1"', "")),
    _make_edit("table-header-empty", "an empty header", _FILES, ("<a:t>When</a:t>", "<a:t></a:t>")),
    _make_edit("table-merged", "merged cells", _FILES, ("<a:tc><a:txBody>", '<a:tc rowSpan="2"><a:txBody>')),
    _make_edit("language-missing", "no language", _FLOW, ('lang="en-US" sz="1600"', 'sz="1600"')),
    _make_edit("text-small", "nine points", _FLOW, ('sz="1600"', 'sz="900"')),
    _make_edit("contrast", "grey on white", _FLOW, ('<a:schemeClr val="tx1"/>', '<a:srgbClr val="BBBBBB"/>')),
    ("contrast-partly", "a panel under half of a text", _put_half_a_panel_behind_text),
    _make_edit(
        "contrast", "text in the colour of its box", _FLOW, ('<a:schemeClr val="bg1"/>', '<a:schemeClr val="tx2"/>')
    ),
    _make_edit(
        "contrast", "a cell in the colour of its text", _FILES, ('<a:schemeClr val="bg1"/>', '<a:schemeClr val="tx2"/>')
    ),
    _make_edit(
        "contrast-unknown",
        "text on a gradient",
        _FLOW,
        ('<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>', "<a:gradFill/>"),
    ),
    _make_edit("link-text", "click here", _FLOW, ("the portal of the city", "click here")),
    _make_edit("animation", "an animation", _LAST, ("</p:sld>", "<p:timing/></p:sld>")),
)
