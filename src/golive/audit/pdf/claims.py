"""Check the PDF's own claims: tagged, title, language, standard."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from golive.audit.rules import make_finding
from golive.support.problems import Problem

_LONG: Final = 4
_MOST_METADATA: Final = 16_000_000
_UA: Final = "http://www.aiim.org/pdfua/ns/id/"
_A: Final = "http://www.aiim.org/pdfa/ns/id/"
_TITLE: Final = re.compile(r"<dc:title\b[^>]*>(.*?)</dc:title>", re.DOTALL)


def check_claims(pdf: pikepdf.Pdf) -> Iterator[Problem]:
    """Check the catalog and the metadata."""
    root = pdf.Root
    marks = root.get("/MarkInfo")
    if not isinstance(marks, pikepdf.Dictionary) or not _is_true(marks, "/Marked") or "/StructTreeRoot" not in root:
        yield make_finding("pdf-untagged")
    if isinstance(marks, pikepdf.Dictionary) and _is_true(marks, "/Suspects"):
        yield make_finding("pdf-suspects")
    if not str(root.get("/Lang", "")).strip():
        yield make_finding("pdf-language")
    if not _is_true(root.get("/ViewerPreferences"), "/DisplayDocTitle"):
        yield make_finding("pdf-title-hidden")
    yield from _metadata(root)
    if pdf.is_encrypted and not pdf.allow.accessibility:
        yield make_finding("pdf-locked")
    if "/Outlines" not in root and len(pdf.pages) > _LONG:
        yield make_finding("pdf-bookmarks")
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield make_finding("pdf-xfa")


def read_pdfa_claim(pdf: pikepdf.Pdf) -> str:
    """Return the PDF/A level that a file claims, such as `3a`; empty if none."""
    text = read_metadata(pdf.Root)
    part, level = _property(text, _A, "part"), _property(text, _A, "conformance")
    return f"{part}{level.lower()}" if part and level else ""


def read_metadata(root: Any) -> str:  # noqa: ANN401 - a dictionary of the file
    """Return the XMP packet; empty if it is missing or unreadable."""
    packet = root.get("/Metadata")
    if not isinstance(packet, pikepdf.Stream) or len(packet.read_raw_bytes()) > _MOST_METADATA:
        return ""
    try:
        return packet.read_bytes().decode("utf-8", "replace")
    except pikepdf.PdfError:
        return ""


def _metadata(root: Any) -> Iterator[Problem]:  # noqa: ANN401
    text = read_metadata(root)
    if not text:
        yield make_finding("pdf-metadata")
        return
    if "/Filter" in root.Metadata:
        yield make_finding("pdf-metadata-compressed")
    if not _property(text, _UA, "part"):
        yield make_finding("pdf-ua-claim")
    if not _property(text, _A, "part"):
        yield make_finding("pdf-a-claim")
    title = _TITLE.search(text)
    if not title or not re.sub(r"<[^>]*>", "", title[1]).strip():
        yield make_finding("pdf-title")


def _property(text: str, namespace: str, name: str) -> str:
    """Return an XMP property by namespace, under any prefix, written as an element or as an attribute."""
    for prefix in dict.fromkeys(re.findall(rf"xmlns:([\w.-]+)\s*=\s*[\"']{re.escape(namespace)}[\"']", text)):
        value = re.search(rf"\b{re.escape(prefix)}:{name}\s*(?:=\s*[\"']|>)\s*(\w+)", text)
        if value:
            return value[1]
    return ""


def _is_true(owner: Any, name: str) -> bool:  # noqa: ANN401
    return isinstance(owner, pikepdf.Dictionary) and owner.get(name) is not None and bool(owner[name])
