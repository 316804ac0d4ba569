"""Open a template's zip package after checking its directory.

Files that are not PowerPoint, are encrypted, use Strict Open XML, or would unpack to more than a template
needs are rejected with a reason.
"""

import io
import re
import zipfile
import zlib
from typing import Any, Final

from msgspec import Struct

from golive.support.problems import ThemeError, make_problem

MAX_BYTES: Final = 150_000_000
MAX_PARTS: Final = 8_000
MAX_UNPACKED_BYTES: Final = 300_000_000
MAX_XML_BYTES: Final = 16_000_000
MAX_COMPRESSION_RATIO: Final = 120
"""Largest compression ratio accepted for parts of 1 MB or more; a higher one suggests a zip bomb."""

_ZIP_ERRORS: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
_MEGABYTE: Final = 1_000_000
_SAVE_HINT: Final = "Save it from PowerPoint as .pptx or .potx."
_COPY_AGAIN_HINT: Final = "Copy it again from where it came from, or open and save it in PowerPoint."
_DTD_MARKERS: Final = tuple(
    word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("ascii", "utf-16-le")
)
_STRICT_NAMESPACE: Final = b"purl.oclc.org/ooxml"
_OTHER_FORMATS: Final = (
    ("wordprocessingml", "a Word document"),
    ("spreadsheetml", "an Excel workbook"),
    ("ms-word", "a Word document"),
    ("ms-excel", "an Excel workbook"),
)
_FILE_SIGNATURES: Final = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "a text document",
    b"<?xml": "an XML file",
}


def make_theme_error(message: str, hint: str) -> ThemeError:
    """Return the error for a template that cannot be used, with a hint on how to fix it."""
    return ThemeError(make_problem(f"The slide theme {message}", hint))


class Package(Struct, frozen=True):
    """An opened package.

    Attributes:
        archive: the zip; of two entries with the same name, the last one counts.
        sizes: unpacked bytes of each part by its name, without a leading slash.
    """

    archive: zipfile.ZipFile
    sizes: dict[str, int]

    def __contains__(self, name: str) -> bool:
        """Return True if the package has the part."""
        return name in self.sizes

    def read(self, name: str) -> bytes:
        """Return the content of a part.

        Raises:
            ThemeError: it is damaged or encrypted.
        """
        try:
            return self.archive.read(name)
        except _ZIP_ERRORS as error:
            raise make_theme_error(f"is damaged: {name} cannot be unpacked", _COPY_AGAIN_HINT) from error

    def read_xml(self, name: str) -> Any:  # noqa: ANN401 - lxml's elements
        """Parse a part and return its root element.

        Raises:
            ThemeError: the part is missing, is not XML, is too large, or has a document type.
        """
        from lxml import etree

        if name not in self.sizes:
            raise make_theme_error(f"is damaged: it lacks the part {name}", _COPY_AGAIN_HINT)
        if self.sizes[name] > MAX_XML_BYTES:
            raise make_theme_error(
                f"holds {name} of {self.sizes[name] / 1e6:,.0f} MB, more than any template needs", _COPY_AGAIN_HINT
            )
        content = self.read(name)
        if any(word in content for word in _DTD_MARKERS):
            raise make_theme_error(f"holds a document type in {name}, which Office never writes", _SAVE_HINT)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise make_theme_error(f"is damaged: {name} is not XML ({str(error)[:80]})", _COPY_AGAIN_HINT) from error


def open_package(source: bytes) -> Package:
    """Open a .pptx, .potx, .ppsx or one of these with macros.

    Args:
        source: bytes of the file.

    Raises:
        ThemeError: the file is of another kind, or would unpack to more than a template needs.
    """
    _reject_foreign_files(source)
    try:
        archive = zipfile.ZipFile(io.BytesIO(source))
    except _ZIP_ERRORS as error:
        message = "is cut off or damaged" if source[:2] == b"PK" else "is not a PowerPoint file"
        raise make_theme_error(
            f"{message}: {error}", _COPY_AGAIN_HINT if source[:2] == b"PK" else _SAVE_HINT
        ) from error
    package = Package(archive, {entry.filename: entry.file_size for entry in archive.infolist()})
    _reject_zip_bombs(archive)
    _reject_other_formats(package)
    return package


def _reject_foreign_files(source: bytes) -> None:
    if not source:
        raise make_theme_error("is empty (0 bytes)", "Copy it again, or name another file.")
    if source.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in source:
            raise make_theme_error(
                "is protected by a password", "Open it in PowerPoint and save it without a password."
            )
        raise make_theme_error("is protected by a password, or is an old .ppt", "Save it as .pptx without a password.")
    for start, name in _FILE_SIGNATURES.items():
        if source.startswith(start):
            raise make_theme_error(f"is {name}, not a PowerPoint file", _SAVE_HINT)
    if len(source) > MAX_BYTES:
        message = f"has {len(source) / 1e6:,.0f} MB; up to {MAX_BYTES / 1e6:,.0f} MB are read"
        raise make_theme_error(message, "Delete its sample slides and compress its pictures.")


def _reject_zip_bombs(archive: zipfile.ZipFile) -> None:
    """Check the sizes in the zip directory, without unpacking anything."""
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise make_theme_error(
            f"holds {len(entries):,} parts; up to {MAX_PARTS:,} are read", "Delete its sample slides."
        )
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED_BYTES:
        message = f"would unpack to {total / 1e6:,.0f} MB; up to {MAX_UNPACKED_BYTES / 1e6:,.0f} MB are read"
        raise make_theme_error(message, "Delete its sample slides and compress its pictures.")
    for entry in entries:
        if entry.flag_bits & 1:
            raise make_theme_error("is an encrypted zip", "Save it without a password.")
        if entry.file_size >= _MEGABYTE and entry.file_size > MAX_COMPRESSION_RATIO * max(entry.compress_size, 1):
            message = f"holds {entry.filename[:80]!r}, which would unpack to {entry.file_size / 1e6:,.0f} MB of nothing"
            raise make_theme_error(message, "It may be an attack: do not open it; ask for the file again.")


def _reject_other_formats(package: Package) -> None:
    if "mimetype" in package and package.sizes["mimetype"] < _MEGABYTE and b"opendocument" in package.read("mimetype"):
        raise make_theme_error("is an OpenDocument file (.odp)", "Open it in LibreOffice and save it as .pptx.")
    if "[Content_Types].xml" not in package or "_rels/.rels" not in package:
        raise make_theme_error("is a zip, but not a PowerPoint file", _SAVE_HINT)
    kinds = {element.get("ContentType", "") for element in package.read_xml("[Content_Types].xml")}
    mains = [kind for kind in kinds if re.search(r"\.main\+xml$", kind)]
    if not any("presentation" in kind or "powerpoint" in kind for kind in mains):
        name = next(
            (name for word, name in _OTHER_FORMATS if any(word in kind for kind in mains)), "not a PowerPoint file"
        )
        raise make_theme_error(f"is {name}", _SAVE_HINT)
    if _STRICT_NAMESPACE in package.read("_rels/.rels"):
        hint = "Open it in PowerPoint and save it as “PowerPoint Presentation (*.pptx)”, not as “Strict Open XML”."
        raise make_theme_error("is saved as Strict Open XML (ISO 29500 Strict)", hint)
