"""Escape text for XML, and the declaration that every part of a package begins with."""

import re
from typing import Final

XML_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_INVALID_XML_CHARACTERS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def replace_invalid_characters(text: str) -> str:
    """Replace the characters that XML forbids by U+FFFD."""
    return text if text.isprintable() else _INVALID_XML_CHARACTERS.sub("\ufffd", text)


def escape_text(text: str) -> str:
    """Escape text as element content; characters that XML forbids become U+FFFD."""
    return replace_invalid_characters(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote_attribute(text: str) -> str:
    """Escape and quote text as an attribute value."""
    quoted = escape_text(text).replace('"', "&quot;")
    return '"' + quoted.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;") + '"'
