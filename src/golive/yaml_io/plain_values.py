"""A file's values as a model takes them: without `TBD`, which reads as nothing, and with what it said as notes."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from msgspec import Struct

from golive.schema import Integration
from golive.schema.field import Model
from golive.schema.words import Phase
from golive.yaml_io.gaps import Gap, gaps
from golive.yaml_io.nodes import Tree

_PHASES: Final = tuple(Phase)
_WORD: Final = "tbd"


class Told(Struct, frozen=True):
    """What a file tells.

    Attributes:
        value: its plain values, for the validator.
        wrong: the gaps that cannot be: the phase has come, or the field is one that nothing is without.
    """

    value: Any
    wrong: tuple[Gap, ...] = ()


def told(tree: Tree, model: type[Model]) -> Told:
    """What a file tells of an integration; other files have no phases, and are taken as they are."""
    value = tree.root.value
    if not issubclass(model, Integration):
        return Told(value)
    sources = (tree.source, *(source for _, source in tree.source.included))
    says_tbd = any(_WORD in source.text.casefold() for source in sources)
    found = tuple(gaps(value, model, said=says_tbd))
    wrong = tuple(gap for gap in found if _is_wrong(gap, _phase(value)))
    said = [gap for gap in found if gap.note is not None and gap.may_be_open]
    return Told(_noted(value, said) if said else value, wrong)


def _phase(value: Any) -> Phase | None:  # noqa: ANN401 - whatever the YAML held
    status = value.get("status")
    return next((phase for phase in Phase if phase.value == status), None)


def _is_wrong(gap: Gap, phase: Phase | None) -> bool:
    if not gap.may_be_open:
        return True
    if gap.mark is None or phase is None:
        return False
    return _PHASES.index(gap.mark.phase) <= _PHASES.index(phase)


def _noted(value: Any, said: Sequence[Gap]) -> Any:  # noqa: ANN401 - whatever the YAML held
    """The values without the gaps, and each gap's note among the open items."""
    new = deepcopy(value)
    for gap in said:
        above = new
        for step in gap.path[:-1]:
            above = above[step]
        above.pop(gap.path[-1], None)  # an alias may stand in two places
    notes = new.get("open_items", [])
    if isinstance(notes, list):
        known = {note.get("id"): note for note in notes if isinstance(note, dict)}
        more = [_note(gap) for gap in said if gap.id not in known and (gap.note or not _is_plain(gap))]
        for gap in said:
            if gap.id in known and gap.note:
                known[gap.id].setdefault("note", gap.note)
        new["open_items"] = [*notes, *more]
    return new


def _is_plain(gap: Gap) -> bool:
    """Whether the field is open as soon as it is empty, so that nobody needs to say so."""
    return gap.mark is not None and not gap.mark.may_lack


def _note(gap: Gap) -> dict[str, str]:
    return {"id": gap.id, "note": gap.note} if gap.note else {"id": gap.id}
