"""The report of a merge: what was kept, what conflicted, what is worth a look."""

from typing import Literal

from msgspec import Struct

Aspect = Literal[
    "text", "format", "frame", "look", "alt text", "cell", "row", "column", "chart", "notes", "shape", "slide", "order",
    "hidden", "layout",
]  # fmt: skip
Preference = Literal["spec", "mine"]
_LONGEST_TEXT = 160


class Edit(Struct, frozen=True):
    """A difference between a deck and what golive writes: the edit of a person.

    Attributes:
        slide: key of the slide; empty for a slide that golive does not write.
        title: title of the slide.
        number: number of the slide in the edited deck, from 1; 0 for a slide that was deleted.
        shape: name of the shape; empty if the edit is not about one.
        aspect: what was changed.
        message: one sentence.
        before: the text that golive writes; empty if the edit is not about a text.
        after: the text of the person; empty if the edit is not about a text.
    """

    slide: str
    title: str
    number: int
    shape: str
    aspect: Aspect
    message: str
    before: str = ""
    after: str = ""


class Conflict(Struct, frozen=True):
    """A text or shape that both sides changed, or that one removed and the other changed.

    Attributes:
        slide: key of the slide.
        title: title of the slide.
        number: number of the slide in the merged deck, from 1; 0 for a slide that was deleted.
        shape: name of the shape; empty for a slide.
        aspect: what was changed.
        before: the text of the base.
        spec: the text that golive writes now; empty if the spec removed it.
        mine: the text of the person; empty if the person removed it.
        kept: which of the two is on the slide.
    """

    slide: str
    title: str
    number: int
    shape: str
    aspect: Aspect
    before: str
    spec: str
    mine: str
    kept: Preference

    @property
    def message(self) -> str:
        """Return the conflict as one sentence."""
        if self.aspect == "order":
            return "The slides are in your order; the order in the spec was changed too."
        shown, other = (self.spec, self.mine) if self.kept == "spec" else (self.mine, self.spec)
        owner, rival = ("the spec", "yours") if self.kept == "spec" else ("yours", "the spec")
        on_slide = f"“{shorten_text(shown)}” ({owner})" if shown else f"nothing ({owner} removed it)"
        beside = f"“{shorten_text(other)}” ({rival})" if other else f"{rival} removed it"
        where = f"Slide {self.number}" if self.number else "A deleted slide"
        return f"{where} “{shorten_text(self.title)}”, {self.aspect}: on the slide is {on_slide}; {beside}."


class MergeReport(Struct, frozen=True):
    """The outcome of a merge: edits kept, and conflicts.

    Attributes:
        edits: every edit of the person that is in the result.
        conflicts: what both changed; the text that is not on the slide is in a comment at the shape.
        applied: how many changes of the spec were applied.
        faults: layout faults that the merge caused, such as shapes that overlap now.
        doubts: reasons why the result may not be put in the place of the person's file without a look.
    """

    edits: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    applied: int = 0
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def shorten_text(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else f"{line[: _LONGEST_TEXT - 1]}…"
