"""Every byte of a finished file, and every byte that is packed into it: what a search for a secret has to look at."""

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


def layers(content: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """The file, its parts, their parts, each with its name; streams decompressed, pages of PDFs as text, too.

    Args:
        content: a file.
        name: its name.
    """
    yield name, content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from layers(archive.read(part), f"{name}!{part}")
    elif content.startswith(b"%PDF"):
        yield from _of_pdf(content, name)
    elif content.startswith((b"\x89PNG", b"\x00\x01\x00\x00", b"OTTO", b"wOF")):
        return
    else:
        yield from _of_text(content, name)


def _of_pdf(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    for form in ("-raw", "-layout"):
        done = subprocess.run(["pdftotext", form, "-", "-"], input=content, capture_output=True, check=True)
        yield f"{name}!text", done.stdout
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, item in enumerate(pdf.objects):
            if isinstance(item, pikepdf.Stream):
                yield from layers(item.read_bytes(), f"{name}!{number}")
            yield f"{name}!{number}", "\n".join(_strings(item)).encode()


def _strings(item: object, depth: int = 0) -> Iterator[str]:
    """Every string of an object as people read it, whichever way it is encoded."""
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for part in item.as_list():
            yield from _strings(part, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and depth < 20:
        for key in item.keys():  # noqa: SIM118 - a pikepdf object iterates over something else
            if key not in {"/Parent", "/P", "/Pg"} and not getattr(item[key], "is_indirect", False):
                yield from _strings(item[key], depth + 1)


def _of_text(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    if _ENTITY.search(content):
        yield f"{name}!plain", html.unescape(content.decode("utf-8", "replace")).encode()
    for number, packed in enumerate(_PACKED.findall(content)):
        try:
            said = base64.b64decode(packed, validate=True)
        except binascii.Error:
            continue
        yield from layers(said, f"{name}!base64-{number}")
        try:
            yield f"{name}!deflated-{number}", zlib.decompress(said)
        except zlib.error:
            continue
