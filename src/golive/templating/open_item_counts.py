"""Many open items in short: open decisions one by one, and everything else counted by the person who answers."""

from collections.abc import Sequence
from typing import Final

from golive.schema import Integration
from golive.schema.field import get_field_label
from golive.schema.value_text import format_date, format_number, join_words
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import Names, build_table
from golive.templating.numbered_items import NumberedItem
from golive.templating.phrases import upper_first

MAX_LISTED_ITEMS: Final = 14
"""A summary replaces a list that is longer than one slide."""


def build_open_decisions_table(items: Sequence[NumberedItem], names: Names) -> Markdown:
    """Build a table of the open decisions: the question, who decides, and by when."""
    rows = [
        [escape(item.what), escape(names.get(("team", item.owner), item.owner)), _format_due([item])]
        for item in items
        if _is_decision(item)
    ]
    return build_table(("To be decided", "Decided by", "Needed by"), rows, blank=" ")


def build_open_facts_table(items: Sequence[NumberedItem], names: Names) -> Markdown:
    """Build a table of everything that is open beside decisions: one row for each person who answers."""
    by_person: dict[str, list[NumberedItem]] = {}
    for item in items:
        if not _is_decision(item):
            by_person.setdefault(item.owner, []).append(item)
    rows = [
        [
            escape(names.get(("team", owner), owner)),
            escape(format_number(len(found))),
            escape(upper_first(join_words(_list_topics(found)))),
            _format_due(found),
        ]
        for owner, found in by_person.items()
    ]
    return build_table(("Answered by", "Facts open", "About", "First needed by"), rows, blank=" ")


def _is_decision(item: NumberedItem) -> bool:
    return item.needed_by is None


def _list_topics(items: Sequence[NumberedItem]) -> list[str]:
    """Return the parts of the spec that some items belong to, as labels within a sentence."""
    fields = Integration.model_fields
    keys = dict.fromkeys(str(part.path[0]) for item in items for part in item.items)
    labels = [get_field_label(key, fields[key]) for key in keys if key in fields]
    return [label if label.isupper() else f"{label[:1].lower()}{label[1:]}" for label in labels]


def _format_due(items: Sequence[NumberedItem]) -> Markdown:
    days = [item.due for item in items if item.due]
    return escape(format_date(min(days))) if days else Markdown()
