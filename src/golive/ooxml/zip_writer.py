"""The zip package of a .pptx, written so that equal parts give equal bytes."""

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 3  # half the time of zlib's own choice, for a file a tenth larger
_FIRST = {"[Content_Types].xml": 0, "_rels/.rels": 1}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Write parts as a zip: fixed order, no dates, nothing of the machine it is made on.

    Args:
        parts: content by name, without a leading slash.

    Returns:
        The package. The content types come first, as PowerPoint writes them; the rest is in the order of names.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        for name in sorted(parts, key=lambda n: (_FIRST.get(n, 2), n)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            package.writestr(entry, parts[name])
    return stream.getvalue()
