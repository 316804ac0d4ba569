"""Open the zip of a template after checking its directory, before `template_cleaning` makes it fit for python-pptx.

Files that are not PowerPoint, are encrypted, use Strict Open XML, or would unpack to more than a template
needs are rejected with a reason.
"""

import io
import re
import zipfile
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.limits import TEMPLATE_LIMITS, find_excess, is_encrypted
from golive.ooxml.raw_package import TYPES, ZIP_ERRORS, ContentTypes, parse_content_types
from golive.ooxml.xml_parser import has_doctype, parse_untrusted_xml
from golive.support.problems import ThemeError, make_problem

_MEGABYTE: Final = 1_000_000
_SAVE_HINT: Final = "Save it from PowerPoint as .pptx or .potx."
COPY_AGAIN_HINT: Final = "Copy it again from where it came from, or open and save it in PowerPoint."
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


class TemplateArchive(Struct, frozen=True):
    """The opened zip of a template.

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
        except ZIP_ERRORS as error:
            raise make_theme_error(f"is damaged: {name} cannot be unpacked", COPY_AGAIN_HINT) from error

    def read_xml(self, name: str) -> Any:  # noqa: ANN401 - lxml's elements
        """Parse a part and return its root element.

        Raises:
            ThemeError: the part is missing, is not XML, is too large, or has a document type.
        """
        content = self.read_safe_xml(name)
        try:
            return parse_untrusted_xml(content)
        except ValueError as error:
            raise make_theme_error(f"is damaged: {name} is not XML ({str(error)[:80]})", COPY_AGAIN_HINT) from error

    def read_safe_xml(self, name: str) -> bytes:
        """Return the content of an XML part.

        Raises:
            ThemeError: the part is missing, is too large, or has a document type.
        """
        if name not in self.sizes:
            raise make_theme_error(f"is damaged: it lacks the part {name}", COPY_AGAIN_HINT)
        if self.sizes[name] > TEMPLATE_LIMITS.xml_part_bytes:
            raise make_theme_error(
                f"holds {name} of {self.sizes[name] / 1e6:,.0f} MB, more than any template needs", COPY_AGAIN_HINT
            )
        content = self.read(name)
        if has_doctype(content):
            raise make_theme_error(f"holds a document type in {name}, which Office never writes", _SAVE_HINT)
        return content

    def read_content_types(self) -> ContentTypes:
        """Return the declared content types.

        Raises:
            ThemeError: the declaration is missing or damaged.
        """
        return parse_content_types(self.read_xml(TYPES))


def open_template_archive(source: bytes) -> TemplateArchive:
    """Open a .pptx, .potx, .ppsx or one of these with macros.

    Args:
        source: bytes of the file.

    Raises:
        ThemeError: the file is of another kind, or would unpack to more than a template needs.
    """
    _reject_foreign_files(source)
    try:
        archive = zipfile.ZipFile(io.BytesIO(source))
    except ZIP_ERRORS as error:
        message = "is cut off or damaged" if source[:2] == b"PK" else "is not a PowerPoint file"
        raise make_theme_error(f"{message}: {error}", COPY_AGAIN_HINT if source[:2] == b"PK" else _SAVE_HINT) from error
    package = TemplateArchive(archive, {entry.filename: entry.file_size for entry in archive.infolist()})
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
    if len(source) > TEMPLATE_LIMITS.file_bytes:
        message = f"has {len(source) / 1e6:,.0f} MB; up to {TEMPLATE_LIMITS.file_bytes / 1e6:,.0f} MB are read"
        raise make_theme_error(message, "Delete its sample slides and compress its pictures.")


def _reject_zip_bombs(archive: zipfile.ZipFile) -> None:
    """Check the sizes in the zip directory, without unpacking anything."""
    excess = find_excess(archive.infolist(), TEMPLATE_LIMITS)
    if excess is not None and excess.limit == "parts":
        message = f"holds {excess.found:,} parts; up to {excess.allowed:,} are read"
        raise make_theme_error(message, "Delete its sample slides.")
    if excess is not None and excess.limit == "ratio":
        message = f"holds {excess.part[:80]!r}, which would unpack to {excess.unpacked_bytes / 1e6:,.0f} MB of nothing"
        raise make_theme_error(message, "It may be an attack: do not open it; ask for the file again.")
    if excess is not None:
        message = f"would unpack to {excess.found / 1e6:,.0f} MB; up to {excess.allowed / 1e6:,.0f} MB are read"
        raise make_theme_error(message, "Delete its sample slides and compress its pictures.")
    if any(map(is_encrypted, archive.infolist())):
        raise make_theme_error("is an encrypted zip", "Save it without a password.")


def _reject_other_formats(package: TemplateArchive) -> None:
    if "mimetype" in package and package.sizes["mimetype"] < _MEGABYTE and b"opendocument" in package.read("mimetype"):
        raise make_theme_error("is an OpenDocument file (.odp)", "Open it in LibreOffice and save it as .pptx.")
    if TYPES not in package or "_rels/.rels" not in package:
        raise make_theme_error("is a zip, but not a PowerPoint file", _SAVE_HINT)
    kinds = {element.get("ContentType", "") for element in package.read_xml(TYPES)}
    mains = [kind for kind in kinds if re.search(r"\.main\+xml$", kind)]
    if not any("presentation" in kind or "powerpoint" in kind for kind in mains):
        name = next(
            (name for word, name in _OTHER_FORMATS if any(word in kind for kind in mains)), "not a PowerPoint file"
        )
        raise make_theme_error(f"is {name}", _SAVE_HINT)
    if _STRICT_NAMESPACE in package.read("_rels/.rels"):
        hint = "Open it in PowerPoint and save it as “PowerPoint Presentation (*.pptx)”, not as “Strict Open XML”."
        raise make_theme_error("is saved as Strict Open XML (ISO 29500 Strict)", hint)
