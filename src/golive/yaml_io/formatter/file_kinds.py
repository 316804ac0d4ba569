"""What kind of file a text is, told by its keys; and in which order the keys of a model are written."""

from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.schema.field import Model
from golive.schema.reserved_keys import INCLUDE
from golive.yaml_io.nodes import Tree

_KINDS: tuple[type[Model], ...] = (Integration, Organization, Process, Guide, ChangeLog)
_MOST = 0.5


def kind_of(tree: Tree) -> type[Model] | None:
    """The model that a file is written for; None when no more than half of its keys are those of one model.

    Whether the file is valid does not matter: a key may be missing or misspelt.
    """
    keys = set(tree.root.value) - {INCLUDE}
    known = {kind: len(keys & set(kind.model_fields)) for kind in _KINDS}
    best = max(_KINDS, key=lambda kind: known[kind])
    return best if known[best] > _MOST * len(keys) else None


def keys_of(model: type[Model]) -> tuple[str, ...]:
    """The keys of a model in the order in which they are written.

    It is the model's own order; where a model is one kind of several (a batch interface), the key that says which kind
    stands behind the id, and what may be left out of any kind stands behind what only this kind has.
    """
    fields = model.model_fields
    common = [name for name in fields if name not in model.__annotations__]
    own = [name for name in fields if name in model.__annotations__]
    if not common:
        return tuple(fields)
    needed = max((at for at, name in enumerate(common) if fields[name].is_required()), default=-1) + 1
    start = [name for name in common if name == "id"]
    kind = [name for name in own if _is_kind(fields[name])]
    return tuple(dict.fromkeys([*start, *kind, *common[:needed], *own, *common[needed:]]))


def _is_kind(info: FieldInfo) -> bool:
    return get_origin(info.annotation) is Literal and len(get_args(info.annotation)) == 1
