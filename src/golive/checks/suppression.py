"""Which findings a spec's `silence` takes away, and which of its rows take nothing away."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from golive.checks.check import Check
from golive.checks.finding import Finding
from golive.schema import Integration
from golive.support.problems import Step
from golive.yaml_io.naming import name_of, offer, shorten


class Found(NamedTuple):
    """A finding, and the check that made it."""

    check: Check
    finding: Finding


def silences_name_checks(spec: Integration, known: Mapping[str, Check]) -> Iterator[Finding]:
    """A silence names a check that there is and that may be silenced."""
    for i, row in enumerate(spec.silence):
        here = ("silence", i, "check")
        if row.check not in known:
            message = f"`{name_of(here)}` is `{row.check}`, and there is no such check"
            yield Finding(
                here, message, offer(row.check, tuple(known), "Checks") or "`golive explain` lists all checks."
            )
        elif known[row.check].must_hold:
            yield Finding(here, f"`{name_of(here)}` is `{row.check}`, which no reason can silence")


def silences_have_effect(spec: Integration, idle: Iterable[int]) -> Iterator[Finding]:
    """A silence keeps some check quiet."""
    for i in idle:
        row = spec.silence[i]
        here = ("silence", i, "at" if row.at is not None else "check")
        where = f" at `{shorten(row.at)}`" if row.at is not None else ""
        yield Finding(here, f"`{name_of(('silence', i))}` keeps nothing quiet: `{row.check}` finds nothing{where}")


def apply_silences(spec: Integration, found: list[Found], known: Mapping[str, Check]) -> tuple[list[Found], list[int]]:
    """Leave out what a silence covers.

    Args:
        spec: the spec, with its silences.
        found: everything that was found.
        known: every check by its id.

    Returns:
        What is left, and the numbers of the silences that had no effect.
    """
    able = [
        (i, row.check, _steps(row.at))
        for i, row in enumerate(spec.silence)
        if row.check in known and not known[row.check].must_hold
    ]
    left, used = [], set()
    for one in found:
        covering = [i for i, check, at in able if check == one.check.id and _covers(spec, at, one.finding.path)]
        used.update(covering)
        if not covering:
            left.append(one)
    return left, [i for i, _, _ in able if i not in used]


def _steps(at: str | None) -> tuple[str, ...]:
    """`interfaces/payments`, `interfaces[2].retry`: both ways of writing a path."""
    return tuple(step for step in (at or "").replace("[", "/").replace("]", "").replace(".", "/").split("/") if step)


def _covers(spec: Integration, at: tuple[str, ...], path: tuple[Step, ...]) -> bool:
    """Whether a finding lies at a place or below it; items go by id or by number."""
    if len(at) > len(path):
        return False
    value: Any = spec
    for wanted, step in zip(at, path, strict=False):
        value = _below(value, step)
        if wanted != str(step) and wanted != getattr(value, "id", None):
            return False
    return True


def _below(value: Any, step: Step) -> Any:  # noqa: ANN401 - any part of a spec
    if isinstance(step, str):
        return getattr(value, step, None)
    return value[step] if isinstance(value, tuple) and step < len(value) else None


SILENCES: Final = (
    Check(
        silences_name_checks,
        "A reason for a check that does not exist, or that must hold, keeps nothing quiet.",
        "Mend the id, or remove the row.",
        must_hold=True,
    ),
    Check(
        silences_have_effect,
        "A reason that is no longer needed hides the next mistake in the same place.",
        "Remove the row.",
        "warning",
        must_hold=True,
    ),
)
