"""Open Office packages with python-pptx, walk their parts, and write them with equal bytes.

python-pptx resolves relationships and content types and gives slides, layouts and placeholders their classes. It
does not bound what it unpacks, and it stops at the first damaged part; so `open_package` takes only bytes whose zip
directory was checked, and turns everything that python-pptx raises into one error. What it cannot open at all is
read by `raw_package`.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from golive.ooxml.limits import PackageLimits, find_excess, is_encrypted, is_xml_name
from golive.ooxml.xml_parser import has_doctype, parse_or_none, parse_untrusted_xml, serialize_xml

if TYPE_CHECKING:
    from pptx.opc.package import Part
from pptx.package import Package

FAILURES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
    SyntaxError,  # lxml's XMLSyntaxError is one
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What python-pptx, lxml and zipfile raise for packages that are damaged or contradict themselves."""


class UnreadablePackageError(ValueError):
    """A package that python-pptx cannot open, or that is not safe to open; the message says why."""


def open_package(content: bytes, limits: PackageLimits) -> "Package":
    """Open a package after checking its zip directory and its XML parts.

    Args:
        content: bytes of a .pptx, .potx or .ppsx.
        limits: what it may hold at most.

    Returns:
        python-pptx's package; change its parts freely, it is nobody else's.

    Raises:
        UnreadablePackageError: it is larger than the limits, encrypted, damaged, or holds a document type.
    """
    _check_zip(content, limits)
    return _open_with_python_pptx(content)


def open_own_package(content: bytes) -> "Package":
    """Open a package that golive itself has just written or cleaned, without checking it again.

    Raises:
        UnreadablePackageError: python-pptx cannot open it.
    """
    return _open_with_python_pptx(content)


def _check_zip(content: bytes, limits: PackageLimits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            reason = _find_danger(archive, limits) if len(content) <= limits.file_bytes else "it is too large"
    except FAILURES as error:
        raise UnreadablePackageError(f"it cannot be unpacked: {str(error)[:120]}") from error
    if reason:
        raise UnreadablePackageError(reason)


def _find_danger(archive: zipfile.ZipFile, limits: PackageLimits) -> str:
    """Return why a package is not safe to open; empty if it is."""
    entries = archive.infolist()
    excess = find_excess(entries, limits)
    if excess is not None:
        return f"it exceeds a limit ({excess.limit}: {excess.found:,} of {excess.allowed:,})"
    if any(map(is_encrypted, entries)):
        return "it is encrypted"
    for entry in entries:
        if not is_xml_name(entry.filename):
            continue
        if entry.file_size > limits.xml_part_bytes:
            return f"{entry.filename} is larger than any such part needs to be"
        if has_doctype(archive.read(entry)):
            return f"{entry.filename} has a document type, which Office never writes"
    return ""


def _open_with_python_pptx(content: bytes) -> "Package":
    from pptx.package import Package as PptxPackage

    try:
        return PptxPackage.open(io.BytesIO(content))
    except FAILURES as error:
        raise UnreadablePackageError(_describe_failure(content, error)) from error


def _describe_failure(content: bytes, error: Exception) -> str:
    """Return why python-pptx failed, with the name of the part that is not XML, which python-pptx does not say."""
    if isinstance(error, SyntaxError):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in filter(is_xml_name, archive.namelist()):
                try:
                    parse_untrusted_xml(archive.read(name))
                except ValueError as reason:
                    return f"{name} is not XML ({str(reason)[:80]})"
    if isinstance(error, (LookupError, ValueError)) and str(error).strip("'\""):
        return str(error).strip("'\"")[:120]
    return "it does not follow the Open Packaging Conventions"


def is_strict_package(package: "Package") -> bool:
    """Return whether a package has the format ISO Strict, whose names of elements and relationships are others."""
    return any("purl.oclc.org/ooxml" in one.reltype for one in get_relationships(package).values())


def find_main_part(package: "Package") -> "Part":
    """Return the presentation part of a package.

    Raises:
        UnreadablePackageError: there is none.
    """
    found = next(iter_related_parts(package, "/officeDocument"), None)
    if found is None:
        raise UnreadablePackageError("it has no presentation")
    return found


def iter_related_parts(source: "Package | Part", kind: str) -> Iterator["Part"]:
    """Yield the parts that a package or a part is related to, by the end of the relationship type (`/slide`)."""
    for relation in get_relationships(source).values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            yield relation.target_part


def get_relationships(source: "Package | Part") -> Any:  # noqa: ANN401 - python-pptx offers no public type
    """Return python-pptx's mapping of relationships by id; of a package, those of the package itself."""
    return source._rels  # noqa: SLF001 - Package has no public `rels`, Part has


def iter_parts(package: "Package") -> Iterator["Part"]:
    """Yield every part that relationships lead to, once each.

    Unlike `OpcPackage.iter_parts` it does not recurse, so a long chain of linked slides is no problem.
    """
    seen: set[int] = set()
    waiting: list[Any] = [package]
    while waiting:
        for relation in get_relationships(waiting.pop()).values():
            if not relation.is_external and id(relation.target_part) not in seen:
                seen.add(id(relation.target_part))
                waiting.append(relation.target_part)
                yield relation.target_part


def read_part_xml(part: "Part") -> Any:  # noqa: ANN401 - lxml's elements
    """Return the root element of a part: python-pptx's own tree, or a parsed copy; None if it is not XML."""
    element = getattr(part, "_element", None)
    return parse_or_none(part.blob) if element is None else element


def write_part_xml(part: "Part", root: Any) -> None:  # noqa: ANN401 - lxml's elements
    """Put a root element that `read_part_xml` returned, and that was changed since, back into its part."""
    if getattr(part, "_element", None) is None:
        part.blob = serialize_xml(root)


def copy_part(part: "Part", package: "Package") -> "Part":
    """Return a copy of a part that belongs to another package; it is related to the same parts."""
    from pptx.oxml import parse_xml

    copied = type(part).load(part.partname, part.content_type, package, part.blob)
    targets = {r.target_part.partname: r.target_part for r in part.rels.values() if not r.is_external}
    copied.load_rels_from_xml(parse_xml(part.rels.xml), targets)
    return copied


def serialize_package(package: "Package") -> Mapping[str, bytes]:
    """Return the content of every part by name, with relationship parts and `[Content_Types].xml`.

    `OpcPackage.save` writes the same parts, in an order and with times of its own.
    """
    from pptx.opc.oxml import serialize_part_xml
    from pptx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI
    from pptx.opc.serialized import _ContentTypesItem

    found = list(iter_parts(package))
    parts = {PACKAGE_URI.rels_uri.membername: get_relationships(package).xml}
    for part in found:
        parts[part.partname.membername] = part.blob
        if part.rels:
            parts[part.partname.rels_uri.membername] = part.rels.xml
    parts[CONTENT_TYPES_URI.membername] = serialize_part_xml(_ContentTypesItem.xml_for(found))
    return parts
