"""Read and write the snapshot of a deck: what golive wrote, used to find and keep the edits of a person.

It is stored compressed in a custom XML part, which PowerPoint and LibreOffice both preserve. Besides the texts it
holds the slides as they were written, so that a merge compares frames, formats, cells and notes too. Snapshots of
earlier versions of golive (`urn:golive:snapshot:1`) hold the texts only.
"""

import base64
import binascii
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.raw_package import ZIP_ERRORS
from golive.ooxml.xml_parser import parse_or_none
from golive.render.slides.layout.deck_text import iter_paragraphs
from golive.render.slides.model import Deck, Element, Picture, Slide

NAMESPACE: Final = "urn:golive:snapshot:2"
_FORMER_NAMESPACE: Final = "urn:golive:snapshot:1"
_TAGS: Final = {f"{{{NAMESPACE}}}snapshot": True, f"{{{_FORMER_NAMESPACE}}}snapshot": False}
"""The root elements of snapshots, and whether they hold the slides as they were written."""
_ANY_NAMESPACE: Final = re.compile(r"\{urn:golive:snapshot:([0-9]{1,6})\}snapshot")
_MAX_ENCODED_BYTES: Final = 8_000_000
_MAX_TEXT_BYTES: Final = 32_000_000
_MAX_ITEMS: Final = 200

Texts = tuple[str, ...]


class SnapshotSlide(Struct, frozen=True):
    """The generated content of a slide.

    Attributes:
        key: stable key.
        title: slide title.
        shapes: (name, paragraph texts) of each shape, in order; shapes of figures are listed individually.
    """

    key: str
    title: str
    shapes: tuple[tuple[str, Texts], ...]


class WrittenSlide(Struct, frozen=True):
    """A slide as it was written.

    Attributes:
        key: stable key.
        layout: name of its layout.
        slide: the XML of the slide.
        notes: the XML of its notes page.
        links: relationship id and target of each link; `#key` for a slide.
        charts: relationship id and XML of each chart.
    """

    key: str
    layout: str
    slide: str
    notes: str
    links: tuple[tuple[str, str], ...] = ()
    charts: tuple[tuple[str, str], ...] = ()


class DeckSnapshot(Struct, frozen=True):
    """The generated content of a deck.

    Attributes:
        id: spec id; empty if unknown.
        kind: document kind.
        version: document version.
        digest: digest of the content of all documents of the spec.
        slides: the texts of the slides, in order.
        template: digest of the PowerPoint template; empty in a former snapshot.
        written: the slides as they were written, in order; empty in a former snapshot.
    """

    id: str
    kind: str
    version: str
    digest: str
    slides: tuple[SnapshotSlide, ...]
    template: str = ""
    written: tuple[WrittenSlide, ...] = ()


def take_snapshot(deck: Deck, template: str, written: tuple[WrittenSlide, ...]) -> DeckSnapshot:
    """Create the snapshot of a deck.

    Args:
        deck: the planned deck.
        template: digest of the PowerPoint template.
        written: its slides as they were written.
    """
    own = deck.properties
    texts = tuple(map(_record_slide, deck.slides))
    return DeckSnapshot(own.id, own.kind, own.version, own.digest, texts, template, written)


def read_deck_snapshot(content: bytes) -> DeckSnapshot | None:
    """Read the snapshot inside a presentation.

    Args:
        content: bytes of a .pptx, possibly edited by a person.

    Returns:
        The snapshot; None if it is missing or damaged.
    """
    return next((found for found in map(snapshot_from_xml, _iter_custom_parts(content)) if found), None)


def find_snapshot_number(content: bytes) -> int:
    """Return the number of the format of the snapshot in a presentation, readable or not; 0 if there is none."""
    for part in _iter_custom_parts(content):
        root = parse_or_none(part)
        match = _ANY_NAMESPACE.fullmatch(root.tag) if root is not None else None
        if match:
            return int(match[1])
    return 0


def _iter_custom_parts(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name for name in package.namelist() if name.startswith("customXml/item") and name.endswith(".xml")]
            for name in sorted(names)[:_MAX_ITEMS]:
                with package.open(name) as stream:
                    yield stream.read(_MAX_ENCODED_BYTES)
    except ZIP_ERRORS:
        return


def snapshot_to_xml(snapshot: DeckSnapshot) -> bytes:
    """Serialize a snapshot as a custom XML part."""
    slides = [[page.key, page.title, [[name, *texts] for name, texts in page.shapes]] for page in snapshot.slides]
    written = [
        [one.key, one.layout, one.slide, one.notes, list(map(list, one.links)), list(map(list, one.charts))]
        for one in snapshot.written
    ]
    value = [snapshot.id, snapshot.kind, snapshot.version, snapshot.digest, slides, snapshot.template, written]
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
    packed = base64.b64encode(zlib.compress(text, 6)).decode()
    digest = hashlib.sha256(text).hexdigest()
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<snapshot xmlns="{NAMESPACE}" digest="{digest}">{packed}</snapshot>'.encode()


def is_snapshot(content: bytes) -> bool:
    """Return whether a custom XML part holds a snapshot of a format that this version reads; it may be damaged."""
    root = parse_or_none(content)
    return root is not None and root.tag in _TAGS


def snapshot_from_xml(content: bytes) -> DeckSnapshot | None:
    """Parse the snapshot in a custom XML part; None if it is missing or its digest does not match."""
    root = parse_or_none(content)
    if root is None or root.tag not in _TAGS:
        return None
    try:
        packed = base64.b64decode((root.text or "").strip(), validate=True)
        text = zlib.decompressobj().decompress(packed, _MAX_TEXT_BYTES)
        if hashlib.sha256(text).hexdigest() != root.get("digest"):
            return None
        return _decode_snapshot(json.loads(text), has_written_slides=_TAGS[root.tag])
    except (binascii.Error, zlib.error, ValueError, TypeError):
        return None


def _decode_snapshot(value: Any, *, has_written_slides: bool) -> DeckSnapshot:  # noqa: ANN401 - whatever JSON holds
    spec_id, kind, version, digest, slides, *rest = value
    pages = tuple(
        SnapshotSlide(key, title, tuple((name, tuple(texts)) for name, *texts in shapes))
        for key, title, shapes in slides
    )
    if not has_written_slides:
        return DeckSnapshot(spec_id, kind, version, digest, pages)
    template, written = rest
    sheets = tuple(
        WrittenSlide(key, layout, slide, notes, tuple(map(_decode_pair, links)), tuple(map(_decode_pair, charts)))
        for key, layout, slide, notes, links, charts in written
    )
    return DeckSnapshot(spec_id, kind, version, digest, pages, template, sheets)


def _decode_pair(value: list[str]) -> tuple[str, str]:
    first, second = value
    return first, second


def _record_slide(slide: Slide) -> SnapshotSlide:
    shapes: list[tuple[str, Texts]] = []
    for element in slide.elements:
        shapes += _record_shapes(element)
    return SnapshotSlide(slide.key, slide.title, tuple(shapes))


def _record_shapes(element: Element) -> list[tuple[str, Texts]]:
    if isinstance(element, Picture):
        return [
            (f"{element.name}:{shape.id}", tuple(line.text for line in getattr(shape, "lines", ())))
            for shape in element.drawing.shapes
        ]
    return [(element.name, tuple(para.text for para in iter_paragraphs(element)))]
