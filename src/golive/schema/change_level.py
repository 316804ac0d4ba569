"""Mark fields with the part of the version that a change to them raises: `Annotated[Text, MAJOR]`.

For a field without such a marker, its type decides; see `golive.releases.change_levels`.
"""

from enum import IntEnum

from msgspec import Struct


class Bump(IntEnum):
    """Part of a version that a change raises; higher values mean more work for partners."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def label(self) -> str:
        """The name in options and reports: `major`."""
        return self.name.lower()


class BumpRule(Struct, frozen=True):
    """Marks a field with the part of the version that a change to it raises.

    Attributes:
        changed: for a different, new or removed value.
        added: for an added item, or a value where there was none; by default that of its type.
        widened: for a value that allows more than before: a greater number, or a later word of its list.
    """

    changed: Bump
    added: Bump | None = None
    widened: Bump | None = None


class OrderMatters:
    """Marks a list whose order has a meaning that is not stated in its items."""


NONE = BumpRule(Bump.NONE)
PATCH = BumpRule(Bump.PATCH)
MINOR = BumpRule(Bump.MINOR)
MAJOR = BumpRule(Bump.MAJOR)
MAJOR_ALWAYS = BumpRule(Bump.MAJOR, added=Bump.MAJOR)
MAJOR_UNLESS_WIDER = BumpRule(Bump.MAJOR, widened=Bump.MINOR)
ORDER_MATTERS = OrderMatters()
