"""Parse and save the XML of package parts."""

from typing import Any

from lxml import etree

from golive.ooxml.package_builder import Part


def parse_part(part: Part) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the root element of a part; None if it is not XML."""
    try:
        return etree.fromstring(part.content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def save_part_xml(part: Part, root: Any) -> None:  # noqa: ANN401 - lxml's elements
    """Write a changed root element back into its part."""
    part.content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
