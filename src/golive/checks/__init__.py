"""Rules across fields: what each field by itself cannot know. All that is found comes at once.

A rule is a function from a model to its findings; a new one is one function and one row, beside it or in `catalog`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from golive.checks.catalog import CHECKS, OF_ANY, OF_INTEGRATION, OF_TEXT
from golive.checks.change_log import newest_first, newest_is
from golive.checks.check import Check
from golive.checks.finding import Finding, M
from golive.checks.suppression import Found, apply_silences, silences_have_effect, silences_name_checks
from golive.schema import ChangeLog, Integration
from golive.schema.words import Phase
from golive.support.bundled import bundled
from golive.support.problems import Problem
from golive.yaml_io.load import Loaded
from golive.yaml_io.source import Source

__all__ = ["check", "check_changelog", "findings"]


def check(loaded: Loaded[M]) -> tuple[Problem, ...]:
    """Apply every check to a file that was loaded.

    Returns:
        What is wrong, errors and warnings, in the order of the file; empty when nothing is.
    """
    found = [*findings(loaded.value)]
    problems = _located(loaded, found)
    if isinstance(loaded.value, Integration):
        problems += _in_text(loaded.source)
    return _in_order(problems)


def check_changelog(loaded: Loaded[ChangeLog], version: str, day: date) -> tuple[Problem, ...]:
    """Check a change log against the document that it belongs to.

    Args:
        loaded: the change log.
        version: the document's version.
        day: the date of that version.

    Returns:
        What is wrong, in the order of the file; empty when nothing is.
    """
    rows = ((newest_first, newest_first(loaded.value)), (newest_is, newest_is(loaded.value, version, day)))
    found = [Found(_row(rule.__name__), one) for rule, several in rows for one in several]
    return _in_order(_located(loaded, found))


def findings(value: M) -> Iterator[Found]:
    """What the checks find in a model, wherever it came from, without what it keeps quiet with a reason."""
    for row in OF_ANY:
        for one in row.rule(value):
            yield Found(row, one)
    if not isinstance(value, Integration):
        return
    found = [Found(row, one) for row in _applying(value.status) for one in row.rule(value)]
    if value.silence:
        found, idle = apply_silences(value, found, CHECKS)
        found += _named(silences_name_checks.__name__, silences_name_checks(value, CHECKS))
        found += _named(silences_have_effect.__name__, silences_have_effect(value, idle))
    yield from found


@cache
def _applying(phase: Phase) -> tuple[Check, ...]:
    return tuple(row for row in OF_INTEGRATION if row.applies(phase))


def _row(rule: str) -> Check:
    return CHECKS[rule.replace("_", "-")]


def _named(rule: str, found: Iterable[Finding]) -> list[Found]:
    return [Found(_row(rule), one) for one in found]


def _located(loaded: Loaded[M], found: Iterable[Found]) -> list[Problem]:
    return [_marked(loaded.problem(one.path, one.message, one.hint or row.mend), row) for row, one in found]


def _in_text(source: Source) -> list[Problem]:
    """What stands in the text of a file and of those that it includes; presets that come with golive are not asked."""
    own = bundled() / "data" / "presets"
    files = [source, *(one for _, one in source.included if not one.path.absolute().is_relative_to(own))]
    return [
        _marked(file.problem(spot.start, spot.end, spot.message, row.mend), row)
        for file in files
        for row in OF_TEXT
        for spot in row.rule(file)
    ]


def _marked(problem: Problem, row: Check) -> Problem:
    return problem._replace(check=row.id, severity=row.severity)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))
