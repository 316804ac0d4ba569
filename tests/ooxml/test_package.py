"""Packages: opened safely by python-pptx, written with equal bytes, read in the order of their slides."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.package import Package
from tests.examples import examples
from tests.render.slides.samples import META, THEME, draw_sample, parse_deck

from golive.ooxml.limits import AUDIT_LIMITS, DECK_LIMITS, TEMPLATE_LIMITS, PackageLimits, find_excess
from golive.ooxml.package import UnreadablePackageError, iter_parts, open_package, read_part_xml, serialize_package
from golive.ooxml.placeholders import get_placeholder, iter_inherited_shapes, iter_placeholder_shapes
from golive.ooxml.slides import (
    find_layout_and_master,
    get_slide_name,
    list_slide_parts,
    read_paragraphs,
)
from golive.ooxml.zip_writer import write_package
from golive.render import slides

TEXT = "## One {key=one}\n\nNightly.\n\n::: notes\nFirst.\n\nSecond.\n:::\n\n## Two {key=two}\n\nWeekly.\n"
DECK = slides.make_deck(parse_deck(TEXT), META, THEME, draw_sample)


def _read_parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def save(package: Package) -> bytes:
    return write_package(serialize_package(package))


def _change(name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = _read_parts(DECK)
    parts[name] = change(parts[name])
    return write_package(parts)


def test_a_package_that_was_opened_and_saved_is_the_same_every_time() -> None:
    once = save(open_package(DECK, DECK_LIMITS))

    assert save(open_package(DECK, DECK_LIMITS)) == once
    assert save(open_package(once, DECK_LIMITS)) == once
    assert set(_read_parts(once)) == set(_read_parts(DECK))


def test_what_is_saved_is_what_python_pptx_saves_with_fixed_order_and_times(tmp_path: Path) -> None:
    package = open_package(DECK, DECK_LIMITS)
    package.save(str(tmp_path / "plain.pptx"))
    saved = save(package)

    assert _read_parts(saved) == _read_parts((tmp_path / "plain.pptx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_slides_come_in_order_with_their_names_and_texts() -> None:
    package = open_package(DECK, DECK_LIMITS)
    found = list_slide_parts(package)
    names = [get_slide_name(slide) for slide in found]

    assert names[1:] == ["one", "two"]
    titles = [read_paragraphs(shape) for slide in found for shape in iter_placeholder_shapes(read_part_xml(slide))]
    assert ("Two",) in titles

    listed = read_part_xml(package.main_document_part).sldIdLst
    listed.append(listed[0])
    assert [get_slide_name(slide) for slide in list_slide_parts(package)] == [*names[1:], names[0]]


def test_a_placeholder_inherits_what_python_pptx_says_it_inherits() -> None:
    compared = 0
    for shape in (s for slide in Presentation(io.BytesIO(DECK)).slides for s in slide.placeholders):
        layout, master = find_layout_and_master(shape.part)
        holder = get_placeholder(shape._element)
        found = list(iter_inherited_shapes(holder, layout, master))
        base = shape._base_placeholder
        above = base._base_placeholder if base is not None else None
        assert [one for one in (base, above) if one is not None]
        assert found == [one._element for one in (base, above) if one is not None]
        compared += 1
    assert compared > 5


def test_a_chain_of_a_thousand_parts_is_walked() -> None:
    package = Package("")
    before: Package | Part = package
    for number in range(3000):
        part = Part(PackURI(f"/ppt/slides/slide{number}.xml"), "application/xml", package, b"<a/>")
        before.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
        before = part

    assert len(list(iter_parts(package))) == 3000
    assert len(_read_parts(save(package))) == 3000 + 2999 + 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "cannot be unpacked"),
        (b"PK\x03\x04 and then nothing", "cannot be unpacked"),
        (DECK[: len(DECK) // 2], "cannot be unpacked"),
        (_change("ppt/slides/slide1.xml", lambda _: b"<p:sld"), "slide1.xml is not XML"),
        (_change("ppt/slides/slide1.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY y "z">]>' + xml), "document type"),
        (_change("ppt/presentation.xml", lambda xml: xml + b" " * 33_000_000), "exceeds a limit"),
        (_change("_rels/.rels", lambda xml: xml.replace(b"officeDocument", b"other")), "no presentation"),
        (_change("[Content_Types].xml", lambda _: b"<Types/>"), "Open Packaging Conventions"),
        (_change("[Content_Types].xml", lambda xml: re.sub(b"<Default[^>]*/>", b"", xml)), "no content-type"),
    ],
)
def test_a_package_that_cannot_be_used_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePackageError, match=reason):
        list_slide_parts(open_package(content, DECK_LIMITS))


def test_a_slide_of_another_content_type_is_still_read() -> None:
    content = _change("[Content_Types].xml", lambda xml: xml.replace(b"/ppt/slides/slide2.xml", b"/gone.xml"))

    assert [get_slide_name(slide) for slide in list_slide_parts(open_package(content, DECK_LIMITS))][1:] == [
        "one",
        "two",
    ]


@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_bytes_changed_anywhere_open_or_are_refused(data: st.DataObject) -> None:
    content = bytearray(DECK)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=5)):
        content[at] ^= data.draw(st.integers(1, 255))
    with suppress(UnreadablePackageError):
        package = open_package(bytes(content), DECK_LIMITS)
        for slide in list_slide_parts(package):
            get_slide_name(slide)
        save(package)


@pytest.mark.parametrize("limits", [TEMPLATE_LIMITS, DECK_LIMITS, AUDIT_LIMITS])
def test_each_limit_is_one(limits: PackageLimits) -> None:
    def entry(name: str, unpacked: int, packed: int = 0) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name)
        info.file_size, info.compress_size = unpacked, packed or unpacked
        return info

    most = limits.unpacked_bytes
    cases = {
        "": [entry("a.png", most)],
        "parts": [entry(str(n), 1) for n in range(limits.parts + 1)],
        "unpacked": [entry("a.png", most), entry("b.png", 1)],
        "ratio": [entry("a.png", limits.ratio_from_bytes, limits.ratio_from_bytes // limits.ratio - 1)],
    }
    if limits.xml_bytes < most:
        cases["xml"] = [entry("a.xml", limits.xml_bytes), entry("a.rels", 1)]
    for limit, entries in cases.items():
        excess = find_excess(entries, limits)
        assert (excess.limit if excess else "") == limit
