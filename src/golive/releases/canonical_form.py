"""Serialize models canonically: the text is equal for two models exactly if comparing them finds no change."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from golive.releases.field_traits import get_field_traits
from golive.schema.change_level import Bump
from golive.schema.field import FormerDefault, Model
from golive.schema.introspection import Slot, get_renamed_keys

SHORT_DIGEST_LENGTH = 16
"""Number of hexadecimal digits of a digest shown to people."""


def compute_digest(content: Any) -> str:  # noqa: ANN401 - plain JSON
    """Return the SHA-256 digest of JSON values, in hexadecimal; the order of keys does not matter."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def to_canonical_json(model: Model) -> str:
    """Serialize a model as JSON on one line, without fields that are not content.

    Lists are sorted unless the order of their items has a meaning. Fields equal to their default are left out, so that
    a field added by a later version of golive does not change the digest; a renamed field is written with its former
    key for the same reason. A field that once had a default is left out if equal to it, and null if it has no value.
    """
    content = []
    for name, key, default, is_ordered in _list_content_fields(type(model)):
        value = getattr(model, name)
        if value is None and default is not None:
            content.append(f"{quoted(key)}:null")
        elif value is not None and value != default:
            content.append(f"{quoted(key)}:{_serialize_value(value, is_ordered=is_ordered)}")
    return f"{{{','.join(content)}}}"


def compute_short_digest(model: Model) -> str:
    """Return the short digest of a model's content, as shown to people."""
    return hashlib.sha256(to_canonical_json(model).encode()).hexdigest()[:SHORT_DIGEST_LENGTH]


@cache
def _list_content_fields(model: type[Model]) -> Iterable[tuple[str, str, Any, bool]]:
    """List the content fields, sorted by key: field name, key, default, and whether the order of its items counts."""
    former = {name: key for key, name in get_renamed_keys(model).items()}
    rows = []
    for name, trait in sorted(get_field_traits(model).items(), key=lambda one: former.get(one[0], one[0])):
        if trait.slot.field_info and not (trait.costs and trait.costs.changed is Bump.NONE):
            # A tag is always kept: it may be the only difference between two kinds of model.
            default = None if trait.is_tag else _get_omitted_value(trait.slot)
            rows.append((name, former.get(name, name), default, trait.is_ordered))
    return tuple(rows)


def _get_omitted_value(slot: Slot) -> Any:  # noqa: ANN401 - values of any field
    former = [mark.value for mark in slot.markers if isinstance(mark, FormerDefault)]
    return former[0] if former else slot.field_info.get_default() if slot.field_info else None


def _serialize_value(value: Any, *, is_ordered: bool = False) -> str:  # noqa: ANN401 - values of any field
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Model):
        return to_canonical_json(value)
    if isinstance(value, tuple):
        items = [_serialize_value(item) for item in value]
        keeps_order = is_ordered and any(getattr(item, "position", None) is None for item in value)
        return f"[{','.join(items if keeps_order else sorted(items))}]"
    if isinstance(value, bool | int):
        return json.dumps(value)
    return quoted(
        f"{value.normalize():f}" if isinstance(value, Decimal) else _format_date_or_time(value)
    )  # 1.0 and 1.00 are equal


def _format_date_or_time(value: date | time) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else value.isoformat()
