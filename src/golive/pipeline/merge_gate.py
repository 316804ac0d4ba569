"""Hold merged decks to the gates of every deck: validity and accessibility."""

from collections.abc import Callable

from msgspec import Struct


class DeckFaults(Struct, frozen=True):
    """Faults that the gates find in a merged deck, as sentences.

    Attributes:
        invalid: faults that the merge made, for which PowerPoint would offer a repair.
        inaccessible: faults of accessibility that the merge made.
        own: faults of accessibility that the edited deck had already.
    """

    invalid: tuple[str, ...] = ()
    inaccessible: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


Gate = Callable[[bytes, bytes], DeckFaults]
"""Judges a merged deck: the bytes of the edited deck and of the merged one."""


def judge_merged_deck(edited: bytes, merged: bytes) -> DeckFaults:
    """Return the faults of a merged deck, apart from faults of the package that the edited deck had already."""
    from golive.audit.new_faults import describe_faults, find_new_faults

    found = find_new_faults(edited, merged)
    return DeckFaults(*map(describe_faults, (found.package, found.accessibility, found.former)))
