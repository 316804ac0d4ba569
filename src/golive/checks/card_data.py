"""Card data: how it is captured decides what must be said about it. Never a statement of compliance.

Source: PCI DSS v4.0.1, requirements 6.4.3 and 11.6.1, and the eligibility criteria of SAQ A.
"""

import re
from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.checks.finding import Finding
from golive.schema import Integration
from golive.schema.words import CardCapture, Tender
from golive.support.problems import Step
from golive.yaml_io.naming import name_of, shorten

_CARDS = {Tender.CARD, Tender.WALLET}
_OF_THE_PAGE = ("6.4.3", "11.6.1")
_CLAIM = (
    r"(?i)\b(?:is|are|be|remains?|stays?)\s+(?:fully\s+|certified\s+)?PCI(?:[ -]DSS)?[ -](?:compliant|certified)"
    r"|\bcompliant\s+with\s+PCI|\bPCI(?:[ -]DSS)?\s+compliance\s+is\s+(?:guaranteed|ensured|certified)"
)


def card_capture_fits_tenders(spec: Integration) -> Iterator[Finding]:
    """Where cards are taken, the spec says how they are captured; where none are, it says `none`."""
    here = ("security", "pci", "capture")
    taken = sorted(_CARDS & set(spec.scope.tenders))
    if taken and spec.security.pci.capture is CardCapture.NONE:
        yield Finding(here, f"`{name_of(here)}` is `none`, and `scope.tenders` has `{taken[0]}`")
    if not taken and (spec.security.pci.capture or CardCapture.NONE) is not CardCapture.NONE:
        yield Finding(here, f"`{name_of(here)}` is `{spec.security.pci.capture}`, and `scope.tenders` has no card")


def own_page_brings_script_controls(spec: Integration) -> Iterator[Finding]:
    """With a payment iframe in the biller's page, the controls name who does 6.4.3 and 11.6.1."""
    if spec.security.pci.capture is not CardCapture.IFRAME_BILLER:
        return
    said = " ".join(f"{row.control} {row.detail}" for row in spec.security.controls)
    for requirement in _OF_THE_PAGE:
        if requirement not in said:
            here = ("security", "controls")
            yield Finding(here, f"`{name_of(here)}` does not say who does PCI DSS {requirement}")


def questionnaire_fits_capture(spec: Integration) -> Iterator[Finding]:
    """The expected questionnaire is one that the way of capture leads to."""
    pci = spec.security.pci
    here = ("security", "pci", "questionnaire")
    said, outside = pci.questionnaire or "", {CardCapture.REDIRECT, CardCapture.IFRAME_VENDOR}
    if said and pci.capture in outside and not re.search(r"\bSAQ[ -]?A\b(?!-?EP)", said):
        yield Finding(here, f"`{name_of(here)}` is `{shorten(said)}`, and `{pci.capture}` leads to SAQ A")


def compliance_is_not_claimed(spec: Integration) -> Iterator[Finding]:
    """The spec says who does what for card data, and never that anyone is compliant."""
    pci = spec.security.pci
    texts: list[tuple[tuple[Step, ...], str | None]] = [
        (("security", "pci", "questionnaire"), pci.questionnaire),
        (("security", "pci", "explanation"), pci.explanation),
    ]
    texts += [(("security", "controls", k, "detail"), row.detail) for k, row in enumerate(spec.security.controls)]
    for here, text in texts:
        if text and "PCI" in text and _speaks_of_it(text) and (claim := re.search(_CLAIM, text)):
            yield Finding(here, f"`{name_of(here)}` says `{shorten(claim[0])}`")


def _speaks_of_it(text: str) -> bool:
    return "complian" in text or "certified" in text


CARDS: Final = (
    Check(
        card_capture_fits_tenders,
        "How cards are captured decides which questionnaire the biller fills in.",
        "Mend `security.pci.capture`, or `scope.tenders`.",
    ),
    Check(
        own_page_brings_script_controls,
        "Scripts of the biller's page can tamper with the iframe; PCI DSS asks for both controls.",
        "Add a control for each of the two, with who is responsible.",
        "warning",
    ),
    Check(
        questionnaire_fits_capture,
        "The biller prepares for the wrong self-assessment.",
        "Write `SAQ A`, or mend the way of capture; the biller's bank decides.",
        "warning",
    ),
    Check(
        compliance_is_not_claimed,
        "Only an assessor can say so; in our documents it would be a promise that we cannot keep.",
        "Say who does what instead.",
        "warning",
    ),
)
