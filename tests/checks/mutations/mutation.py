"""One mistake: the text to replace in a sample, and the line and words of the expected message."""

from pathlib import Path
from typing import NamedTuple

SAMPLES = Path(__file__).parents[2] / "samples"
MARK = "¶"


class Mutation(NamedTuple):
    """A replacement of text in a sample.

    Attributes:
        name: the mistake, in words.
        old: what stands in the sample; its first occurrence is replaced.
        new: what someone wrote; `¶`, which is taken out again, stands in the line that the message should name.
        says: a phrase of the message.
        at: text of the expected line, where that is another one than the first of `new` and has no mark.
        sample: the file under tests/samples.
    """

    name: str
    old: str
    new: str
    says: str
    at: str = ""
    sample: str = "complete"

    def apply(self) -> str:
        """Return the sample with the mistake in it."""
        text = (SAMPLES / f"{self.sample}.yaml").read_text(encoding="utf-8")
        assert self.old in text, f"{self.name}: the sample has no {self.old!r}"
        return text.replace(self.old, self.new.replace(MARK, ""), 1)

    def find_line(self) -> int:
        """Return the line that the message should name, counted from 1."""
        text = (SAMPLES / f"{self.sample}.yaml").read_text(encoding="utf-8")
        if self.at:
            edited = self.apply()
            assert self.at in edited, f"{self.name}: the edited sample has no {self.at!r}"
            return edited.count("\n", 0, edited.index(self.at)) + 1
        start = text.index(self.old) + (self.new.index(MARK) if MARK in self.new else 0)
        marked = text.replace(self.old, self.new, 1)
        return marked.count("\n", 0, start) + 1
