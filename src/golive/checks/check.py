"""The definition of a check: its rule, severity, first phase, reason and remedy."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from golive.schema.words import Phase
from golive.support.problems import Problem, Severity

_PHASE_ORDER = {phase: number for number, phase in enumerate(Phase)}


class Check(Struct, frozen=True):
    """One row of the catalog.

    Attributes:
        rule: the function that checks; its name is the id, the first line of its docstring the meaning.
        reason: what goes wrong if the check fails.
        fix: how to fix it.
        severity: an error stops the build of documents; a warning is only shown.
        since: the first phase of an integration in which the check runs.
        must_hold: whether `silence` cannot suppress it.
    """

    rule: Callable[..., Iterator[Problem]]
    reason: str
    fix: str
    severity: Severity = "error"
    since: Phase = Phase.DISCOVERY
    must_hold: bool = False

    @property
    def id(self) -> str:
        """The stable id of the check, such as `ends-after-start`."""
        return self.rule.__name__.replace("_", "-")

    @property
    def meaning(self) -> str:
        """The condition that must hold, in one sentence."""
        return (self.rule.__doc__ or "").partition("\n")[0]

    def applies_in(self, phase: Phase) -> bool:
        """Return whether the check runs in a phase."""
        return _PHASE_ORDER[phase] >= _PHASE_ORDER[self.since]
