"""Apply a spec's `silence` rows to the problems of other checks, and check the rows themselves."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message, suggest_words


def silences_name_checks(spec: Integration, known: Mapping[str, Check]) -> Iterator[Problem]:
    """A silence names an existing check that can be silenced."""
    for i, row in enumerate(spec.silence):
        here = ("silence", i, "check")
        if row.check not in known:
            message = f"`{format_path(here)}` is `{row.check}`, and there is no such check"
            yield report_at(
                here, message, suggest_words(row.check, tuple(known), "Checks") or "`golive explain` lists all checks."
            )
        elif known[row.check].must_hold:
            yield report_at(here, f"`{format_path(here)}` is `{row.check}`, which cannot be silenced")


def silences_have_effect(spec: Integration, idle: Iterable[int]) -> Iterator[Problem]:
    """A silence suppresses at least one finding."""
    for i in idle:
        row = spec.silence[i]
        here = ("silence", i, "at" if row.at is not None else "check")
        where = f" at `{shorten_for_message(row.at)}`" if row.at is not None else ""
        yield report_at(here, f"`{format_path(('silence', i))}` has no effect: `{row.check}` finds nothing{where}")


def drop_suppressed_problems(
    spec: Integration, problems: list[Problem], known: Mapping[str, Check]
) -> tuple[list[Problem], list[int]]:
    """Remove the problems that a `silence` row covers.

    Args:
        spec: the spec with its `silence` rows.
        problems: all problems, each with the id of its check.
        known: every check by its id.

    Returns:
        The remaining problems, and the indexes of the rows that had no effect.
    """
    candidates = [
        (i, row.check, _split_path(row.at))
        for i, row in enumerate(spec.silence)
        if row.check in known and not known[row.check].must_hold
    ]
    left, used = [], set()
    for problem in problems:
        covering = [i for i, check, at in candidates if check == problem.check and _covers(spec, at, problem.where)]
        used.update(covering)
        if not covering:
            left.append(problem)
    return left, [i for i, _, _ in candidates if i not in used]


def _split_path(at: str | None) -> tuple[str, ...]:
    """Split a path, written as `interfaces/payments` or `interfaces[2].retry`, into its steps."""
    return tuple(step for step in (at or "").replace("[", "/").replace("]", "").replace(".", "/").split("/") if step)


def _covers(spec: Integration, at: tuple[str, ...], path: tuple[PathStep, ...]) -> bool:
    """Return whether the value at `path` is at or below a path; list items match by id or by index."""
    if len(at) > len(path):
        return False
    value: Any = spec
    for wanted, step in zip(at, path, strict=False):
        value = _get_child(value, step)
        if wanted != str(step) and wanted != getattr(value, "id", None):
            return False
    return True


def _get_child(value: Any, step: PathStep) -> Any:  # noqa: ANN401 - any part of a spec
    if isinstance(step, str):
        return getattr(value, step, None)
    return value[step] if isinstance(value, tuple) and step < len(value) else None


SUPPRESSION_CHECKS: Final = (
    Check(
        silences_name_checks,
        "A reason has no effect for a check that does not exist or cannot be silenced.",
        "Correct the id, or remove the row.",
        must_hold=True,
    ),
    Check(
        silences_have_effect,
        "A reason that is no longer needed hides the next problem in the same place.",
        "Remove the row.",
        "warning",
        must_hold=True,
    ),
)
