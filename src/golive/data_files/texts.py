"""Forms of text: words of a closed list, free text, fillers, and what only a program reads."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from golive.data_files.value_format import NO_CONTROLS, some_digits
from golive.schema.linear_regex import matcher

if TYPE_CHECKING:
    from random import Random

_CONTROL: Final = re.compile(f"[{NO_CONTROLS}]")
_TRIES: Final = 50
_SHOWN: Final = 6  # words that a message lists
_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"


class Words(Struct, frozen=True):
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def said(self) -> str:
        """What is expected."""
        shown = ", ".join(f"`{word}`" for word in self.words[:_SHOWN])
        more = f" or {len(self.words) - _SHOWN} others" if len(self.words) > _SHOWN else ""
        return f"one of {shown}{more}" if len(self.words) > 1 else shown

    @property
    def exact(self) -> bool:
        """The pattern tells all."""
        return True

    @property
    def width(self) -> int:
        """The length of the words, where all are of one length."""
        widths = {len(word) for word in self.words}
        return widths.pop() if len(widths) == 1 else 0

    def pattern(self, banned: str) -> str:
        """The words, the longest first."""
        return "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))

    def fault(self, text: str) -> int | None:
        """At the first character that no word has there."""
        if text in self.words:
            return None
        known = max((_shared(text, word) for word in self.words), default=0)
        return min(known, max(len(text) - 1, 0))

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """The hint: other words may not go with the other fields."""
        return hint if hint in self.words else random.choice(self.words)

    def number(self, text: str) -> int:
        """The number that a word is."""
        return int(text) * 1_000_000


class Free(Struct, frozen=True):
    """Text without control characters.

    Attributes:
        most: the greatest number of characters.
        expression: what the whole of it must match besides; empty when nothing is said.
    """

    most: int
    expression: str = ""

    @property
    def said(self) -> str:
        """What is expected."""
        return (
            f"text that matches `{self.expression}`" if self.expression else f"up to {self.most} printable characters"
        )

    @property
    def exact(self) -> bool:
        """The pattern tells all, but where there is an expression of the spec's own."""
        return not self.expression

    @property
    def width(self) -> int:
        """Any."""
        return 0

    def pattern(self, banned: str) -> str:
        """Characters that are neither controls nor banned."""
        return f"[^{NO_CONTROLS}{banned}]{{1,{self.most}}}"

    def fault(self, text: str) -> int | None:
        """At the first control character, or behind the most that it may hold."""
        control = _CONTROL.search(text)
        if control:
            return control.start()
        if len(text) > self.most:
            return self.most
        matches = matcher(self.expression) if self.expression else None
        return 0 if matches and not matches(text) else None

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """The hint with other digits; else a word of the length that fits."""
        if self.expression:
            return self._matching(random, hint, varied)
        if hint:
            return _renumbered(random, hint) if varied else hint
        if self.most < len("SAMPLE"):
            return "".join(random.choice(_LETTERS) for _ in range(min(self.most, 3)))
        return f"SAMPLE {random.randrange(10_000):04}"[: self.most].strip()

    def _matching(self, random: "Random", hint: str, varied: bool) -> str:
        if hint and not varied:
            return hint
        from rstr import Rstr

        maker = Rstr(random)
        for _ in range(_TRIES):
            found = _renumbered(random, hint) if hint else maker.xeger(self.expression)
            if found.strip() == found and found and self.fault(found) is None:
                return found
        return hint

    def number(self, text: str) -> int:
        """The digits among its characters."""
        return int("".join(c for c in text if c.isascii() and c.isdigit())) * 1_000_000


class Filler(Struct, frozen=True):
    """Nothing: one character again and again.

    Attributes:
        character: blank, zero or nine.
        count: how often it stands; 0 when the record's own width, or nothing at all, says so.
    """

    character: str = " "
    count: int = 0

    @property
    def said(self) -> str:
        """What is expected."""
        name = {" ": "blanks", "0": "zeros", "9": "nines"}[self.character]
        return f"{self.count} {name}" if self.count else name

    @property
    def exact(self) -> bool:
        """The pattern tells all."""
        return True

    @property
    def width(self) -> int:
        """Any."""
        return 0

    def pattern(self, banned: str) -> str:
        """The one character, as often as one likes."""
        return f"{self.character}{{{self.count}}}" if self.count else f"{self.character}*"

    def fault(self, text: str) -> int | None:
        """At the first other character."""
        wrong = next((at for at, one in enumerate(text) if one != self.character), None)
        return min(len(text), self.count) if wrong is None and self.count not in {0, len(text)} else wrong

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """As many as are wanted; else nothing, for the file's padding fills it."""
        return self.character * self.count

    def number(self, text: str) -> int:
        """Nothing is counted."""
        return 0


class Anything(Struct, frozen=True):
    """A part of a tree that no field describes."""

    brackets: str = "{}"

    @property
    def said(self) -> str:
        """What is expected."""
        return "a list" if self.brackets == "[]" else "an object"

    @property
    def exact(self) -> bool:
        """Nothing can be wrong."""
        return True

    @property
    def width(self) -> int:
        """Any."""
        return 0

    def pattern(self, banned: str) -> str:
        """Whatever stands there."""
        return f"[^{NO_CONTROLS}{banned}]+"

    def fault(self, text: str) -> int | None:
        """Never."""
        return None

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """An empty one."""
        return hint or self.brackets

    def number(self, text: str) -> int:
        """Nothing is counted."""
        return 0


@lru_cache(maxsize=4096)
def _shared(text: str, word: str) -> int:
    """How many characters two words share from the start."""
    return next((at for at, (a, b) in enumerate(zip(text, word, strict=False)) if a != b), min(len(text), len(word)))


def _renumbered(random: "Random", hint: str) -> str:
    """A text with other digits in the places of its digits."""
    places = [at for at, one in enumerate(hint) if "0" <= one <= "9"]
    characters = list(hint)
    for at, digit in zip(places, some_digits(random, len(places)), strict=True):
        characters[at] = digit
    return "".join(characters)
