"""Make ids of new items, so that nobody has to type one."""

import re
from collections.abc import Iterable
from typing import Any
from unicodedata import normalize

_MAX_LENGTH = 40
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "tbd"})
_NUMBERED = re.compile(r"([a-z][a-z0-9-]*?)-?(\d+)")


def make_identifier(name: str, taken: Iterable[str]) -> str:
    """Make an id from a name: `Ada Moreno` becomes `ada-moreno`, or `ada-moreno-2` if that is taken.

    Args:
        name: the name; may be empty.
        taken: the ids of the other items of the list.
    """
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MAX_LENGTH].strip("-") or "item"
    slug = f"item-{slug}" if slug in _RESERVED or not slug[0].isalpha() else slug
    others = set(taken)
    number, found = 1, slug
    while found in others:
        number += 1
        found = f"{slug}-{number}"
    return found


def make_next_identifier(key: str, items: Iterable[Any]) -> str:
    """Make the id of a new item without a name: the next number after those of the list, such as `d-6` after `d-5`.

    Args:
        key: the key of the list, such as `decisions`.
        items: the plain values of the list's items.
    """
    taken = [str(item["id"]) for item in items if isinstance(item, dict) and "id" in item]
    numbered = [found for one in taken if (found := _NUMBERED.fullmatch(one))]
    if not numbered:
        return make_identifier(f"{key[:1]}-1", taken)
    prefix = numbered[-1][1]
    highest = max(int(found[2]) for found in numbered if found[1] == prefix)
    separator = "-" if "-" in numbered[-1][0] else ""
    return make_identifier(f"{prefix}{separator}{highest + 1}", taken)


def make_item_identifier(list_key: str, items: Iterable[Any], name: str, *, has_name: bool) -> str:
    """Make the id of a new item of a list: from its name, or the next number where items have no names.

    Args:
        list_key: the key of the list, such as `interfaces`.
        items: the plain values of the list's items.
        name: the name of the new item; may be empty.
        has_name: whether items of this list have names.
    """
    present = list(items)
    if not has_name:
        return make_next_identifier(list_key, present)
    taken = [str(item.get("id")) for item in present if isinstance(item, dict)]
    return make_identifier(name or f"new {list_key}", taken)
