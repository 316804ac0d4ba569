"""Rules across fields: what each field by itself cannot know. All that is found comes at once.

A rule is a function from a model to its findings; a new one is one function and one line in `_INTEGRATION`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from golive.errors import Problem
from golive.spec.checks.changelog import newest_first, newest_is
from golive.spec.checks.finding import Finding, M, Rule
from golive.spec.checks.identifiers import cases_have_their_own_ids, ids_are_unique, references_resolve
from golive.spec.checks.layouts import control_totals_resolve, fields_of_records_resolve, records_follow_records
from golive.spec.checks.people import account_number_matches, one_part_per_activity, time_zone_exists
from golive.spec.checks.records import columns_count_up, examples_fit, fixed_width_fields_join, lines_end
from golive.spec.checks.times import cut_off_before_drop_by, ends_after_start, file_names_are_names
from golive.spec.load import Loaded
from golive.spec.model import ChangeLog, Integration

_ANY: tuple[Rule[Any], ...] = (ids_are_unique,)
_INTEGRATION: tuple[Rule[Integration], ...] = (
    references_resolve,
    cases_have_their_own_ids,
    cut_off_before_drop_by,
    ends_after_start,
    file_names_are_names,
    fixed_width_fields_join,
    examples_fit,
    columns_count_up,
    lines_end,
    control_totals_resolve,
    fields_of_records_resolve,
    records_follow_records,
    account_number_matches,
    time_zone_exists,
    one_part_per_activity,
)


def check(loaded: Loaded[M]) -> tuple[Problem, ...]:
    """Apply every rule to a file that was loaded.

    Returns:
        What is wrong, in the order of the file; empty when nothing is.
    """
    return _located(loaded, findings(loaded.value))


def check_changelog(loaded: Loaded[ChangeLog], version: str, day: date) -> tuple[Problem, ...]:
    """Check a change log against the document that it belongs to.

    Args:
        loaded: the change log.
        version: the document's version.
        day: the date of that version.

    Returns:
        What is wrong, in the order of the file; empty when nothing is.
    """
    return _located(loaded, [*newest_first(loaded.value), *newest_is(loaded.value, version, day)])


def findings(value: M) -> Iterator[Finding]:
    """What every rule finds in a model, wherever it came from."""
    for rule in _ANY:
        yield from rule(value)
    if isinstance(value, Integration):
        for one in _INTEGRATION:
            yield from one(value)


def _located(loaded: Loaded[M], findings: Iterable[Finding]) -> tuple[Problem, ...]:
    problems = [loaded.problem(*finding) for finding in findings]
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))
