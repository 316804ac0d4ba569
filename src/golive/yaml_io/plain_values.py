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
        wrong: gaps that are errors: the phase needs the field, or the field is always required.
    """

    value: Any
    forbidden_gaps: tuple[Gap, ...] = ()


def extract_plain_values(tree: Tree, model: type[Model]) -> PlainContent:
    """Extract the plain values of a file; only integrations have phases, other files are returned unchanged."""
    value = tree.root.value
    if not issubclass(model, Integration):
        return PlainContent(value)
    sources = (tree.source, *(source for _, source in tree.source.included))
    says_tbd = any(_TBD_WORD in source.text.casefold() for source in sources)
    found = tuple(find_gaps(value, model, finds_tbd=says_tbd))
    wrong = tuple(gap for gap in found if _is_forbidden(gap, _find_phase(value)))
    said = [gap for gap in found if gap.note is not None and gap.may_be_open]
    return PlainContent(_move_tbd_to_notes(value, said) if said else value, wrong)


def _find_phase(value: Any) -> Phase | None:  # noqa: ANN401 - whatever the YAML held
    status = value.get("status")
    return next((phase for phase in Phase if phase.value == status), None)


def _is_forbidden(gap: Gap, phase: Phase | None) -> bool:
    if not gap.may_be_open:
        return True
    if gap.needed_by is None or phase is None:
        return False
    return _PHASES.index(gap.needed_by.phase) <= _PHASES.index(phase)


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
        known = {note.get("id"): note for note in notes if isinstance(note, dict)}
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
