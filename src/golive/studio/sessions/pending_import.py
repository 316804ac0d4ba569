"""A file that somebody wants to import: what it offers, and what was chosen of it so far."""

from msgspec import Struct

from golive.exchange.imports.offer import ImportOffer
from golive.exchange.imports.plan import ExactChoice, ImportRequest
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
        """Return what the person asks for."""
        return ImportRequest(self.interface, accept=self.accept, choice=ExactChoice(self.shown, self.chosen))
