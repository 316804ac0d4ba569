"""Embed the identity of a deck: custom properties and a snapshot of the written content."""

import hashlib
from typing import Final

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.package import Package

from golive import __version__
from golive.ooxml.xml_text import XML_DECLARATION, escape_text, quote_attribute
from golive.render.seal import BLANK_SEAL, format_part_digests
from golive.render.slides.model import Deck
from golive.render.slides.pptx.snapshot import NAMESPACE, DeckSnapshot, snapshot_to_xml

_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_DATA: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_STORE: Final = "{7B0C5A53-6F0E-5C1D-9B53-6B1D5E6C0A41}"
"""Id of the custom XML data store; the same in every deck."""


def embed_identity(package: Package, main: Part, deck: Deck, content: DeckSnapshot) -> None:
    """Add the custom properties and the snapshot of a deck to its package.

    Args:
        package: the deck's package; modified.
        main: the presentation part.
        deck: the written deck.
        content: its snapshot.
    """
    snapshot = snapshot_to_xml(content)
    item = Part(PackURI("/customXml/item1.xml"), CONTENT_TYPE.XML, package, snapshot)
    properties = Part(
        PackURI("/customXml/itemProps1.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, package, _store_item_xml()
    )
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    main.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    custom = _custom_properties_xml(deck, hashlib.sha256(snapshot).hexdigest())
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, package, custom)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _store_item_xml() -> bytes:
    return (
        f'{XML_DECLARATION}<ds:datastoreItem ds:itemID="{_STORE}" xmlns:ds="{_DATA}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def _custom_properties_xml(deck: Deck, snapshot: str) -> bytes:
    """Return the custom properties, including the digest of the snapshot."""
    own = deck.properties
    named = {
        "golive.id": own.id,
        "golive.kind": own.kind,
        "golive.version": own.version,
        "golive.digest": own.digest,
        "golive.parts": format_part_digests(own.parts),
        "golive.snapshot": snapshot,
        "golive.made-by": f"golive {__version__}",
        "golive.seal": BLANK_SEAL,
    }
    entries = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quote_attribute(name)}><vt:lpwstr>'
        f"{escape_text(value)}</vt:lpwstr>"
        "</property>"
        for number, (name, value) in enumerate(((n, v) for n, v in named.items() if v), 2)
    )
    return f'{XML_DECLARATION}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{entries}</Properties>'.encode()
