"""A theme's file, mended and without slides: what every deck on the theme is put into. Made once per theme."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from golive.ooxml.package import open_package
from golive.ooxml.package_builder import OFFICE, Part, opened, reachable
from golive.ooxml.part_trees import keep, root_of
from golive.ooxml.repairs import mend
from golive.render.slides.pptx.notes_master import NOTES_MASTER, notes_master

_UNWANTED: Final = ("/printerSettings", "/commentAuthors", "/tags", "/customXml", "/slide")
_UNWANTED_AT_THE_TOP: Final = ("/thumbnail", "/custom-properties", "/core-properties", "/extended-properties")
_SLIDES: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LIST: Final = b"<p:sldIdLst/>"


class Shell(Struct, frozen=True):
    """A package without slides; its parts are not to be changed.

    Attributes:
        package: knows the presentation's part.
        main: the presentation's part.
        layouts: by their names.
        notes: the master of notes pages.
        holders: the numbers of its placeholders for the slide's image and for text.
    """

    package: Part
    main: Part
    layouts: Mapping[str, Part]
    notes: Part
    holders: tuple[int, int]

    def content(self, slides: str) -> bytes:
        """The presentation's own XML with a list of slides: `<p:sldId …/>` each."""
        return self.main.content.replace(_LIST, f"<p:sldIdLst>{slides}</p:sldIdLst>".encode() if slides else b"", 1)


@lru_cache(maxsize=8)
def shell_of(source: bytes) -> Shell:
    """Empty a template and mend it.

    Args:
        source: the bytes of a theme.

    Raises:
        ThemeError: it is damaged.
    """
    package = opened(open_package(source))
    main = next(package.known("/officeDocument"))
    _drop(package, _UNWANTED_AT_THE_TOP)
    _drop(main, _UNWANTED)
    if not any(main.known("/notesMaster")):
        _add_notes_master(package, main)
    mend(package, main)
    _list_slides(main)
    notes = next(main.known("/notesMaster"))
    layouts = {part.name: part for master in main.known("/slideMaster") for part in master.known("/slideLayout")}
    return Shell(package, main, layouts, notes, _holders(notes))


def _drop(part: Part, kinds: tuple[str, ...]) -> None:
    for number in [n for n, relation in part.rels.items() if relation.kind.endswith(kinds)]:
        part.rels.pop(number)


def _add_notes_master(package: Part, main: Part) -> None:
    """A plain one, on a copy of the theme of the slides."""
    theme = next(theme for master in main.known("/slideMaster") for theme in master.known("/theme"))
    names = {part.name for part in reachable(package)}
    free = next(name for name in _themes() if name not in names)
    master = Part("ppt/notesMasters/notesMaster1.xml", NOTES_MASTER, notes_master())
    master.relate(f"{OFFICE}/theme", Part(free, theme.kind, theme.content, dict(theme.rels)))
    main.relate(f"{OFFICE}/notesMaster", master)


def _themes() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"ppt/theme/theme{number}.xml"


def _list_slides(main: Part) -> None:
    """An empty list where the slides are to be listed."""
    root = root_of(main)
    for listed in root.findall(f"{_SLIDES}sldIdLst"):
        root.remove(listed)
    root.find(f"{_SLIDES}sldSz").addprevious(root.makeelement(f"{_SLIDES}sldIdLst"))
    keep(main, root)


def _holders(master: Part) -> tuple[int, int]:
    numbers = {ph.get("type", "obj"): int(ph.get("idx", "0")) for ph in root_of(master).iter("{*}ph")}
    return numbers.get("sldImg", 2), numbers.get("body", 3)
