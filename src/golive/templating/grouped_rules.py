"""One rule per interface, grouped: a rule that several interfaces share is printed once, with their names."""

from collections.abc import Iterable

from msgspec import Struct

from golive.schema.field import Model
from golive.schema.interfaces import Interface
from golive.templating.escape import Markdown
from golive.templating.fact_tables import Tables

_OPEN = Markdown("*To be decided*")


class GroupedRule(Struct, frozen=True):
    """A rule with the interfaces that it is for.

    Attributes:
        text: the rule, on one line.
        names: names of the interfaces that have it.
        for_all: whether every interface has it.
    """

    text: Markdown
    names: tuple[str, ...]
    for_all: bool


def group_rules(tables: Tables, items: Iterable[Interface], group: str, field: str) -> tuple[GroupedRule, ...]:
    """Return the different rules of some interfaces, in order; interfaces without one are left out.

    Args:
        tables: renders the values.
        items: the interfaces.
        group: the part of an interface that holds the rule, such as "schedule"; a part that is absent has no rule.
        field: the field of that part, such as "late_file".
    """
    found: dict[Markdown, list[str]] = {}
    interfaces = tuple(items)
    for item in interfaces:
        part: Model | None = getattr(item, group)
        if part is None:
            continue
        text = tables.render_field(part, field)
        if getattr(part, field) is None and text:
            text = _OPEN
        if text:
            found.setdefault(text, []).append(item.name)
    return tuple(GroupedRule(text, tuple(names), len(names) == len(interfaces)) for text, names in found.items())
