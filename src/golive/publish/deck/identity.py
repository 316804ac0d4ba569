"""By what a deck is known again: its properties, and a snapshot of what was written, inside the file itself."""

import hashlib
from typing import Any, Final

from golive import __version__
from golive.publish.deck.markup import HEAD, attribute, escape
from golive.publish.deck.slides import Deck
from golive.publish.deck.snapshot import NAMESPACE, snapshot_of, to_xml

_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_DATA: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_STORE: Final = "{7B0C5A53-6F0E-5C1D-9B53-6B1D5E6C0A41}"
"""The name of our store of data in a file; the same in every deck."""


def embed_identity(package: Any, main: Any, deck: Deck) -> None:  # noqa: ANN401 - python-pptx has no types
    """Put a deck's properties and its snapshot into its package.

    Args:
        package: of the presentation.
        main: the presentation's part.
        deck: what was written.
    """
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    snapshot = to_xml(snapshot_of(deck))
    item = Part(PackURI("/customXml/item1.xml"), CONTENT_TYPE.XML, package, snapshot)
    about = Part(PackURI("/customXml/itemProps1.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, package, _store())
    item.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    main.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    custom = _properties(deck, hashlib.sha256(snapshot).hexdigest())
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, package, custom)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


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
        "golive.snapshot": snapshot,
        "golive.made-by": f"golive {__version__}",
    }
    entries = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={attribute(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr>'
        "</property>"
        for number, (name, value) in enumerate(((n, v) for n, v in named.items() if v), 2)
    )
    return f'{HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{entries}</Properties>'.encode()
