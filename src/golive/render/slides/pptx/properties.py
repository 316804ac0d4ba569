"""Write the document properties of a deck, without template data or the current time."""

from typing import Final

from golive.ooxml.package_builder import RELATIONSHIPS_NS, Part
from golive.ooxml.xml_text import XML_DECLARATION, escape_text
from golive.render.slides.model import Deck

_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS: Final = "http://purl.org/dc/terms/"
_ELEMENTS: Final = "http://purl.org/dc/elements/1.1/"
_INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
_KINDS: Final = "application/vnd.openxmlformats-"
_MAX_PROPERTY_LENGTH: Final = 255
"""Maximum length of a property, in characters."""


def embed_properties(package: Part, deck: Deck) -> None:
    """Add the core and extended properties to a package.

    Args:
        package: root part; modified.
        deck: source of the properties.
    """
    core = Part("docProps/core.xml", f"{_KINDS}package.core-properties+xml", _core_properties_xml(deck))
    package.add_relationship(
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", core
    )
    extended = Part(
        "docProps/app.xml", f"{_KINDS}officedocument.extended-properties+xml", _extended_properties_xml(deck)
    )
    package.add_relationship(f"{RELATIONSHIPS_NS}/extended-properties", extended)


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
