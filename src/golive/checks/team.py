"""Checks on people: contacts, stand-ins, escalation and the RACI."""

import re
from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.words import Party, Phase, RoleName
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message

_NEED_STAND_INS = {RoleName.INTEGRATION_MANAGER, RoleName.IMPLEMENTATION_MANAGER, RoleName.TECHNICAL_CONTACT}
_SEVERITY_PATTERN = r"\b[Ss]everit(?:y|ies) (\d)"


def biller_has_technical_contact(spec: Integration) -> Iterator[Problem]:
    """The biller has a technical contact."""
    if not any(c.party is Party.BILLER and c.role is RoleName.TECHNICAL_CONTACT for c in spec.team):
        yield report_at(("team",), "`team` has no `technical-contact` of the biller")


def bank_has_contact(spec: Integration) -> Iterator[Problem]:
    """If money settles or the bank hosts a server, the team has a contact of the bank."""
    needed = spec.settlement is not None or any(line.hosted_by is Party.BANK for line in spec.connections)
    if needed and not any(contact.party is Party.BANK for contact in spec.team):
        yield report_at(("team",), "`team` has no contact of the bank")


def key_people_have_stand_ins(spec: Integration) -> Iterator[Problem]:
    """Integration managers, implementation managers and technical contacts have a stand-in."""
    for i, contact in enumerate(spec.team):
        if contact.role in _NEED_STAND_INS and contact.backup is None:
            yield report_at(("team", i), f"`team[{i}]` ({contact.id}) has no `backup`")


def stand_ins_are_others(spec: Integration) -> Iterator[Problem]:
    """No contact is their own stand-in."""
    for i, contact in enumerate(spec.team):
        if contact.backup == contact.id:
            here = ("team", i, "backup")
            yield report_at(here, f"`{format_path(here)}` is `{contact.id}`, the same contact")


def contacts_have_their_own_mail(spec: Integration) -> Iterator[Problem]:
    """No two contacts have the same email address."""
    seen: dict[str, str] = {}
    for i, contact in enumerate(spec.team):
        mail = (contact.email or "").lower()
        if mail and mail in seen:
            here = ("team", i, "email")
            yield report_at(here, f"`{format_path(here)}` is the address of `{seen[mail]}` too")
        seen.setdefault(mail, contact.id)


def escalation_can_be_called(spec: Integration) -> Iterator[Problem]:
    """Everyone in the escalation has a phone number."""
    phones = {contact.id: contact.phone for contact in spec.team}
    for i, level in enumerate(spec.operations.escalation):
        if level.contact in phones and phones[level.contact] is None:
            here = ("operations", "escalation", i, "contact")
            yield report_at(here, f"`{format_path(here)}` is `{level.contact}`, who has no `phone`")


def escalation_goes_on(spec: Integration) -> Iterator[Problem]:
    """The escalation names nobody twice."""
    names = [level.contact for level in spec.operations.escalation]
    for i, name in enumerate(names):
        if name in names[:i]:
            here = ("operations", "escalation", i, "contact")
            yield report_at(here, f"`{format_path(here)}` is `{name}`, who is already listed")


def severe_faults_are_answered_first(spec: Integration) -> Iterator[Problem]:
    """The response time of a severe fault is not longer than that of a minor one."""
    slowest: dict[int, int] = {}
    for level in spec.operations.escalation:
        for number in map(int, _find_severities(level.when)):
            slowest[number] = max(slowest.get(number, 0), level.within_minutes or 0)
    for i, level in enumerate(spec.operations.escalation):
        for number in map(int, _find_severities(level.when)):
            above = max((minutes for other, minutes in slowest.items() if other < number), default=0)
            if (level.within_minutes or above) < above:
                here = ("operations", "escalation", i, "within_minutes")
                message = f"`{format_path(here)}` is {level.within_minutes} for severity {number}"
                yield report_at(here, f"{message}, and a more severe fault may wait {above}")


def _find_severities(when: str | None) -> list[str]:
    return re.findall(_SEVERITY_PATTERN, when) if when and "everit" in when else []


def activities_have_one_accountable(spec: Integration) -> Iterator[Problem]:
    """An activity is in the RACI once, with exactly one accountable contact."""
    seen: dict[str, str] = {}
    for i, row in enumerate(spec.raci):
        name = row.activity.casefold()
        if name in seen:
            here = ("raci", i, "activity")
            message = (
                f"`{format_path(here)}` ({shorten_for_message(row.activity)}) is already listed, "
                f"with `{seen[name]}` accountable"
            )
            yield report_at(here, message)
        seen.setdefault(name, row.accountable or "nobody")


TEAM_CHECKS: Final = (
    Check(
        stand_ins_are_others,
        "If the contact is ill in the week of go-live, nobody takes over.",
        "Name someone else.",
    ),
    Check(
        activities_have_one_accountable,
        "If two contacts are accountable, neither takes responsibility.",
        "Combine both rows in one.",
    ),
    Check(
        biller_has_technical_contact,
        "Without one, every question about files and keys waits for a meeting.",
        "Help the biller name one, ideally someone who has moved files to and from the billing system before.",
        "warning",
    ),
    Check(
        bank_has_contact,
        "Only the bank can trace a missing deposit.",
        "Add a contact with `party: bank`.",
        "warning",
        since=Phase.SIT,
    ),
    Check(
        key_people_have_stand_ins,
        "One person's vacation stops the project.",
        "Add `backup:` with another contact's id.",
        "warning",
        since=Phase.BUILD,
    ),
    Check(
        contacts_have_their_own_mail,
        "One of the two never receives their mail; it is often a copied line.",
        "Correct one of the addresses.",
        "warning",
    ),
    Check(
        escalation_can_be_called,
        "Nobody reads mail at night.",
        "Add `phone:` to the contact.",
        "warning",
        since=Phase.SIT,
    ),
    Check(
        escalation_goes_on,
        "A contact who did not respond the first time may not respond the second time.",
        "Name someone else, or combine both cases in one row.",
        "warning",
    ),
    Check(
        severe_faults_are_answered_first,
        "The table tells people to fix the minor fault first.",
        "Give more severe faults shorter times.",
        "warning",
    ),
)
