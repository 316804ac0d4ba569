"""What a change to a field costs: which part of the version must rise. Said beside the field: `Annotated[Text, MAJOR]`.

A field without such a mark costs what its kind of value costs, see `golive.releases.change_levels`.
"""

from enum import IntEnum

from msgspec import Struct


class Bump(IntEnum):
    """Which part of a version rises; the higher, the more a partner has to do."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def label(self) -> str:
        """Its name, as options and reports write it: `major`."""
        return self.name.lower()


class Costs(Struct, frozen=True):
    """Marks a field with what a change to it costs.

    Attributes:
        changed: for another value, for a value where there was none, and for none where there was one.
        added: for one more item, or for a value where there was none; the usual for its kind when left out.
        widened: for a value that allows more than before: a greater number, or a later word of its list.
    """

    changed: Bump
    added: Bump | None = None
    widened: Bump | None = None


class Ordered:
    """Marks a list whose order says something, where its items do not say their place themselves."""


NONE = Costs(Bump.NONE)
PATCH = Costs(Bump.PATCH)
MINOR = Costs(Bump.MINOR)
MAJOR = Costs(Bump.MAJOR)
MAJOR_THROUGHOUT = Costs(Bump.MAJOR, added=Bump.MAJOR)
MAJOR_UNLESS_WIDER = Costs(Bump.MAJOR, widened=Bump.MINOR)
ORDERED = Ordered()
