"""Replace characters that are not allowed in HTML and XML."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def replace_forbidden_characters(markup: str) -> str:
    """Replace every character that HTML or XML does not allow with U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", markup)
