"""One change between two versions, as a value."""

from enum import StrEnum

from msgspec import Struct

from golive.schema.change_level import Bump
from golive.support.problems import Step


class Kind(StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


class Change(Struct, frozen=True):
    """One thing that two versions say differently.

    Attributes:
        kind: what happened.
        path: where, by position in the newer file; in the older one for what was removed.
        place: the same by id, which stays true when items move: `interfaces[bill-file].schedule.drop_by`.
        level: the part of the version that must rise for it.
        internal: whether only the vendor may be told.
        sentence: what happened, in the words of the trade; without values where it is internal.
        line: line of `path` in its file, counted from 1; 0 while nobody looked it up.
    """

    kind: Kind
    path: tuple[Step, ...]
    place: str
    level: Bump
    internal: bool
    sentence: str
    line: int = 0

    @property
    def audience(self) -> str:
        """Who may be told: `internal` or `biller`."""
        return "internal" if self.internal else "biller"
