"""Validate PDF/UA-1 and PDF/A with page-validation, if it is installed."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from golive.audit.rules import make_finding
from golive.support.problems import Problem

_MOST_IN_A_CHAIN: Final = 5_000
"""How many objects may follow one another, such as the bookmarks of one level."""


def validate_pdf(path: Path, claim: str) -> Iterator[Problem]:
    """Yield the findings of the validation engine.

    Args:
        path: a PDF that has been found safe to open.
        claim: the PDF/A that the file claims, such as `3a`; empty for none.
    """
    try:
        import page
    except ImportError:
        yield make_finding("pdf-engine-missing")
        return
    profiles = [("pdf-rule-ua", page.ValidationProfile.PDF_UA_1)]
    profiles += [("pdf-rule-a", profile) for profile in page.ValidationProfile if profile.value == claim]
    limits = page.SafetyLimits(max_reference_depth=_MOST_IN_A_CHAIN)
    for code, profile in profiles:
        try:
            failures = page.validate_pdf(str(path), profile=profile, limits=limits).failures
        except page.SafetyLimitError as error:  # no fault of the file
            message = f"The rules of {profile.value} were not tried: {error}."
            yield make_finding("pdf-engine-missing", "", message)
            continue
        except page.PageError as error:
            yield make_finding("audit-stopped", "", f"The rules of {profile.value} could not be tried: {error}.")
            continue
        counted = Counter((failure.rule_id, failure.message) for failure in failures)
        rules = {rule for rule, _ in counted}
        for rule in sorted(rules):
            own = [(message, times) for (name, message), times in counted.items() if name == rule]
            times = sum(count for _, count in own)
            again = f" ({times} times)" if times > 1 else ""
            yield make_finding(code, "", f"{rule}: {own[0][0].rstrip('.')}{again}.")
