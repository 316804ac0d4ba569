"""Put the table styles of a template in the order of the schema, and leave out what it does not allow.

PowerPoint offers to repair a deck whose table styles break the schema, also where no table uses them.

Source: ECMA-376 part 1, annex A.4.1 (DrawingML, tables and table styles).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from lxml import etree

from golive.ooxml.namespaces import A

_DEFAULT_STYLE: Final = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
_FILLS: Final = "noFill solidFill gradFill blipFill pattFill grpFill"
_COLORS: Final = "scrgbClr srgbClr hslClr sysClr schemeClr prstClr"
_PARTS: Final = (
    *("wholeTbl", "band1H", "band2H", "band1V", "band2V", "lastCol", "firstCol", "lastRow"),
    *("seCell", "swCell", "firstRow", "neCell", "nwCell"),
)
_BORDERS: Final = ("left", "right", "top", "bottom", "insideH", "insideV", "tl2br", "tr2bl")
_CHILDREN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "tblStyle": ("tblBg", *_PARTS, "extLst"),
        "tblBg": ("fill fillRef", "effect effectRef"),
        **dict.fromkeys(_PARTS, ("tcTxStyle", "tcStyle")),
        "tcTxStyle": ("font fontRef", _COLORS, "extLst"),
        "tcStyle": ("tcBdr", "fill fillRef", "cell3D"),
        "tcBdr": (*_BORDERS, "extLst"),
        **dict.fromkeys(_BORDERS, ("ln lnRef",)),
        "fill": (_FILLS,),
        "ln": (_FILLS, "prstDash custDash", "round bevel miter", "headEnd", "tailEnd", "extLst"),
    }
)
"""The children of an element in their order; of several in one text, separated by blanks, there is one at most."""
_NEEDS_CHILD: Final = frozenset({*_BORDERS, "fill"})
_NEEDS_INDEX: Final = frozenset({"fillRef", "lnRef", "effectRef", "fontRef"})
_SWITCHES: Final = MappingProxyType({"1": "on", "true": "on", "0": "off", "false": "off"})
"""What `b` and `i` are written as elsewhere, and in table styles."""
_SWITCH_VALUES: Final = frozenset({"on", "off", "def"})


def repair_table_styles(root: Any) -> tuple[str, ...]:  # noqa: ANN401 - lxml's elements
    """Repair a list of table styles in place.

    Args:
        root: the `a:tblStyleLst`.

    Returns:
        The names of the elements that were moved or left out, and of attributes that were missing, each once.
    """
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    changed: dict[str, None] = {}
    if root.get("def") is None:
        root.set("def", _DEFAULT_STYLE)
        changed["def"] = None
    for style in list(root):
        if style.tag != f"{A}tblStyle" or not (style.get("styleId") and style.get("styleName")):
            changed[_get_name(style)] = None
            root.remove(style)
        else:
            _repair_children(style, changed)
    return tuple(changed)


def _repair_children(parent: Any, changed: dict[str, None]) -> None:  # noqa: ANN401
    """Order the children of an element and those below; remove what may not stand there."""
    slots = {name: number for number, names in enumerate(_CHILDREN[_get_name(parent)]) for name in names.split()}
    kept: dict[int, Any] = {}
    for child in list(parent):
        name = _get_name(child)
        if name in slots and name in _CHILDREN:
            _repair_children(child, changed)
        if name == "tcTxStyle":
            _repair_switches(child, changed)
        if name not in slots or slots[name] in kept or _lacks_content(child, name):
            changed[name] = None
            parent.remove(child)
        else:
            kept[slots[name]] = child
    found = list(kept)
    for place, slot in enumerate(sorted(kept)):
        if found.index(slot) > place:
            changed[_get_name(kept[slot])] = None
    parent[:] = [kept[slot] for slot in sorted(kept)]


def _lacks_content(element: Any, name: str) -> bool:  # noqa: ANN401
    return (name in _NEEDS_CHILD and not len(element)) or (name in _NEEDS_INDEX and not element.get("idx"))


def _repair_switches(text_style: Any, changed: dict[str, None]) -> None:  # noqa: ANN401
    """Write `b` and `i` as table styles do; remove values that mean nothing."""
    for name in ("b", "i"):
        value = text_style.get(name)
        if value is None or value in _SWITCH_VALUES:
            continue
        changed[name] = None
        if value in _SWITCHES:
            text_style.set(name, _SWITCHES[value])
        else:
            del text_style.attrib[name]


def _get_name(element: Any) -> str:  # noqa: ANN401
    """Return the name of an element of DrawingML without its namespace; its whole tag if it is of another one."""
    return str(element.tag).removeprefix(A)
