"""The XML of a package's parts."""

from typing import Any

from lxml import etree

from golive.ooxml.package_builder import Part


def root_of(part: Part) -> Any:  # noqa: ANN401 - lxml's elements
    """The root of a part; None when it is no XML."""
    try:
        return etree.fromstring(part.content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def keep(part: Part, root: Any) -> None:  # noqa: ANN401 - lxml's elements
    """Put a changed root back into its part."""
    part.content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
