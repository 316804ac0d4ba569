"""The filters and functions that a template may use, by name."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from functools import partial, wraps
from typing import Any

from markupsafe import Markup

from golive.open_items.items import OpenItem
from golive.schema import Guide, Integration, value_text
from golive.templating import context, phrases, titles
from golive.templating.approvals_table import approval_table
from golive.templating.changes_table import ChangeTables, told
from golive.templating.context import Context
from golive.templating.escape import Markdown, code_span, escape, lines
from golive.templating.fact_tables import Tables
from golive.templating.open_items_table import open_table
from golive.templating.open_values import Open, Opened
from golive.templating.raci import raci_table
from golive.templating.slide_budget import plan_deck
from golive.templating.slip_table import slip_table
from golive.templating.values import MisuseError, Shown, label


def filters(shown: Shown) -> Mapping[str, Callable[..., Any]]:
    """What stands after a `|`: one value in, one value out."""

    def each(values: Iterable[object]) -> list[Markdown]:
        if isinstance(values, str):
            raise MisuseError("takes a single text for a list")
        return [shown.inline(value) for value in values if value is not None]

    found: dict[str, Callable[..., Any]] = {
        "attribute": lambda value: Markdown(str(escape(shown.text(value))).replace('"', '\\"')),
        "bold": lambda value: _emphasised(shown.inline(value), "**"),
        "clock": _on(time, lambda value: value_text.clock(value, shown.zone)),
        "code": lambda value: code_span(shown.text(value)),
        "count": _count,
        "day": _on(date, value_text.day),
        "dollars": _on((int, Decimal), value_text.dollars),
        "inline": shown.inline,
        "italic": lambda value: _emphasised(shown.inline(value), "*"),
        "join": lambda values, last="and": Markdown(value_text.join(each(values), last)),
        "label": label,
        "lower_first": lambda value: phrases.lower_first(shown.text(value)),
        "often": phrases.often,
        "lines": lambda values: lines(each(values)),
        "minutes": _on(int, value_text.minutes),
        "percent": _on((int, Decimal), value_text.percent),
        "phrase": _on_text(phrases.phrase),
        "several": phrases.several,
        "sentence": _on_text(phrases.sentence),
        "upper_first": _on_text(phrases.upper_first),
    }
    return {name: _unless_open(change) for name, change in found.items()}


def _unless_open(change: Callable[..., Any]) -> Callable[..., Any]:
    """What is to be decided stays that, whatever is done to it."""

    @wraps(change)
    def changed(value: object, *others: object, **named: object) -> object:
        return value if isinstance(value, Open) else change(value, *others, **named)

    return changed


def _count(value: object, singular: str, plural: str | None = None) -> str:
    if isinstance(value, int):
        return value_text.count(value, singular, plural)
    if isinstance(value, tuple | list):
        return value_text.count(len(value), singular, plural)
    raise MisuseError("counts something that is neither a number nor a list")


def _on(kind: type | tuple[type, ...], change: Callable[[Any], str]) -> Callable[[object], str]:
    def changed(value: object) -> str:
        if not isinstance(value, kind):
            raise MisuseError(f"uses a filter on a {type(value).__name__}, which it is not for")
        return change(value)

    return changed


def _emphasised(text: Markdown, mark: str) -> Markdown:
    """Between marks of emphasis; a template puts a blank or a punctuation mark, or nothing at all, on either side."""
    stripped = text.strip()
    return Markdown(f"{mark}{stripped}{mark}") if stripped else Markdown()


def _on_text(change: Callable[[str], str]) -> Callable[[object], str]:
    def changed(value: object) -> str:
        if not isinstance(value, str):
            raise MisuseError("takes a text")
        return Markdown(change(str(value))) if isinstance(value, Markup) else type(value)(change(str(value)))

    return changed


def functions(
    facts: Context, shown: Shown, items: tuple[OpenItem, ...] = (), opened: Opened | None = None
) -> Mapping[str, Any]:
    """What a template may name: the parts of the context, and functions of them.

    Args:
        facts: the context.
        shown: how values are shown.
        items: what is open in the integration.
        opened: where that is; nothing is when left out.
    """
    spec, vendor = facts.spec, facts.organization
    tables = Tables(shown, context.names_of(spec), opened or Opened())
    changes = ChangeTables(Integration if spec else Guide, tables.names)
    found: dict[str, Any] = {
        "spec": spec,
        "organization": vendor,
        "process": facts.process,
        "guide": facts.guide,
        "changelog": told(facts.changelog),
        "figures": facts.available_figures,
        "draft": facts.draft,
        "digest": facts.digest,
        "news": facts.news,
        "change_table": changes.table,
        "change_cards": changes.few,
        "approval_table": partial(approval_table, facts.changelog),
        "internal_notes": facts.internal_notes,
        "facts": tables.facts,
        "merged_facts": tables.merged,
        "rows": tables.rows,
        "compare": tables.compare,
        "terms_in": lambda text: context.terms_in(str(text), facts.process, spec),
        "day_range": value_text.day_range,
    }
    if spec is None:
        return found
    found |= _of_integration(spec, shown.zone, tables) | _of_items(spec, facts, items, tables)
    return found | {"title": _titles(facts, spec, shown.zone, items)}


def _of_items(spec: Integration, facts: Context, items: tuple[OpenItem, ...], tables: Tables) -> dict[str, Any]:
    return {
        "open_items": items,
        "open_table": partial(open_table, names=tables.names),
        "known": lambda model: not isinstance(model, Open) and tables.opened.group(model) is None,
        "plan": plan_deck(spec, items, facts.news),
    }


def _of_integration(spec: Integration, zone: str, tables: Tables) -> dict[str, Any]:
    names = tables.names

    def looked_up(part: str, look: Callable[[Integration, str], object]) -> Callable[[str | Open], object]:
        gap = tables.opened.field(spec, part, getattr(spec, part))

        def found(wanted: str | Open) -> object:
            if isinstance(wanted, Open):
                return wanted
            return look(spec, wanted) if gap is None else gap

        return found

    def person(contact_id: str | Open) -> str | Open:
        return contact_id if isinstance(contact_id, Open) else context.contact(spec, contact_id).name

    return {
        "all_keys": [key for line in spec.connections for key in line.keys],
        "person": person,
        "people": lambda ids: ids if isinstance(ids, Open) else [person(contact_id) for contact_id in ids],
        "contact": partial(context.contact, spec),
        "connection": looked_up("connections", context.connection),
        "environment": looked_up("environments", context.environment),
        "interface": partial(context.interface, spec),
        "interfaces_of": partial(context.interfaces_of, spec),
        "open_decisions": context.open_decisions(spec),
        "made_decisions": context.made_decisions(spec),
        "cases_of": context.cases_of,
        "cases_by_kind": phrases.cases_by_kind,
        "raci": partial(raci_table, names=names, spec=spec),
        "examples": phrases.examples,
        "field_count": lambda item: sum(len(record.fields) for record in item.records),
        "key_people": context.key_people(spec),
        "last_days": phrases.last_days,
        "timeouts": phrases.timeouts,
        "counts": phrases.counts(spec),
        "methods": phrases.methods(spec),
        "carried": phrases.carried,
        "layout": phrases.layout,
        "when": partial(phrases.when, zone=zone),
        "slips": partial(slip_table, spec),
        "span_of": partial(phrases.span_of, spec),
        "interface_title": titles.interface,
        "pair_title": titles.pair,
    }


def _titles(facts: Context, spec: Integration, zone: str, items: tuple[OpenItem, ...]) -> Callable[[str], str]:
    """`title("glance")`: the title of a slide or section, made from the facts."""
    vendor, news = facts.organization, facts.news
    makers: Mapping[str, Callable[[], str]] = {
        "glance": partial(titles.glance, spec, vendor),
        "flow": partial(titles.flow, spec, vendor),
        "methods": partial(titles.method, spec, vendor),
        "formats": partial(titles.formats, spec),
        "schedule": partial(titles.schedule, spec, zone),
        "volumes": partial(titles.volumes, spec),
        "security": partial(titles.security, spec, vendor),
        "timeline": partial(titles.timeline, spec),
        "tests": partial(titles.tests, spec),
        "escalation": partial(titles.escalation, spec),
        "risks": partial(titles.risks, spec),
        "open": partial(titles.open_questions, items),
        "news": partial(titles.news, news),
        "steps": partial(titles.steps, spec),
    }

    def title(name: str) -> str:
        if name not in makers:
            raise LookupError(f"asks for the title `{name}`; there are {', '.join(makers)}")
        return makers[name]()

    return title
