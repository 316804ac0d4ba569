"""Pick what is imported: patterns, the default choices, and the value that the picked choices make together."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from msgspec import Struct

from golive.exchange.imports.offer import ImportChoice, ImportOffer, SourcedText, SourcedValue, Target
from golive.support.problems import OutputError, make_problem
from golive.yaml_io.message_text import shorten_for_message, suggest_words


class PickedValues(Struct, frozen=True):
    """The picked choices of an offer.

    Attributes:
        keys: the keys of the picked choices.
        values: the value for each target: the interface, its connection.
    """

    keys: frozenset[str]
    values: Mapping[Target, dict[str, SourcedValue]]


def pick_choices(offer: ImportOffer, patterns: Sequence[str], skipped: Sequence[str] = ()) -> frozenset[str]:
    """Return the keys of the picked choices.

    Args:
        offer: what the file offers.
        patterns: keys in which `*` stands for any characters. A choice of the top level brings its default choices
            with it; one inside it brings only what it is inside of. Without patterns, the default choices are picked.
        skipped: patterns of choices that are left out, with everything inside them.

    Raises:
        OutputError: a pattern matches nothing.
    """
    problems = []
    keys = {choice.key for top in offer.choices if top.is_default and not patterns for choice in list_defaults(top)}
    keys |= {choice.key for top in offer.choices if patterns and not top.list_name for choice in list_defaults(top)}
    for pattern in patterns:
        found = set(_match_pattern(offer, pattern))
        keys |= found
        if not found:
            problems.append(_explain_unmatched(offer, pattern))
    if problems:
        raise OutputError(*problems)
    return leave_out(offer, keys, skipped)


def leave_out(offer: ImportOffer, keys: AbstractSet[str], patterns: Sequence[str]) -> frozenset[str]:
    """Return the picked keys without those that match a pattern, and without those of everything inside them.

    Choices that are not picked are only looked into where a pattern matches no other: a large file has millions.

    Raises:
        OutputError: a pattern matches nothing in the file.
    """
    found: set[str] = set()
    problems = []
    for pattern in patterns:
        expression = _compile_pattern(pattern)
        tops = [top for top in offer.choices if _may_match_inside(top, pattern)]
        matched = [one for top in tops if top.key in keys for one in top.walk() if expression.fullmatch(one.key)]
        found |= {inner.key for one in matched for inner in one.walk()}
        others = (top for top in tops if top.key not in keys)
        if not matched and not any(expression.fullmatch(one.key) for top in others for one in top.walk()):
            problems.append(_explain_unmatched(offer, pattern))
    if problems:
        raise OutputError(*problems)
    return frozenset(keys - found)


def match_choices(offer: ImportOffer, patterns: Sequence[str]) -> list[ImportChoice]:
    """Return the choices, of any level, whose keys match a pattern, and those inside a matching one of the top level.

    Raises:
        OutputError: a pattern matches nothing.
    """
    expressions = {pattern: _compile_pattern(pattern) for pattern in patterns}
    found: dict[str, ImportChoice] = {}
    matched: set[str] = set()
    for top in offer.choices:
        for pattern, expression in expressions.items():
            if not _may_match_inside(top, pattern):
                continue
            whole = expression.fullmatch(top.key)
            for choice in top.walk():
                if whole or expression.fullmatch(choice.key):
                    found[choice.key] = choice
                    matched.add(pattern)
    if problems := [_explain_unmatched(offer, pattern) for pattern in patterns if pattern not in matched]:
        raise OutputError(*problems)
    return list(found.values())


def list_defaults(choice: ImportChoice) -> list[ImportChoice]:
    """Return a choice and its default choices."""
    found = [choice]
    for child in choice.children:
        if child.is_default:
            found += list_defaults(child)
    return found


def compose_values(offer: ImportOffer, keys: frozenset[str]) -> PickedValues:
    """Return what the picked choices say together."""
    values: dict[Target, dict[str, SourcedValue]] = {}
    for choice in offer.choices:
        if choice.key in keys:
            _add_choice(values.setdefault(choice.target, {}), choice, keys)
    return PickedValues(keys, values)


def list_places(value: Any, names: tuple[str, ...] = ()) -> dict[str, str]:  # noqa: ANN401 - a sourced value
    """Return the place of every value in the imported file, by its path in the spec with items by their names."""
    from golive.exchange.imports.merge import name_items

    if isinstance(value, SourcedText):
        return {"/".join(names): str(value.place)}
    inner = value.items() if isinstance(value, dict) else zip(name_items(value), value, strict=True)
    found: dict[str, str] = {}
    for name, one in inner:
        found |= list_places(one, (*names, str(name)))
    return found


def _add_choice(group: dict[str, SourcedValue], choice: ImportChoice, keys: frozenset[str]) -> None:
    """Add a choice to the group that it is in, if it is picked; then what is inside it.

    A choice whose list is also that of the choice around it, such as a field of an object, stands beside that choice.
    """
    item = group
    if choice.key in keys and not choice.list_name:
        group.update(choice.value)
    elif choice.key in keys:
        items = group.setdefault(choice.list_name, [])
        assert isinstance(items, list)
        item = dict(choice.value)
        items.append(item)
    for child in choice.children:
        _add_choice(group if child.list_name == choice.list_name else item, child, keys)


def _match_pattern(offer: ImportOffer, pattern: str) -> list[str]:
    expression = _compile_pattern(pattern)
    found: list[str] = []
    for top in offer.choices:
        if expression.fullmatch(top.key):
            found += [one.key for one in list_defaults(top)]
            continue
        if not _may_match_inside(top, pattern):
            continue
        inside = [one.key for child in top.children for one in child.walk() if expression.fullmatch(one.key)]
        found += [top.key, *inside] if inside else []
    return found


def _may_match_inside(top: ImportChoice, pattern: str) -> bool:
    """Return whether a choice inside this one may match; its children are not made if none can."""
    head, star, _ = pattern.strip().casefold().partition("*")
    key = top.key.casefold()
    return head.startswith(key) or (bool(star) and key.startswith(head))


def _compile_pattern(pattern: str) -> re.Pattern[str]:
    parts = (re.escape(" ".join(part.split(" "))) for part in pattern.strip().split("*"))
    return re.compile(".*".join(parts), re.IGNORECASE | re.DOTALL)


def _explain_unmatched(offer: ImportOffer, pattern: str) -> Any:  # noqa: ANN401 - a Problem
    known = tuple(choice.key for choice in offer.choices)
    inner = next((c for c in offer.choices if pattern.casefold().startswith(c.key.casefold() + " ")), None)
    names = tuple(one.key for one in inner.walk()) if inner else known
    hint = suggest_words(pattern, names, f"{offer.file} offers")
    return make_problem(f"nothing in {offer.file} matches `{shorten_for_message(pattern)}`", hint)
