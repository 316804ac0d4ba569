"""Checks on money: reversals, duplicate postings, settlement and volumes."""

from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.checks.files import carries_money
from golive.schema import Integration
from golive.schema.interfaces import RealTimeInterface
from golive.schema.words import Channel, Direction, Phase
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message

_POSTING_WORDS = {"payment", "payments", "payment posting", "payment postings"}
_REVERSAL_WORDS = ("revers", "cancel", "refund", "chargeback", "ach return", "void")
_MAX_VISIBLE_DIGITS = 4


def posting_has_reversal(spec: Integration) -> Iterator[Problem]:
    """If payments are sent to the biller, reversals or cancellations are sent too."""
    sent = [(i, one) for i, one in enumerate(spec.interfaces) if one.direction is Direction.VENDOR_TO_BILLER]
    if any(word in what.lower() for _, one in sent for what in one.carries for word in _REVERSAL_WORDS):
        return
    for i, one in sent:
        if any(what.lower() in _POSTING_WORDS for what in one.carries):
            here = ("interfaces", i, "carries")
            yield report_at(here, f"`{format_path(here)}` posts payments, and no interface carries reversals")


def posting_is_idempotent(spec: Integration) -> Iterator[Problem]:
    """A call that moves money and is retried has an idempotency key."""
    for i, one in enumerate(spec.interfaces):
        if not isinstance(one, RealTimeInterface) or (one.retry.attempts or 1) == 1 or one.retry.idempotency_key:
            continue
        if carries_money(one.carries) and any(call.verb != "GET" for call in one.operations):
            here = ("interfaces", i, "retry")
            yield report_at(here, f"`{format_path(here)}` has no `idempotency_key`, and `{one.id}` moves money")


def channels_add_up(spec: Integration) -> Iterator[Problem]:
    """The payments of all channels add up to the payments per month."""
    total = sum(row.payments_per_month for row in spec.volumes.by_channel)
    if spec.volumes.payments_per_month is None:
        return
    if spec.volumes.by_channel and total != spec.volumes.payments_per_month:
        here = ("volumes", "payments_per_month")
        message = f"`{format_path(here)}` is {spec.volumes.payments_per_month}, and the channels add up to {total}"
        yield report_at(here, message)


def channels_are_counted_once(spec: Integration) -> Iterator[Problem]:
    """A channel has one row of volumes."""
    rows = [row.channel for row in spec.volumes.by_channel]
    for k, channel in enumerate(rows):
        if channel in rows[:k]:
            here = ("volumes", "by_channel", k, "channel")
            yield report_at(here, f"`{format_path(here)}` is `{channel}`, which is already counted")


def channels_are_in_scope(spec: Integration) -> Iterator[Problem]:
    """A channel that brings payments is a channel of the scope."""
    for k, row in enumerate(spec.volumes.by_channel):
        if spec.scope.channels and row.channel not in spec.scope.channels:
            here = ("volumes", "by_channel", k, "channel")
            yield report_at(here, f"`{format_path(here)}` is `{row.channel}`, which is not in `scope.channels`")


def autopay_is_a_channel(spec: Integration) -> Iterator[Problem]:
    """Where accounts are on autopay, autopay is a channel of the scope."""
    if spec.volumes.autopay and spec.scope.channels and Channel.AUTOPAY not in spec.scope.channels:
        here = ("volumes", "autopay")
        yield report_at(here, f"`{format_path(here)}` is {spec.volumes.autopay}, and `scope.channels` has no `autopay`")


def settlement_is_described(spec: Integration) -> Iterator[Problem]:
    """If payments are sent to the biller, the spec describes their settlement."""
    posts = any(
        what.lower() in _POSTING_WORDS
        for one in spec.interfaces
        if one.direction is Direction.VENDOR_TO_BILLER
        for what in one.carries
    )
    if posts and spec.settlement is None:
        yield report_at(("settlement",), "the spec has no `settlement`, and payments are posted")


def settlement_account_is_masked(spec: Integration) -> Iterator[Problem]:
    """The settlement account shows its last four digits at most."""
    if spec.settlement and sum(map(str.isdigit, spec.settlement.account or "")) > _MAX_VISIBLE_DIGITS:
        here = ("settlement", "account")
        yield report_at(here, f"`{format_path(here)}` shows more than {_MAX_VISIBLE_DIGITS} digits")


def live_volumes_are_known(spec: Integration) -> Iterator[Problem]:
    """From UAT on, the payment volume is not 0."""
    if spec.status in {Phase.UAT, Phase.LIVE} and spec.volumes.payments_per_month == 0:
        here = ("volumes", "payments_per_month")
        yield report_at(
            here, f"`{format_path(here)}` is 0, and the integration is in {shorten_for_message(spec.status.label)}"
        )


MONEY_CHECKS: Final = (
    Check(
        posting_has_reversal,
        "Payments are returned, charged back and duplicated; without reversals, staff must correct them by hand.",
        "Let an interface to the biller carry reversals, or state in `silence` how payments are reversed.",
        "warning",
        since=Phase.DESIGN,
    ),
    Check(
        posting_is_idempotent,
        "If a response is lost, the caller retries and the payment is posted twice.",
        "Add `idempotency_key:` with the field by which the receiver recognizes a repeated request.",
    ),
    Check(
        channels_add_up,
        "The channel chart and the sentence above it contradict each other.",
        "Correct one of the channels or the total.",
    ),
    Check(
        channels_are_counted_once,
        "The chart shows a channel twice, and one of the two is probably outdated.",
        "Combine both rows in one.",
    ),
    Check(
        channels_are_in_scope,
        "The documents promise payments through a channel that is not in scope.",
        "Add the channel to `scope.channels`, or remove the row.",
    ),
    Check(
        autopay_is_a_channel,
        "Accounts on autopay pay through a channel that is not in scope.",
        "Add `autopay` to `scope.channels`, or remove the share.",
        "warning",
    ),
    Check(
        live_volumes_are_known,
        "Without a volume, nobody can tell a quiet day from a broken interface.",
        "Write the number of payments in a typical month.",
        "warning",
        since=Phase.UAT,
    ),
    Check(
        settlement_is_described,
        "Finance cannot reconcile on the first day without knowing how the money arrives.",
        "Add `settlement:` with bank, ACH window, funding, returns and reconciliation.",
        "warning",
        since=Phase.BUILD,
    ),
    Check(
        settlement_account_is_masked,
        "The document has many readers, and a full account number enables fraud.",
        "Mask it to its last four digits: `******4417`.",
        must_hold=True,
    ),
)
