"""Detect the model of a file by its keys, and define the order in which keys are written."""

from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.schema.field import Model
from golive.schema.reserved_keys import INCLUDE_KEY
from golive.yaml_io.nodes import Tree

_KINDS: tuple[type[Model], ...] = (Integration, Organization, Process, Guide, ChangeLog)
_MIN_SHARE = 0.5


def detect_model(tree: Tree) -> type[Model] | None:
    """Return the model of a file; None unless more than half of its keys belong to one model.

    The file need not be valid: keys may be missing or misspelled.
    """
    keys = set(tree.root.value) - {INCLUDE_KEY}
    known = {kind: len(keys & set(kind.model_fields)) for kind in _KINDS}
    best = max(_KINDS, key=lambda kind: known[kind])
    return best if known[best] > _MIN_SHARE * len(keys) else None


def list_keys_in_order(model: type[Model]) -> tuple[str, ...]:
    """Return the keys of a model in the order in which they are written.

    This is the order of the model itself. For a model with siblings (such as a batch interface), the key that
    distinguishes them follows the id, and the optional keys common to all follow the keys of this model alone.
    """
    fields = model.model_fields
    common = [name for name in fields if name not in model.__annotations__]
    own = [name for name in fields if name in model.__annotations__]
    if not common:
        return tuple(fields)
    needed = max((at for at, name in enumerate(common) if fields[name].is_required()), default=-1) + 1
    start = [name for name in common if name == "id"]
    kind = [name for name in own if _is_discriminator(fields[name])]
    return tuple(dict.fromkeys([*start, *kind, *common[:needed], *own, *common[needed:]]))


def _is_discriminator(info: FieldInfo) -> bool:
    return get_origin(info.annotation) is Literal and len(get_args(info.annotation)) == 1
