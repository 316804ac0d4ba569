"""The filters and functions that a template may use, by name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import partial, wraps
from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from golive.planning.case_results import has_results
from golive.schema import Guide, Integration, Organization, value_text
from golive.schema.connections import Connection
from golive.schema.interfaces import Interface
from golive.templating import context, phrases
from golive.templating.approvals_table import build_approval_table
from golive.templating.case_results import build_count_rows, build_exit_rows, build_results_table
from golive.templating.changes_table import ChangeTables, adds_to_changes, drop_internal_changes
from golive.templating.claims import ClaimFacts
from golive.templating.compared_tests import build_test_rows
from golive.templating.context import Context
from golive.templating.escape import Markdown, escape, join_lines, write_code_span
from golive.templating.fact_tables import Tables
from golive.templating.grouped_rules import group_rules
from golive.templating.hard_stops_table import build_hard_stops_table
from golive.templating.numbered_items import NumberedItem
from golive.templating.open_item_counts import (
    MAX_LISTED_ITEMS,
    build_open_decisions_table,
    build_open_facts_table,
)
from golive.templating.open_items_table import build_open_items_table
from golive.templating.open_values import OpenFields, OpenValue
from golive.templating.original_language import mark_original
from golive.templating.raci import build_raci_table
from golive.templating.slide_budget import plan_deck
from golive.templating.slip_table import build_slip_table
from golive.templating.status_milestones import build_milestones_table
from golive.templating.title_sources import build_traced_title
from golive.templating.value_marks import derive_text, strip_value_marks
from golive.templating.values import MisuseError, ValueRenderer, format_label
from golive.weekly_status.attention import describe_line


def build_filters(renderer: ValueRenderer) -> Mapping[str, Callable[..., Any]]:
    """Build the Jinja filters by name."""

    def each(values: Iterable[object]) -> list[Markdown]:
        if isinstance(values, str):
            raise MisuseError("takes a single text for a list")
        return [renderer.render_inline(value) for value in values if value is not None]

    found: dict[str, Callable[..., Any]] = {
        "attribute": lambda value: Markdown(str(escape(renderer.format_plain_text(value))).replace('"', '\\"')),
        "bold": lambda value: _wrap_in_emphasis(renderer.render_inline(value), "**"),
        "clock": _apply_to_type(time, lambda value: value_text.format_time(value, renderer.zone)),
        "code": lambda value: write_code_span(renderer.format_plain_text(value)),
        "count": _count_things,
        "day": _apply_to_type(date, value_text.format_date),
        "dollars": _apply_to_type((int, Decimal), value_text.format_dollars),
        "inline": renderer.render_inline,
        "italic": lambda value: _wrap_in_emphasis(renderer.render_inline(value), "*"),
        "join": lambda values, last="and": Markdown(value_text.join_words(each(values), last)),
        "label": format_label,
        "lower_first": lambda value: value_text.lower_label(renderer.format_plain_text(value)),
        "often": phrases.describe_frequency,
        "original": lambda value: mark_original(renderer.render_inline(value)),
        "lines": lambda values: join_lines(each(values)),
        "minutes": _apply_to_type(int, value_text.format_duration),
        "percent": _apply_to_type((int, Decimal), value_text.format_percent),
        "phrase": _apply_to_text(phrases.drop_period),
        "several": phrases.format_count_in_words,
        "sentence": _apply_to_text(phrases.make_sentence),
        "upper_first": _apply_to_text(phrases.upper_first),
    }
    return {name: _keep_open_values(_keep_places(change)) for name, change in found.items()}


def _keep_open_values(change: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a filter so that it returns open values unchanged."""

    @wraps(change)
    def change_unless_open(value: object, *others: object, **named: object) -> object:
        return value if isinstance(value, OpenValue) else change(value, *others, **named)

    return change_unless_open


def _keep_places(change: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a filter so that a text that it changes keeps its place in the file; see `golive.templating.value_marks`."""

    @wraps(change)
    def change_and_keep_place(value: object, *others: object, **named: object) -> object:
        result = change(value, *others, **named)
        return derive_text(result, value) if isinstance(result, str) and not isinstance(result, Markup) else result

    return change_and_keep_place


def _count_things(value: object, singular: str, plural: str | None = None) -> str:
    if isinstance(value, int):
        return value_text.format_count(value, singular, plural)
    if isinstance(value, tuple | list):
        return value_text.format_count(len(value), singular, plural)
    raise MisuseError("counts something that is neither a number nor a list")


def _apply_to_type(kind: type | tuple[type, ...], change: Callable[[Any], str]) -> Callable[[object], str]:
    def check_type_and_change(value: object) -> str:
        if not isinstance(value, kind):
            raise MisuseError(f"uses a filter on a {type(value).__name__}, which it is not for")
        return change(value)

    return check_type_and_change


def _wrap_in_emphasis(text: Markdown, mark: str) -> Markdown:
    """Put a text without the blanks at its ends between marks of emphasis."""
    stripped = text.strip()
    return Markdown(f"{mark}{stripped}{mark}") if stripped else Markdown()


def _apply_to_text(change: Callable[[str], str]) -> Callable[[object], str]:
    def check_text_and_change(value: object) -> str:
        if not isinstance(value, str):
            raise MisuseError("takes a text")
        return Markdown(change(str(value))) if isinstance(value, Markup) else type(value)(change(str(value)))

    return check_text_and_change


def build_functions(
    facts: Context, renderer: ValueRenderer, items: tuple[NumberedItem, ...] = (), open_fields: OpenFields | None = None
) -> Mapping[str, Any]:
    """Build the names that a template may use: parts of the context, and functions.

    Args:
        facts: the context.
        renderer: renders the values.
        items: the open items of the integration.
        open_fields: the fields that are open; none if left out.
    """
    spec, vendor = facts.spec, facts.organization
    tables = Tables(renderer, context.map_names_by_id(spec, vendor), open_fields or OpenFields())
    changes = ChangeTables(Integration if spec else Guide, tables.names)
    found: dict[str, Any] = {
        "spec": spec,
        "organization": vendor,
        "process": facts.process,
        "guide": facts.guide,
        "changelog": drop_internal_changes(facts.changelog),
        "figures": facts.available_figures,
        "draft": facts.draft,
        "digest": facts.digest,
        "document_title": facts.document_title,
        "news": facts.version_changes,
        "change_table": changes.table,
        "adds_to_changes": adds_to_changes,
        "change_cards": changes.group_for_cards,
        "approval_table": partial(build_approval_table, facts.changelog),
        "internal_notes": facts.internal_notes,
        "facts": tables.build_facts_table,
        "labeled_paragraphs": tables.build_labeled_paragraphs,
        "merged_facts": tables.build_merged_facts_table,
        "table_of_facts": tables.build_labeled_table,
        "rows": tables.build_rows_table,
        "compare": tables.build_comparison_rows,
        "terms_in": lambda text: context.find_terms(str(text), facts.process, spec),
        "day_range": value_text.format_date_range,
    }
    if spec is None:
        return found
    if status := facts.status:
        found |= {
            "status": status,
            "describe_line": describe_line,
            "status_milestones": partial(build_milestones_table, spec, status),
        }
    found["compare_tests"] = partial(build_test_rows, spec, facts.process, tables)
    found |= _build_integration_functions(spec, vendor, renderer.zone, tables) | _build_open_item_functions(
        spec, facts, items, tables
    )
    return found | _build_title_functions(facts, spec, renderer.zone, items)


def _build_open_item_functions(
    spec: Integration, facts: Context, items: tuple[NumberedItem, ...], tables: Tables
) -> dict[str, Any]:
    return {
        "open_items": items,
        "is_summary": facts.may_summarize_open_items and len(items) > MAX_LISTED_ITEMS,
        "open_decisions_table": partial(build_open_decisions_table, items, tables.names),
        "open_facts_table": partial(build_open_facts_table, items, tables.names),
        "open_table": partial(build_open_items_table, names=tables.names),
        "known": lambda model: not isinstance(model, OpenValue) and tables.open_fields.find_open_group(model) is None,
        "plan": plan_deck(spec, items, facts.version_changes, facts.slides),
    }


def _build_integration_functions(spec: Integration, vendor: Organization, zone: str, tables: Tables) -> dict[str, Any]:
    names = tables.names

    def make_lookup(part: str, look: Callable[[Integration, str], object]) -> Callable[[str | OpenValue], object]:
        gap = tables.open_fields.find_open_field(spec, part, getattr(spec, part))

        def found(wanted: str | OpenValue) -> object:
            if isinstance(wanted, OpenValue):
                return wanted
            return look(spec, wanted) if gap is None else gap

        return found

    def person(contact_id: str | OpenValue) -> str | OpenValue:
        return contact_id if isinstance(contact_id, OpenValue) else context.get_contact(spec, contact_id).name

    return {
        "person": person,
        "people": lambda ids: ids if isinstance(ids, OpenValue) else [person(contact_id) for contact_id in ids],
        "contact": partial(context.get_contact, spec),
        "connection": make_lookup("connections", context.get_connection),
        "environment": make_lookup("environments", context.get_environment),
        "interface": partial(context.get_interface, spec),
        "interfaces_of": partial(context.list_interfaces_of, spec),
        "open_decisions": context.list_open_decisions(spec),
        "made_decisions": context.list_made_decisions(spec),
        "cases_of": context.list_cases_of,
        "cases_by_kind": phrases.count_cases_by_kind,
        "raci": partial(build_raci_table, names=names, spec=spec),
        "examples": phrases.choose_example_cases,
        "field_count": lambda item: sum(len(record.fields) for record in item.records),
        "last_days": phrases.describe_key_expiry,
        "timeouts": phrases.describe_timeouts,
        "counts": phrases.count_interfaces_by_method(spec),
        "methods": phrases.describe_methods(spec),
        "moving_parties": phrases.list_moving_parties(spec),
        "carried": phrases.list_carried_data,
        "layout": phrases.describe_format,
        "when": partial(phrases.describe_timing, zone=zone),
        "slips": partial(build_slip_table, spec),
        "hard_stops": partial(build_hard_stops_table, spec, tables),
        "has_results": has_results(spec),
        "results_table": partial(build_results_table, tables),
        "result_counts": partial(build_count_rows, spec, tables),
        "exit_checks": partial(build_exit_rows, spec),
        "span_of": partial(phrases.describe_phase_days, spec),
        "attempts": lambda item: phrases.count_attempts(item.retry) or tables.render_field(item.retry, "attempts"),
        "direction": partial(context.describe_direction, spec, vendor),
        "by_direction": partial(context.group_by_direction, spec, vendor),
        "connections_of": partial(context.list_connections_of, spec),
        "keys_of": lambda items: [key for line in context.list_connections_of(spec, items) for key in line.keys],
        "connection_summary": partial(_summarize_connection, spec, tables),
        "host_of": lambda address: address.removeprefix("https://").rstrip("/"),
        "hosts": partial(_list_hosts, spec, tables),
        "rules": partial(group_rules, tables),
    }


def _summarize_connection(spec: Integration, tables: Tables, item: Interface) -> Markdown:
    """Describe what a call goes over: "REST, API key"; say so where it is open."""
    used = context.list_connections_of(spec, [item])
    if not used:
        return tables.render_field(item, "connection")
    way = used[0].authentication
    kind = escape(format_label(way.kind)) if way else tables.render_field(used[0], "authentication")
    return Markdown(", ".join(filter(None, (escape(format_label(used[0].kind)), kind))))


def _list_hosts(spec: Integration, tables: Tables, line: Connection) -> Markdown:
    """List the hosts of a connection on lines, each once with its environments; say so where one is open."""
    if not line.endpoints:
        return tables.render_field(line, "endpoints")
    place = "bucket" if line.kind == "object-storage" else "host"
    names = {one.id: one.name for one in spec.environments}
    hosts: dict[str, Markdown] = {}
    used: dict[str, list[str]] = {}
    for end in line.endpoints:
        host = tables.render_field(end, place)
        if host:
            key = strip_value_marks(host)
            hosts.setdefault(key, host)
            used.setdefault(key, []).append(names.get(end.environment, end.environment))
    if len(hosts) == 1:
        return next(iter(hosts.values()))
    return join_lines(Markdown(f"{escape(value_text.join_words(used[key]))}: {host}") for key, host in hosts.items())


def _build_title_functions(
    facts: Context, spec: Integration, zone: str, items: tuple[NumberedItem, ...]
) -> dict[str, Callable[..., str]]:
    """`title("glance")`: the title of a slide or section; `title_of("pair", items)`: of a few interfaces."""
    known = ClaimFacts(spec, facts.organization, zone, items, facts.version_changes)

    def title_of(name: str, subjects: Sequence[Interface]) -> str:
        return build_traced_title(name, replace(known, subjects=subjects))

    return {"title": lambda name: build_traced_title(name, known), "title_of": title_of}
