"""Checks across several fields of a spec, which the schema of a single field cannot express.

A rule is a function that takes a model and yields problems. To add a check, write the function and one `Check` row,
beside it or in `catalog`. All problems are reported at once.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import TypeVar

from golive.checks.catalog import CHECKS, INTEGRATION_CHECKS, MODEL_CHECKS, TEXT_CHECKS, TREE_CHECKS
from golive.checks.change_log import newest_first, newest_is
from golive.checks.check import Check
from golive.checks.suppression import drop_suppressed_problems, silences_have_effect, silences_name_checks
from golive.schema import ChangeLog, Integration
from golive.schema.field import Model
from golive.schema.words import Phase
from golive.support.bundled import get_bundled_root
from golive.support.problems import Problem
from golive.yaml_io.load import Loaded

ModelT = TypeVar("ModelT", bound=Model)
__all__ = ["check_change_log", "find_problems", "run_checks"]


def run_checks(loaded: Loaded[ModelT]) -> tuple[Problem, ...]:
    """Run every check on a loaded file.

    Returns:
        The errors and warnings in file order; empty if there are none.
    """
    problems = [loaded.locate(problem) for problem in find_problems(loaded.value)]
    if isinstance(loaded.value, Integration):
        problems += _check_text(loaded)
        problems += _check_tree(loaded)
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
    problems = [
        *_attach_check(_find_check(newest_first), newest_first(loaded.value)),
        *_attach_check(_find_check(newest_is), newest_is(loaded.value, version, day)),
    ]
    return _sort_problems(map(loaded.locate, problems))


def find_problems(value: ModelT) -> Iterator[Problem]:
    """Yield the problems of all checks on a model, except those that its `silence` rows suppress.

    Each has the id and severity of its check, and the path of its value, but no file or line yet.
    """
    for check in MODEL_CHECKS:
        yield from _attach_check(check, check.rule(value))
    if not isinstance(value, Integration):
        return
    problems = [
        problem for check in _select_checks(value.status) for problem in _attach_check(check, check.rule(value))
    ]
    if value.silence:
        problems, idle = drop_suppressed_problems(value, problems, CHECKS)
        problems += _attach_check(_find_check(silences_name_checks), silences_name_checks(value, CHECKS))
        problems += _attach_check(_find_check(silences_have_effect), silences_have_effect(value, idle))
    yield from problems


@cache
def _select_checks(phase: Phase) -> tuple[Check, ...]:
    return tuple(row for row in INTEGRATION_CHECKS if row.applies_in(phase))


def _find_check(rule: Callable[..., Iterator[Problem]]) -> Check:
    return CHECKS[rule.__name__.replace("_", "-")]


def _attach_check(check: Check, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with the id and severity of the check that found them, and its hint where they have none."""
    return [
        problem._replace(check=check.id, severity=check.severity, hint=problem.hint or check.fix)
        for problem in problems
    ]


def _check_text(loaded: Loaded[ModelT]) -> list[Problem]:
    """Run the text checks on a file and the files it includes, except the presets bundled with golive."""
    presets = get_bundled_root() / "data" / "presets"
    included = [
        (start, file) for start, file in loaded.source.included if not file.path.absolute().is_relative_to(presets)
    ]
    return [
        loaded.add_where(problem, loaded.tree.find_path(start + file.find_offset(problem.line, problem.column)))
        for start, file in ((0, loaded.source), *included)
        for check in TEXT_CHECKS
        for problem in _attach_check(check, check.rule(file))
    ]


def _check_tree(loaded: Loaded[ModelT]) -> list[Problem]:
    """Run the checks on the parsed file, without the files that it includes."""
    return [
        loaded.add_where(problem, problem.where)
        for check in TREE_CHECKS
        for problem in _attach_check(check, check.rule(loaded.tree))
    ]


def _sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))
