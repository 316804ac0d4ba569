"""Create a notes master, for templates without one: slide image above notes text."""

from typing import Final

from golive.ooxml.namespaces import DECLARATIONS
from golive.ooxml.xml_text import XML_DECLARATION

_MAP: Final = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"'
)
_GROUP: Final = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def notes_master_xml() -> bytes:
    """Return the XML of the notes master part."""
    image = _placeholder_xml(2, "Slide Image", 'type="sldImg" idx="2"', (1_143_000, 685_800, 4_572_000, 3_429_000))
    text = _placeholder_xml(3, "Notes", 'type="body" sz="quarter" idx="3"', (685_800, 4_343_400, 5_486_400, 4_114_800))
    return (
        f'{XML_DECLARATION}<p:notesMaster {DECLARATIONS}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr '
        'val="bg1"/></p:bgRef></p:bg>'
        f"<p:spTree>{_GROUP}{image}{text}</p:spTree></p:cSld><p:clrMap {_MAP}/><p:notesStyle><a:lvl1pPr>"
        '<a:defRPr sz="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:defRPr></a:lvl1pPr></p:notesStyle>'
        "</p:notesMaster>"
    ).encode()


def _placeholder_xml(number: int, name: str, holder: str, place: tuple[int, int, int, int]) -> str:
    x, y, width, height = place
    locks = ' noRot="1" noChangeAspect="1"' if "sldImg" in holder else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"{locks}/></p:cNvSpPr>'
        f'<p:nvPr><p:ph {holder}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )
