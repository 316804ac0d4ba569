"""The last touches: properties, leftovers of the template, known causes of repair prompts, and equal bytes."""

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from golive.publish.deck.archive import pack
from golive.publish.deck.identity import embed_identity
from golive.publish.deck.markup import HEAD, escape
from golive.publish.deck.mend import mend
from golive.publish.deck.slides import Deck

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_UNWANTED: Final = ("/printerSettings", "/commentAuthors", "/tags", "/customXml")
_UNWANTED_AT_THE_TOP: Final = ("/thumbnail", "/custom-properties")
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_NAMED_SIZE: Final = {"screen4x3": 4 / 3, "screen16x9": 16 / 9, "screen16x10": 1.6}


def finish(presentation: "Presentation", deck: Deck) -> bytes:
    """Make a presentation fit to be handed out, and pack it.

    Args:
        presentation: with all its slides.
        deck: whose properties it gets.
    """
    part = presentation.part
    _mend(presentation)
    _drop(part, _UNWANTED)
    _drop(part.package, _UNWANTED_AT_THE_TOP)
    mend(presentation)
    _describe(presentation, deck)
    embed_identity(part.package, part, deck)
    return pack(_parts(part.package, deck))


def _mend(presentation: "Presentation") -> None:
    """What makes PowerPoint or Keynote offer a repair."""
    from pptx.oxml.ns import qn

    root: Any = presentation.part._element  # noqa: SLF001 - python-pptx offers no other way
    size = root.find(qn("p:sldSz"))
    named = _NAMED_SIZE.get(size.get("type", ""))
    if named and abs(presentation.slide_width / presentation.slide_height - named) > 0.01:  # noqa: PLR2004
        del size.attrib["type"]
    for tag in ("p:custShowLst", "p:photoAlbum", "p:custDataLst"):
        for element in root.findall(qn(tag)):
            root.remove(element)
    for extension in root.iter(qn("p:ext")):
        if extension.get("uri") == "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}":  # sections that name dropped slides
            extension.getparent().remove(extension)
    if root.find(qn("p:notesMasterIdLst")) is None:
        number = next((i for i, r in presentation.part.rels.items() if r.reltype.endswith("/notesMaster")), None)
        if number:
            listed = root.makeelement(qn("p:notesMasterIdLst"))
            entry = listed.makeelement(qn("p:notesMasterId"))
            entry.set(qn("r:id"), number)
            listed.append(entry)
            root.find(qn("p:sldMasterIdLst")).addnext(listed)


def _drop(owner: Any, kinds: tuple[str, ...]) -> None:  # noqa: ANN401 - a part or the package: both keep relationships
    relationships = owner._rels  # noqa: SLF001
    for number in [i for i, r in relationships.items() if r.reltype.endswith(kinds)]:
        relationships.pop(number)


def _describe(presentation: "Presentation", deck: Deck) -> None:
    """The file's properties: nothing of the template's, no clock."""
    own = deck.properties
    day = dt.date.fromisoformat(own.date[:10])
    moment = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - python-pptx wants it without a zone
    properties = presentation.core_properties
    properties.title, properties.subject, properties.author = own.title[:255], own.subject[:255], own.author[:255]
    properties.last_modified_by = own.author[:255]
    properties.language, properties.version = own.language, own.version[:255]
    properties.created = properties.modified = moment
    properties.revision = 1
    for name in ("comments", "keywords", "category", "content_status", "identifier"):
        setattr(properties, name, "")
    element = properties._element  # noqa: SLF001
    for child in list(element):
        if not (child.text or "").strip() or child.tag.endswith("lastPrinted"):
            element.remove(child)


def _parts(package: Any, deck: Deck) -> dict[str, bytes]:  # noqa: ANN401
    """All parts by name, with their relationships and content types."""
    from pptx.opc.packuri import PACKAGE_URI

    parts = {PACKAGE_URI.rels_uri[1:]: package._rels.xml}  # noqa: SLF001
    kinds: list[tuple[str, str]] = []
    for part in package.iter_parts():
        name = str(part.partname)
        parts[name[1:]] = _application(deck) if name == "/docProps/app.xml" else part.blob
        kinds.append((name, part.content_type))
        if len(part.rels):
            parts[part.partname.rels_uri[1:]] = part.rels.xml
    parts["[Content_Types].xml"] = _content_types(kinds)
    return parts


def _content_types(kinds: list[tuple[str, str]]) -> bytes:
    """One entry for each part that is there, and none for one that is not."""
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    overrides = []
    for name, kind in sorted(kinds):
        extension = re.sub(r".*\.", "", name).lower()
        if extension != "xml" and defaults.setdefault(extension, kind) == kind:
            continue
        overrides.append(f'<Override PartName="{escape(name)}" ContentType="{kind}"/>')
    listed = "".join(f'<Default Extension="{e}" ContentType="{k}"/>' for e, k in sorted(defaults.items()))
    return f'{HEAD}<Types xmlns="{_TYPES}">{listed}{"".join(overrides)}</Types>'.encode()


def _application(deck: Deck) -> bytes:
    """The extended properties."""
    count = len(deck.slides)
    wide = "Widescreen" if abs(deck.width / deck.height - 16 / 9) < 0.01 else "Custom"  # noqa: PLR2004
    return (
        f'{HEAD}<Properties xmlns="{_EXTENDED}"><TotalTime>0</TotalTime>'
        f"<Application>Microsoft Office PowerPoint</Application><PresentationFormat>{wide}</PresentationFormat>"
        f"<Slides>{count}</Slides><Notes>{count}</Notes><HiddenSlides>0</HiddenSlides>"
        f"<Company>{escape(deck.properties.author)}</Company><AppVersion>16.0000</AppVersion></Properties>"
    ).encode()
