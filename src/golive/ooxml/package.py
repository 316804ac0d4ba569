"""A template's bytes → its package, opened only after its directory shows that it does no harm.

What is no PowerPoint file, is encrypted, in a dialect that cannot be read, or would unpack to more than any
template needs is refused with the reason.
"""

import io
import re
import zipfile
import zlib
from typing import Any, Final

from msgspec import Struct

from golive.support.problems import ThemeError, problem

MAX_BYTES: Final = 150_000_000
MAX_PARTS: Final = 8_000
MAX_TOTAL: Final = 300_000_000
MAX_XML: Final = 16_000_000
MAX_RATIO: Final = 120
"""A part of a megabyte or more that shrinks to less than this fraction is no honest content."""

_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
_MEGABYTE: Final = 1_000_000
_SAVE: Final = "Save it from PowerPoint as .pptx or .potx."
_AGAIN: Final = "Copy it again from where it came from, or open and save it in PowerPoint."
_FORBIDDEN: Final = tuple(
    word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("ascii", "utf-16-le")
)
_STRICT: Final = b"purl.oclc.org/ooxml"
_OTHERS: Final = (
    ("wordprocessingml", "a Word document"),
    ("spreadsheetml", "an Excel workbook"),
    ("ms-word", "a Word document"),
    ("ms-excel", "an Excel workbook"),
)
_STARTS: Final = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "a text document",
    b"<?xml": "an XML file",
}


def refuse(message: str, hint: str) -> ThemeError:
    """The reason for which a template cannot be used, and what to do."""
    return ThemeError(problem(f"The slide theme {message}", hint))


class Package(Struct, frozen=True):
    """An opened package.

    Attributes:
        archive: the zip; a name that stands in it twice means the last one, as in every program.
        sizes: unpacked bytes of each part by its name, without a leading slash.
    """

    archive: zipfile.ZipFile
    sizes: dict[str, int]

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.sizes

    def read(self, name: str) -> bytes:
        """The content of a part.

        Raises:
            ThemeError: it is damaged or encrypted.
        """
        try:
            return self.archive.read(name)
        except _UNREADABLE as error:
            raise refuse(f"is damaged: {name} cannot be unpacked", _AGAIN) from error

    def xml(self, name: str) -> Any:  # noqa: ANN401 - lxml's elements
        """The root element of a part.

        Raises:
            ThemeError: there is none, it is no XML, or XML that no Office program writes.
        """
        from lxml import etree

        if name not in self.sizes:
            raise refuse(f"is damaged: it lacks the part {name}", _AGAIN)
        if self.sizes[name] > MAX_XML:
            raise refuse(f"holds {name} of {self.sizes[name] / 1e6:,.0f} MB, more than any template needs", _AGAIN)
        content = self.read(name)
        if any(word in content for word in _FORBIDDEN):
            raise refuse(f"holds a document type in {name}, which Office never writes", _SAVE)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise refuse(f"is damaged: {name} is not XML ({str(error)[:80]})", _AGAIN) from error


def open_package(source: bytes) -> Package:
    """Open a .pptx, .potx, .ppsx or one of these with macros.

    Args:
        source: the file.

    Raises:
        ThemeError: it is none of these, or would unpack to more than a template needs.
    """
    _refuse_foreign(source)
    try:
        archive = zipfile.ZipFile(io.BytesIO(source))
    except _UNREADABLE as error:
        message = "is cut off or damaged" if source[:2] == b"PK" else "is not a PowerPoint file"
        raise refuse(f"{message}: {error}", _AGAIN if source[:2] == b"PK" else _SAVE) from error
    package = Package(archive, {entry.filename: entry.file_size for entry in archive.infolist()})
    _refuse_bombs(archive)
    _refuse_other_kinds(package)
    return package


def _refuse_foreign(source: bytes) -> None:
    if not source:
        raise refuse("is empty (0 bytes)", "Copy it again, or name another file.")
    if source.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in source:
            raise refuse("is protected by a password", "Open it in PowerPoint and save it without a password.")
        raise refuse("is protected by a password, or is an old .ppt", "Save it as .pptx without a password.")
    for start, name in _STARTS.items():
        if source.startswith(start):
            raise refuse(f"is {name}, not a PowerPoint file", _SAVE)
    if len(source) > MAX_BYTES:
        message = f"has {len(source) / 1e6:,.0f} MB; up to {MAX_BYTES / 1e6:,.0f} MB are read"
        raise refuse(message, "Delete its sample slides and compress its pictures.")


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Look at the directory alone; nothing is unpacked."""
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise refuse(f"holds {len(entries):,} parts; up to {MAX_PARTS:,} are read", "Delete its sample slides.")
    total = sum(entry.file_size for entry in entries)
    if total > MAX_TOTAL:
        message = f"would unpack to {total / 1e6:,.0f} MB; up to {MAX_TOTAL / 1e6:,.0f} MB are read"
        raise refuse(message, "Delete its sample slides and compress its pictures.")
    for entry in entries:
        if entry.flag_bits & 1:
            raise refuse("is an encrypted zip", "Save it without a password.")
        if entry.file_size >= _MEGABYTE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            message = f"holds {entry.filename[:80]!r}, which would unpack to {entry.file_size / 1e6:,.0f} MB of nothing"
            raise refuse(message, "It may be an attack: do not open it; ask for the file again.")


def _refuse_other_kinds(package: Package) -> None:
    if "mimetype" in package and package.sizes["mimetype"] < _MEGABYTE and b"opendocument" in package.read("mimetype"):
        raise refuse("is an OpenDocument file (.odp)", "Open it in LibreOffice and save it as .pptx.")
    if "[Content_Types].xml" not in package or "_rels/.rels" not in package:
        raise refuse("is a zip, but not a PowerPoint file", _SAVE)
    kinds = {element.get("ContentType", "") for element in package.xml("[Content_Types].xml")}
    mains = [kind for kind in kinds if re.search(r"\.main\+xml$", kind)]
    if not any("presentation" in kind or "powerpoint" in kind for kind in mains):
        name = next((name for word, name in _OTHERS if any(word in kind for kind in mains)), "not a PowerPoint file")
        raise refuse(f"is {name}", _SAVE)
    if _STRICT in package.read("_rels/.rels"):
        hint = "Open it in PowerPoint and save it as “PowerPoint Presentation (*.pptx)”, not as “Strict Open XML”."
        raise refuse("is saved as Strict Open XML (ISO 29500 Strict)", hint)
