"""Titles of security: where payers enter their card numbers."""

from collections.abc import Callable, Mapping
from typing import Final

from golive.schema.words import CardCapture, Tender
from golive.templating.claims import Claim, ClaimFacts, always, use_fixed_text


def _captures(*ways: CardCapture) -> Callable[[ClaimFacts], bool]:
    return lambda facts: facts.spec.security.pci.capture in ways


def _say_redirect(facts: ClaimFacts) -> str:
    return (
        f"Online, card numbers are entered on {facts.vendor.short_name} pages, not {facts.spec.biller.short_name} pages"
    )


def _say_vendor_frame(facts: ClaimFacts) -> str:
    return f"Online, card numbers are entered in a frame served by {facts.vendor.short_name}"


def _say_biller_frame(facts: ClaimFacts) -> str:
    return f"Online, the card form is embedded in a {facts.spec.biller.short_name} page"


def _takes_no_cards(facts: ClaimFacts) -> bool:
    return _captures(CardCapture.NONE)(facts) and Tender.CARD not in facts.spec.scope.tenders


SECURITY_TITLES: Final[Mapping[str, tuple[Claim, ...]]] = {
    "security": (
        Claim("redirect", _captures(CardCapture.REDIRECT), _say_redirect),
        Claim("vendor-frame", _captures(CardCapture.IFRAME_VENDOR), _say_vendor_frame),
        Claim("biller-frame", _captures(CardCapture.IFRAME_BILLER), _say_biller_frame),
        Claim("no-cards", _takes_no_cards, use_fixed_text("No card payments are taken")),
        Claim("security", always, use_fixed_text("Security controls, and who is responsible for each")),
    ),
}
