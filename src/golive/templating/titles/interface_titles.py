"""Titles of interfaces: what they carry, their formats and record layouts, and how files and calls are handled."""

from collections.abc import Mapping
from typing import Final

from golive.schema import value_text
from golive.schema.interfaces import BatchInterface
from golive.schema.migration import Migration
from golive.templating import claims
from golive.templating.claims import Claim, ClaimFacts, always, use_fixed_text
from golive.templating.phrases import drop_period, format_count_in_words, list_carried_data, pick_verb_form, upper_first


def _say_purpose(facts: ClaimFacts) -> str:
    return drop_period(facts.subjects[0].purpose)


def _say_name_and_data(facts: ClaimFacts) -> str:
    (item,) = facts.subjects
    return f"{item.name}: {value_text.join_words(list_carried_data([item]))}"


def _say_data_of_subjects(facts: ClaimFacts) -> str:
    """Say what a few interfaces carry: `Bills and payments move by file`."""
    things = list_carried_data(facts.subjects)
    ways = {"batch": ("moves by file", "move by file"), "real-time": ("moves in real time", "move in real time")}
    used = {item.method for item in facts.subjects}
    verb = ways[used.pop()] if len(used) == 1 else ("moves", "move")
    return upper_first(f"{value_text.join_words(things)} {pick_verb_form(things, *verb)}")


def _name_subjects(facts: ClaimFacts) -> str:
    return value_text.join_words([item.name for item in facts.subjects])


def _count_subjects(facts: ClaimFacts) -> str:
    return upper_first(format_count_in_words(len(facts.subjects), "interface"))


def _say_interface_columns(facts: ClaimFacts) -> str:
    number = upper_first(format_count_in_words(len(facts.spec.interfaces), "interface"))
    return f"{number}: direction, timing and format"


def _has_all_formats(facts: ClaimFacts) -> bool:
    return bool(facts.spec.batch) and all(item.format for item in facts.spec.batch)


def _has_all_layouts(facts: ClaimFacts) -> bool:
    return _has_all_formats(facts) and all(item.records or not item.has_records for item in facts.spec.batch)


def _say_formats_and_layouts(facts: ClaimFacts) -> str:
    layouts = sum(len(item.records) for item in facts.spec.batch)
    return f"{_say_formats(facts)}, with {format_count_in_words(layouts, 'record layout')}"


def _say_missing_layouts(facts: ClaimFacts) -> str:
    missing = sum(item.has_records and not item.records for item in facts.spec.batch)
    if len(facts.spec.batch) == 1:
        return f"{_say_formats(facts)}; its record layout is still to come"
    return f"{_say_formats(facts)}; record layouts of {format_count_in_words(missing, 'file')} are still to come"


def _say_formats(facts: ClaimFacts) -> str:
    formats = len({item.format for item in facts.spec.batch})
    files = format_count_in_words(len(facts.spec.batch), "file")
    return upper_first(f"{files} in {format_count_in_words(formats, 'format')}")


def _say_missing_formats(facts: ClaimFacts) -> str:
    missing = sum(item.format is None for item in facts.spec.batch)
    files = upper_first(format_count_in_words(len(facts.spec.batch), "file"))
    return f"{files}; {format_count_in_words(missing, 'format')} still to be decided"


def _get_migration(facts: ClaimFacts) -> Migration | None:
    return next((item.migration for item in facts.subjects if isinstance(item, BatchInterface)), None)


def _has_migration_counts(facts: ClaimFacts) -> bool:
    migration = _get_migration(facts)
    return migration is not None and migration.rows is not None and bool(migration.loads)


def _say_migration_counts(facts: ClaimFacts) -> str:
    migration = _get_migration(facts)
    rows, loads = (migration.rows or 0, len(migration.loads)) if migration else (0, 0)
    return f"{value_text.format_count(rows, 'row')} to migrate, {format_count_in_words(loads, 'load')} planned"


def _say_migration(facts: ClaimFacts) -> str:
    return f"One-time migration: {value_text.join_words(list_carried_data(facts.subjects))}"


INTERFACE_TITLES: Final[Mapping[str, tuple[Claim, ...]]] = {
    "interface": (
        Claim("purpose", always, _say_purpose),
        Claim("name-and-data", always, _say_name_and_data),
        Claim("name", always, _name_subjects),
    ),
    "pair": (
        Claim("pair-data", always, _say_data_of_subjects),
        Claim("pair-names", always, _name_subjects),
        Claim("pair-count", always, _count_subjects),
    ),
    "interfaces": (Claim("interface-table", always, _say_interface_columns),),
    "formats": (
        Claim("formats-and-layouts", _has_all_layouts, _say_formats_and_layouts),
        Claim("layouts-missing", _has_all_formats, _say_missing_layouts),
        Claim("formats-missing", always, _say_missing_formats),
    ),
    "transfer": (Claim("handling-files", always, use_fixed_text("How files are transferred")),),
    "late-files": (
        Claim("acknowledged", claims.every_file_is_acknowledged, use_fixed_text("Every file is acknowledged")),
        Claim("late-files", always, use_fixed_text("What happens when a file is late or missing")),
    ),
    "calls": (
        Claim(
            "calls-bounded",
            claims.every_call_is_bounded,
            use_fixed_text("Every call has a timeout, a retry rule and a fallback"),
        ),
        Claim("calls-with-fallback", claims.every_call_has_a_fallback, use_fixed_text("Every call has a fallback")),
        Claim("handling-calls", always, use_fixed_text("How calls are handled, including when something goes wrong")),
    ),
    "migration": (
        Claim("migration-counted", _has_migration_counts, _say_migration_counts),
        Claim("migration", always, _say_migration),
        Claim("migrated-file", always, _name_subjects),
    ),
}
