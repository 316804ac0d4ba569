"""A file that somebody wants to import: what it offers, and what was chosen of it so far."""

from msgspec import Struct

from golive.exchange.imports.offer import ImportChoice, ImportOffer
from golive.exchange.imports.plan import ImportRequest
from golive.support.problems import Problem


class PendingImport(Struct, frozen=True):
    """A file to import.

    Attributes:
        offer: what it offers.
        interface: the id of the interface that it is imported into; empty until one was chosen.
        shown: the keys of the choices that the person has seen.
        chosen: the keys of those that were chosen.
        accept: whether the file wins where the spec says something else.
        refusal: why the last try was refused.
    """

    offer: ImportOffer
    interface: str = ""
    shown: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    accept: bool = False
    refusal: tuple[Problem, ...] = ()

    def make_request(self) -> ImportRequest:
        """Return what the person asks for; a choice with a chosen one inside it is never left out."""
        skips = [
            choice.key
            for top in self.offer.choices
            if top.key in self.shown
            for choice in self._walk_shown(top)
            if not any(inner.key in self.chosen for inner in self._walk_shown(choice))
        ]
        return ImportRequest(self.interface, tuple(sorted(self.chosen)), tuple(skips), self.accept)

    def _walk_shown(self, choice: ImportChoice) -> list[ImportChoice]:
        """Return a choice and those inside it that the person has seen; those of others are not made."""
        if not any(key.startswith(choice.key) and key != choice.key for key in self.shown):
            return [choice]
        return [one for one in choice.walk() if one.key in self.shown]
