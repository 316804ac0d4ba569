"""What a template may bring along that makes PowerPoint or Keynote offer a repair; mended whatever the template is.

docs/audit.md describes what is mended here, by the codes that `golive audit` would otherwise find in the deck.
"""

from typing import Any, Final

from golive.ooxml.leftovers import drop_leftovers
from golive.ooxml.package_builder import OFFICE, Part, reachable
from golive.ooxml.part_trees import keep, root_of

_FIRST_MASTER_ID: Final = 2_147_483_648
_LAST_SHAPE_ID: Final = 2_147_483_647
_FIRST_AXIS_ID: Final = 100_000_001
_NUMBERED: Final = ("slideLayout+xml", "slideMaster+xml", "notesMaster+xml", "handoutMaster+xml", "chart+xml")
_NAMED_SIZE: Final = {"screen4x3": 4 / 3, "screen16x9": 16 / 9, "screen16x10": 1.6}
_NEARLY: Final = 0.01
_SECTIONS: Final = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_SLIDES: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_ID: Final = f"{{{OFFICE}}}id"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def mend(package: Part, main: Part) -> None:
    """Mend numbers, lists and what leads nowhere, in every part of a template.

    Args:
        package: knows all its parts, which are changed.
        main: the presentation's part.
    """
    for part in list(reachable(package)):
        drop_leftovers(part)
    _mend_main(main)
    _list_layouts(main)
    _number_masters(main)
    for part in reachable(package):
        root = root_of(part) if part.kind.endswith(_NUMBERED) else None
        if root is None:
            continue
        changed = _number_axes(root) if part.kind.endswith("chart+xml") else number_shapes(root)
        if changed:
            keep(part, root)


def number_shapes(root: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """Give every shape an id of its own; glue that holds on to nothing is removed. Whether anything was changed."""
    changed = False
    shapes = list(root.iter("{*}cNvPr"))
    given = {int(shape.get("id")) for shape in shapes if _is_number(shape.get("id"))}
    free = iter(number for number in range(1, len(shapes) + len(given) + 2) if number not in given)
    seen: set[int] = set()
    for shape in shapes:
        number = int(shape.get("id")) if _is_number(shape.get("id")) else 0
        if number in seen or not 0 < number <= _LAST_SHAPE_ID:
            number = next(free)
            shape.set("id", str(number))
            changed = True
        seen.add(number)
    for end in [*root.iter("{*}stCxn"), *root.iter("{*}endCxn")]:
        if not _is_number(end.get("id")) or int(end.get("id")) not in seen:
            end.getparent().remove(end)
            changed = True
    return changed


def _is_number(text: str | None) -> bool:
    return bool(text) and str(text).isascii() and str(text).isdigit()


def _mend_main(main: Part) -> None:
    """Mend what the presentation's own part says: its size, its lists, and shows of slides that are gone."""
    root = root_of(main)
    size = root.find(f"{_SLIDES}sldSz")
    named = _NAMED_SIZE.get(size.get("type", ""))
    if named and abs(int(size.get("cx")) / int(size.get("cy")) - named) > _NEARLY:
        del size.attrib["type"]
    for tag in ("custShowLst", "photoAlbum", "custDataLst"):
        for element in root.findall(f"{_SLIDES}{tag}"):
            root.remove(element)
    for extension in list(root.iter(f"{_SLIDES}ext")):
        if extension.get("uri") == _SECTIONS:
            extension.getparent().remove(extension)
    if root.find(f"{_SLIDES}notesMasterIdLst") is None:
        number = next((n for n, relation in main.rels.items() if relation.kind.endswith("/notesMaster")), None)
        if number:
            listed = root.makeelement(f"{_SLIDES}notesMasterIdLst")
            listed.append(root.makeelement(f"{_SLIDES}notesMasterId", {_ID: number}))
            root.find(f"{_SLIDES}sldMasterIdLst").addnext(listed)
    keep(main, root)


def _list_layouts(main: Part) -> None:
    """Every layout of a master is in its list."""
    for master in main.known("/slideMaster"):
        root = root_of(master)
        listed = root.find(f"{_SLIDES}sldLayoutIdLst")
        known = {entry.get(_ID) for entry in listed} if listed is not None else set()
        unlisted = [n for n, one in master.rels.items() if one.kind.endswith("/slideLayout") and n not in known]
        if not unlisted:
            continue
        if listed is None:
            listed = root.makeelement(f"{_SLIDES}sldLayoutIdLst")
            root.find(f"{_SLIDES}clrMap").addnext(listed)
        for number in unlisted:
            listed.append(root.makeelement(f"{_SLIDES}sldLayoutId", {_ID: number}))
        keep(master, root)


def _number_masters(main: Part) -> None:
    """Masters and layouts have ids of their own; those that are right stay."""
    trees = [(main, root_of(main)), *((master, root_of(master)) for master in main.known("/slideMaster"))]
    entries = list(trees[0][1].iter(f"{_SLIDES}sldMasterId"))
    for _, root in trees[1:]:
        entries += root.iter(f"{_SLIDES}sldLayoutId")
    seen: set[int] = set()
    given = {int(entry.get("id")) for entry in entries if _is_number(entry.get("id"))}
    free = iter(n for n in range(_FIRST_MASTER_ID, _FIRST_MASTER_ID + 2 * len(entries) + 1) if n not in given)
    changed = False
    for entry in entries:
        number = int(entry.get("id")) if _is_number(entry.get("id")) else 0
        if number in seen or number < _FIRST_MASTER_ID:
            number = next(free)
            entry.set("id", str(number))
            changed = True
        seen.add(number)
    for part, root in trees if changed else ():
        keep(part, root)


def _number_axes(root: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """The axes of a chart have positive numbers; old templates write negative ones."""
    renamed: dict[str, str] = {}
    for number in [*root.iter(f"{_CHART}axId"), *root.iter(f"{_CHART}crossAx")]:
        value = number.get("val", "")
        if value.startswith("-"):
            number.set("val", renamed.setdefault(value, str(_FIRST_AXIS_ID + len(renamed))))
    return bool(renamed)
