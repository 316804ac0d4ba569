"""Avoid streams that end in a carriage return, which validators mistake for part of the line end after them."""

import zlib
from typing import Any

_RETURN = 0x0D


def avoid_trailing_carriage_returns(pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Change streams that would end in a carriage return after compression; the last byte is a checksum of the data.

    Page content gets one more line break, which has no effect. Fonts and files are stored uncompressed instead.
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
