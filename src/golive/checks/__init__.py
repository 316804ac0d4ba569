"""Checks across several fields of a spec, which the schema of a single field cannot express.

A rule is a function that takes a model and yields findings. To add a check, write the function and one `Check` row,
beside it or in `catalog`. All findings are reported at once.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from golive.checks.catalog import CHECKS, INTEGRATION_CHECKS, MODEL_CHECKS, TEXT_CHECKS
from golive.checks.change_log import newest_first, newest_is
from golive.checks.check import Check
from golive.checks.finding import Finding, ModelT
from golive.checks.suppression import CheckedFinding, apply_silences, silences_have_effect, silences_name_checks
from golive.schema import ChangeLog, Integration
from golive.schema.words import Phase
from golive.support.bundled import get_bundled_root
from golive.support.problems import Problem
from golive.yaml_io.load import Loaded
from golive.yaml_io.source import Source

__all__ = ["check_change_log", "iterate_findings", "run_checks"]


def run_checks(loaded: Loaded[ModelT]) -> tuple[Problem, ...]:
    """Run every check on a loaded file.

    Returns:
        The errors and warnings in file order; empty if there are none.
    """
    found = [*iterate_findings(loaded.value)]
    problems = _locate_findings(loaded, found)
    if isinstance(loaded.value, Integration):
        problems += _check_text(loaded.source)
    return _sort_problems(problems)


def check_change_log(loaded: Loaded[ChangeLog], version: str, day: date) -> tuple[Problem, ...]:
    """Check a change log against the document it belongs to.

    Args:
        loaded: the change log.
        version: the document's version.
        day: the date of that version.

    Returns:
        The problems in file order; empty if there are none.
    """
    rows = ((newest_first, newest_first(loaded.value)), (newest_is, newest_is(loaded.value, version, day)))
    found = [CheckedFinding(_find_check(rule.__name__), one) for rule, several in rows for one in several]
    return _sort_problems(_locate_findings(loaded, found))


def iterate_findings(value: ModelT) -> Iterator[CheckedFinding]:
    """Yield the findings of all checks on a model, except those that its `silence` rows suppress."""
    for row in MODEL_CHECKS:
        for one in row.rule(value):
            yield CheckedFinding(row, one)
    if not isinstance(value, Integration):
        return
    found = [CheckedFinding(row, one) for row in _select_checks(value.status) for one in row.rule(value)]
    if value.silence:
        found, idle = apply_silences(value, found, CHECKS)
        found += _attach_check(silences_name_checks.__name__, silences_name_checks(value, CHECKS))
        found += _attach_check(silences_have_effect.__name__, silences_have_effect(value, idle))
    yield from found


@cache
def _select_checks(phase: Phase) -> tuple[Check, ...]:
    return tuple(row for row in INTEGRATION_CHECKS if row.applies_in(phase))


def _find_check(rule: str) -> Check:
    return CHECKS[rule.replace("_", "-")]


def _attach_check(rule: str, found: Iterable[Finding]) -> list[CheckedFinding]:
    return [CheckedFinding(_find_check(rule), one) for one in found]


def _locate_findings(loaded: Loaded[ModelT], found: Iterable[CheckedFinding]) -> list[Problem]:
    return [_tag_problem(loaded.make_problem(one.path, one.message, one.hint or row.fix), row) for row, one in found]


def _check_text(source: Source) -> list[Problem]:
    """Run the text checks on a file and the files it includes, except the presets bundled with golive."""
    own = get_bundled_root() / "data" / "presets"
    files = [source, *(one for _, one in source.included if not one.path.absolute().is_relative_to(own))]
    return [
        _tag_problem(file.make_problem(spot.start, spot.end, spot.message, row.fix), row)
        for file in files
        for row in TEXT_CHECKS
        for spot in row.rule(file)
    ]


def _tag_problem(problem: Problem, row: Check) -> Problem:
    return problem._replace(check=row.id, severity=row.severity)


def _sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))
