"""Finding: one thing that an audit says about a file, and the rule it comes from."""

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "note"]


class Rule(Struct, frozen=True):
    """What is looked for.

    Attributes:
        code: stable name, for pipelines.
        severity: "error" must be mended, "warning" should be, "note" is worth a look.
        meaning: what is wrong, in one sentence.
        mend: what to do about it.
    """

    code: str
    severity: Severity
    meaning: str
    mend: str


class Finding(Struct, frozen=True):
    """One place where a file breaks a rule.

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
    mend: str
