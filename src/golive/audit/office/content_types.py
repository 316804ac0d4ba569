"""Check that each part has a content type and that the type matches the content."""

import re
from collections.abc import Iterator
from typing import Final

from golive.audit.rules import make_finding
from golive.ooxml.namespaces import CONTENT_TYPES, R
from golive.ooxml.raw_package import TYPES, RawPackage
from golive.ooxml.xml_elements import is_element
from golive.support.problems import Problem

_SHAPED: Final = "application/vnd.openxmlformats-officedocument."
EXPECTED: Final = {
    "slide": f"{_SHAPED}presentationml.slide+xml",
    "slideLayout": f"{_SHAPED}presentationml.slideLayout+xml",
    "slideMaster": f"{_SHAPED}presentationml.slideMaster+xml",
    "notesSlide": f"{_SHAPED}presentationml.notesSlide+xml",
    "notesMaster": f"{_SHAPED}presentationml.notesMaster+xml",
    "handoutMaster": f"{_SHAPED}presentationml.handoutMaster+xml",
    "presProps": f"{_SHAPED}presentationml.presProps+xml",
    "viewProps": f"{_SHAPED}presentationml.viewProps+xml",
    "tableStyles": f"{_SHAPED}presentationml.tableStyles+xml",
    "theme": f"{_SHAPED}theme+xml",
    "chart": f"{_SHAPED}drawingml.chart+xml",
}
MAIN: Final = {
    ".pptx": f"{_SHAPED}presentationml.presentation.main+xml",
    ".potx": f"{_SHAPED}presentationml.template.main+xml",
    ".ppsx": f"{_SHAPED}presentationml.slideshow.main+xml",
    ".pptm": "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    ".potm": "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
}
_ROOTS: Final = {
    "slide": "sld",
    "slideLayout": "sldLayout",
    "slideMaster": "sldMaster",
    "notesSlide": "notes",
    "notesMaster": "notesMaster",
    "handoutMaster": "handoutMaster",
    "presProps": "presentationPr",
    "viewProps": "viewPr",
    "tableStyles": "tblStyleLst",
    "theme": "theme",
    "chart": "chartSpace",
}
_ROOT_OF: Final = {EXPECTED[kind]: root for kind, root in _ROOTS.items()}
_TYPED_FOLDER: Final = re.compile(r"ppt/(slides|slideLayouts|slideMasters|theme|charts|notesSlides)/[^/]+\.xml")
_FIRST_BYTES: Final = (
    (b"\x89PNG", ("image/png",)),
    (b"\xff\xd8\xff", ("image/jpeg", "image/jpg", "image/pjpeg")),
    (b"GIF8", ("image/gif",)),
    (b"BM", ("image/bmp",)),
    (b"II*\0", ("image/tiff",)),
    (b"MM\0*", ("image/tiff",)),
)
_DRAWN: Final = frozenset({"image/x-emf", "image/x-wmf", "image/svg+xml"})


def check_types(package: RawPackage) -> Iterator[Problem]:
    """Find content types that are duplicate, unused, missing or wrong."""
    yield from _declarations(package)
    for name in package.parts:
        if name == TYPES:
            continue
        kind = package.kind_of(name)
        if not kind:
            yield make_finding("type-missing", name)
        elif kind == "application/xml" and _TYPED_FOLDER.fullmatch(name):
            yield make_finding("type-generic", name)
        elif kind in _ROOT_OF and name in package.trees:
            yield from _root(name, str(package.trees[name].tag), _ROOT_OF[kind])
        elif kind.startswith("image/") and kind not in _DRAWN:
            yield from _image(name, kind, package.parts[name])
    yield from _promises(package)


def _root(name: str, tag: str, wanted: str) -> Iterator[Problem]:
    if tag.rpartition("}")[2] != wanted:
        yield make_finding("type-root", name, f"The part's root element is {tag.rpartition('}')[2]}, not {wanted}.")


def _declarations(package: RawPackage) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in package.trees[TYPES]:
        if not is_element(entry):
            continue
        part, extension = entry.get("PartName", ""), entry.get("Extension", "").lower()
        name = part or f"*.{extension}"
        if name.lower() in seen:
            yield make_finding("type-twice", name)
        seen.add(name.lower())
        if entry.tag == f"{CONTENT_TYPES}Override" and part.lstrip("/") not in package.parts:
            yield make_finding("type-phantom", part)


def _image(name: str, kind: str, content: bytes) -> Iterator[Problem]:
    for first, kinds in _FIRST_BYTES:
        if content.startswith(first):
            if kind not in kinds:
                yield make_finding("type-image", name, f"The picture is declared as {kind}; its bytes are {kinds[0]}.")
            return


def _promises(package: RawPackage) -> Iterator[Problem]:
    """Compare content types with relationship types and with the file's extension."""
    seen: set[tuple[str, str]] = set()
    for relations in package.relations.values():
        for relation in relations.values():
            wanted = EXPECTED.get(relation.kind) if relation.type.startswith(R.strip("{}")) else None
            part = relation.part
            if (
                wanted
                and part
                and part in package.parts
                and package.kind_of(part) != wanted
                and (part, wanted) not in seen
            ):
                seen.add((part, wanted))
                yield make_finding(
                    "type-wrong", part, f"The part is declared as {package.kind_of(part)}, not as {wanted}."
                )
    main = package.main
    if main and package.suffix in MAIN and package.kind_of(main) != MAIN[package.suffix]:
        yield make_finding("type-main", main, f"A {package.suffix} file whose presentation is {package.kind_of(main)}.")
