"""Terms of payments: limits and fees per tender and channel, and the accounts that receive the money."""

from typing import Annotated

from golive.schema.change_level import MINOR
from golive.schema.field import Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.values import Amount, Code, Percent, Text
from golive.schema.words import Channel, FeePayer, Phase, RoleName, Tender


class PaymentTerms(Model):
    """Limits and fees of one tender."""

    tender: Annotated[Tender, describe("The tender.")]
    channels: Annotated[
        tuple[Channel, ...], MINOR, describe("Channels where they apply; all of them when left out.", "Only through")
    ] = ()
    minimum: Annotated[Amount | None, MINOR, describe("Smallest payment, in US dollars.", "Minimum payment")] = None
    maximum: Annotated[Amount | None, MINOR, describe("Largest payment, in US dollars.", "Maximum payment")] = None
    fee: Annotated[Amount | None, MINOR, describe("Fixed fee of a payment, in US dollars; 0 for none.", "Fee")] = None
    fee_percent: Annotated[
        Percent | None, MINOR, describe("Fee as a share of the payment, in percent.", "Fee (share of payment)")
    ] = None
    fee_paid_by: Annotated[FeePayer | None, MINOR, describe("Who pays the fee.", "Fee paid by")] = None


class DepositAccount(Model):
    """One of several accounts that receive money."""

    name: Annotated[Text, describe("What it is called, such as water.", "Deposit account", max_length=60)]
    receives: Annotated[Text, MINOR, describe("Which payments it receives.")]
    account: Annotated[
        Code | None,
        NeededBy(Phase.SIT, 301, RoleName.FINANCE_LEAD),
        describe("The account, masked to its last four digits.", "Account"),
    ] = None
    bank: Annotated[Text | None, MINOR, describe("Its bank, where it is not the bank of the settlement.")] = None
