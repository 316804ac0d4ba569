"""Build the cards of the parties: the biller, the vendor, payers and the bank."""

from golive.figures.cards import Card
from golive.figures.subject import FigureSubject
from golive.figures.text_fitting import TextPart, Wording
from golive.schema.value_text import format_count, join_words, lower_label

_SMALL = 0.85


def biller_card(subject: FigureSubject) -> Card:
    """Build the card of the biller, with its billing system."""
    biller = subject.require_spec().biller
    system = biller.billing_system
    names = [system.name, *([system.known_as] if system.known_as else [])]
    below = TextPart("Billing system", color="muted", scale=_SMALL)
    wordings: list[Wording] = [(TextPart(name, bold=True), below) for name in names]
    return Card("biller", biller.short_name, "dark", [*wordings, (TextPart("Billing system", bold=True),)], framed=True)


def vendor_card(subject: FigureSubject) -> Card:
    """Build the card of the vendor, with its platform."""
    organization = subject.organization
    below = TextPart("Platform", color="muted", scale=_SMALL)
    wordings: list[Wording] = [
        (TextPart(organization.platform, bold=True), below),
        (TextPart(organization.platform, bold=True),),
        (TextPart("Platform", bold=True),),
    ]
    return Card("vendor", organization.short_name, "accent", wordings, framed=True)


def payers_card(subject: FigureSubject) -> Card:
    """Build the card of the payers, with their payment channels and methods."""
    scope = subject.require_spec().scope
    channels = [channel.label for channel in scope.channels]
    named = join_words([lower_label(tender.label) for tender in scope.tenders], "or")
    tenders: Wording = (TextPart(f"by {named}", color="muted", scale=_SMALL),) if named else ()
    if not channels:
        return Card("payers", "Payers", "plan", [tenders or (TextPart("Still open"),)])
    listed: Wording = tuple(TextPart(channel) for channel in channels)
    in_a_row: Wording = (TextPart(", ".join(channels)),)
    counted: Wording = (TextPart(format_count(len(channels), "channel")),)
    wordings = [(*listed, *tenders), listed, (*in_a_row, *tenders), in_a_row, counted]
    return Card("payers", "Payers", "plan", wordings)


def bank_card(subject: FigureSubject) -> Card | None:
    """Build the card of the settlement bank; None if the integration does not name it."""
    settlement = subject.require_spec().settlement
    if settlement is None:
        return None
    below = TextPart("Settlement account", color="muted", scale=_SMALL)
    named: list[Wording] = []
    if settlement.bank:
        bank = TextPart(settlement.bank, bold=True)
        named = [(bank, below), (bank,)]
    return Card("bank", "Bank", "plan", [*named, (TextPart("Settlement account", bold=True),)])


def describe_parties(subject: FigureSubject) -> str:
    """Describe in sentences who pays where, and where the money goes."""
    spec = subject.require_spec()
    channels = join_words([channel.label for channel in spec.scope.channels])
    tenders = join_words([lower_label(tender.label) for tender in spec.scope.tenders], "or")
    text = f"Payers pay {subject.organization.short_name}"
    text += f" by {tenders}" if tenders else ""
    text += f", through: {channels}." if channels else "."
    if spec.settlement:
        text += f" {subject.organization.short_name} settles to {spec.settlement.bank or 'a bank'}."
    return text
