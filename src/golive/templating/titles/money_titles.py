"""Titles of money and systems: settlement, environments, jobs and sign-on."""

from collections.abc import Mapping
from typing import Final

from golive.schema import value_text
from golive.templating.claims import Claim, ClaimFacts, always
from golive.templating.phrases import drop_period, format_count_in_words, upper_first


def _has_bank(facts: ClaimFacts) -> bool:
    return facts.spec.settlement is not None and bool(facts.spec.settlement.bank)


def _say_bank(facts: ClaimFacts) -> str:
    settlement = facts.spec.settlement
    return f"Collected money is settled to {drop_period(settlement.bank or '') if settlement else ''}"


def _say_settlement(facts: ClaimFacts) -> str:
    return f"How collected money reaches {facts.spec.biller.short_name}"


def _name_environments(facts: ClaimFacts) -> str:
    names = value_text.join_words([item.name for item in facts.spec.environments])
    return f"{_count_environments(facts)}: {names}"


def _count_environments(facts: ClaimFacts) -> str:
    return upper_first(format_count_in_words(len(facts.spec.environments), "environment"))


def _say_jobs(facts: ClaimFacts) -> str:
    return f"{_say_jobs_of(facts)} {facts.spec.biller.billing_system.name}"


def _say_jobs_of(facts: ClaimFacts) -> str:
    system = facts.spec.biller.billing_system
    number = format_count_in_words(len(system.jobs), "job")
    return f"{upper_first(number)} of" if system.jobs else "Maintenance of"


def _say_sign_on(facts: ClaimFacts) -> str:
    protocols = list(dict.fromkeys(way.protocol.label for way in facts.spec.single_sign_on))
    return f"Single sign-on uses {value_text.join_words(protocols)}"


MONEY_TITLES: Final[Mapping[str, tuple[Claim, ...]]] = {
    "settlement": (
        Claim("settled-to", _has_bank, _say_bank),
        Claim("settlement", always, _say_settlement),
    ),
    "environments": (
        Claim("environments-named", always, _name_environments),
        Claim("environments", always, _count_environments),
    ),
    "jobs": (Claim("jobs", always, _say_jobs),),
    "sign-on": (Claim("sign-on", always, _say_sign_on),),
}
