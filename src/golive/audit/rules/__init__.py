"""All audit rules by code; docs/audit.md is generated from this table."""

from collections.abc import Mapping
from types import MappingProxyType

from golive.audit.rule import Rule
from golive.audit.rules.accessibility import ACCESSIBILITY_RULES
from golive.audit.rules.files import FILE_RULES
from golive.audit.rules.package import PACKAGE_RULES
from golive.audit.rules.pdf import PDF_RULES
from golive.audit.rules.presentation import PRESENTATION_RULES
from golive.support.problems import Problem

CHAPTERS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("Any file", FILE_RULES),
    ("Presentations: the package", PACKAGE_RULES),
    ("Presentations: what makes PowerPoint offer a repair", PRESENTATION_RULES),
    ("Presentations: accessibility", ACCESSIBILITY_RULES),
    ("PDF", PDF_RULES),
)
RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for _, rules in CHAPTERS for rule in rules})


def make_finding(code: str, where: str = "", message: str = "") -> Problem:
    """Create the problem of a broken rule; `audit_file` adds the file.

    Args:
        code: one of `RULES`.
        where: the part, slide or page.
        message: what was found; the rule's meaning when left out.
    """
    rule = RULES[code]
    return Problem(None, 0, 0, message or rule.meaning, rule.fix, check=code, severity=rule.severity, label=where)
