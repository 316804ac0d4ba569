"""Titles of people and what they have to do: responsibilities, escalation, risks, decisions, open items, next steps."""

from collections.abc import Mapping
from typing import Final

from golive.schema import value_text
from golive.schema.plan import Decision
from golive.schema.words import Level
from golive.templating import context
from golive.templating.claims import Claim, ClaimFacts, always, use_fixed_text
from golive.templating.phrases import format_count_in_words, upper_first


def _say_activities(facts: ClaimFacts) -> str:
    number = len(facts.spec.raci)
    return (
        "Who does what"
        if number == 1
        else f"Who does what in {format_count_in_words(number, 'activity', 'activities')}"
    )


def _say_escalation(facts: ClaimFacts) -> str:
    minutes = facts.spec.operations.escalation[0].within_minutes or 0
    return f"{_say_first_contact(facts)}, who answers within {value_text.format_duration(minutes)}"


def _answers_in_time(facts: ClaimFacts) -> bool:
    """Return whether the response time of the first contact is known."""
    escalation = facts.spec.operations.escalation
    return bool(escalation) and escalation[0].within_minutes is not None


def _say_first_contact(facts: ClaimFacts) -> str:
    first = facts.spec.operations.escalation[0]
    return f"Escalation starts with {context.get_contact(facts.spec, first.contact).name}"


def _count_high(facts: ClaimFacts) -> tuple[int, int]:
    """Count the likely risks, and those with a high impact."""
    risks = facts.spec.risks
    return sum(risk.likelihood is Level.HIGH for risk in risks), sum(risk.impact is Level.HIGH for risk in risks)


def _say_high_risks(facts: ClaimFacts) -> str:
    likely, grave = _count_high(facts)
    number = len(facts.spec.risks)
    kinds = [(likely, "high likelihood"), (grave, "high impact")]
    if number == 1:
        return f"One risk, with {value_text.join_words([kind for count, kind in kinds if count])}"
    high = [f"{format_count_in_words(count, 'with', 'with')} {kind}" for count, kind in kinds if count]
    return f"{_count_risks(facts)}: {value_text.join_words(high)}"


def _count_risks(facts: ClaimFacts) -> str:
    return upper_first(format_count_in_words(len(facts.spec.risks), "risk"))


def _list_made_decisions(facts: ClaimFacts) -> tuple[Decision, ...]:
    return context.list_made_decisions(facts.spec)


def _is_last_decision_dated(facts: ClaimFacts) -> bool:
    return any(one.decided_on for one in _list_made_decisions(facts))


def _say_last_decision(facts: ClaimFacts) -> str:
    made = _list_made_decisions(facts)
    last = value_text.format_date(max(one.decided_on for one in made if one.decided_on))
    return f"{_count_decisions(facts)}, {'on' if len(made) == 1 else 'the latest on'} {last}"


def _count_decisions(facts: ClaimFacts) -> str:
    return f"{upper_first(format_count_in_words(len(_list_made_decisions(facts)), 'decision'))} made"


def _is_due_known(facts: ClaimFacts) -> bool:
    return any(item.due for item in facts.items)


def _say_open_and_due(facts: ClaimFacts) -> str:
    first = min(item.due for item in facts.items if item.due)
    answer = "answer" if len(facts.items) == 1 else "first answer"
    return f"{_say_open(facts)}; {answer} needed by {value_text.format_date(first)}"


def _say_open(facts: ClaimFacts) -> str:
    noun = "item" if any(item.needed_by for item in facts.items) else "question"
    return f"{upper_first(format_count_in_words(len(facts.items), noun))} still open"


def _say_next_steps(facts: ClaimFacts) -> str:
    steps = facts.spec.next_steps
    first = value_text.format_date(min(step.due for step in steps))
    if len(steps) == 1:
        return f"Next step, due {first}"
    return f"{upper_first(format_count_in_words(len(steps), 'next step'))}, the first due {first}"


PEOPLE_TITLES: Final[Mapping[str, tuple[Claim, ...]]] = {
    "raci": (Claim("activities", always, _say_activities),),
    "escalation": (
        Claim("escalation", _answers_in_time, _say_escalation),
        Claim("first-contact", lambda facts: bool(facts.spec.operations.escalation), _say_first_contact),
        Claim("contacts", always, use_fixed_text("Contacts and escalation")),
    ),
    "risks": (
        Claim("high-risks", lambda facts: any(_count_high(facts)), _say_high_risks),
        Claim("risks", always, _count_risks),
    ),
    "decisions": (
        Claim("last-decision", _is_last_decision_dated, _say_last_decision),
        Claim("decisions", always, _count_decisions),
    ),
    "open": (
        Claim("open-and-due", _is_due_known, _say_open_and_due),
        Claim("open", always, _say_open),
    ),
    "steps": (Claim("next-steps", always, _say_next_steps),),
}
