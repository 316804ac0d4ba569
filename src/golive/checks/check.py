"""A check: a rule with its id, how much it weighs, from which phase on, why it is there, and what to do."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from golive.schema.words import Phase
from golive.support.problems import Severity

_ORDER = {phase: number for number, phase in enumerate(Phase)}


class Check(Struct, frozen=True):
    """One row of the catalog.

    Attributes:
        rule: what looks; its name is the id, the first line of its docstring says what must hold.
        reason: what goes wrong where it does not hold.
        mend: what to do about it.
        severity: an error stops documents; a warning is shown.
        since: the phase of the integration from which on it is looked at.
        must_hold: whether no reason can silence it.
    """

    rule: Callable[..., Any]
    reason: str
    mend: str
    severity: Severity = "error"
    since: Phase = Phase.DISCOVERY
    must_hold: bool = False

    @property
    def id(self) -> str:
        """Its stable name: `ends-after-start`."""
        return self.rule.__name__.replace("_", "-")

    @property
    def meaning(self) -> str:
        """What must hold, in one sentence."""
        return (self.rule.__doc__ or "").partition("\n")[0]

    def applies(self, phase: Phase) -> bool:
        """Whether an integration has come far enough for it."""
        return _ORDER[phase] >= _ORDER[self.since]
