"""Scope, volumes and settlement of an integration."""

from typing import Annotated

from golive.schema.change_level import MINOR
from golive.schema.field import Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.payments import DepositAccount, PaymentTerms
from golive.schema.values import Amount, Code, Count, Percent, Prose, Text
from golive.schema.words import CardBrand, Channel, Phase, RoleName, Tender


class ChannelLanguages(Model):
    """The languages of one channel."""

    channel: Annotated[Channel, describe("The channel.")]
    languages: Annotated[tuple[Text, ...], MINOR, describe("Its languages.", min_length=1)]


class Scope(Model):
    """What the integration does and does not do."""

    included: Annotated[tuple[Text, ...], MINOR, describe("What is built.", "In scope", min_length=1)]
    excluded: Annotated[tuple[Text, ...], MINOR, describe("What is left out, and why.", "Out of scope")] = ()
    assumptions: Annotated[tuple[Text, ...], describe("What is taken as given.")] = ()
    channels: Annotated[
        tuple[Channel, ...],
        NeededBy(Phase.DESIGN, 320, RoleName.BUSINESS_OWNER),
        describe("Where payers pay.", "Payment channels"),
    ] = ()
    tenders: Annotated[
        tuple[Tender, ...], NeededBy(Phase.DESIGN, 321, RoleName.BUSINESS_OWNER), describe("What payers pay with.")
    ] = ()
    card_brands: Annotated[
        tuple[CardBrand, ...], MINOR, describe("Card brands that are accepted.", "Card brands accepted")
    ] = ()
    payment_terms: Annotated[
        tuple[PaymentTerms, ...], describe("Limits and fees by tender and channel.", "Limits and fees", max_length=40)
    ] = ()
    languages: Annotated[tuple[ChannelLanguages, ...], describe("Languages by channel.", "Languages")] = ()


class ChannelVolume(Model):
    """Payments through one channel."""

    channel: Annotated[Channel, describe("The channel.")]
    payments_per_month: Annotated[Count, describe("Payments in a usual month.")]


class Volumes(Model):
    """How much moves."""

    accounts: Annotated[Count | None, NeededBy(Phase.DESIGN, 11), describe("Active accounts.")] = None
    bills_per_month: Annotated[
        Count | None, NeededBy(Phase.DESIGN, 12), describe("Bills presented in a usual month.")
    ] = None
    payments_per_month: Annotated[
        Count | None, NeededBy(Phase.DESIGN, 13), describe("Payments in a usual month, all channels.")
    ] = None
    average_payment: Annotated[Amount | None, describe("Mean payment, in US dollars.")] = None
    paperless: Annotated[
        Percent | None, describe("Share of accounts without paper bills, in percent.", "Paperless accounts")
    ] = None
    autopay: Annotated[Percent | None, describe("Share of accounts on autopay, in percent.", "Autopay accounts")] = None
    peak: Annotated[Text | None, describe("When most happens, and how much.")] = None
    growth: Annotated[Percent | None, describe("Expected growth in a year, in percent.", "Annual growth")] = None
    by_channel: Annotated[
        tuple[ChannelVolume, ...], describe("Payments per month by channel.", "Payments by channel")
    ] = ()


class Settlement(Model):
    """How collected money reaches the biller."""

    bank: Annotated[
        Text | None,
        NeededBy(Phase.BUILD, 61, RoleName.FINANCE_LEAD),
        MINOR,
        describe("The bank that receives the money."),
    ] = None
    account: Annotated[
        Code | None,
        NeededBy(Phase.SIT, 62, RoleName.FINANCE_LEAD, unless_given="deposit_accounts"),
        describe("The settlement account, masked to its last four digits.", "Settlement account"),
    ] = None
    deposit_accounts: Annotated[
        tuple[DepositAccount, ...],
        MINOR,
        describe("The accounts, where there are several.", "Deposit accounts", max_length=20),
    ] = ()
    ach_window: Annotated[
        Text | None,
        NeededBy(Phase.SIT, 63, RoleName.FINANCE_LEAD),
        MINOR,
        describe("Which ACH window carries the money.", "ACH window"),
    ] = None
    funding: Annotated[
        Text | None,
        NeededBy(Phase.SIT, 64, RoleName.FINANCE_LEAD),
        MINOR,
        describe("When a payment's money arrives, counted from the payment."),
    ] = None
    fees: Annotated[Text | None, MINOR, describe("Who pays which fee.")] = None
    returns: Annotated[
        Text | None,
        NeededBy(Phase.SIT, 65, RoleName.FINANCE_LEAD),
        MINOR,
        describe("How returned payments come back and are reversed."),
    ] = None
    reconciliation: Annotated[
        Prose | None,
        NeededBy(Phase.SIT, 66, RoleName.FINANCE_LEAD),
        describe("How the day is reconciled, to the cent.", "Reconciliation"),
    ] = None
