"""Prepare the package of a theme: repaired and without slides. Cached once per theme."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from golive.ooxml.package import open_package
from golive.ooxml.package_builder import RELATIONSHIPS_NS, Part, iter_reachable_parts, load_parts
from golive.ooxml.part_trees import parse_part, save_part_xml
from golive.ooxml.repairs import repair_template
from golive.render.slides.pptx.notes_master import NOTES_MASTER_CONTENT_TYPE, notes_master_xml

_UNWANTED_PRESENTATION_RELATIONSHIPS: Final = ("/printerSettings", "/commentAuthors", "/tags", "/customXml", "/slide")
_UNWANTED_PACKAGE_RELATIONSHIPS: Final = (
    "/thumbnail",
    "/custom-properties",
    "/core-properties",
    "/extended-properties",
)
_PRESENTATION_NS: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_EMPTY_SLIDE_LIST: Final = b"<p:sldIdLst/>"


class BasePackage(Struct, frozen=True):
    """A package without slides; its parts must not be modified.

    Attributes:
        package: root of the package relationships.
        presentation: the presentation part.
        layouts: slide layout parts by part name.
        notes_master: the notes master part.
        placeholder_indexes: `idx` of its slide image and text placeholders.
    """

    package: Part
    presentation: Part
    layouts: Mapping[str, Part]
    notes_master: Part
    placeholder_indexes: tuple[int, int]

    def build_presentation_xml(self, slides: str) -> bytes:
        """Return the presentation XML with the given `<p:sldId …/>` elements as its slide list."""
        return self.presentation.content.replace(
            _EMPTY_SLIDE_LIST, f"<p:sldIdLst>{slides}</p:sldIdLst>".encode() if slides else b"", 1
        )


@lru_cache(maxsize=8)
def load_base_package(source: bytes) -> BasePackage:
    """Remove the slides of a template and repair its package.

    Args:
        source: the bytes of a theme.

    Raises:
        ThemeError: the template is damaged.
    """
    package = load_parts(open_package(source))
    main = next(package.related_parts("/officeDocument"))
    _drop_relationships(package, _UNWANTED_PACKAGE_RELATIONSHIPS)
    _drop_relationships(main, _UNWANTED_PRESENTATION_RELATIONSHIPS)
    if not any(main.related_parts("/notesMaster")):
        _add_notes_master(package, main)
    repair_template(package, main)
    _add_empty_slide_list(main)
    notes = next(main.related_parts("/notesMaster"))
    layouts = {
        part.name: part
        for master in main.related_parts("/slideMaster")
        for part in master.related_parts("/slideLayout")
    }
    return BasePackage(package, main, layouts, notes, _read_placeholder_indexes(notes))


def _drop_relationships(part: Part, kinds: tuple[str, ...]) -> None:
    for number in [n for n, relation in part.rels.items() if relation.kind.endswith(kinds)]:
        part.rels.pop(number)


def _add_notes_master(package: Part, main: Part) -> None:
    """Add a plain notes master with a copy of the slide theme."""
    theme = next(theme for master in main.related_parts("/slideMaster") for theme in master.related_parts("/theme"))
    names = {part.name for part in iter_reachable_parts(package)}
    free = next(name for name in _generate_theme_names() if name not in names)
    master = Part("ppt/notesMasters/notesMaster1.xml", NOTES_MASTER_CONTENT_TYPE, notes_master_xml())
    master.add_relationship(
        f"{RELATIONSHIPS_NS}/theme", Part(free, theme.content_type, theme.content, dict(theme.rels))
    )
    main.add_relationship(f"{RELATIONSHIPS_NS}/notesMaster", master)


def _generate_theme_names() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"ppt/theme/theme{number}.xml"


def _add_empty_slide_list(main: Part) -> None:
    """Replace the slide list by an empty one at the position that the schema requires."""
    root = parse_part(main)
    for listed in root.findall(f"{_PRESENTATION_NS}sldIdLst"):
        root.remove(listed)
    root.find(f"{_PRESENTATION_NS}sldSz").addprevious(root.makeelement(f"{_PRESENTATION_NS}sldIdLst"))
    save_part_xml(main, root)


def _read_placeholder_indexes(master: Part) -> tuple[int, int]:
    numbers = {ph.get("type", "obj"): int(ph.get("idx", "0")) for ph in parse_part(master).iter("{*}ph")}
    return numbers.get("sldImg", 2), numbers.get("body", 3)
