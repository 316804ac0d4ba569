"""Checks on card brands, limits and fees, and deposit accounts."""

from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.words import Channel, Tender
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message

_MAX_VISIBLE_DIGITS = 4


def brands_need_cards(spec: Integration) -> Iterator[Problem]:
    """Card brands are given only if cards or wallets are accepted."""
    if spec.scope.card_brands and spec.scope.tenders and not any(one.is_card for one in spec.scope.tenders):
        here = ("scope", "card_brands")
        yield report_at(here, f"`{format_path(here)}` is given, and `scope.tenders` has neither `card` nor `wallet`")


def payment_terms_are_in_scope(spec: Integration) -> Iterator[Problem]:
    """Limits and fees are given for tenders and channels in scope."""
    for i, terms in enumerate(spec.scope.payment_terms):
        here = ("scope", "payment_terms", i)
        if spec.scope.tenders and terms.tender not in spec.scope.tenders:
            path = format_path((*here, "tender"))
            yield report_at((*here, "tender"), f"`{path}` is `{terms.tender}`, which is not among `scope.tenders`")
        for k, channel in enumerate(terms.channels):
            if spec.scope.channels and channel not in spec.scope.channels:
                path = format_path((*here, "channels", k))
                message = f"`{path}` is `{channel}`, which is not among `scope.channels`"
                yield report_at((*here, "channels", k), message)


def payment_terms_are_given_once(spec: Integration) -> Iterator[Problem]:
    """A tender has one row of limits and fees per channel."""
    taken: set[tuple[Tender, Channel | None]] = set()
    for i, terms in enumerate(spec.scope.payment_terms):
        here = ("scope", "payment_terms", i, "tender")
        for channel in terms.channels or (None,):
            if (terms.tender, channel) in taken:
                where = f"through `{channel}`" if channel else "for all channels"
                yield report_at(here, f"`{format_path(here)}` is `{terms.tender}` {where}, which has a row already")
            taken.add((terms.tender, channel))


def limits_leave_room(spec: Integration) -> Iterator[Problem]:
    """The smallest payment is not above the largest."""
    for i, terms in enumerate(spec.scope.payment_terms):
        if terms.minimum is not None and terms.maximum is not None and terms.minimum > terms.maximum:
            here = ("scope", "payment_terms", i, "minimum")
            yield report_at(here, f"`{format_path(here)}` is {terms.minimum}, above `maximum` {terms.maximum}")


def fees_are_paid_by_someone(spec: Integration) -> Iterator[Problem]:
    """A fee says who pays it."""
    for i, terms in enumerate(spec.scope.payment_terms):
        if terms.fee_paid_by is None and (terms.fee or terms.fee_percent):
            key = "fee" if terms.fee else "fee_percent"
            here = ("scope", "payment_terms", i, key)
            message = f"`{format_path(here)}` is {getattr(terms, key)}, and `fee_paid_by` does not say who pays it"
            yield report_at(here, message)


def deposit_accounts_are_masked(spec: Integration) -> Iterator[Problem]:
    """A deposit account shows its last four digits at most."""
    for i, one in enumerate(spec.settlement.deposit_accounts if spec.settlement else ()):
        if sum(map(str.isdigit, one.account or "")) > _MAX_VISIBLE_DIGITS:
            here = ("settlement", "deposit_accounts", i, "account")
            yield report_at(here, f"`{format_path(here)}` shows more than {_MAX_VISIBLE_DIGITS} digits")


def deposit_accounts_differ(spec: Integration) -> Iterator[Problem]:
    """No two deposit accounts have the same name, or the same number at the same bank."""
    seen: dict[tuple[str, str], int] = {}
    for i, one in enumerate(spec.settlement.deposit_accounts if spec.settlement else ()):
        keys = [("name", one.name.casefold())]
        keys += [("account", f"{one.account} {one.bank or ''}")] if one.account else []
        for name, value in keys:
            if (name, value) in seen:
                here = ("settlement", "deposit_accounts", i, name)
                text = shorten_for_message(getattr(one, name))
                first = format_path(("settlement", "deposit_accounts", seen[name, value]))
                yield report_at(here, f"`{format_path(here)}` is `{text}`, as in `{first}`")
            seen.setdefault((name, value), i)


PAYMENT_CHECKS: Final = (
    Check(
        brands_need_cards,
        "Payers would be promised cards that nobody accepts.",
        "Add `card` to `scope.tenders`, or remove `card_brands`.",
    ),
    Check(
        payment_terms_are_in_scope,
        "Documents would promise a payment that is not in scope.",
        "Add the tender or the channel to the scope, or remove it here.",
    ),
    Check(
        payment_terms_are_given_once,
        "Readers would find two limits or fees for one payment.",
        "Combine the rows, or give each its own `channels`.",
    ),
    Check(
        limits_leave_room,
        "No payment could be made.",
        "Swap or correct the two amounts.",
    ),
    Check(
        fees_are_paid_by_someone,
        "The first complaint after go-live is about a fee that nobody announced.",
        "Write `fee_paid_by: payer`, `biller` or `vendor`.",
        "warning",
    ),
    Check(
        deposit_accounts_are_masked,
        "The document has many readers, and a full account number enables fraud.",
        "Mask it to its last four digits: `******4417`.",
        must_hold=True,
    ),
    Check(
        deposit_accounts_differ,
        "Money of one service would be deposited in the account of another.",
        "Correct the name or the account.",
    ),
)
