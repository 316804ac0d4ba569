"""Prepare the values of a file for validation: remove each `TBD`, and keep its note among the open items."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from msgspec import Struct

from golive.schema import Integration
from golive.schema.field import Model
from golive.schema.words import Phase
from golive.yaml_io.gaps import Gap, find_gaps
from golive.yaml_io.nodes import Tree

_PHASES: Final = tuple(Phase)
_TBD_WORD: Final = "tbd"


class PlainContent(Struct, frozen=True):
    """The values of a file, ready for validation.

    Attributes:
        value: its plain values, for the validator.
        forbidden_gaps: values that say `TBD` although they may never be open.
    """

    value: Any
    forbidden_gaps: tuple[Gap, ...] = ()


def extract_plain_values(tree: Tree, model: type[Model]) -> PlainContent:
    """Extract the plain values of a file; only integrations have phases, other files are returned unchanged."""
    value = tree.root.value
    if not issubclass(model, Integration):
        return PlainContent(value)
    found = tuple(find_gaps(value, model, finds_tbd=_says_tbd(tree)))
    wrong = tuple(gap for gap in found if not gap.may_be_open)
    said = [gap for gap in found if gap.note is not None and gap.may_be_open]
    return PlainContent(_move_tbd_to_notes(value, said) if said else value, wrong)


def find_gate_gaps(tree: Tree, phase: Phase) -> tuple[Gap, ...]:
    """Return the gaps of an integration's file that a phase or an earlier one needs, in the order of the models."""
    needed = set(_PHASES[: _PHASES.index(phase) + 1])
    found = find_gaps(tree.root.value, Integration, finds_tbd=_says_tbd(tree))
    return tuple(gap for gap in found if gap.needed_by is not None and gap.needed_by.phase in needed)


def _says_tbd(tree: Tree) -> bool:
    """Return whether the word TBD occurs in a file or in what it includes, in any spelling."""
    sources = (tree.source, *(source for _, source in tree.source.included))
    return any(_TBD_WORD in source.text.casefold() for source in sources)


def _move_tbd_to_notes(value: Any, said: Sequence[Gap]) -> Any:  # noqa: ANN401 - whatever the YAML held
    """Return the values without `TBD`, with each note added to the open items."""
    new = deepcopy(value)
    for gap in said:
        above = new
        for step in gap.path[:-1]:
            above = above[step]
        above.pop(gap.path[-1], None)  # an alias may stand in two places
    notes = new.get("open_items", [])
    if isinstance(notes, list):
        known = {note["id"]: note for note in notes if isinstance(note, dict) and isinstance(note.get("id"), str)}
        more = [_make_note(gap) for gap in said if gap.id not in known and (gap.note or not _is_open_when_empty(gap))]
        for gap in said:
            if gap.id in known and gap.note:
                known[gap.id].setdefault("note", gap.note)
        new["open_items"] = [*notes, *more]
    return new


def _is_open_when_empty(gap: Gap) -> bool:
    """Return whether an empty field counts as open without a `TBD`."""
    return gap.needed_by is not None and not gap.needed_by.may_be_absent


def _make_note(gap: Gap) -> dict[str, str]:
    return {"id": gap.id, "note": gap.note} if gap.note else {"id": gap.id}
