"""Write the document properties of a deck, without template data or the current time."""

from typing import Final

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.package import Package

from golive.ooxml.xml_text import XML_DECLARATION, escape_text
from golive.render.slides.model import Deck

_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS: Final = "http://purl.org/dc/terms/"
_ELEMENTS: Final = "http://purl.org/dc/elements/1.1/"
_INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
_MAX_PROPERTY_LENGTH: Final = 255
"""Maximum length of a property, in characters."""


def embed_properties(package: Package, deck: Deck) -> None:
    """Add the core and extended properties to a package.

    Args:
        package: the deck's package; modified.
        deck: source of the properties.
    """
    core = Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, package, _core_properties_xml(deck))
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    extended = Part(
        PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, package, _extended_properties_xml(deck)
    )
    package.relate_to(extended, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _core_properties_xml(deck: Deck) -> bytes:
    own = deck.properties
    moment = f'xsi:type="dcterms:W3CDTF">{own.date[:10]}T00:00:00Z'
    texts = (
        ("dc:title", own.title),
        ("dc:subject", own.subject),
        ("dc:creator", own.author),
        ("cp:lastModifiedBy", own.author),
        ("dc:language", own.language),
        ("cp:version", own.version),
        ("cp:revision", "1"),
    )
    said = "".join(
        f"<{name}>{escape_text(text[:_MAX_PROPERTY_LENGTH])}</{name}>" for name, text in texts if text.strip()
    )
    return (
        f'{XML_DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_ELEMENTS}" xmlns:dcterms="{_TERMS}" '
        f'xmlns:xsi="{_INSTANCE}">{said}<dcterms:created {moment}</dcterms:created>'
        f"<dcterms:modified {moment}</dcterms:modified></cp:coreProperties>"
    ).encode()


def _extended_properties_xml(deck: Deck) -> bytes:
    count = len(deck.slides)
    wide = "Widescreen" if abs(deck.width / deck.height - 16 / 9) < 0.01 else "Custom"  # noqa: PLR2004
    return (
        f'{XML_DECLARATION}<Properties xmlns="{_EXTENDED}"><TotalTime>0</TotalTime>'
        f"<Application>Microsoft Office PowerPoint</Application><PresentationFormat>{wide}</PresentationFormat>"
        f"<Slides>{count}</Slides><Notes>{count}</Notes><HiddenSlides>0</HiddenSlides>"
        f"<Company>{escape_text(deck.properties.author)}</Company><AppVersion>16.0000</AppVersion></Properties>"
    ).encode()
