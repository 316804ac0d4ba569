"""Tell which tables of widths stand for a font family, and what to add to be on the safe side.

A family has tables of its own where its fonts are free, or free fonts have the same widths. Any other is measured as
a face near to it, plus a margin; decision 024 says where the fonts and the margins come from.
"""

from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

__all__ = ["FAMILIES", "UNKNOWN_WIDTHS", "FamilyWidths", "find_family_widths"]


class FamilyWidths(Struct, frozen=True):
    """The tables of widths that stand for a font family.

    Attributes:
        table: name of the tables, without the weight.
        face: the face whose widths they have, by its name.
        margin_percent: what is added to the widths, because the family may be wider.
        is_exact: whether they are the family's own widths.
        is_heavy: whether the bold table stands for the regular weight, as for "Montserrat SemiBold".
    """

    table: str
    face: str
    margin_percent: int = 0
    is_exact: bool = True
    is_heavy: bool = False

    def describe(self) -> str:
        """Return the measured face and the margin, such as "Arial + 4%"."""
        name = f"{self.face} Bold" if self.is_heavy else self.face
        return f"{name} + {self.margin_percent}%" if self.margin_percent else name


_NAMES: Final = {
    "arial": ("Arial", "Helvetica", "Liberation Sans", "Arimo"),
    "calibri": ("Calibri", "Carlito"),
    "cambria": ("Cambria", "Caladea"),
    "georgia": ("Georgia", "Gelasio"),
    "inter": ("Inter",),
    "jetbrains-mono": ("JetBrains Mono",),
    "lato": ("Lato",),
    "lexend": ("Lexend",),
    "montserrat": ("Montserrat",),
    "noto-sans": ("Noto Sans",),
    "open-sans": ("Open Sans",),
    "poppins": ("Poppins",),
    "raleway": ("Raleway",),
    "roboto": ("Roboto",),
    "source-sans": ("Source Sans Pro", "Source Sans 3"),
    "tahoma": ("Tahoma",),
    "times-new-roman": ("Times New Roman", "Times", "Liberation Serif", "Tinos"),
}
_EXACT: Final = {name.casefold(): FamilyWidths(table, names[0]) for table, names in _NAMES.items() for name in names}


def _nearby(table: str, face: str, margin_percent: int) -> FamilyWidths:
    return FamilyWidths(table, face, margin_percent, is_exact=False)


_NEARBY: Final = {
    "aptos": _nearby("arial", "Arial", 4),
    "arial black": FamilyWidths("arial", "Arial", 20, is_exact=False, is_heavy=True),
    "avenir": _nearby("arial", "Arial", 4),
    "avenir next": _nearby("arial", "Arial", 4),
    "book antiqua": _nearby("pagella", "TeX Gyre Pagella", 1),
    "bookman old style": _nearby("bonum", "TeX Gyre Bonum", 1),
    "calibri light": _nearby("calibri", "Calibri", 1),
    "century gothic": _nearby("adventor", "TeX Gyre Adventor", 1),
    "helvetica neue": _nearby("arial", "Arial", 4),
    "lucida sans unicode": _nearby("dejavu-sans", "DejaVu Sans", 3),
    "palatino linotype": _nearby("pagella", "TeX Gyre Pagella", 1),
    "segoe ui": _nearby("arial", "Arial", 4),
    "trebuchet ms": _nearby("noto-sans", "Noto Sans", 4),
    "verdana": _nearby("dejavu-sans", "DejaVu Sans", 5),
}
FAMILIES: Final = (*_EXACT, *_NEARBY)
"""All families with an entry of their own, in lower case."""

UNKNOWN_WIDTHS: Final = _nearby("arial", "Arial", 10)
"""What a family of which nothing is known is measured with."""

# The last word of names of weights: whether the bold table is nearer, and what to add to it.
_STYLES: Final = {
    "display": (False, 0),
    "thin": (False, 0),
    "extralight": (False, 0),
    "light": (False, 0),
    "semilight": (False, 0),
    "regular": (False, 0),
    "medium": (True, 0),
    "semibold": (True, 0),
    "demi": (True, 0),
    "bold": (True, 0),
    "extrabold": (True, 5),
    "heavy": (True, 5),
    "black": (True, 5),
}


@lru_cache(maxsize=64)
def find_family_widths(family: str) -> FamilyWidths:
    """Return what a font family is measured with.

    Args:
        family: name of the family, in any case; a weight at its end is understood, as in "Lato Black".
    """
    name = " ".join(family.casefold().split())
    if found := _EXACT.get(name) or _NEARBY.get(name):
        return found
    base, _, word = name.rpartition(" ")
    found = _EXACT.get(base) or _NEARBY.get(base)
    if found is None or word not in _STYLES:
        return UNKNOWN_WIDTHS
    is_heavy, more_percent = _STYLES[word]
    margin_percent = found.margin_percent + more_percent
    return replace(found, margin_percent=margin_percent, is_exact=False, is_heavy=is_heavy)
