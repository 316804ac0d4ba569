"""Every rule that an audit knows, by its code; docs/audit.md is made of this table."""

from collections.abc import Mapping
from types import MappingProxyType

from golive.audit.finding import Finding, Rule
from golive.audit.rules.accessibility import ACCESS
from golive.audit.rules.files import FILES
from golive.audit.rules.package import PACKAGE
from golive.audit.rules.pdf import PDF
from golive.audit.rules.presentation import PRESENTATION

CHAPTERS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("Any file", FILES),
    ("Presentations: the package", PACKAGE),
    ("Presentations: what makes PowerPoint offer a repair", PRESENTATION),
    ("Presentations: accessibility", ACCESS),
    ("PDF", PDF),
)
RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for _, rules in CHAPTERS for rule in rules})


def found(code: str, where: str = "", message: str = "") -> Finding:
    """A finding by its rule; the file's name is filled in when all are together.

    Args:
        code: one of `RULES`.
        where: the part, slide or page.
        message: what was found; the rule's meaning when left out.
    """
    rule = RULES[code]
    return Finding("", where, code, rule.severity, message or rule.meaning, rule.mend)
