"""The namespaces of Office Open XML, in the braces that lxml writes around them."""

from typing import Final

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DECLARATIONS: Final = " ".join(
    f'xmlns:{prefix}="{name.strip("{}")}"' for prefix, name in (("a", A), ("r", R), ("p", P))
)
"""The declarations of `a`, `r` and `p`, as attributes of the root of a part."""

CONTENT_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
