"""Multiply the lengths and text sizes of slide XML, for templates with large slides."""

from typing import Final

from golive.ooxml.namespaces import A, P
from golive.ooxml.xml_parser import parse_untrusted_xml, serialize_xml

_LENGTHS: Final = frozenset(
    {"x", "y", "cx", "cy", "w", "h", "sz", "spc", "marL", "marR", "marT", "marB", "indent"}
    | {"lIns", "tIns", "rIns", "bIns"}
)
"""Attributes of DrawingML elements that hold lengths or text sizes; `w` and `h` of a path scale with its points."""


def scale_part_xml(xml: bytes, factor: float) -> bytes:
    """Multiply every length and text size of a slide or chart; return it unchanged for a factor of 1.

    Args:
        xml: the part.
        factor: what to multiply with.
    """
    if factor == 1:
        return xml
    root = parse_untrusted_xml(xml)
    for element in root.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith((A, P)):
            continue
        for name, value in element.attrib.items():
            if name in _LENGTHS and value.lstrip("-").isdigit():
                element.set(name, str(round(int(value) * factor)))
        if element.tag == f"{A}spcPts":
            element.set("val", str(round(int(element.get("val", "0")) * factor)))
    return bytes(serialize_xml(root))
