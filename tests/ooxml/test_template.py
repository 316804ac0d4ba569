"""Templates: what python-pptx cannot open or must not see is mended on the zip before it opens them."""

import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from tests.examples import examples
from tests.render.slides.samples import THEME

from golive.ooxml.package import get_relationships, read_part_xml, serialize_package
from golive.ooxml.table_style_repairs import repair_table_styles
from golive.ooxml.template import load_template
from golive.ooxml.zip_writer import write_package
from golive.render.slides.theme.theme import read_theme
from golive.support.problems import ThemeError

LAYOUT, LAYOUT_RELS = "ppt/slideLayouts/slideLayout2.xml", "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
TYPES = "[Content_Types].xml"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
CHART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"


def _make_template(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(THEME)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return write_package(parts)


def _relate(parts: dict[str, bytes], kind: str, target: str, rest: str = "") -> None:
    entry = f'<Relationship Id="rId9" Type="{kind}" Target="{target}" {rest}/></Relationships>'
    parts[LAYOUT_RELS] = parts[LAYOUT_RELS].replace(b"</Relationships>", entry.encode())


def test_a_target_with_escaped_spaces_leads_to_its_part_and_a_part_without_type_is_kept() -> None:
    def change(parts: dict[str, bytes]) -> None:
        _relate(parts, IMAGE, "../media/our%20logo.unheard", 'TargetMode="Inside"')
        parts["ppt/media/our logo.unheard"] = b"?"
        tree = b'<p:pic><p:nvPicPr><p:cNvPr id="97" name="p"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        tree += b'<a:blip r:embed="rId9"/></p:blipFill><p:spPr/></p:pic></p:spTree>'
        parts[LAYOUT] = parts[LAYOUT].replace(b"</p:spTree>", tree)

    layout = load_template(_make_template(change)).parts[LAYOUT]

    assert get_relationships(layout)["rId9"].target_part.blob == b"?"
    assert read_part_xml(layout).find(".//{*}blip").values() == ["rId9"]


def test_a_shape_whose_chart_is_missing_goes_as_a_whole() -> None:
    def change(parts: dict[str, bytes]) -> None:
        _relate(parts, CHART, "../charts/gone.xml")
        frame = b'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="97" name="c"/><p:cNvGraphicFramePr/><p:nvPr/>'
        frame += b'</p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData uri="c"><c:chart r:id="rId9" xmlns:c="'
        frame += b'http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphicData></a:graphic>'
        parts[LAYOUT] = parts[LAYOUT].replace(b"</p:spTree>", frame + b"</p:graphicFrame></p:spTree>")

    layout = load_template(_make_template(change)).parts[LAYOUT]

    assert not list(read_part_xml(layout).iter("{*}graphicFrame"))
    assert "rId9" not in get_relationships(layout)


def test_comments_in_the_xml_do_no_harm() -> None:
    def change(parts: dict[str, bytes]) -> None:
        for name in (LAYOUT, LAYOUT_RELS, "_rels/.rels", "ppt/slideMasters/slideMaster1.xml", TYPES):
            at = parts[name].rindex(b"</")
            parts[name] = parts[name][:at] + b"<!-- a note --><?program ran?>" + parts[name][at:]
        parts[LAYOUT] = parts[LAYOUT].replace(b"<p:spTree>", b"<p:spTree><!-- a note -->")

    layout = load_template(_make_template(change)).parts[LAYOUT]

    assert all(isinstance(element.tag, str) for element in read_part_xml(layout).iter())


@pytest.mark.parametrize("rest", [b"<p:sldSz/>", b'<p:sldSz cx="wide" cy="6858000" type="screen4x3"/>'])
def test_a_template_that_contradicts_itself_is_refused(rest: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        text = parts["ppt/presentation.xml"]
        start = text.index(b"<p:sldSz")
        parts["ppt/presentation.xml"] = text[:start] + rest + text[text.index(b">", start) + 1 :]

    with pytest.raises(ThemeError, match="is damaged"):
        read_theme(_make_template(change))


def test_a_template_without_a_theme_is_refused() -> None:
    def change(parts: dict[str, bytes]) -> None:
        for source, kind in (("slideMasters/_rels/slideMaster1", b"theme"), ("_rels/presentation", b"notesMaster")):
            name = f"ppt/{source}.xml.rels"
            parts[name] = re.sub(rb"<Relationship [^>]*relationships/%s\"[^>]*/>" % kind, b"", parts[name])

    def nest(parts: dict[str, bytes]) -> None:
        parts["ppt/theme/theme2.xml"] = b"<a>" * 300 + b"</a>" * 300

    for damage, said in ((change, "has a theme"), (nest, "nested too deeply")):
        with pytest.raises(ThemeError, match=said):
            load_template(_make_template(damage))


def test_parts_of_another_kind_than_they_should_be_are_named_all_at_once() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["ppt/viewProps.xml"] = parts["ppt/presProps.xml"]
        parts["ppt/theme/theme2.xml"] = b"<theme/>"

    with pytest.raises(ThemeError) as refused:
        load_template(_make_template(change))
    found = sorted(one.message for one in refused.value.problems)
    assert [re.findall(r"(\w+)\.xml begins .* `(\w+)`", one) for one in found] == [
        [("theme2", "theme")],
        [("viewProps", "viewPr")],
    ]


def test_decks_share_the_template_and_change_none_of_its_parts() -> None:
    template = load_template(THEME)
    before = {name: part.blob for name, part in template.parts.items()}
    package, presentation = template.start_deck()
    read_part_xml(presentation).get_or_add_sldIdLst()

    assert presentation is not template.presentation
    assert package.main_document_part is presentation
    assert {name: part.blob for name, part in template.parts.items()} == before


@pytest.mark.parametrize(
    ("part", "before", "after", "element"),
    [
        ("ppt/presentation.xml", rb'(<p:sldSz[^>]*cx=")[^"]+', rb"\g<1>1e9", "sldSz"),
        ("ppt/presentation.xml", rb'(<p:sldSz[^>]*cy=")[^"]+', rb"\g<1>FFFFFFF", "sldSz"),
        ("ppt/presentation.xml", rb'(<p:sldSz[^>]*cx=")[^"]+', rb"\g<1>" + b"1" * 5000, "sldSz"),
        ("ppt/theme/theme1.xml", rb'(<a:srgbClr val=")[^"]+', rb"\g<1>ZZ", "srgbClr"),
        ("ppt/theme/theme1.xml", rb'(<a:srgbClr val="[^"]+")/>', rb'\g<1>><a:alpha val=""/></a:srgbClr>', "alpha"),
        ("ppt/slideMasters/slideMaster1.xml", rb'(<a:off x=")[^"]+', rb"\g<1>wide", "off"),
        ("ppt/slideLayouts/slideLayout2.xml", rb'(<p:ph[^>]* idx=")[^"]+', rb"\g<1>-", "ph"),
    ],
)
def test_a_number_that_is_none_is_a_fault_of_the_template(part: str, before: bytes, after: bytes, element: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[part], times = re.subn(before, after, parts[part], count=1)
        assert times == 1

    with pytest.raises(ThemeError, match=f"at the element {element} of {part}, which is not a") as raised:
        read_theme(_make_template(change))
    assert max(len(one.message) for one in raised.value.problems) < 300


def test_every_bad_attribute_of_a_template_is_named_at_once() -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = "ppt/presentation.xml"
        parts[name] = re.sub(rb"<p:sldSz[^>]*>", b'<p:sldSz cx="-1" cy="wide"/>', parts[name])

    with pytest.raises(ThemeError) as raised:
        load_template(_make_template(change))
    assert [one.message.count("sldSz") for one in raised.value.problems] == [1, 1]


STYLES = """<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{1}">
<a:tblStyle styleId="{B0A3B1C7-6C0E-4B0F-9B29-3D1C9B7D8A11}" styleName="Ours"><a:tblBg><a:fillRef idx="1"/></a:tblBg>
<a:wholeTbl><a:tcTxStyle b="on"><a:fontRef idx="minor"/><a:schemeClr val="dk1"/></a:tcTxStyle><a:tcStyle><a:tcBdr>
<a:left><a:lnRef idx="1"/></a:left><a:top><a:ln><a:noFill/><a:prstDash val="dash"/><a:miter/></a:ln></a:top></a:tcBdr>
<a:fill><a:solidFill><a:schemeClr val="lt1"/></a:solidFill></a:fill></a:tcStyle></a:wholeTbl>
<a:band1H><a:tcStyle><a:fillRef idx="1"/></a:tcStyle></a:band1H></a:tblStyle></a:tblStyleLst>""".replace(
    "{1}", "{B0A3B1C7-6C0E-4B0F-9B29-3D1C9B7D8A11}"
)
OPAQUE = {"solidFill", "schemeClr", "noFill", "fontRef", "fillRef", "lnRef", "prstDash", "miter"}


@settings(max_examples=examples(15), deadline=None)
@given(st.data())
def test_table_styles_whose_elements_are_shuffled_removed_and_doubled_are_valid_in_the_deck(
    data: st.DataObject,
) -> None:
    root = etree.fromstring(STYLES)
    places = [one for one in root.iter("*") if etree.QName(one).localname not in OPAQUE]
    for place in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=4)):
        added = data.draw(st.sampled_from(["b", "tcBdr", "fill", "fillRef", "lnRef", "ln", "wholeTbl", "tblStyle", ""]))
        children = [*place, *([etree.Element(f"{{{root.nsmap['a']}}}{added}")] if added else [])]
        place[:] = data.draw(st.permutations(children))[data.draw(st.integers(0, 1)) :]
    styles = etree.tostring(root)
    made = load_template(_make_template(lambda parts: parts.update({"ppt/tableStyles.xml": styles})))
    path = Path(tempfile.mkdtemp()) / "t.pptx"
    path.write_bytes(write_package(serialize_package(made.package)))

    assert [one.description for one in OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors] == []
    kept = etree.fromstring(made.parts["ppt/tableStyles.xml"].blob)
    assert repair_table_styles(kept) == ()
    assert bool(made.repaired) == ([one.tag for one in kept.iter()] != [one.tag for one in root.iter()])


def test_table_styles_in_order_are_not_changed() -> None:
    made = load_template(_make_template(lambda parts: parts.update({"ppt/tableStyles.xml": STYLES.encode()})))

    assert (made.parts["ppt/tableStyles.xml"].blob, made.repaired) == (STYLES.encode(), ())
