"""Check and create text: words of a closed list, free text, fillers, and undescribed subtrees."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from golive.data_files.value_format import NO_CONTROLS, random_digits
from golive.schema.linear_regex import compile_full_match

if TYPE_CHECKING:
    from random import Random

_CONTROL: Final = re.compile(f"[{NO_CONTROLS}]")
_TRIES: Final = 50
_SHOWN: Final = 6  # maximum number of words listed in a message
_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"


class WordsFormat(Struct, frozen=True):
    """One word of a closed list."""

    words: tuple[str, ...]

    @property
    def expected(self) -> str:
        """Describe the expected value."""
        shown = ", ".join(f"`{word}`" for word in self.words[:_SHOWN])
        more = f" or {len(self.words) - _SHOWN} others" if len(self.words) > _SHOWN else ""
        return f"one of {shown}{more}" if len(self.words) > 1 else shown

    @property
    def is_exact(self) -> bool:
        """Return True: the pattern matches the words and nothing else."""
        return True

    @property
    def width(self) -> int:
        """Return the length of the words if all are equally long, else 0."""
        widths = {len(word) for word in self.words}
        return widths.pop() if len(widths) == 1 else 0

    def pattern(self, banned: str) -> str:
        """Return a pattern of the words, longest first."""
        return "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))

    def fault(self, text: str) -> int | None:
        """Return the offset of the first character that matches no word."""
        if text in self.words:
            return None
        known = max((_common_prefix_length(text, word) for word in self.words), default=0)
        return min(known, max(len(text) - 1, 0))

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """Return the hint if it is one of the words, since another may contradict other fields; else a random word."""
        return hint if hint in self.words else random.choice(self.words)

    def number(self, text: str) -> int:
        """Return the word as a number, in millionths; raise ValueError if it is not a whole number."""
        return int(text) * 1_000_000


class FreeTextFormat(Struct, frozen=True):
    """Text without control characters.

    Attributes:
        most: the greatest number of characters.
        expression: regular expression that the whole text must match too; empty if there is none.
    """

    most: int
    expression: str = ""

    @property
    def expected(self) -> str:
        """Describe the expected value."""
        return (
            f"text that matches `{self.expression}`" if self.expression else f"up to {self.most} printable characters"
        )

    @property
    def is_exact(self) -> bool:
        """Tell whether the pattern suffices: not if the spec has its own expression."""
        return not self.expression

    @property
    def width(self) -> int:
        """Return 0: any width."""
        return 0

    def pattern(self, banned: str) -> str:
        """Return a pattern of characters that are neither controls nor banned."""
        return f"[^{NO_CONTROLS}{banned}]{{1,{self.most}}}"

    def fault(self, text: str) -> int | None:
        """Return the offset of the first control character or surplus character."""
        control = _CONTROL.search(text)
        if control:
            return control.start()
        if len(text) > self.most:
            return self.most
        matches = compile_full_match(self.expression) if self.expression else None
        return 0 if matches and not matches(text) else None

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """Return the hint with other digits, or a random word that fits."""
        if self.expression:
            return self._matching(random, hint, varied)
        if hint:
            return _replace_digits(random, hint) if varied else hint
        if self.most < len("SAMPLE"):
            return "".join(random.choice(_LETTERS) for _ in range(min(self.most, 3)))
        return f"SAMPLE {random.randrange(10_000):04}"[: self.most].strip()

    def _matching(self, random: "Random", hint: str, varied: bool) -> str:
        if hint and not varied:
            return hint
        from rstr import Rstr

        maker = Rstr(random)
        for _ in range(_TRIES):
            found = _replace_digits(random, hint) if hint else maker.xeger(self.expression)
            if found.strip() == found and found and self.fault(found) is None:
                return found
        return hint

    def number(self, text: str) -> int:
        """Return all digits of the text as one number, in millionths; raise ValueError if it has none."""
        return int("".join(c for c in text if c.isascii() and c.isdigit())) * 1_000_000


class FillerFormat(Struct, frozen=True):
    """A filler: one repeated character.

    Attributes:
        character: a space, a zero or a nine.
        count: number of characters; 0 if the width of the field, or nothing, determines it.
    """

    character: str = " "
    count: int = 0

    @property
    def expected(self) -> str:
        """Describe the expected value."""
        name = {" ": "blanks", "0": "zeros", "9": "nines"}[self.character]
        return f"{self.count} {name}" if self.count else name

    @property
    def is_exact(self) -> bool:
        """Return True: the pattern suffices."""
        return True

    @property
    def width(self) -> int:
        """Return 0: any width."""
        return 0

    def pattern(self, banned: str) -> str:
        """Return a pattern of the repeated character."""
        return f"{self.character}{{{self.count}}}" if self.count else f"{self.character}*"

    def fault(self, text: str) -> int | None:
        """Return the offset of the first other character."""
        wrong = next((at for at, one in enumerate(text) if one != self.character), None)
        return min(len(text), self.count) if wrong is None and self.count not in {0, len(text)} else wrong

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """Return `count` characters; an empty text if `count` is 0, because padding then fills the field."""
        return self.character * self.count

    def number(self, text: str) -> int:
        """Return 0: nothing to sum."""
        return 0


class AnyTreeFormat(Struct, frozen=True):
    """A subtree that no field describes."""

    brackets: str = "{}"

    @property
    def expected(self) -> str:
        """Describe the expected value."""
        return "a list" if self.brackets == "[]" else "an object"

    @property
    def is_exact(self) -> bool:
        """Return True: any value is allowed."""
        return True

    @property
    def width(self) -> int:
        """Return 0: any width."""
        return 0

    def pattern(self, banned: str) -> str:
        """Return a pattern that matches anything."""
        return f"[^{NO_CONTROLS}{banned}]+"

    def fault(self, text: str) -> int | None:
        """Return None: any value is allowed."""
        return None

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """Return the hint, or an empty subtree if there is none."""
        return hint or self.brackets

    def number(self, text: str) -> int:
        """Return 0: nothing to sum."""
        return 0


@lru_cache(maxsize=4096)
def _common_prefix_length(text: str, word: str) -> int:
    """Return the length of the common prefix of two words."""
    return next((at for at, (a, b) in enumerate(zip(text, word, strict=False)) if a != b), min(len(text), len(word)))


def _replace_digits(random: "Random", hint: str) -> str:
    """Replace the digits of a text with random digits."""
    places = [at for at, one in enumerate(hint) if "0" <= one <= "9"]
    characters = list(hint)
    for at, digit in zip(places, random_digits(random, len(places)), strict=True):
        characters[at] = digit
    return "".join(characters)
