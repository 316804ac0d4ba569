"""Write the zip package of a .pptx reproducibly: equal parts give equal bytes."""

import io
import zipfile
from collections.abc import Mapping

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_COMPRESSION_LEVEL = 3  # half the time of zlib's default, with files about 10 % larger
_ORDER = {"[Content_Types].xml": 0, "_rels/.rels": 1}


def write_package(parts: Mapping[str, bytes], *, compress: bool = True) -> bytes:
    """Write parts as a zip with a fixed order, a fixed date and no machine-specific data.

    Args:
        parts: content by name, without a leading slash.
        compress: whether to compress; a package that is read again immediately need not be.

    Returns:
        Bytes of the package: content types first, as in PowerPoint, other parts sorted by name.
    """
    stream = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(stream, "w", method, compresslevel=_COMPRESSION_LEVEL) as package:
        for name in sorted(parts, key=lambda n: (_ORDER.get(n, 2), n)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = method
            entry.create_system = 0
            entry.external_attr = 0
            package.writestr(entry, parts[name])
    return stream.getvalue()
