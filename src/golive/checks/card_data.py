"""Checks on card data: how it is captured decides what the spec must state. None states compliance.

Source: PCI DSS v4.0.1, requirements 6.4.3 and 11.6.1, and the eligibility criteria of SAQ A.
"""

import re
from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.words import CardCapture
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message

_PAGE_REQUIREMENTS = ("6.4.3", "11.6.1")
_COMPLIANCE_CLAIM = (
    r"(?i)\b(?:is|are|be|remains?|stays?)\s+(?:fully\s+|certified\s+)?PCI(?:[ -]DSS)?[ -](?:compliant|certified)"
    r"|\bcompliant\s+with\s+PCI|\bPCI(?:[ -]DSS)?\s+compliance\s+is\s+(?:guaranteed|ensured|certified)"
)


def card_capture_fits_tenders(spec: Integration) -> Iterator[Problem]:
    """If cards are accepted, the spec says how they are captured; if not, it says `none`."""
    here = ("security", "pci", "capture")
    taken = sorted({one for one in spec.scope.tenders if one.is_card})
    if taken and spec.security.pci.capture is CardCapture.NONE:
        yield report_at(here, f"`{format_path(here)}` is `none`, and `scope.tenders` has `{taken[0]}`")
    if spec.scope.tenders and not taken and (spec.security.pci.capture or CardCapture.NONE) is not CardCapture.NONE:
        yield report_at(
            here, f"`{format_path(here)}` is `{spec.security.pci.capture}`, and `scope.tenders` has no card"
        )


def own_page_brings_script_controls(spec: Integration) -> Iterator[Problem]:
    """With a payment iframe in the biller's page, the controls name who is responsible for 6.4.3 and 11.6.1."""
    if spec.security.pci.capture is not CardCapture.IFRAME_BILLER:
        return
    text = " ".join(f"{row.control} {row.detail}" for row in spec.security.controls)
    for requirement in _PAGE_REQUIREMENTS:
        if requirement not in text:
            here = ("security", "controls")
            yield report_at(here, f"`{format_path(here)}` does not say who does PCI DSS {requirement}")


def questionnaire_fits_capture(spec: Integration) -> Iterator[Problem]:
    """The expected questionnaire fits the card capture method."""
    pci = spec.security.pci
    here = ("security", "pci", "questionnaire")
    text, outside = pci.questionnaire or "", {CardCapture.REDIRECT, CardCapture.IFRAME_VENDOR}
    if text and pci.capture in outside and not re.search(r"\bSAQ[ -]?A\b(?!-?EP)", text):
        yield report_at(
            here, f"`{format_path(here)}` is `{shorten_for_message(text)}`, and `{pci.capture}` leads to SAQ A"
        )


def compliance_is_not_claimed(spec: Integration) -> Iterator[Problem]:
    """The spec states responsibilities for card data, and does not claim that anyone is compliant."""
    pci = spec.security.pci
    texts: list[tuple[tuple[PathStep, ...], str | None]] = [
        (("security", "pci", "questionnaire"), pci.questionnaire),
        (("security", "pci", "explanation"), pci.explanation),
    ]
    texts += [(("security", "controls", k, "detail"), row.detail) for k, row in enumerate(spec.security.controls)]
    for here, text in texts:
        if text and "PCI" in text and _mentions_compliance(text) and (claim := re.search(_COMPLIANCE_CLAIM, text)):
            yield report_at(here, f"`{format_path(here)}` says `{shorten_for_message(claim[0])}`")


def _mentions_compliance(text: str) -> bool:
    return "complian" in text or "certified" in text


CARD_CHECKS: Final = (
    Check(
        card_capture_fits_tenders,
        "How cards are captured decides which questionnaire the biller fills in.",
        "Correct `security.pci.capture`, or `scope.tenders`.",
    ),
    Check(
        own_page_brings_script_controls,
        "Scripts on the biller's page can tamper with the iframe; PCI DSS requires both controls.",
        "Add a control for each of the two, and name who is responsible.",
        "warning",
    ),
    Check(
        questionnaire_fits_capture,
        "The biller prepares for the wrong self-assessment.",
        "Write `SAQ A`, or correct the capture method; the biller's bank decides.",
        "warning",
    ),
    Check(
        compliance_is_not_claimed,
        "Only an assessor can confirm compliance; our documents must not promise it.",
        "State who does what instead.",
        "warning",
    ),
)
