"""Titles of what an integration is: both sides, goals, scope, what moves and how much of it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from golive.schema import value_text
from golive.schema.words import Direction
from golive.templating import claims
from golive.templating.claims import Claim, ClaimFacts, always, use_fixed_text
from golive.templating.phrases import (
    count_interfaces_by_method,
    describe_frequency,
    describe_methods,
    format_count_in_words,
    list_carried_data,
    list_moving_parties,
    pick_verb_form,
    upper_first,
)


def _say_live_since(facts: ClaimFacts) -> str:
    return f"{_name_both_sides(facts)} have been live since {_format_go_live(facts)}"


def _say_go_live(facts: ClaimFacts) -> str:
    return f"{_name_both_sides(facts)} go live on {_format_go_live(facts)}"


def _say_both_systems(facts: ClaimFacts) -> str:
    system = facts.spec.biller.billing_system.name
    return f"{system} and {facts.vendor.platform} exchange data {describe_methods(facts.spec)}"


def _say_both_sides(facts: ClaimFacts) -> str:
    return f"{_name_both_sides(facts)} exchange data {describe_methods(facts.spec)}"


def _name_both_sides(facts: ClaimFacts) -> str:
    return f"{facts.spec.biller.short_name} and {facts.vendor.short_name}"


def _format_go_live(facts: ClaimFacts) -> str:
    return value_text.format_date(facts.spec.timeline.go_live or date.max)


def _say_systems_connected(facts: ClaimFacts) -> str:
    """`Six files connect Meterstone CIS and Clearwater Pay`."""
    return f"{_count_connecting(facts)} {facts.spec.biller.billing_system.name} and {facts.vendor.platform}"


def _say_sides_connected(facts: ClaimFacts) -> str:
    return f"{_count_connecting(facts)} {_name_both_sides(facts)}"


def _say_parties_connected(facts: ClaimFacts) -> str:
    sides = [facts.spec.biller.short_name, *list_moving_parties(facts.spec), facts.vendor.short_name]
    return f"{_count_connecting(facts)} {value_text.join_words(sides)}"


def _has_moving_parties(facts: ClaimFacts) -> bool:
    return bool(list_moving_parties(facts.spec))


def _count_connecting(facts: ClaimFacts) -> str:
    verb = pick_verb_form(facts.spec.interfaces, "connects", "connect")
    return f"{upper_first(count_interfaces_by_method(facts.spec))} {verb}"


def _count_goals(facts: ClaimFacts) -> str:
    goals = format_count_in_words(len(facts.spec.goals), "goal")
    return upper_first(f"{goals} of {facts.spec.biller.short_name}")


def _say_methods(facts: ClaimFacts) -> str:
    """`Bills move by file every business day; balances are exchanged in real time`."""
    files, live = list_carried_data(facts.spec.batch), list_carried_data(facts.spec.real_time)
    rhythms = {item.schedule.frequency for item in facts.spec.batch}
    same = rhythms.pop() if len(rhythms) == 1 else None
    rhythm = f" {describe_frequency(same)}" if same else ""
    parts = []
    if files:
        parts.append(f"{value_text.join_words(files)} {pick_verb_form(files)} by file{rhythm}")
    if live:
        parts.append(f"{value_text.join_words(live)} {pick_verb_form(live, 'is', 'are')} exchanged in real time")
    return upper_first("; ".join(parts))


def _moves_both_ways(facts: ClaimFacts) -> bool:
    """Tell whether something goes each way between the two sides, and nothing to or from anyone else."""
    directions = {item.direction for item in facts.spec.interfaces}
    return directions == {Direction.BILLER_TO_VENDOR, Direction.VENDOR_TO_BILLER} and claims.is_between_two_sides(facts)


def _say_both_ways(facts: ClaimFacts) -> str:
    """Name the first things that go each way: `Bills reach Northgate; payments come back, by file`."""
    there, back = (
        list_carried_data(item for item in facts.spec.interfaces if item.direction is direction)[:2]
        for direction in (Direction.BILLER_TO_VENDOR, Direction.VENDOR_TO_BILLER)
    )
    forth = f"{value_text.join_words(there)} {pick_verb_form(there, 'goes', 'go')} to {facts.vendor.short_name}"
    return_verb = pick_verb_form(back, "comes", "come")
    return upper_first(f"{forth}; {value_text.join_words(back)} {return_verb} back, {describe_methods(facts.spec)}")


def _say_counts(facts: ClaimFacts) -> str:
    return f"Data flow: {count_interfaces_by_method(facts.spec)}"


def _say_method_names(facts: ClaimFacts) -> str:
    return f"How data moves: {describe_methods(facts.spec)}"


def _say_volumes(facts: ClaimFacts) -> str:
    known = facts.spec.volumes
    parts = [
        value_text.format_count(number, noun)
        for number, noun in (
            (known.accounts, "account"),
            (known.bills_per_month, "bill"),
            (known.payments_per_month, "payment"),
        )
        if number is not None
    ]
    monthly = known.bills_per_month is not None or known.payments_per_month is not None
    if known.accounts is not None and monthly:
        return f"{parts[0]}, with {value_text.join_words(parts[1:])} in a typical month"
    return value_text.join_words(parts) + (" in a typical month" if monthly else "")


def _has_volumes(facts: ClaimFacts) -> bool:
    known = facts.spec.volumes
    return any(number is not None for number in (known.accounts, known.bills_per_month, known.payments_per_month))


OVERVIEW_TITLES: Final[Mapping[str, tuple[Claim, ...]]] = {
    "glance": (
        Claim("live-since", claims.has_gone_live, _say_live_since),
        Claim("go-live-ahead", claims.has_go_live_ahead, _say_go_live),
        Claim("systems-exchange", always, _say_both_systems),
        Claim("sides-exchange", always, _say_both_sides),
    ),
    "goals": (
        Claim("goals-open", lambda facts: not facts.spec.goals, use_fixed_text("The goals are still to be agreed")),
        Claim("goals", always, _count_goals),
    ),
    "scope": (
        Claim(
            "scope-limited",
            lambda facts: bool(facts.spec.scope.excluded),
            use_fixed_text("What this integration covers, and what it leaves out"),
        ),
        Claim("scope", always, use_fixed_text("What this integration covers")),
    ),
    "flow": (
        Claim("parties-connected", _has_moving_parties, _say_parties_connected),
        Claim("systems-connected", claims.is_between_two_sides, _say_systems_connected),
        Claim("sides-connected", claims.is_between_two_sides, _say_sides_connected),
        Claim("data-counted", always, _say_counts),
    ),
    "methods": (
        Claim("methods", always, _say_methods),
        Claim("both-ways", _moves_both_ways, _say_both_ways),
        Claim("method-names", always, _say_method_names),
    ),
    "volumes": (
        Claim("volumes", _has_volumes, _say_volumes),
        Claim("volumes-open", always, use_fixed_text("Expected volumes")),
    ),
    "bills": (Claim("bills", always, use_fixed_text("How payers see their bills online")),),
}
