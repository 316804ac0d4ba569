"""Define the rules of an audit."""

from msgspec import Struct

from golive.support.problems import Severity


class Rule(Struct, frozen=True):
    """A rule that an audit checks.

    Attributes:
        code: stable name, for pipelines.
        severity: "error" must be fixed, "warning" should be, "note" is worth a look.
        meaning: what is wrong, in one sentence.
        fix: what to do about it.
    """

    code: str
    severity: Severity
    meaning: str
    fix: str
