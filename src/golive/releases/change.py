"""One change between two versions of a document."""

from enum import StrEnum

from msgspec import Struct

from golive.schema.change_level import Bump
from golive.support.problems import PathStep


class ChangeKind(StrEnum):
    """Kind of change."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


class Change(Struct, frozen=True):
    """One difference between two versions.

    Attributes:
        kind: the kind of change.
        path: path by position in the newer file; in the older file for a removal.
        id_path: path by id, which stays correct when items move: `interfaces[bill-file].schedule.drop_by`.
        level: the part of the version number that must be raised.
        internal: whether only the vendor may see the change.
        sentence: description in the words of the trade; without values if it is internal.
        line: line of `path` in its file, counted from 1; 0 if not looked up yet.
    """

    kind: ChangeKind
    path: tuple[PathStep, ...]
    id_path: str
    level: Bump
    internal: bool
    sentence: str
    line: int = 0

    @property
    def audience(self) -> str:
        """Return who may see the change: `internal` or `biller`."""
        return "internal" if self.internal else "biller"
