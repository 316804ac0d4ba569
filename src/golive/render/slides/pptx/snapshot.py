"""Snapshot: what was written into a deck, kept inside it, so that a rebuild can tell our words from a person's.

It stands compressed in a custom XML part, which survives PowerPoint and LibreOffice alike.
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

from golive.render.slides.layout.deck_text import paragraphs
from golive.render.slides.model import Deck, Element, Picture, Slide

NAMESPACE: Final = "urn:golive:snapshot:1"
_MOST_ENCODED: Final = 8_000_000
_MOST_TEXT: Final = 32_000_000
_MOST_ITEMS: Final = 200

Texts = tuple[str, ...]


class Page(Struct, frozen=True):
    """A slide as it was written.

    Attributes:
        key: its stable name.
        title: its title.
        shapes: the texts of each shape, in order, by the shape's name; a figure's shapes are shapes of their own.
    """

    key: str
    title: str
    shapes: tuple[tuple[str, Texts], ...]

    def texts(self, name: str) -> Texts:
        """The texts of one shape; none when there is no such shape."""
        return dict(self.shapes).get(name, ())


class Snapshot(Struct, frozen=True):
    """A deck as it was written.

    Attributes:
        id: of the spec; empty where it was not known.
        kind: of document.
        version: of the document.
        digest: of everything that the documents of the spec say.
        slides: in order.
    """

    id: str
    kind: str
    version: str
    digest: str
    slides: tuple[Page, ...]


def snapshot_of(deck: Deck) -> Snapshot:
    """What will be written into a deck."""
    own = deck.properties
    return Snapshot(own.id, own.kind, own.version, own.digest, tuple(map(_page, deck.slides)))


def read(content: bytes) -> Snapshot | None:
    """The snapshot inside a presentation.

    Args:
        content: a .pptx, made by us and perhaps changed by a person.

    Returns:
        What we wrote; None when the file holds no snapshot, or one that is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name for name in package.namelist() if name.startswith("customXml/item") and name.endswith(".xml")]
            for name in sorted(names)[:_MOST_ITEMS]:
                with package.open(name) as stream:
                    found = from_xml(stream.read(_MOST_ENCODED))
                if found:
                    return found
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error, EOFError):
        return None
    return None


def to_xml(snapshot: Snapshot) -> bytes:
    """A snapshot as a custom XML part."""
    slides = [[page.key, page.title, [[name, *texts] for name, texts in page.shapes]] for page in snapshot.slides]
    value = [snapshot.id, snapshot.kind, snapshot.version, snapshot.digest, slides]
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
    packed = base64.b64encode(zlib.compress(text, 9)).decode()
    digest = hashlib.sha256(text).hexdigest()
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<snapshot xmlns="{NAMESPACE}" digest="{digest}">{packed}</snapshot>'.encode()


def from_xml(content: bytes) -> Snapshot | None:
    """The snapshot in a custom XML part; None when it holds none, or its digest says that it is damaged."""
    from lxml import etree

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{{{NAMESPACE}}}snapshot":
        return None
    try:
        packed = base64.b64decode((root.text or "").strip(), validate=True)
        text = zlib.decompressobj().decompress(packed, _MOST_TEXT)
        if hashlib.sha256(text).hexdigest() != root.get("digest"):
            return None
        return _snapshot(json.loads(text))
    except (binascii.Error, zlib.error, ValueError, TypeError):
        return None


def _snapshot(value: Any) -> Snapshot:  # noqa: ANN401 - whatever JSON holds
    spec_id, kind, version, digest, slides = value
    pages = tuple(
        Page(key, title, tuple((name, tuple(texts)) for name, *texts in shapes)) for key, title, shapes in slides
    )
    return Snapshot(spec_id, kind, version, digest, pages)


def _page(slide: Slide) -> Page:
    shapes: list[tuple[str, Texts]] = []
    for element in slide.elements:
        shapes += _shapes(element)
    return Page(slide.key, slide.title, tuple(shapes))


def _shapes(element: Element) -> list[tuple[str, Texts]]:
    if isinstance(element, Picture):
        return [
            (f"{element.name}:{shape.id}", tuple(line.text for line in getattr(shape, "lines", ())))
            for shape in element.drawing.shapes
        ]
    return [(element.name, tuple(para.text for para in paragraphs(element)))]
