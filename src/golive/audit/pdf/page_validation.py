"""Validate PDF/UA-1 and PDF/A with page-validation, if it is installed."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pikepdf

from golive.audit.rules import make_finding
from golive.support.problems import Problem

_MOST_IN_A_CHAIN: Final = 5_000
"""How many objects may follow one another, such as the bookmarks of one level."""

_STREAM_LENGTH: Final = "-STREAM-LENGTH-001"
_SAID_BY_RULES: Final[Mapping[str, str]] = MappingProxyType({
    "pdf-untagged": "TAGGED-DOCUMENT|STRUCT-TREE-ROOT-|LINK-LINK-TAG|CONTENT-TAGGING|PAGE-TABS",
    "pdf-suspects": "SUSPECTS",
    "pdf-language": "LANGUAGE",
    "pdf-title-hidden": "VIEWER-PREFERENCES",
    "pdf-title": "METADATA-TITLE",
    "pdf-metadata": "ID-PART|ID-SCHEMA|METADATA-",
    "pdf-ua-claim": "ID-PART|ID-SCHEMA",
    "pdf-xfa": "ACROFORM-XFA",
    "pdf-role": r"ROLE-MAP-\d",
    "pdf-role-standard": "ROLE-MAP-STANDARD",
    "pdf-heading-first": "HEADING-NESTING",
    "pdf-heading-skipped": "HEADING-NESTING",
    "pdf-heading-mixed": "HEADING-STRUCTURE",
    "pdf-alt-missing": "ALTERNATIVE-TEXT",
    "pdf-nesting": "-PARENT-|-KIDS-",
    "pdf-table-cells": "TABLE-HEADERS",
    "pdf-table-grid": "TABLE-(ROW|COLUMN)",
    "pdf-tab-order": "PAGE-TABS",
    "pdf-annotation": "LINK-LINK-TAG|ANNOTATION",
    "pdf-link-tag": "LINK-LINK-TAG",
    "pdf-link-contents": "LINK-CONTENTS",
    "pdf-artifact-tagged": "CONTENT-INSIDE-ARTIFACT",
    "pdf-unmarked": "CONTENT-TAGGING",
    "pdf-font-embedded": "FONT-EMBEDDING",
    "pdf-font-unicode": "UNICODE-MAPPING",
    "pdf-font-map": "CIDTOGIDMAP",
})  # fmt: skip
"""By rule of golive: which rules of the engine, by their names, say the same or what follows from it."""


def validate_pdf(path: Path, claim: str, known: Collection[str] = ()) -> Iterator[Problem]:
    """Yield the findings of the validation engine.

    Args:
        path: a PDF that has been found safe to open.
        claim: the PDF/A that the file claims, such as `3a`; empty for none.
        known: codes of the findings so far; what they say is not said again.
    """
    try:
        import page
    except ImportError:
        yield make_finding("pdf-engine-missing")
        return
    profiles = [("pdf-rule-ua", page.ValidationProfile.PDF_UA_1)]
    profiles += [("pdf-rule-a", profile) for profile in page.ValidationProfile if profile.value == claim]
    said = "|".join(_SAID_BY_RULES[code] for code in known if code in _SAID_BY_RULES)
    covered = re.compile(said or "(?!)")
    seen: set[str] = set()
    limits = page.SafetyLimits(max_reference_depth=_MOST_IN_A_CHAIN)
    for code, profile in profiles:
        try:
            failures = page.validate_pdf(str(path), profile=profile, limits=limits).failures
        except page.SafetyLimitError as error:  # no fault of the file
            message = f"The rules of {profile.value} were not tried: {error}."
            yield make_finding("pdf-engine-limit", "", message)
            continue
        except page.PageError as error:
            yield make_finding("audit-stopped", "", f"The rules of {profile.value} could not be tried: {error}.")
            continue
        counted = Counter((failure.rule_id, failure.message) for failure in failures)
        if any(rule.endswith(_STREAM_LENGTH) for rule, _ in counted) and _has_true_stream_lengths(path):
            counted = Counter({one: times for one, times in counted.items() if not one[0].endswith(_STREAM_LENGTH)})
        rules = {rule for rule, _ in counted if not covered.search(rule) and _get_topic(rule) not in seen}
        seen |= {_get_topic(rule) for rule in rules}
        for rule in sorted(rules):
            own = [(message, times) for (name, message), times in counted.items() if name == rule]
            times = sum(count for _, count in own)
            again = f" ({times} times)" if times > 1 else ""
            yield make_finding(code, "", f"{rule}: {own[0][0].rstrip('.')}{again}.")


def _has_true_stream_lengths(path: Path) -> bool:
    """Return whether each stream is as long as its dictionary says.

    The engine takes a carriage return at the end of compressed data for part of the line break that follows it.
    """
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            for one in pdf.objects:
                if isinstance(one, pikepdf.Stream):
                    one.read_raw_bytes()
            return not pdf.get_warnings()
    except pikepdf.PdfError:
        return False


def _get_topic(rule: str) -> str:
    """Return the name of a rule without its standard: several standards have the same one."""
    return rule.partition("-")[2]
