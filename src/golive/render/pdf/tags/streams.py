"""Streams that end in a carriage return: with the line feed behind it, a validator takes it for the end of the line."""

import zlib
from typing import Any

_RETURN = 0x0D


def end_streams_plainly(pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Change streams that would end in a carriage return once compressed; their last byte is a checksum of the data.

    What a page says gets one more line break, which means nothing. Fonts and files are left as they are, uncompressed.
    """
    import pydyf

    for stream in pdf.objects:
        if not isinstance(stream, pydyf.Stream) or not stream.compress:
            continue
        data = b"\n".join(pydyf._to_bytes(item) for item in stream.stream)  # noqa: SLF001 - as pydyf will join them
        if zlib.adler32(data) & 0xFF != _RETURN:
            continue
        if stream.extra.get("Type") == "/EmbeddedFile" or "Length1" in stream.extra or "N" in stream.extra:
            stream.compress = False
        else:
            stream.stream.append(b"")
