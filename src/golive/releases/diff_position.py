"""Where a comparison has come to."""

from msgspec import Struct, field

from golive.releases.change_sentences import Subject
from golive.releases.field_traits import Trait
from golive.support.problems import Step


class Place(Struct, frozen=True):
    """Where a comparison has come to, in both versions.

    Attributes:
        old: the path in the older one.
        new: the path in the newer one.
        name: the path by ids.
        subject: what sentences are about here.
    """

    old: tuple[Step, ...] = ()
    new: tuple[Step, ...] = ()
    name: str = ""
    subject: Subject = field(default_factory=Subject)

    def field(self, trait: Trait) -> "Place":
        """The place of a field."""
        name = f"{self.name}.{trait.name}" if self.name else trait.name
        return Place((*self.old, trait.name), (*self.new, trait.name), name, self.subject)

    def about(self, subject: Subject) -> "Place":
        """The same place, with another subject."""
        return Place(self.old, self.new, self.name, subject)

    def item(self, old: int, new: int, key: object) -> "Place":
        """The place of an item of a list; a negative position where the item is not."""
        return Place((*self.old, old), (*self.new, new), f"{self.name}[{key}]", self.subject)
