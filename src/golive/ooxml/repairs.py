"""Fix template faults that would make PowerPoint or Keynote offer a repair.

docs/audit.md describes the faults fixed here, by the codes that `golive audit` would otherwise report.
"""

from typing import Any, Final

from pptx.opc.package import Part
from pptx.package import Package

from golive.ooxml.namespaces import A, C, P, R
from golive.ooxml.package import (
    get_relationships,
    iter_parts,
    iter_related_parts,
    read_part_xml,
    write_part_xml,
)
from golive.ooxml.placeholders import get_placeholder, iter_placeholder_shapes

_FIRST_MASTER_ID: Final = 2_147_483_648
_LAST_SHAPE_ID: Final = 2_147_483_647
_FIRST_AXIS_ID: Final = 100_000_001
_NUMBERED_TYPES: Final = ("slideLayout+xml", "slideMaster+xml", "notesMaster+xml", "handoutMaster+xml", "chart+xml")
NAMED_RATIOS: Final = {"screen4x3": 4 / 3, "screen16x9": 16 / 9, "screen16x10": 1.6}
_RATIO_TOLERANCE: Final = 0.01
_FIRST_FREE_INDEX: Final = 20
_TITLE_TYPES: Final = frozenset({"title", "ctrTitle"})
_LIST_STYLES: Final = {f"{A}{name}" for name in ("defPPr", *(f"lvl{n}pPr" for n in range(1, 10)), "extLst")}
_RELATIONSHIP_ID: Final = f"{R}id"


def repair_template(package: Package, main: Part) -> None:
    """Fix ids and lists in every part of a template.

    Args:
        package: the package; its parts are changed in place.
        main: the presentation part.
    """
    _repair_presentation(main)
    _remove_empty_masters(main)
    _list_missing_layouts(main)
    _renumber_masters(main)
    for part in iter_parts(package):
        root = read_part_xml(part) if part.content_type.endswith(_NUMBERED_TYPES) else None
        if root is None:
            continue
        if part.content_type.endswith("chart+xml"):
            changed = _renumber_axes(root)
        else:
            changed = renumber_shapes(root) | _remove_foreign_list_styles(root)
            if part.content_type.endswith("slideLayout+xml"):
                changed |= _renumber_placeholders(root)
        if changed:
            write_part_xml(part, root)


def renumber_shapes(root: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """Give every shape a unique id and remove connections to missing shapes; return True if anything changed."""
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


def _renumber_placeholders(root: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """Give every placeholder of a layout an `idx` of its own, 0 for the title alone; return True if any changed.

    LibreOffice leaves the `idx` of contents out, so that nothing tells two of them, or one from the title. PowerPoint
    gives a pasted title a number by which most programs know it for no title.
    """
    holders = [get_placeholder(shape) for shape in iter_placeholder_shapes(root)]
    title = next((holder for holder in holders if holder.get("type") in _TITLE_TYPES), None)
    changed = False
    if title is not None and title.get("idx", "0") != "0":
        del title.attrib["idx"]
        changed = True
    given = {holder.get("idx", "0") for holder in holders}
    free = (str(number) for number in range(_FIRST_FREE_INDEX, _FIRST_FREE_INDEX + 2 * len(holders) + 1))
    seen = {"0"}
    for holder in holders:
        index = holder.get("idx", "0")
        if holder is title:
            continue
        if index in seen:
            index = next(number for number in free if number not in given)
            holder.set("idx", index)
            changed = True
        seen.add(index)
    return changed


def _remove_foreign_list_styles(root: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """Remove what list styles may not hold, such as bare run properties; return True if anything was found."""
    foreign = [style for styles in root.iter(f"{A}lstStyle") for style in styles if style.tag not in _LIST_STYLES]
    for style in foreign:
        style.getparent().remove(style)
    return bool(foreign)


def _is_number(text: str | None) -> bool:
    return bool(text) and str(text).isascii() and str(text).isdigit()


def _repair_presentation(main: Part) -> None:
    """Fix the presentation part: the name of its slide size, and the list of notes masters."""
    root = read_part_xml(main)
    size = root.find(f"{P}sldSz")
    named = NAMED_RATIOS.get(size.get("type", "")) if size is not None else None
    if named and abs(int(size.get("cx")) / int(size.get("cy")) - named) > _RATIO_TOLERANCE:
        del size.attrib["type"]
    if root.find(f"{P}notesMasterIdLst") is None:
        number = next(
            (n for n, relation in get_relationships(main).items() if relation.reltype.endswith("/notesMaster")), None
        )
        if number:
            listed = root.makeelement(f"{P}notesMasterIdLst")
            listed.append(root.makeelement(f"{P}notesMasterId", {_RELATIONSHIP_ID: number}))
            root.find(f"{P}sldMasterIdLst").addnext(listed)
    write_part_xml(main, root)


def _remove_empty_masters(main: Part) -> None:
    """Remove slide masters without layouts, which no slide can use, if others have some."""
    masters = {n: one.target_part for n, one in get_relationships(main).items() if one.reltype.endswith("/slideMaster")}
    empty = {number for number, part in masters.items() if not any(iter_related_parts(part, "/slideLayout"))}
    if not empty or empty == masters.keys():
        return
    root = read_part_xml(main)
    for entry in list(root.iter(f"{P}sldMasterId")):
        if entry.get(_RELATIONSHIP_ID) in empty:
            entry.getparent().remove(entry)
    for number in empty:
        get_relationships(main).pop(number)
    write_part_xml(main, root)


def _list_missing_layouts(main: Part) -> None:
    """Add layouts that are missing from their master's list."""
    for master in iter_related_parts(main, "/slideMaster"):
        root = read_part_xml(master)
        listed = root.find(f"{P}sldLayoutIdLst")
        known = {entry.get(_RELATIONSHIP_ID) for entry in listed} if listed is not None else set()
        unlisted = [
            n for n, one in get_relationships(master).items() if one.reltype.endswith("/slideLayout") and n not in known
        ]
        if not unlisted:
            continue
        if listed is None:
            listed = root.makeelement(f"{P}sldLayoutIdLst")
            root.find(f"{P}clrMap").addnext(listed)
        for number in unlisted:
            listed.append(root.makeelement(f"{P}sldLayoutId", {_RELATIONSHIP_ID: number}))
        write_part_xml(master, root)


def _renumber_masters(main: Part) -> None:
    """Give masters and layouts unique ids; valid ids are kept."""
    trees = [
        (main, read_part_xml(main)),
        *((master, read_part_xml(master)) for master in iter_related_parts(main, "/slideMaster")),
    ]
    entries = list(trees[0][1].iter(f"{P}sldMasterId"))
    for _, root in trees[1:]:
        entries += root.iter(f"{P}sldLayoutId")
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
        write_part_xml(part, root)


def _renumber_axes(root: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """Replace negative axis ids, which old templates write; return True if any were found."""
    renamed: dict[str, str] = {}
    for number in [*root.iter(f"{C}axId"), *root.iter(f"{C}crossAx")]:
        value = number.get("val", "")
        if value.startswith("-"):
            number.set("val", renamed.setdefault(value, str(_FIRST_AXIS_ID + len(renamed))))
    return bool(renamed)
