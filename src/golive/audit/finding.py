"""Define rules and findings, the results of an audit."""

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "note"]


class Rule(Struct, frozen=True):
    """A rule that an audit checks.

    Attributes:
        code: stable name, for pipelines.
        severity: "error" must be fixed, "warning" should be, "note" is worth a look.
        meaning: what is wrong, in one sentence.
        mend: what to do about it.
    """

    code: str
    severity: Severity
    meaning: str
    fix: str


class Finding(Struct, frozen=True):
    """A place where a file breaks a rule.

    Attributes:
        file: the file as it was named.
        where: the part, slide or page inside it; empty when the whole file is meant.
        code: the rule's name.
        severity: the rule's.
        message: what was found.
        mend: what to do about it.
    """

    file: str
    where: str
    code: str
    severity: Severity
    message: str
    fix: str
