"""Data that the steps of a merge share: how to compare, whom to prefer, and the conflicts that they meet."""

from typing import Any

from msgspec import Struct

from golive.render.slides.merge.comparison import ContentComparison
from golive.render.slides.merge.records import ShapeRecord
from golive.render.slides.merge.report import Aspect, Conflict, Preference
from golive.render.slides.merge.transfer import SlideTransfer

WRITTEN = ContentComparison()
"""How the base and the new deck are compared: both as golive wrote them."""


class MetConflict(Struct, frozen=True):
    """A conflict and the part of the slide that it is on; None if the slide is gone."""

    conflict: Conflict
    part: Any = None
    shape: ShapeRecord | None = None


class MergeSession(Struct):
    """The state of a merge.

    Attributes:
        comparison: how the edited deck is compared.
        preference: whose text stays on the slide in a conflict.
        conflicts: the conflicts so far.
        applied: how many changes of the spec were applied.
    """

    comparison: ContentComparison
    preference: Preference
    conflicts: list[MetConflict]
    applied: int = 0


class SlideSession(Struct):
    """The state of the merge of one slide."""

    merge: MergeSession
    transfer: SlideTransfer
    part: Any
    slide: str
    title: str
    shape: ShapeRecord | None = None

    def add_conflict(self, aspect: Aspect, texts: tuple[str, str, str], kept: Preference | None = None) -> Preference:
        """Note a conflict.

        Args:
            aspect: what both changed.
            texts: of the base, of the spec and of the person.
            kept: whose stays on the slide; the preference of the merge if left out.

        Returns:
            Whose stays on the slide.
        """
        decided = kept or self.merge.preference
        name = self.shape.name if self.shape is not None else ""
        conflict = Conflict(self.slide, self.title, 0, name, aspect, *texts, decided)
        self.merge.conflicts.append(MetConflict(conflict, self.part, self.shape))
        return decided
