"""The open items of an integration: its gaps and its open decisions, each with who answers it and by when."""

from datetime import date
from typing import Any, Final

from msgspec import Struct

from golive.open_items.due_dates import due
from golive.schema import Integration
from golive.schema.field import Model, label_of
from golive.schema.introspection import Slot, slots_of
from golive.schema.plan import OpenItemNote
from golive.schema.words import Phase
from golive.support.problems import Step
from golive.yaml_io.gaps import Gap, gaps

_PHASES: Final = tuple(Phase)


class OpenItem(Struct, frozen=True):
    """Something that somebody still has to say.

    Attributes:
        id: its name, which never changes while it is open: the field's number and what it lies in, or a decision's id.
        what: what is open, in words.
        owner: id of the contact who answers it.
        due: the last day for the answer; None while the plan does not say.
        note: what was asked, and whom; may be empty.
        needed_by: the phase that needs it; None for a decision.
        path: the place in the spec.
    """

    id: str
    what: str
    owner: str
    due: date | None
    note: str
    needed_by: Phase | None
    path: tuple[Step, ...]

    def is_past(self, today: date) -> bool:
        """Whether the last day for the answer is over."""
        return self.due is not None and self.due < today


def open_items(spec: Integration) -> tuple[OpenItem, ...]:
    """Everything that is open, what is due first in front."""
    notes = {note.id: note for note in spec.open_items}
    found = [_item(spec, gap, notes.get(gap.id)) for gap in gaps(spec, Integration, frozenset(notes))]
    for index, one in enumerate(spec.decisions):
        if one.decision is None:
            path = ("decisions", index, "decision")
            found.append(OpenItem(one.id, one.question, one.owner, one.due, one.reason or "", None, path))
    return tuple(sorted(found, key=lambda item: (item.due or date.max, _order(item.id))))


def _order(item_id: str) -> tuple[int, str]:
    number = item_id.partition("-")[0]
    return (int(number) if number.isdecimal() else 10**6, item_id)


def _item(spec: Integration, gap: Gap, said: OpenItemNote | None) -> OpenItem:
    phase = gap.mark.phase if gap.mark else Phase.LIVE
    owner = said.owner if said and said.owner else _owner(spec, gap)
    day = said.due if said and said.due else due(spec, phase)
    return OpenItem(gap.id, what_of(spec, gap.path), owner, day, (said.note or "") if said else "", phase, gap.path)


def _owner(spec: Integration, gap: Gap) -> str:
    """Who has the role that is asked; or else answers for what the gap lies in; or else for the spec."""
    role = gap.mark.asks if gap.mark else None
    asked = next((person.id for person in spec.team if role and person.role is role), None)
    owners = [getattr(model, "owner", None) for model in models_on(spec, gap.path)[1:]]
    return asked or next((owner for owner in reversed(owners) if owner), spec.owner)


def models_on(spec: Integration, path: tuple[Step, ...]) -> tuple[Model, ...]:
    """The models on the way to a field, the spec first and the one that has the field last."""
    value: Any = spec
    found: list[Model] = [spec]
    for step in path[:-1]:
        value = value[step] if isinstance(step, int) else getattr(value, step)
        if isinstance(value, Model):
            found.append(value)
    return tuple(found)


def what_of(spec: Integration, path: tuple[Step, ...]) -> str:
    """What a field is called where nothing stands around it: "Bill file: drop-by"."""
    value: Any = spec
    named: list[str] = []
    within = ""
    for step in path[:-1]:
        if isinstance(step, int):
            value = value[step]
            named.append(_name(value))
            within = ""
        else:
            slot = _slot(value, step)
            within = "" if slot.is_list else _label(step, slot)
            value = getattr(value, step)
    last = str(path[-1])
    slot = _slot(value, last)
    own = _label(last, slot)
    if within and (not named or within.isupper()):
        own = f"{within}: {_small(own)}"
    return f"{', '.join(named)}: {_small(own)}" if named else own


def _slot(model: Model, name: str) -> Slot:
    return slots_of(type(model))[name]


def _label(name: str, slot: Slot) -> str:
    return label_of(name, slot.field) if slot.field else name


def _name(item: Model) -> str:
    name = "name" if "name" in type(item).model_fields else next(iter(type(item).model_fields))
    return str(getattr(item, name))


def _small(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
