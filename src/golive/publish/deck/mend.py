"""What a template may bring along that makes PowerPoint or Keynote offer a repair; mended whatever the template is.

docs/audit.md describes what is mended here, by the codes that `golive audit` would otherwise find in the deck.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from golive.publish.deck.leftovers import drop_leftovers
from golive.publish.deck.trees import keep, root_of

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_FIRST_MASTER_ID: Final = 2_147_483_648
_LAST_SHAPE_ID: Final = 2_147_483_647
_FIRST_AXIS_ID: Final = 100_000_001
_NUMBERED: Final = ("slideLayout+xml", "slideMaster+xml", "notesMaster+xml", "handoutMaster+xml", "chart+xml")
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def mend(presentation: "Presentation") -> None:
    """Mend numbers, lists and what leads nowhere, in every part that came from the template, and in charts."""
    package = presentation.part.package
    parts = list(package.iter_parts())
    for part in parts:
        drop_leftovers(part)
    _list_layouts(presentation)
    _number_masters(presentation)
    for part in package.iter_parts():
        kind = part.content_type
        root = root_of(part) if kind.endswith(_NUMBERED) else None
        if root is None:
            continue
        changed = _number_axes(root) if kind.endswith("chart+xml") else number_shapes(root)
        if changed:
            keep(part, root)


def number_shapes(root: Any) -> bool:  # noqa: ANN401 - python-pptx has no types
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


def _list_layouts(presentation: "Presentation") -> None:
    """Every layout of a master is in its list."""
    from pptx.oxml.ns import qn

    for master in _masters(presentation):
        root = root_of(master)
        listed = root.find(qn("p:sldLayoutIdLst"))
        if listed is None:
            listed = root.makeelement(qn("p:sldLayoutIdLst"))
            root.find(qn("p:clrMap")).addnext(listed)
        known = {entry.get(qn("r:id")) for entry in listed}
        for number, relation in master.rels.items():
            if relation.reltype.endswith("/slideLayout") and number not in known:
                entry = listed.makeelement(qn("p:sldLayoutId"))
                entry.set(qn("r:id"), number)
                listed.append(entry)


def _number_masters(presentation: "Presentation") -> None:
    """Masters and layouts have ids of their own; those that are right stay."""
    from pptx.oxml.ns import qn

    root: Any = presentation.part._element  # noqa: SLF001 - python-pptx offers no other way
    entries = list(root.iter(qn("p:sldMasterId")))
    for master in _masters(presentation):
        entries += list(root_of(master).iter(qn("p:sldLayoutId")))
    seen: set[int] = set()
    given = {int(entry.get("id")) for entry in entries if _is_number(entry.get("id"))}
    free = iter(n for n in range(_FIRST_MASTER_ID, _FIRST_MASTER_ID + 2 * len(entries) + 1) if n not in given)
    for entry in entries:
        number = int(entry.get("id")) if _is_number(entry.get("id")) else 0
        if number in seen or number < _FIRST_MASTER_ID:
            number = next(free)
            entry.set("id", str(number))
        seen.add(number)


def _masters(presentation: "Presentation") -> Iterator[Any]:
    for relation in presentation.part.rels.values():
        if relation.reltype.endswith("/slideMaster"):
            yield relation.target_part


def _number_axes(root: Any) -> bool:  # noqa: ANN401
    """The axes of a chart have positive numbers; python-pptx and old templates write negative ones."""
    renamed: dict[str, str] = {}
    for number in [*root.iter(f"{_CHART}axId"), *root.iter(f"{_CHART}crossAx")]:
        value = number.get("val", "")
        if value.startswith("-"):
            number.set("val", renamed.setdefault(value, str(_FIRST_AXIS_ID + len(renamed))))
    return bool(renamed)
