"""What a PDF says about itself: tagged, titled, in a language, of a standard."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from golive.audit.finding import Finding
from golive.audit.rules import found

_LONG: Final = 4
_MOST_METADATA: Final = 16_000_000
_UA: Final = "http://www.aiim.org/pdfua/ns/id/"
_A: Final = "http://www.aiim.org/pdfa/ns/id/"
_TITLE: Final = re.compile(r"<dc:title\b[^>]*>(.*?)</dc:title>", re.DOTALL)


def check_claims(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """The catalog and the metadata."""
    root = pdf.Root
    marks = root.get("/MarkInfo")
    if not isinstance(marks, pikepdf.Dictionary) or not _says_yes(marks, "/Marked") or "/StructTreeRoot" not in root:
        yield found("pdf-untagged")
    if isinstance(marks, pikepdf.Dictionary) and _says_yes(marks, "/Suspects"):
        yield found("pdf-suspects")
    if not str(root.get("/Lang", "")).strip():
        yield found("pdf-language")
    if not _says_yes(root.get("/ViewerPreferences"), "/DisplayDocTitle"):
        yield found("pdf-title-hidden")
    yield from _metadata(root)
    if pdf.is_encrypted and not pdf.allow.accessibility:
        yield found("pdf-locked")
    if "/Outlines" not in root and len(pdf.pages) > _LONG:
        yield found("pdf-bookmarks")
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield found("pdf-xfa")


def claim_of(pdf: pikepdf.Pdf) -> str:
    """The PDF/A that a file claims, such as `3a`; empty when it claims none."""
    text = metadata_of(pdf.Root)
    part, level = _property(text, _A, "part"), _property(text, _A, "conformance")
    return f"{part}{level.lower()}" if part and level else ""


def metadata_of(root: Any) -> str:  # noqa: ANN401 - a dictionary of the file
    """The XMP packet; empty when there is none that can be read."""
    packet = root.get("/Metadata")
    if not isinstance(packet, pikepdf.Stream) or len(packet.read_raw_bytes()) > _MOST_METADATA:
        return ""
    try:
        return packet.read_bytes().decode("utf-8", "replace")
    except pikepdf.PdfError:
        return ""


def _metadata(root: Any) -> Iterator[Finding]:  # noqa: ANN401
    text = metadata_of(root)
    if not text:
        yield found("pdf-metadata")
        return
    if "/Filter" in root.Metadata:
        yield found("pdf-metadata-compressed")
    if not _property(text, _UA, "part"):
        yield found("pdf-ua-claim")
    if not _property(text, _A, "part"):
        yield found("pdf-a-claim")
    title = _TITLE.search(text)
    if not title or not re.sub(r"<[^>]*>", "", title[1]).strip():
        yield found("pdf-title")


def _property(text: str, namespace: str, name: str) -> str:
    """A property of a packet by its namespace, whatever prefix it has, as an element or as an attribute."""
    for prefix in dict.fromkeys(re.findall(rf"xmlns:([\w.-]+)\s*=\s*[\"']{re.escape(namespace)}[\"']", text)):
        value = re.search(rf"\b{re.escape(prefix)}:{name}\s*(?:=\s*[\"']|>)\s*(\w+)", text)
        if value:
            return value[1]
    return ""


def _says_yes(owner: Any, name: str) -> bool:  # noqa: ANN401
    return isinstance(owner, pikepdf.Dictionary) and owner.get(name) is not None and bool(owner[name])
