"""The XML of a package's parts, whether python-pptx has parsed it or kept its bytes."""

from typing import Any

from lxml import etree


def root_of(part: Any) -> Any:  # noqa: ANN401 - python-pptx has no types
    """The root of a part; None when it is no XML."""
    if hasattr(part, "_element"):
        return part._element  # noqa: SLF001 - python-pptx offers no other way
    try:
        return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def keep(part: Any, root: Any) -> None:  # noqa: ANN401
    """Put a changed root back into its part."""
    if not hasattr(part, "_element"):
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001
