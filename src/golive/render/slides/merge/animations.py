"""Keep the animations of a slide valid: an effect goes with the shape that it is about."""

from collections.abc import Set as AbstractSet
from typing import Any, Final

from golive.ooxml.namespaces import P

_TARGET: Final = f"{P}spTgt"
_EFFECT: Final = f"{P}par"


def list_shape_ids(root: Any) -> set[str]:  # noqa: ANN401 - lxml's elements
    """Return the ids of the shapes in an element."""
    return {one.get("id", "") for one in root.iter("{*}cNvPr")}


def is_animated(root: Any, shape: Any) -> bool:  # noqa: ANN401 - lxml's elements
    """Return whether a slide has an effect for a shape, or for one that is in it."""
    numbers = list_shape_ids(shape)
    return any(one.get("spid") in numbers for one in root.iter(_TARGET))


def remove_effects(root: Any, gone: AbstractSet[str]) -> None:  # noqa: ANN401 - lxml's elements
    """Remove the effects for shapes that were removed.

    Args:
        root: root element of the slide; changed in place.
        gone: ids of the shapes that were removed.
    """
    for target in [one for one in root.iter(_TARGET) if one.get("spid") in gone]:
        above = list(target.iterancestors())
        if above[-1] is not root:
            continue  # it went with another one
        effects = [one for one in above if one.tag == _EFFECT and _is_effect(one)]
        steps = [one for one in above if one.getparent() is not None and one.getparent().tag == f"{P}childTnLst"]
        _prune((effects or steps or above)[0])
    for listed in [*root.iter(f"{P}bldLst")]:
        for one in [*listed]:
            if one.get("spid") in gone:
                listed.remove(one)
        if not len(listed):
            listed.getparent().remove(listed)


def _is_effect(step: Any) -> bool:  # noqa: ANN401 - lxml's elements
    node = step.find(f"{P}cTn")
    return node is not None and node.get("presetClass") is not None


def _prune(step: Any) -> None:  # noqa: ANN401 - lxml's elements
    """Remove a step of a timing, and the lists and steps that are empty then."""
    holder = step.getparent()
    holder.remove(step)
    if len(holder) or holder.getparent() is None:
        return
    if holder.tag == f"{P}childTnLst":
        _prune(holder.getparent().getparent())
    elif holder.tag == f"{P}tnLst":
        timing = holder.getparent()
        timing.getparent().remove(timing)
