"""Current position while comparing two documents."""

from msgspec import Struct, field

from golive.releases.change_sentences import Subject
from golive.releases.field_traits import FieldTrait
from golive.support.problems import PathStep


class DiffPosition(Struct, frozen=True):
    """Current position in both versions while comparing them.

    Attributes:
        old: the path in the older version.
        new: the path in the newer version.
        id_path: the path by ids.
        subject: the subject of sentences at this position.
    """

    old: tuple[PathStep, ...] = ()
    new: tuple[PathStep, ...] = ()
    id_path: str = ""
    subject: Subject = field(default_factory=Subject)

    def enter_field(self, trait: FieldTrait) -> "DiffPosition":
        """Return the position of a field."""
        name = f"{self.id_path}.{trait.name}" if self.id_path else trait.name
        return DiffPosition((*self.old, trait.name), (*self.new, trait.name), name, self.subject)

    def with_subject(self, subject: Subject) -> "DiffPosition":
        """Return this position with another subject."""
        return DiffPosition(self.old, self.new, self.id_path, subject)

    def enter_item(self, old: int, new: int, key: object) -> "DiffPosition":
        """Return the position of a list item; for an added or removed item, both indexes are the same."""
        return DiffPosition((*self.old, old), (*self.new, new), f"{self.id_path}[{key}]", self.subject)
