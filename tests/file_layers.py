"""Unpack every layer of a finished file, so that a test can search all bytes in it for a text."""

import base64
import binascii
import html
import io
import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf

_PACKED = re.compile(rb"[A-Za-z0-9+/]{60,}={0,2}")
_ENTITY = re.compile(rb"&(#|[a-z])")


def unpack_layers(content: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield a file and every part at any depth, each with its name; streams decompressed, pages of PDFs as text, too.

    Args:
        content: a file.
        name: its name.
    """
    yield name, content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from unpack_layers(archive.read(part), f"{name}!{part}")
    elif content.startswith(b"%PDF"):
        yield from _unpack_pdf(content, name)
    elif content.startswith((b"\x89PNG", b"\x00\x01\x00\x00", b"OTTO", b"wOF")):
        return
    else:
        yield from _unpack_text(content, name)


def _unpack_pdf(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    for form in ("-raw", "-layout"):
        done = subprocess.run(["pdftotext", form, "-", "-"], input=content, capture_output=True, check=True)
        yield f"{name}!text", done.stdout
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, item in enumerate(pdf.objects):
            if isinstance(item, pikepdf.Stream):
                yield from unpack_layers(item.read_bytes(), f"{name}!{number}")
            yield f"{name}!{number}", "\n".join(_iterate_strings(item)).encode()


def _iterate_strings(item: object, depth: int = 0) -> Iterator[str]:
    """Yield every string of a PDF object, decoded."""
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for part in item.as_list():
            yield from _iterate_strings(part, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and depth < 20:
        for key in item.keys():  # noqa: SIM118 - a pikepdf object iterates over something else
            if key not in {"/Parent", "/P", "/Pg"} and not getattr(item[key], "is_indirect", False):
                yield from _iterate_strings(item[key], depth + 1)


def _unpack_text(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    if _ENTITY.search(content):
        yield f"{name}!plain", html.unescape(content.decode("utf-8", "replace")).encode()
    for number, packed in enumerate(_PACKED.findall(content)):
        try:
            decoded = base64.b64decode(packed, validate=True)
        except binascii.Error:
            continue
        yield from unpack_layers(decoded, f"{name}!base64-{number}")
        try:
            yield f"{name}!deflated-{number}", zlib.decompress(decoded)
        except zlib.error:
            continue
