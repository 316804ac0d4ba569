"""Shorten the name of a company so that it fits a box of a figure."""

from typing import Final

_MAX_SHORT_NAME: Final = 24
_LINKING_WORDS: Final = frozenset({"", "&", "+", "and", "at", "by", "de", "for", "in", "of", "on", "the", "to"})


def shorten_name(name: str) -> str:
    """Shorten a name to fit a box of a figure: as many whole words as fit, or else the initials.

    The last word is never one that links to the next: "Tidewater Bay Water", not "Tidewater Bay Water &".
    """
    if len(name) <= _MAX_SHORT_NAME:
        return name
    words = name.split()
    while words and (len(" ".join(words)) > _MAX_SHORT_NAME or words[-1].lower().strip(",;:-–") in _LINKING_WORDS):
        words.pop()
    if words:
        return " ".join(words).rstrip(",;:-–")
    initials = "".join(word[0] for word in name.split() if word[0].isalnum())
    return initials[:_MAX_SHORT_NAME].upper() if len(initials) > 1 else f"{name[: _MAX_SHORT_NAME - 1]}…"
