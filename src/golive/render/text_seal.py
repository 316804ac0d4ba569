"""Write and check the origin of a text file: a page, a picture or Markdown says what it is, and whether it was changed.

The origin is one line in a comment at the end of the file (in JSON, the last member). It holds a digest of the whole
file, in which the digest itself counts as zeros and line endings do not count.
"""

import hashlib
import re
from typing import Final

from golive import __version__
from golive.markdown.document import Meta
from golive.render.seal import BLANK_SEAL

TEXT_SUFFIXES: Final = frozenset({".html", ".xml", ".svg", ".md", ".json"})
"""Suffixes of the text files that state their origin."""
_MARK: Final = b"golive-origin id="
_ORIGIN: Final = re.compile(
    rb"golive-origin id=(\S{1,100}) kind=(\S{1,40}) version=(\S{1,40}) digest=(\S{0,100}) parts=(\S{0,600})"
    rb" made-by=(\S{1,80}) seal=([0-9a-f]{64})"
)


def seal_text(content: bytes, suffix: str, meta: Meta) -> bytes:
    """Add the origin to a text file; return other files, and those without a known document, as they are.

    Args:
        content: the whole file.
        suffix: the suffix of its name, which decides how a comment is written.
        meta: the metadata of the document that it belongs to.
    """
    if suffix not in TEXT_SUFFIXES or not (meta.id and meta.kind and meta.version):
        return content
    parts = ",".join(f"{name}:{digest}" for name, digest in meta.part_digests)
    line = (
        f"golive-origin id={meta.id} kind={meta.kind} version={meta.version} digest={meta.digest} parts={parts}"
        f" made-by=golive-{__version__} seal={BLANK_SEAL}"
    ).encode()
    if suffix == ".json":
        end = content.rstrip()
        if not end.endswith(b"}"):
            return content
        sealed = end[:-1].rstrip() + b',\n "origin": "' + line + b'"\n}\n'
    else:
        sealed = content + (b"" if content.endswith(b"\n") else b"\n") + b"<!-- " + line + b" -->\n"
    at = sealed.rindex(BLANK_SEAL.encode())
    return sealed[:at] + _compute_seal(sealed).encode() + sealed[at + len(BLANK_SEAL) :]


def read_text_origin(content: bytes) -> tuple[dict[str, str], bool]:
    """Read the origin of a text file.

    Returns:
        Its properties by their names in a PDF, empty if it states none; and whether the file is unchanged.
    """
    at = content.rfind(_MARK)
    found = _ORIGIN.match(content, at) if at >= 0 else None
    if found is None:
        return {}, False
    names = ("id", "kind", "version", "digest", "parts", "madeBy")
    values = dict(zip(names, (one.decode("utf-8", "replace") for one in found.groups()[:-1]), strict=True))
    values["parts"] = values["parts"].replace(":", "=").replace(",", " ")
    values["madeBy"] = values["madeBy"].replace("golive-", "golive ", 1)
    blank = content[: found.start(7)] + BLANK_SEAL.encode() + content[found.end(7) :]
    return values, _compute_seal(blank).encode() == found[7]


def _compute_seal(content: bytes) -> str:
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
