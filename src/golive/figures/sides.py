"""The parties that a figure shows, as cards: the biller, the vendor, payers and the bank."""

from golive.figures.cards import Card
from golive.figures.lettering import Part, Wording
from golive.figures.subject import Subject
from golive.schema.value_text import count, inline, join

_SMALL = 0.85


def biller_card(subject: Subject) -> Card:
    """The biller, with its billing system inside."""
    biller = subject.require().biller
    system = biller.billing_system
    names = [system.name, *([system.known_as] if system.known_as else [])]
    below = Part("Billing system", color="muted", scale=_SMALL)
    wordings: list[Wording] = [(Part(name, bold=True), below) for name in names]
    return Card("biller", biller.short_name, "dark", [*wordings, (Part("Billing system", bold=True),)], framed=True)


def vendor_card(subject: Subject) -> Card:
    """The vendor, with its platform inside."""
    organization = subject.organization
    below = Part("Platform", color="muted", scale=_SMALL)
    wordings: list[Wording] = [
        (Part(organization.platform, bold=True), below),
        (Part(organization.platform, bold=True),),
        (Part("Platform", bold=True),),
    ]
    return Card("vendor", organization.short_name, "accent", wordings, framed=True)


def payers_card(subject: Subject) -> Card:
    """Payers, with where and with what they pay."""
    scope = subject.require().scope
    channels = [channel.label for channel in scope.channels]
    tenders = Part(f"by {join([inline(tender.label) for tender in scope.tenders], 'or')}", color="muted", scale=_SMALL)
    listed: Wording = tuple(Part(channel) for channel in channels)
    in_a_row: Wording = (Part(", ".join(channels)),)
    counted: Wording = (Part(count(len(channels), "channel")),)
    wordings = [(*listed, tenders), listed, (*in_a_row, tenders), in_a_row, counted]
    return Card("payers", "Payers", "plan", wordings)


def bank_card(subject: Subject) -> Card | None:
    """The bank that the money goes to, where the integration says which."""
    settlement = subject.require().settlement
    if settlement is None:
        return None
    below = Part("Settlement account", color="muted", scale=_SMALL)
    named: list[Wording] = []
    if settlement.bank:
        bank = Part(settlement.bank, bold=True)
        named = [(bank, below), (bank,)]
    return Card("bank", "Bank", "plan", [*named, (Part("Settlement account", bold=True),)])


def parties_in_words(subject: Subject) -> str:
    """Who pays where, and where the money goes, in sentences."""
    spec = subject.require()
    channels = join([channel.label for channel in spec.scope.channels])
    tenders = join([inline(tender.label) for tender in spec.scope.tenders], "or")
    text = f"Payers pay {subject.organization.short_name} by {tenders}, through: {channels}."
    if spec.settlement:
        text += f" {subject.organization.short_name} settles to {spec.settlement.bank or 'a bank'}."
    return text
