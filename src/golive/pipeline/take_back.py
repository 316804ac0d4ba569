"""Offer the edits of a person in a deck as edits of the spec: texts that come from one value.

Nothing is guessed: an edit is offered when the deck that golive makes from the changed value shows the person's text
at the same place, and when no other value of the spec does the same.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from golive.editing import EditResult, SetValue, apply_edits
from golive.pipeline.jobs import list_jobs, run_jobs
from golive.project.project import IntegrationProject
from golive.render.slides.merge.merge import MergeRefusedError, compare_with_snapshot
from golive.render.slides.merge.report import Edit
from golive.render.slides.pptx.snapshot import read_deck_snapshot
from golive.support.problems import GoliveError, OriginError, PathStep, make_problem
from golive.templating.value_marks import ValueMarks
from golive.typography.no_break import restore_spaces
from golive.yaml_io.message_text import format_path
from golive.yaml_io.source import use_unsaved_texts

_MAX_DECKS: Final = 60
"""How many decks are built at most to prove offers."""
_SUBJECT: Final = "subject"
_TEXT: Final = re.compile(r"<a:t>(.*?)</a:t>", re.DOTALL)

ValuePath = tuple[PathStep, ...]


class Offer(Struct, frozen=True):
    """An edit of the deck that is an edit of one value.

    Attributes:
        edit: the edit in the deck.
        path: path of the value in the spec.
        before: the value.
        after: the value that makes golive write the person's text.
    """

    edit: Edit
    path: ValuePath
    before: str
    after: str

    @property
    def message(self) -> str:
        """Return the offer as one sentence."""
        number = f"Slide {self.edit.number} “{self.edit.title}”"
        return f"{number}: {format_path(self.path)} “{self.before}” becomes “{self.after}”"


class TakeBack(Struct, frozen=True):
    """Edits of a deck, sorted by whether the spec can take them back.

    Attributes:
        offers: edits of the deck that are edits of one value each.
        others: the other edits, each with the reason why it cannot be taken back.
        result: the edits of the spec; empty if there are no offers.
    """

    offers: tuple[Offer, ...]
    others: tuple[tuple[Edit, str], ...]
    result: EditResult


def plan_take_back(
    project: IntegrationProject,
    kind: str,
    content: bytes,
    load: Callable[[], IntegrationProject],
    report_step: Callable[[int, int], None] | None = None,
) -> TakeBack:
    """Find the edits of a deck that can be taken back into the spec.

    Args:
        project: the project that the deck was made from.
        kind: the kind of document that the deck is.
        content: bytes of the deck.
        load: loads the project again, with unsaved texts in use.
        report_step: called before each edit with the number of those that were looked at, and of all.

    Raises:
        OriginError: the deck cannot be compared with its snapshot.
        EditError: the offers cannot be applied together.
    """
    try:
        edits = compare_with_snapshot(content)
    except MergeRefusedError as error:
        raise OriginError(make_problem(f"cannot be compared with what golive wrote: {error}")) from None
    finder = _OfferFinder(project, kind, load)
    offers: dict[ValuePath, Offer] = {}
    others: list[tuple[Edit, str]] = []
    for number, edit in enumerate(edits):
        if report_step:
            report_step(number, len(edits))
        found, reason = finder.find_offer(edit)
        if found is None:
            others.append((edit, reason))
        elif found.path in offers and offers[found.path].after != found.after:
            others.append((edit, f"another edit changes {format_path(found.path)} in another way"))
        else:
            offers.setdefault(found.path, found)
    result = finder.apply([SetValue(one.path, one.after) for one in offers.values()]) if offers else EditResult()
    return TakeBack(tuple(offers.values()), tuple(others), result)


class _OfferFinder:
    """Finds the value that an edited text comes from, and proves it by building the deck from the changed value."""

    def __init__(self, project: IntegrationProject, kind: str, load: Callable[[], IntegrationProject]) -> None:
        self._project, self._kind, self._load = project, kind, load
        marks = ValueMarks({_SUBJECT: project.spec})
        self._values = [
            (text, place.path) for text, number in marks.list_texts() for place in marks.get_places((number,))
        ]
        self._decks_left = _MAX_DECKS
        self._texts: dict[tuple[ValuePath, str], Mapping[str, Sequence[str]] | None] = {}

    def find_offer(self, edit: Edit) -> tuple[Offer | None, str]:
        """Return the offer for an edit; None with the reason if there is none."""
        if edit.aspect not in {"text", "cell", "notes"} or not edit.before or not edit.after or not edit.slide:
            return None, "it changes no text that golive wrote"
        proven = [one for one in self._list_candidates(edit) if self._is_proven(one)]
        if len(proven) == 1:
            return proven[0], ""
        if not proven:
            return None, "its text does not come from one text of the spec"
        return None, f"it may come from {' or '.join(format_path(one.path) for one in proven)}"

    def apply(self, edits: Sequence[SetValue]) -> EditResult:
        """Return the edits of the spec."""
        assert self._project.spec_file is not None, "the project was loaded from a file"
        return apply_edits(self._project.spec_file, edits, inside=self._project.workspace.data_folder)

    def _list_candidates(self, edit: Edit) -> Iterator[Offer]:
        """Yield each value that stands in the former text so that the rest of the text is unchanged."""
        before, after = restore_spaces(edit.before), restore_spaces(edit.after)
        for value, path in self._values:
            start = before.find(value)
            while start >= 0:
                head, tail = before[:start], before[start + len(value) :]
                if len(after) > len(head) + len(tail) and after.startswith(head) and after.endswith(tail):
                    yield Offer(edit, path, value, after[len(head) : len(after) - len(tail)])
                    break
                start = before.find(value, start + 1)

    def _is_proven(self, offer: Offer) -> bool:
        """Return whether the deck from the changed value shows the person's text, and no longer the former one."""
        texts = self._read_texts(offer.path, offer.after)
        if texts is None or offer.edit.slide not in texts:
            return False
        shown = texts[offer.edit.slide]
        return _normalize(offer.edit.after) in shown and _normalize(offer.edit.before) not in shown

    def _read_texts(self, path: ValuePath, value: str) -> Mapping[str, Sequence[str]] | None:
        """Return the texts of each slide of the deck with a changed value; None if it cannot be made."""
        if (path, value) not in self._texts:
            if not self._decks_left:
                return None
            self._decks_left -= 1
            try:
                self._texts[path, value] = self._build_texts(path, value)
            except GoliveError:  # the spec may not hold this value
                self._texts[path, value] = None
        return self._texts[path, value]

    def _build_texts(self, path: ValuePath, value: str) -> Mapping[str, Sequence[str]]:
        with use_unsaved_texts(self.apply([SetValue(path, value)]).overlay):
            project = self._load()
        (done,) = run_jobs(list_jobs((project,), frozenset({self._kind})))
        snapshot = read_deck_snapshot(done.made.content) if done.made else None
        if snapshot is None:
            return {}
        return {
            slide.key: [_normalize(html.unescape(text)) for text in _TEXT.findall(slide.slide + slide.notes)]
            + [_normalize(text) for _, texts in page.shapes for text in texts]
            for slide, page in zip(snapshot.written, snapshot.slides, strict=True)
        }


def _normalize(text: str) -> str:
    return " ".join(text.split())
