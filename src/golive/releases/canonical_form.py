"""What a model says, in one form: equal for two models exactly where comparing them finds no change."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from golive.releases.field_traits import traits_of
from golive.schema.change_level import Bump
from golive.schema.field import Model

SHORT = 16
"""Hexadecimal digits of a digest that people compare."""


def digest_of(content: Any) -> str:  # noqa: ANN401 - plain JSON
    """SHA-256 over plain values, in hexadecimal; keys in any order."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(model: Model) -> str:
    """A model as JSON on one line, without what is no content.

    Order is none, but for lists whose order is the only place of their items. What says the same as leaving it out is
    left out, so that a field that a later golive adds changes nothing.
    """
    content = []
    for name, default, is_ordered in _plan(type(model)):
        value = getattr(model, name)
        if value is not None and value != default:
            content.append(f"{quoted(name)}:{_plain(value, is_ordered=is_ordered)}")
    return f"{{{','.join(content)}}}"


def short_digest(model: Model) -> str:
    """Digest of a model's content, as people compare it."""
    return hashlib.sha256(canonical(model).encode()).hexdigest()[:SHORT]


@cache
def _plan(model: type[Model]) -> Iterable[tuple[str, Any, bool]]:
    """The fields that are content, by name: each with what leaving it out says, and whether its order counts."""
    rows = []
    for name, trait in sorted(traits_of(model).items()):
        if trait.slot.field and not (trait.costs and trait.costs.changed is Bump.NONE):
            # A tag is kept: nothing else may tell two kinds of model apart.
            default = None if trait.is_tag else trait.slot.field.get_default()
            rows.append((name, default, trait.ordered))
    return tuple(rows)


def _plain(value: Any, *, is_ordered: bool = False) -> str:  # noqa: ANN401 - values of any field
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Model):
        return canonical(value)
    if isinstance(value, tuple):
        items = [_plain(item) for item in value]
        keeps_order = is_ordered and any(getattr(item, "position", None) is None for item in value)
        return f"[{','.join(items if keeps_order else sorted(items))}]"
    if isinstance(value, bool | int):
        return json.dumps(value)
    return quoted(f"{value.normalize():f}" if isinstance(value, Decimal) else _moment(value))  # 1.0 and 1.00 are equal


def _moment(value: date | time) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else value.isoformat()
