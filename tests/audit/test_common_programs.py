"""What PowerPoint, Google Slides, LibreOffice and python-pptx write is no error, though it may break the schema."""

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from tests.audit import pdfs
from tests.audit.decks import CHART, Parts, break_part, make_good_deck, read_parts, write_zip
from tests.audit.python_pptx_deck import write_with_python_pptx

from golive.audit.files import audit_file
from golive.audit.office.schema_messages import is_accepted
from golive.audit.rules.accessibility import ACCESSIBILITY_RULES

_MAIN_RELS, _TYPES, _FILES = "ppt/_rels/presentation.xml.rels", "[Content_Types].xml", "ppt/slides/slide3.xml"
_ACCESS = {rule.code for rule in ACCESSIBILITY_RULES}


def _remove_part(name: str) -> bytes:
    """Leave a part of the presentation out, with its relationship and its content type."""
    parts = read_parts(make_good_deck())
    del parts[f"ppt/{name}"]
    for part, pattern in (
        (_MAIN_RELS, rf'<Relationship [^>]*"{name}"[^>]*/>'),
        (_TYPES, rf'<Override [^>]*/{name}"[^>]*/>'),
    ):
        text = re.sub(pattern, "", parts[part].decode())
        assert text.encode() != parts[part]
        parts[part] = text.encode()
    return write_zip(*parts.items())


def _merge_cells_like_google() -> bytes:
    """Merge two cells as Google Slides does: the covered cell has no text body."""
    first, second = re.findall(r"<a:tc>.*?</a:tc>", read_parts(make_good_deck())[_FILES].decode())[:2]
    return break_part(_FILES, (first + second, first.replace("<a:tc>", '<a:tc gridSpan="2">') + '<a:tc hMerge="1"/>'))


def _link_notes_like_google() -> bytes:
    parts: Parts = read_parts(make_good_deck())
    name = "ppt/notesSlides/_rels/notesSlide1.xml.rels"
    parts[name] = re.sub(rb'<Relationship [^>]*relationships/slide"[^>]*/>', b"", parts[name])
    return write_zip(*parts.items())


def _list_edits_that_empty_names(*elements: str) -> list[tuple[str, str]]:
    theme = read_parts(make_good_deck())["ppt/theme/theme1.xml"].decode()
    named = [re.search(rf'<a:{element} [^>]*?name="[^"]+"', theme) for element in elements]
    return [(one[0], re.sub(r'name="[^"]+"', 'name=""', one[0])) for one in named if one]


def _add_vml_drawing() -> bytes:
    """Add a VML drawing, as for old controls; VML refers to its pictures with an attribute of its own."""
    parts: Parts = read_parts(make_good_deck())
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "ppt/slides/_rels/slide3.xml.rels"
    entry = (
        f'<Relationship Id="rId77" Type="{office}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    parts[rels] = parts[rels].replace(b"</Relationships>", entry.encode())
    parts[_TYPES] = re.sub(
        rb"(<Types[^>]*>)",
        rb'\1<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>',
        parts[_TYPES],
    )
    parts["ppt/drawings/vmlDrawing1.vml"] = (
        b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        b'<v:shape id="s1"><v:imagedata o:relid="rId1"/></v:shape></xml>'
    )
    link = f'<Relationship Id="rId1" Type="{office}/image" Target="../media/image1.png"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    own = f'<Relationships xmlns="{space}">{link}</Relationships>'
    parts["ppt/drawings/_rels/vmlDrawing1.vml.rels"] = own.encode()
    return write_zip(*parts.items())


def _edit_chart(old: str, new: str) -> Callable[[], bytes]:
    return lambda: break_part(CHART, (old, new))


def _negative_axes() -> bytes:
    parts = read_parts(make_good_deck())
    parts[CHART] = re.sub(rb'(axId|crossAx) val="', rb'\1 val="-', parts[CHART])
    return write_zip(*parts.items())


_LATE = (
    '<c:extLst><c:ext uri="{56B9EC1D-385E-4148-901F-78D8002777C0}" xmlns:c16r3='
    '"http://schemas.microsoft.com/office/drawing/2017/03/chart"><c16r3:dataDisplayOptions16>'
    '<c16r3:dispNaAsBlank val="1"/></c16r3:dataDisplayOptions16></c:ext></c:extLst>'
    '<c:showDLblsOverMax val="0"/></c:chart>'
)
_LABEL = (
    '<c:dLbl><c:idx val="0"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
)
_LABELS = (
    f'<c:dLbls><c:numFmt formatCode="0%" sourceLinked="0"/>{_LABEL}<c:showLegendKey val="0"/><c:showVal val="1"/>'
    '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
)

WRITTEN: dict[str, Callable[[], bytes]] = {
    "python-pptx: axes with negative numbers": _negative_axes,
    "PowerPoint: an option of charts behind the extensions": _edit_chart("</c:chart>", _LATE),
    "PowerPoint: a picture that it has lost": lambda: break_part(
        "ppt/slides/_rels/slide4.xml.rels", ('Target="../media/image1.png"', 'Target="NULL"')
    ),
    "Google Slides: merged cells": _merge_cells_like_google,
    "Google Slides: notes that do not name their slide": _link_notes_like_google,
    "PowerPoint: a theme and its colors without a name": lambda: break_part(
        "ppt/theme/theme1.xml", *_list_edits_that_empty_names("theme", "clrScheme", "fontScheme", "fmtScheme")
    ),
    "PowerPoint: a control that is drawn in VML": _add_vml_drawing,
    "LibreOffice: no presProps": lambda: _remove_part("presProps.xml"),
    "LibreOffice: no viewProps": lambda: _remove_part("viewProps.xml"),
    "LibreOffice: the labels of points behind their format": _edit_chart("<c:cat>", f"{_LABELS}<c:cat>"),
}  # fmt: skip


@pytest.mark.parametrize("program", WRITTEN)
def test_what_programs_write_is_no_error(program: str, tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(WRITTEN[program]())
    assert read_parts(path.read_bytes()) != read_parts(make_good_deck())

    errors = [one for one in audit_file(path) if one.severity == "error" or one.check == "relation-unused"]
    assert [one for one in errors if one.check not in _ACCESS] == []


def test_a_chart_is_still_checked_for_what_nobody_writes(tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(break_part(CHART, ("</c:chart>", "<c:showEverything/></c:chart>")))

    assert [finding.check for finding in audit_file(path)] == ["schema"]


def test_a_deck_of_python_pptx_with_every_kind_of_object_has_no_error_of_the_package(tmp_path: Path) -> None:
    path = write_with_python_pptx(tmp_path / "x.pptx")

    errors = [finding for finding in audit_file(path) if finding.severity == "error"]
    assert {finding.check for finding in errors} <= {"doc-title", "title-empty", "title-missing", "alt-missing"}


def test_a_file_whose_texts_have_a_language_needs_none_in_its_properties(tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    core = read_parts(make_good_deck())["docProps/core.xml"].decode()
    language = re.search("<dc:language>[^<]*</dc:language>", core)
    assert language is not None
    path.write_bytes(break_part("docProps/core.xml", (language[0], "")))

    assert audit_file(path) == ()


def test_a_language_may_be_inherited_from_the_defaults_for_texts(tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    parts = read_parts(make_good_deck())
    slide = re.sub(rb' lang="[^"]*"', b"", parts["ppt/slides/slide2.xml"])
    assert slide != parts["ppt/slides/slide2.xml"]
    master = "ppt/slideMasters/slideMaster1.xml"
    texts = re.sub(rb"<a:defRPr(?! lang)", b'<a:defRPr lang="en-US"', parts[master])
    main = re.sub(rb"<a:defRPr(?! lang)", b'<a:defRPr lang="en-US"', parts["ppt/presentation.xml"])
    path.write_bytes(
        write_zip(*(parts | {"ppt/slides/slide2.xml": slide, master: texts, "ppt/presentation.xml": main}).items())
    )

    assert audit_file(path) == ()


def test_a_pdf_may_have_thousands_of_bookmarks(tmp_path: Path) -> None:
    def add_bookmarks(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(f"Bookmark {number}", 0) for number in range(1_000))

    path = tmp_path / "x.pdf"
    path.write_bytes(pdfs.change_good_pdf(add_bookmarks))

    assert audit_file(path) == ()


def test_a_limit_of_the_engine_is_no_error_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("golive.audit.pdf.page_validation._MOST_IN_A_CHAIN", 1)
    path = tmp_path / "x.pdf"
    path.write_bytes(pdfs.make_good_pdf())

    found = audit_file(path)
    assert {(finding.check, finding.severity) for finding in found} == {("pdf-engine-limit", "warning")}
    assert all("not tried" in finding.message for finding in found)


def test_an_embedded_font_is_no_error_and_another_file_in_its_place_is_one() -> None:
    assert is_accepted("ppt/fonts/font1.fntdata", "Invalid font payload.")
    assert not is_accepted("ppt/fonts/font1.ttf", "Invalid font payload.")
