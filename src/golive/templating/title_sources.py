"""Find the values that a title was made of, by experiment.

Titles are built by functions, whose texts keep no marks. Whether a value is in a title is found by building the title
once more with another text in its place: if that text is in the new title, the value is in the title.
"""

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from golive.support.problems import PathStep
from golive.templating.claims import ClaimFacts
from golive.templating.titles.title_groups import build_title
from golive.templating.value_marks import ValueMarks, ValuePlace, get_value_at, get_value_marks

_MAX_TRIALS: Final = 60
"""Most values that are tried for one title, the longest first."""


def build_traced_title(name: str, facts: ClaimFacts) -> str:
    """Build a title that is marked with the values in it, if value marks are in use; arguments as for `build_title`."""
    title, marks = build_title(name, facts), get_value_marks()
    return title if marks is None else marks.derive(title, tuple(_find_sources(name, facts, title, marks)))


def _find_sources(name: str, facts: ClaimFacts, title: str, marks: ValueMarks) -> Iterator[int]:
    """Yield the numbers of the values that are in a title, in reading order."""
    folded = title.casefold()
    candidates = [(value, number) for value, number in marks.list_texts() if _normalize(value) in folded]
    found = []
    for value, number in sorted(candidates, key=lambda one: (-len(one[0]), one[1]))[:_MAX_TRIALS]:
        (place,) = marks.get_places((number,))
        other = _make_other_text(value)
        is_new = _normalize(other) not in folded
        if is_new and _normalize(other) in _build_changed_title(name, facts, marks, place, other).casefold():
            found.append((folded.find(_normalize(value)), number))
    yield from (number for _, number in sorted(found))


def _normalize(text: str) -> str:
    """Return a text as it may be within a title: without its final period, and regardless of case."""
    return text.rstrip(".").casefold()


def _build_changed_title(name: str, facts: ClaimFacts, marks: ValueMarks, place: ValuePlace, text: str) -> str:
    """Return the title with another text in place of a value; empty if there is none with that text."""
    try:
        changed = _replace_in_facts(facts, marks, place, text)
        return build_title(name, changed) if changed else ""
    except (LookupError, ValueError, StopIteration):  # a reference leads nowhere now
        return ""


def _make_other_text(text: str) -> str:
    """Return another text of the same length, with letters where letters are and digits where digits are."""
    return "".join(_make_other_character(character) for character in text)


def _make_other_character(character: str) -> str:
    pairs = ("xz", str.islower), ("XZ", str.isupper), ("37", str.isdigit)
    choices = next((letters for letters, fits in pairs if fits(character)), "")
    return next((letter for letter in choices if letter != character), character)


def _replace_in_facts(facts: ClaimFacts, marks: ValueMarks, place: ValuePlace, text: str) -> ClaimFacts | None:
    """Return the facts with another text in place of a value; None if they do not hold the value."""
    if marks.find_model(facts.vendor) == ValuePlace(place.file, ()):
        return replace(facts, vendor=_replace_value(facts.vendor, place.path, text))
    if marks.find_model(facts.spec) != ValuePlace(place.file, ()):
        return None
    spec = _replace_value(facts.spec, place.path, text)
    subjects = tuple(get_value_at(spec, found.path) for one in facts.subjects if (found := marks.find_model(one)))
    return replace(facts, spec=spec, subjects=subjects)


def _replace_value(value: Any, path: tuple[PathStep, ...], new: str) -> Any:  # noqa: ANN401 - whatever a model holds
    if not path:
        return type(value)(new)
    step, *rest = path
    if isinstance(step, int):
        return (*value[:step], _replace_value(value[step], tuple(rest), new), *value[step + 1 :])
    return value.model_copy(update={step: _replace_value(getattr(value, step), tuple(rest), new)})
