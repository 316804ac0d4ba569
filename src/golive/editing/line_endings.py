"""Edit a text with any line endings as if it had LF only: untouched lines keep their own."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from msgspec import Struct

_BOM: Final = "\ufeff"
_BREAK: Final = re.compile(r"\r\n?|\n")


class Splice(NamedTuple):
    """A range of a text, and what replaces it."""

    start: int
    end: int
    new: str


class NormalizedText(Struct, frozen=True):
    """A text without byte order mark, with LF line endings and one at its end.

    Attributes:
        original: the text as it is in the file.
        text: the normalized text.
        pairs: offsets in `text` of the line breaks that are CR LF in the original.
        ending: the line ending of the first line, for new lines.
    """

    original: str
    text: str
    pairs: tuple[int, ...]
    ending: str

    def splice_original(self, splices: Sequence[Splice]) -> str:
        """Replace ranges of the normalized text in the original; new text gets the line ending of the file."""
        old, parts, at = self.original, [], 0
        for start, end, new in sorted(splices):
            parts += [old[at : self._find_offset(start)], new.replace("\n", self.ending)]
            at = self._find_offset(end)
        text = "".join(parts) + old[at:]
        missing = not _ends_with_break(old)
        return text.removesuffix(self.ending) if missing and splices and not old[at:] else text

    def _find_offset(self, offset: int) -> int:
        mark = len(self.original) - len(self.original.removeprefix(_BOM))
        return min(len(self.original), mark + offset + bisect_left(self.pairs, offset))


def normalize_text(original: str) -> NormalizedText:
    """Return a text in its normalized form, with what is needed to edit the original."""
    body = original.removeprefix(_BOM)
    pairs = tuple(found.start() - number for number, found in enumerate(re.finditer("\r\n", body)))
    text = _BREAK.sub("\n", body)
    first = _BREAK.search(body)
    return NormalizedText(original, text if text.endswith("\n") else f"{text}\n", pairs, first[0] if first else "\n")


def splice_text(text: str, splices: Sequence[Splice]) -> str:
    """Replace ranges of a text; the ranges do not overlap."""
    parts, at = [], 0
    for start, end, new in sorted(splices):
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]


def _ends_with_break(text: str) -> bool:
    return text.endswith(("\n", "\r"))


def restore_line_endings(original: str, typed: str) -> str:
    """Return a text that was typed in a browser, with the byte order mark and the line endings of the original.

    Lines before the first and after the last change keep their own line endings, new ones get that of the first line.

    Args:
        original: the text of the file.
        typed: the new text; its line endings mean nothing.
    """
    body = original.removeprefix(_BOM)
    first = _BREAK.search(body)
    ending = first[0] if first else "\n"
    parts = re.split(f"({_BREAK.pattern})", body)
    old, ends = parts[::2], [*parts[1::2], ""]
    new = _BREAK.sub("\n", typed.removeprefix(_BOM)).split("\n")
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    shift = len(old) - len(new)
    kept = {at: ends[at] for at in range(head)} | {at: ends[at + shift] for at in range(len(new) - tail, len(new))}
    restored = "".join([*(text + (kept.get(at) or ending) for at, text in enumerate(new[:-1])), new[-1]])
    if _BREAK.sub("\n", restored) != "\n".join(new):  # a lone CR came to stand before an LF
        restored = "\n".join(new)
    return original[: len(original) - len(body)] + restored
