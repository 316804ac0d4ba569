"""By what a deck is known again: its properties, and a snapshot of what was written, inside the file itself."""

import hashlib
from typing import Final

from golive import __version__
from golive.ooxml.package_builder import OFFICE, Part
from golive.render.seal import BLANK, parts_text
from golive.render.slides.model import Deck
from golive.render.slides.pptx.markup import HEAD, attribute, escape
from golive.render.slides.pptx.snapshot import NAMESPACE, snapshot_of, to_xml

_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_DATA: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_KINDS: Final = "application/vnd.openxmlformats-officedocument"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_STORE: Final = "{7B0C5A53-6F0E-5C1D-9B53-6B1D5E6C0A41}"
"""The name of our store of data in a file; the same in every deck."""


def embed_identity(package: Part, main: Part, deck: Deck) -> None:
    """Put a deck's properties and its snapshot into its package.

    Args:
        package: knows its parts, and is changed.
        main: the presentation's part.
        deck: what was written.
    """
    snapshot = to_xml(snapshot_of(deck))
    item = Part("customXml/item1.xml", "application/xml", snapshot)
    item.relate(
        f"{OFFICE}/customXmlProps", Part("customXml/itemProps1.xml", f"{_KINDS}.customXmlProperties+xml", _store())
    )
    main.relate(f"{OFFICE}/customXml", item)
    custom = _properties(deck, hashlib.sha256(snapshot).hexdigest())
    package.relate(
        f"{OFFICE}/custom-properties", Part("docProps/custom.xml", f"{_KINDS}.custom-properties+xml", custom)
    )


def _store() -> bytes:
    return (
        f'{HEAD}<ds:datastoreItem ds:itemID="{_STORE}" xmlns:ds="{_DATA}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def _properties(deck: Deck, snapshot: str) -> bytes:
    """The custom properties: what the deck was made of, and the digest of its snapshot."""
    own = deck.properties
    named = {
        "golive.id": own.id,
        "golive.kind": own.kind,
        "golive.version": own.version,
        "golive.digest": own.digest,
        "golive.parts": parts_text(own.parts),
        "golive.snapshot": snapshot,
        "golive.made-by": f"golive {__version__}",
        "golive.seal": BLANK,
    }
    entries = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={attribute(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr>'
        "</property>"
        for number, (name, value) in enumerate(((n, v) for n, v in named.items() if v), 2)
    )
    return f'{HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{entries}</Properties>'.encode()
