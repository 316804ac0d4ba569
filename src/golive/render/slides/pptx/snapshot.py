"""Read and write the snapshot of a deck: its generated text, used to detect manual edits on rebuild.

It is stored compressed in a custom XML part, which PowerPoint and LibreOffice both preserve.
"""

import base64
import binascii
import hashlib
import io
import json
import zipfile
import zlib
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.raw_package import ZIP_ERRORS
from golive.ooxml.xml_parser import parse_or_none
from golive.render.slides.layout.deck_text import iter_paragraphs
from golive.render.slides.model import Deck, Element, Picture, Slide

NAMESPACE: Final = "urn:golive:snapshot:1"
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

    def get_shape_texts(self, name: str) -> Texts:
        """Return the texts of the named shape; empty if there is no such shape."""
        return dict(self.shapes).get(name, ())


class Snapshot(Struct, frozen=True):
    """The generated content of a deck.

    Attributes:
        id: spec id; empty if unknown.
        kind: document kind.
        version: document version.
        digest: digest of the content of all documents of the spec.
        slides: slides in order.
    """

    id: str
    kind: str
    version: str
    digest: str
    slides: tuple[SnapshotSlide, ...]


def take_snapshot(deck: Deck) -> Snapshot:
    """Create the snapshot of a planned deck."""
    own = deck.properties
    return Snapshot(own.id, own.kind, own.version, own.digest, tuple(map(_record_slide, deck.slides)))


def read_snapshot(content: bytes) -> Snapshot | None:
    """Read the snapshot inside a presentation.

    Args:
        content: bytes of a .pptx, possibly edited by a person.

    Returns:
        The snapshot; None if it is missing or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name for name in package.namelist() if name.startswith("customXml/item") and name.endswith(".xml")]
            for name in sorted(names)[:_MAX_ITEMS]:
                with package.open(name) as stream:
                    found = snapshot_from_xml(stream.read(_MAX_ENCODED_BYTES))
                if found:
                    return found
    except ZIP_ERRORS:
        return None
    return None


def snapshot_to_xml(snapshot: Snapshot) -> bytes:
    """Serialize a snapshot as a custom XML part."""
    slides = [[page.key, page.title, [[name, *texts] for name, texts in page.shapes]] for page in snapshot.slides]
    value = [snapshot.id, snapshot.kind, snapshot.version, snapshot.digest, slides]
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
    packed = base64.b64encode(zlib.compress(text, 9)).decode()
    digest = hashlib.sha256(text).hexdigest()
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<snapshot xmlns="{NAMESPACE}" digest="{digest}">{packed}</snapshot>'.encode()


def snapshot_from_xml(content: bytes) -> Snapshot | None:
    """Parse the snapshot in a custom XML part; None if it is missing or its digest does not match."""
    root = parse_or_none(content)
    if root is None or root.tag != f"{{{NAMESPACE}}}snapshot":
        return None
    try:
        packed = base64.b64decode((root.text or "").strip(), validate=True)
        text = zlib.decompressobj().decompress(packed, _MAX_TEXT_BYTES)
        if hashlib.sha256(text).hexdigest() != root.get("digest"):
            return None
        return _decode_snapshot(json.loads(text))
    except (binascii.Error, zlib.error, ValueError, TypeError):
        return None


def _decode_snapshot(value: Any) -> Snapshot:  # noqa: ANN401 - whatever JSON holds
    spec_id, kind, version, digest, slides = value
    pages = tuple(
        SnapshotSlide(key, title, tuple((name, tuple(texts)) for name, *texts in shapes))
        for key, title, shapes in slides
    )
    return Snapshot(spec_id, kind, version, digest, pages)


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
