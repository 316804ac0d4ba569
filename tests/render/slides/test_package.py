"""Files that are no templates, or mean harm: refused with the reason and what to do, in bounded memory and time."""

import io
import resource
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.examples import examples
from tests.render.slides.brands import get_brand, repack
from tests.render.slides.samples import META, THEME, draw_sample, parse_deck

from golive.render import slides
from golive.render.slides.theme.theme import read_theme
from golive.support.problems import ThemeError

Parts = dict[str, bytes]
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/%s" '


def write_zip(parts: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def change_part(name: str, old: bytes, new: bytes) -> bytes:
    def change(parts: Parts) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)

    return repack(THEME, change)


def add_parts(**parts: bytes) -> bytes:
    return repack(THEME, lambda all_parts: all_parts.update({k.replace("__", "/"): v for k, v in parts.items()}))


def make_zip_bomb() -> bytes:
    return add_parts(ppt__media__image1=bytes(40_000_000))


def make_entity_bomb() -> bytes:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    doctype = b'<!DOCTYPE x [<!ENTITY e0 "lol">' + entities + b"]>"
    return change_part("ppt/presentation.xml", b"<p:presentation", doctype + b"<p:presentation")


def make_utf16_bomb() -> bytes:
    def change(parts: Parts) -> None:
        text = parts["ppt/theme/theme1.xml"].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
        parts["ppt/theme/theme1.xml"] = text.replace("<a:theme", "<!DOCTYPE a [<!ENTITY b 'c'>]><a:theme", 1).encode(
            "utf-16"
        )

    return repack(THEME, change)


def make_strict() -> bytes:
    return change_part(
        "_rels/.rels",
        b"http://schemas.openxmlformats.org/officeDocument/2006",
        b"http://purl.oclc.org/ooxml/officeDocument",
    )


def make_word_file() -> bytes:
    kind = b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    return write_zip({"[Content_Types].xml": TYPES % b"word/document.xml" + kind, "_rels/.rels": b"<a/>"})


def encrypt_entry() -> bytes:
    content = bytearray(THEME)
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def make_deep() -> bytes:
    return change_part("ppt/presentation.xml", b"<p:sldSz", b"<p:x>" * 5_000 + b"<p:sldSz")


def make_crowd() -> bytes:
    return add_parts(**{f"x{n}": b"" for n in range(9_000)})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "0 bytes": (lambda: b"", "empty", "Copy it again"),
    "text": (lambda: b"no zip", "not a PowerPoint file", "Save it from PowerPoint"),
    "pdf": (lambda: b"%PDF-1.7", "a PDF", "Save it from PowerPoint"),
    "cut off": (lambda: THEME[:2000], "cut off", "Copy it again"),
    "zip header alone": (lambda: b"PK\x03\x04 broken", "cut off or damaged", "Copy it again"),
    "old ppt": (lambda: OLE + bytes(600), "old .ppt", "Save it as .pptx"),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password", "without a password"),
    "encrypted zip": (encrypt_entry, "encrypted", "without a password"),
    "odp": (
        lambda: write_zip({"mimetype": b"application/vnd.oasis.opendocument.presentation"}),
        "OpenDocument",
        "save it as .pptx",
    ),
    "strict": (make_strict, "Strict Open XML", "PowerPoint Presentation"),
    "word": (make_word_file, "a Word document", "Save it from PowerPoint"),
    "any zip": (lambda: write_zip({"a.txt": b"a"}), "a zip, but not a PowerPoint file", "Save it from PowerPoint"),
    "bomb": (make_zip_bomb, "would unpack to 40 MB of nothing", "attack"),
    "crowd": (make_crowd, "parts; up to 8,000 are read", "sample slides"),
    "entities": (make_entity_bomb, "document type", "Save it"),
    "entities in UTF-16": (make_utf16_bomb, "document type", "Save it"),
    "deep": (make_deep, "is not XML", "open and save it"),
    "no presentation": (
        lambda: repack(THEME, lambda parts: parts.__delitem__("ppt/presentation.xml")),
        "lacks its presentation",
        "Open and save it",
    ),
    "no theme": (
        lambda: repack(THEME, lambda parts: parts.__delitem__("ppt/theme/theme1.xml")),
        "damaged",
        "Open and save it|open and save it|Copy it again",
    ),
    "no size": (
        lambda: change_part("ppt/presentation.xml", b'cx="12192000"', b'cx="0"'),
        "not a length",
        "Open it in PowerPoint",
    ),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_what_cannot_be_a_template_is_refused_with_the_reason_and_what_to_do(name: str) -> None:
    make, reason, advice = HOSTILE[name]
    content = make()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()

    with pytest.raises(ThemeError, match=reason) as refused:
        read_theme(content)

    (problem,) = refused.value.problems
    assert any(words in problem.hint for words in advice.split("|"))
    assert time.perf_counter() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_a_bomb_in_a_sample_slide_is_seen_before_anything_is_unpacked() -> None:
    with pytest.raises(ThemeError, match="of nothing"):
        read_theme(add_parts(ppt__slides__slide1=bytes(30_000_000)))


@settings(max_examples=examples(60))
@given(st.integers(0, len(THEME) - 1), st.integers(1, 255))
def test_a_flipped_byte_anywhere_is_read_or_refused_but_never_a_crash(place: int, change: int) -> None:
    content = bytearray(THEME)
    content[place] ^= change
    with suppress(ThemeError):
        assert read_theme(bytes(content)).body.height > 0


@settings(max_examples=examples(30))
@given(st.integers(0, len(THEME) - 1))
def test_a_file_cut_off_anywhere_is_refused(length: int) -> None:
    with pytest.raises(ThemeError):
        read_theme(THEME[:length])


@settings(max_examples=examples(25), suppress_health_check=list(HealthCheck))
@given(st.data())
def test_parts_with_something_missing_or_nonsense_in_them_are_read_or_refused(data: st.DataObject) -> None:
    def change(parts: Parts) -> None:
        wanted = ("slideMasters/", "slideLayouts/", "theme/", "presentation.xml", "[Content_Types]", "_rels/.rels")
        names = sorted(name for name in parts if any(word in name for word in wanted))
        name = data.draw(st.sampled_from(names))
        root = etree.fromstring(parts[name])
        element = data.draw(st.sampled_from(list(root.iter("*"))))
        parent = element.getparent()
        if parent is not None and data.draw(st.booleans()):
            parent.remove(element)
        elif element.attrib:
            key = data.draw(st.sampled_from(sorted(map(str, element.attrib))))
            element.set(key, data.draw(st.sampled_from(["", "-1", "abc", "99999999999999", "tx1", "1.5"])))
        parts[name] = etree.tostring(root)

    content = repack(get_brand("littered"), change)
    with suppress(ThemeError):
        assert slides.make_deck(parse_deck("## One {key=one}\n\nText.\n"), META, content, draw_sample)
