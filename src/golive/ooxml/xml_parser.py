"""Parse XML that somebody else made, in packages and elsewhere: no entities, no network, no unbounded trees."""

import re
from functools import cache
from typing import Any, Final

Element = Any
"""An element of lxml, or of one of python-pptx's classes; the type stubs of lxml know neither."""

_DOCTYPE: Final = re.compile(rb"<!DOCTYPE|<!ENTITY|<\x00!\x00[DE]\x00[ON]|\x00<\x00!\x00[DE]")


class MalformedXmlError(ValueError):
    """A text is not well-formed XML.

    Attributes:
        line: where it is wrong, 1-based; 0 where lxml does not say.
        column: as in `line`.
        reason: what is wrong, in lxml's words, without the place.
    """

    def __init__(self, message: str, reason: str, line: int, column: int) -> None:
        super().__init__(message)
        self.reason, self.line, self.column = reason, line, column


def has_doctype(content: bytes) -> bool:
    """Return whether there is a document type declaration, which Office never writes and entity bombs need."""
    return bool(_DOCTYPE.search(content))


def parse_untrusted_xml(content: bytes) -> Any:  # noqa: ANN401 - lxml's elements
    """Parse a part and return its root element, without comments and processing instructions.

    Raises:
        MalformedXmlError: it is not well-formed.
    """
    from lxml import etree

    try:
        return etree.fromstring(content, _make_parser())
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "no element").split(", line")[0]
        raise MalformedXmlError(str(error), reason, *error.position) from None


@cache
def _make_parser() -> Any:  # noqa: ANN401 - lxml's parser
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse_or_none(content: bytes) -> Any:  # noqa: ANN401 - lxml's elements
    """Parse a part and return its root element; None if it is not well-formed."""
    try:
        return parse_untrusted_xml(content)
    except ValueError:
        return None


def serialize_xml(root: Any) -> bytes:  # noqa: ANN401 - lxml's elements
    """Serialize an element as the bytes of a part."""
    from lxml import etree

    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def serialize_element(element: Any) -> bytes:  # noqa: ANN401 - lxml's elements
    """Serialize an element without a declaration and without the text behind it."""
    content: bytes = _load_serializer()(element, with_tail=False)
    return content


@cache
def _load_serializer() -> Any:  # noqa: ANN401 - a function of lxml, which loads late
    from lxml import etree

    return etree.tostring


def get_xml_errors() -> tuple[type[Exception], ...]:
    """Return what lxml raises, for callers of libraries that use it."""
    from lxml import etree

    return (etree.LxmlError,)
