"""Give a merged deck the identity of the new deck: its snapshot and its properties, and how many edits it holds."""

from typing import Any, Final

from golive.ooxml.package import get_relationships, iter_related_parts, read_part_xml
from golive.ooxml.xml_parser import parse_or_none, serialize_xml
from golive.render.slides.merge.report import Edit, shorten_text
from golive.render.slides.pptx.snapshot import is_snapshot

EDITS_PROPERTY: Final = "golive.edits"
"""Name of the property that says how many edits of a person a merged deck holds.

A merged deck has it even if that is none: it may hold what is not compared, such as comments and animations.
"""
_PREFIX: Final = "golive."
_TITLES: Final = ("title", "subject")
_TYPES: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def copy_identity(theirs: Any, ours: Any, edits: int, texts: str) -> None:  # noqa: ANN401 - python-pptx's packages
    """Replace the identity of an edited deck by that of the new one; properties of the person stay.

    Args:
        theirs: package of the edited deck; changed in place.
        ours: package of the new deck.
        edits: number of edits that the deck holds.
        texts: the texts of the base, which say whether golive wrote the title.
    """
    new, old = find_snapshot_part(ours), find_snapshot_part(theirs)
    if new is not None and old is not None:
        if getattr(old, "_element", None) is None:
            old.blob = new.blob
        else:
            old._element = parse_or_none(new.blob)  # noqa: SLF001 - python-pptx's way to a part's tree
    properties, former = (next(iter_related_parts(one, "/custom-properties")) for one in (ours, theirs))
    former.blob = _merge_properties(properties.blob, former.blob, edits)
    _copy_version(theirs, ours, texts)


def find_snapshot_part(package: Any) -> Any:  # noqa: ANN401 - python-pptx's package
    """Return the part of a package that holds the snapshot; None if there is none."""
    main = next(iter_related_parts(package, "/officeDocument"))
    # LibreOffice relates it to the package in place of the presentation.
    parts = [*iter_related_parts(main, "/customXml"), *iter_related_parts(package, "/customXml")]
    return next((part for part in parts if is_snapshot(part.blob)), None)


def read_golive_properties(package: Any) -> dict[str, str]:  # noqa: ANN401 - python-pptx's package
    """Return the properties of a package that golive writes, without its seal and the number of edits."""
    part = next(iter_related_parts(package, "/custom-properties"), None)
    root = read_part_xml(part) if part is not None else None
    found = {one.get("name", ""): "".join(one.itertext()) for one in root} if root is not None else {}
    ignored = {"golive.seal", EDITS_PROPERTY}
    return {name: text for name, text in found.items() if name.startswith(_PREFIX) and name not in ignored}


def read_date(package: Any) -> str:  # noqa: ANN401 - python-pptx's package
    """Return the ISO date of the document in a package, from its core properties."""
    part = next(iter_related_parts(package, "/core-properties"), None)
    root = read_part_xml(part) if part is not None else None
    found = root.findtext("{*}modified") if root is not None else None
    return found[:10] if found else "2000-01-01"


def list_title_edits(package: Any, texts: str) -> tuple[Edit, ...]:  # noqa: ANN401 - python-pptx's package
    """List the changes of the document's title and subject by a person.

    Args:
        package: the edited deck.
        texts: the texts that golive wrote into it; title and subject stand in them too.
    """
    part = next(iter_related_parts(package, "/core-properties"), None)
    root = read_part_xml(part) if part is not None else None
    values = {tag: (root.findtext(f"{{*}}{tag}") or "").strip() for tag in _TITLES} if root is not None else {}
    return tuple(
        Edit("", "", 0, "", "text", f"The {tag} of the document is “{shorten_text(text)}”.", "", text)
        for tag, text in values.items()
        if not _is_from(texts, text)
    )


def _is_from(texts: str, value: str | None) -> bool:
    """Return whether a value stands in texts; white space does not matter."""
    return " ".join((value or "").split()) in " ".join(texts.split())


def _merge_properties(ours: bytes, theirs: bytes, edits: int) -> bytes:
    root, former = parse_or_none(ours), parse_or_none(theirs)
    own = [one for one in former if not one.get("name", "").startswith(_PREFIX)] if former is not None else []
    count = root.makeelement(root[0].tag, {"fmtid": _FORMAT, "pid": "0", "name": EDITS_PROPERTY})
    text = count.makeelement(f"{_TYPES}lpwstr")
    text.text = str(edits)
    count.append(text)
    root.append(count)
    root.extend(own)
    for number, one in enumerate(root, 2):
        one.set("pid", str(number))
    content: bytes = serialize_xml(root)
    return content


def _copy_version(theirs: Any, ours: Any, texts: str) -> None:  # noqa: ANN401 - python-pptx's packages
    """Copy the version of the document to the core properties, and count the slides."""
    new, old = (next(iter_related_parts(one, "/core-properties"), None) for one in (ours, theirs))
    if new is not None and old is not None:
        source, target = read_part_xml(new), read_part_xml(old)
        for tag in ("version", *_TITLES):
            one, other = source.find(f"{{*}}{tag}"), target.find(f"{{*}}{tag}")
            if one is not None and other is not None and (tag == "version" or _is_from(texts, other.text)):
                other.text = one.text
        if getattr(old, "_element", None) is None:
            old.blob = serialize_xml(target)
    extended = next(iter_related_parts(theirs, "/extended-properties"), None)
    if extended is not None:
        root = read_part_xml(extended)
        main = next(iter_related_parts(theirs, "/officeDocument"))
        count = sum(1 for one in get_relationships(main).values() if one.reltype.endswith("/slide"))
        slides = root.find("{*}Slides")
        if slides is not None and slides.text != str(count):
            slides.text = str(count)
            extended.blob = serialize_xml(root)
