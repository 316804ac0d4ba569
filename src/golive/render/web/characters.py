"""Characters that a markup language cannot hold."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(markup: str) -> str:
    """A finished text; what neither HTML nor XML can hold is shown as a replacement character."""
    return _FORBIDDEN.sub("\ufffd", markup)
