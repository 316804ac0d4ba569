"""Current position while comparing two documents."""

from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from golive.releases.change_levels import SafeChange
from golive.releases.change_sentences import SentenceSubject
from golive.releases.field_traits import FieldTrait
from golive.support.problems import PathStep

_RESPONSE: Final = "response"  # the fields that a called side answers with


class DiffPosition(Struct, frozen=True):
    """Current position in both versions while comparing them.

    Attributes:
        old: the path in the older version.
        new: the path in the newer version.
        id_path: the path by ids.
        subject: the subject of sentences at this position.
        is_response: whether it is within what a called side answers.
        is_fixed_width: whether it is within a file whose records have a fixed width.
    """

    old: tuple[PathStep, ...] = ()
    new: tuple[PathStep, ...] = ()
    id_path: str = ""
    subject: SentenceSubject = field(default_factory=SentenceSubject)
    is_response: bool = False
    is_fixed_width: bool = False

    def find_safe_change(self, trait: FieldTrait) -> SafeChange:
        """Return which change of what a field here allows leaves its users alone."""
        if self.is_fixed_width and trait.name == "length":
            return SafeChange.NONE
        return SafeChange.NARROWER if self.is_response else SafeChange.WIDER

    def enter_field(self, trait: FieldTrait) -> "DiffPosition":
        """Return the position of a field."""
        name = f"{self.id_path}.{trait.name}" if self.id_path else trait.name
        old, new = (*self.old, trait.name), (*self.new, trait.name)
        is_response = self.is_response or trait.name == _RESPONSE
        return replace(self, old=old, new=new, id_path=name, is_response=is_response)

    def with_subject(self, subject: SentenceSubject) -> "DiffPosition":
        """Return this position with another subject."""
        return replace(self, subject=subject)

    def in_fixed_width_file(self) -> "DiffPosition":
        """Return this position within a file whose records have a fixed width."""
        return replace(self, is_fixed_width=True)

    def enter_item(self, old: int, new: int, key: object) -> "DiffPosition":
        """Return the position of a list item; for an added or removed item, both indexes are the same."""
        return replace(self, old=(*self.old, old), new=(*self.new, new), id_path=f"{self.id_path}[{key}]")
