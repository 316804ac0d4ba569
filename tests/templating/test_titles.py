"""Titles and short forms: plain English for one and for many."""

from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from golive.open_items.items import collect_open_items
from golive.schema import Integration, Organization, Process
from golive.schema.interfaces import BatchInterface, RealTimeInterface
from golive.schema.parties import OtherParty
from golive.schema.plan import Decision, NextStep, Risk
from golive.schema.process import Term
from golive.schema.words import CardCapture, Direction, FileFormat, Frequency, Level, PartyRole, TestKind
from golive.templating import context, phrases, titles
from golive.templating.slide_budget import MOST, DeckPlan, plan_deck
from golive.yaml_io.load import load

SAMPLES = Path(__file__).parents[1] / "samples"


@cache
def spec() -> Integration:
    return load(SAMPLES / "minimal.yaml", Integration).value


@cache
def vendor() -> Organization:
    return load(SAMPLES / "organization.yaml", Organization).value


def having(**changes: Any) -> Integration:
    return spec().model_copy(update=changes)


def a_file(number: int = 1, **changes: Any) -> BatchInterface:
    (file,) = spec().batch
    schedule: dict[str, Any] = {
        name: changes.pop(name) for name in ("cut_off", "drop_by", "frequency", "next_day") if name in changes
    }
    return file.model_copy(
        update={"id": f"f{number}", "schedule": file.schedule.model_copy(update=schedule), **changes}
    )


def calls(number: int = 1, **changes: Any) -> RealTimeInterface:
    (live,) = spec().real_time
    return live.model_copy(update={"id": f"c{number}", **changes})


def interfaces(files: int, live: int) -> Integration:
    return having(interfaces=(*(a_file(n) for n in range(files)), *(calls(n) for n in range(live))))


BACK = Direction.VENDOR_TO_BILLER
LONG = tuple(f"{word} of every kind" for word in ("bills", "balances", "payments", "images", "reversals"))


@pytest.mark.parametrize(
    ("moving", "title"),
    [
        ([a_file], "Bills travel by file every business day"),
        ([lambda: a_file(carries=("mail",), frequency=Frequency.WEEKLY)], "Mail travels by file every week"),
        ([calls], "Balances are exchanged live"),
        ([lambda: calls(carries=("consent",))], "Consent is exchanged live"),
        ([a_file, calls], "Bills travel by file every business day; balances are exchanged live"),
        (
            [a_file, lambda: a_file(2, carries=("payments",), frequency=Frequency.DAILY)],
            "Bills and payments travel by file",
        ),
        (
            [lambda: a_file(carries=LONG), lambda: a_file(2, carries=("mail",), direction=BACK)],
            "Bills of every kind and balances of every kind reach Northgate; mail comes back, by file",
        ),
        ([lambda: a_file(carries=LONG)], "One file moves the data"),
        ([lambda: a_file(carries=LONG), calls], "One file and one real-time interface move the data"),
    ],
)
def test_the_method_is_said_with_what_moves(moving: list[Any], title: str) -> None:
    assert titles.build_method_title(having(interfaces=tuple(make() for make in moving)), vendor()) == title


@pytest.mark.parametrize(
    ("files", "live", "said"),
    [
        (1, 0, "one file"),
        (0, 2, "two real-time interfaces"),
        (3, 1, "three files and one real-time interface"),
        (12, 0, "12 files"),
    ],
)
def test_interfaces_are_counted_in_words(files: int, live: int, said: str) -> None:
    assert phrases.counts(interfaces(files, live)) == said


@pytest.mark.parametrize(
    ("files", "title"),
    [
        ([a_file()], "The day closes at 6:00 PM ET; the file is ready by 11:30 PM ET"),
        (
            [a_file(next_day=True, drop_by=time(2))],
            "The day closes at 6:00 PM ET; the file is ready by 2:00 AM ET the next day",
        ),
        ([a_file(cut_off=None)], "The file is ready by 11:30 PM ET"),
        ([a_file(), a_file(2)], "Every file must be ready by 11:30 PM ET"),
        (
            [a_file(), a_file(2, drop_by=time(2))],
            "Two files, each with its own hour: the first at 2:00 AM, the last at 11:30 PM ET",
        ),
    ],
)
def test_the_schedule_is_said_with_its_hours(files: list[BatchInterface], title: str) -> None:
    assert titles.build_schedule_title(having(interfaces=tuple(files)), "ET") == title


def test_formats_are_counted() -> None:
    other = a_file(2, format=FileFormat.DELIMITED)
    assert (
        titles.build_formats_title(having(interfaces=(a_file(),))) == "One file in one format, with one record layout"
    )
    assert (
        titles.build_formats_title(having(interfaces=(a_file(), other)))
        == "Two files in two formats, with two record layouts"
    )


def risks(*impacts: Level) -> tuple[Risk, ...]:
    return tuple(
        Risk(id=f"r{n}", risk="x", likelihood=Level.LOW, impact=impact, response="y", owner="ada")
        for n, impact in enumerate(impacts)
    )


@pytest.mark.parametrize(
    ("impacts", "title"),
    [
        ([Level.LOW], "One risk is watched"),
        ([Level.HIGH], "One risk is watched, and it is high"),
        ([Level.LOW, Level.MEDIUM], "Two risks are watched"),
        ([Level.LOW, Level.HIGH], "Two risks are watched, one of them high"),
    ],
)
def test_risks_are_counted(impacts: list[Level], title: str) -> None:
    assert titles.build_risks_title(having(risks=risks(*impacts))) == title


def question(number: int, due: date | None = None, decision: str | None = None) -> Decision:
    return Decision(id=f"d{number}", question="x", owner="ada", due=due, decision=decision)


@pytest.mark.parametrize(
    ("decisions", "title"),
    [
        ([], "Every question so far has been decided"),
        ([question(1, decision="yes")], "Every question so far has been decided"),
        ([question(1)], "One question is still open"),
        ([question(1, date(2027, 2, 1))], "One question is still open; the answer is needed by Feb 1, 2027"),
        (
            [question(1), question(2, date(2027, 2, 1))],
            "Two questions are still open; the first answer is needed by Feb 1, 2027",
        ),
    ],
)
def test_open_questions_are_counted(decisions: list[Decision], title: str) -> None:
    assert titles.build_open_items_title(collect_open_items(having(decisions=tuple(decisions)))) == title


def test_open_decisions_come_in_the_order_they_are_needed() -> None:
    late, early, never = question(1, date(2027, 3, 1)), question(2, date(2027, 2, 1)), question(3)
    done = question(4, decision="yes")
    asked = having(decisions=(never, late, done, early))

    assert context.open_decisions(asked) == (early, late, never)
    assert context.made_decisions(asked) == (done,)


def test_next_steps_are_counted() -> None:
    steps = tuple(NextStep(action="x", owner="ada", due=date(2027, 2, day)) for day in (9, 3))
    assert titles.build_next_steps_title(having(next_steps=steps)) == "Two steps come next, the first by Feb 3, 2027"
    assert titles.build_next_steps_title(having(next_steps=steps[:1])) == "One step comes next, by Feb 9, 2027"


def test_other_titles_say_their_facts() -> None:
    assert titles.build_volumes_title(spec()) == "12,000 accounts: 11,800 bills and 9,400 payments in a usual month"
    assert (
        titles.build_timeline_title(spec()) == "SIT starts Mar 1, 2027; UAT starts Mar 29, 2027; go-live is May 3, 2027"
    )
    assert titles.build_tests_title(spec()) == "One case in SIT and one case in UAT must pass before go-live"
    assert titles.build_escalation_title(spec()) == "Ada Moreno is called first, and answers within 30 minutes"
    assert titles.build_glance_title(spec(), vendor()).startswith(
        "From May 3, 2027, AquaBill and Northgate Billing exchange data by file"
    )
    assert titles.build_interface_title(spec().batch[0]) == "Carries the day's bills to the platform"
    assert titles.build_pair_title(spec().interfaces) == "Bills and balances move"
    assert titles.build_pair_title(spec().batch) == "Bills travel by file"


@pytest.mark.parametrize("capture", list(CardCapture))
def test_each_way_of_card_capture_has_its_own_title(capture: CardCapture) -> None:
    security = spec().security.model_copy(update={"pci": spec().security.pci.model_copy(update={"capture": capture})})
    assert "card" in titles.build_security_title(having(security=security), vendor()).lower()


@pytest.mark.parametrize(
    ("text", "said"),
    [("a b", "A b."), ("A b.", "A b."), ("Why?", "Why?"), ('He said "no."', 'He said "no."'), ("(See x.)", "(See x.)")],
)
def test_a_sentence_has_one_full_stop(text: str, said: str) -> None:
    assert phrases.sentence(text) == said
    assert phrases.sentence(said) == said


@pytest.mark.parametrize(
    ("text", "said"), [("A b.", "A b"), ("A b", "A b"), ("and so on...", "and so on..."), ("Why?", "Why?")]
)
def test_a_phrase_has_no_full_stop(text: str, said: str) -> None:
    assert phrases.phrase(text) == said


def test_short_forms() -> None:
    item = calls()
    slow = item.operations[0].model_copy(update={"timeout_s": Decimal("7.5")})
    assert phrases.timeouts(item) == "5 seconds"
    assert phrases.timeouts(calls(operations=(item.operations[0], slow))) == "5 to 7.5 seconds"
    assert phrases.timeouts(calls(operations=(slow.model_copy(update={"timeout_s": Decimal(1)}),))) == "1 second"
    assert phrases.when(item, "ET") == "In real time"
    assert phrases.when(a_file(next_day=True), "ET") == "Every business day, by 11:30 PM ET the next day"
    assert (phrases.layout(item), phrases.layout(a_file())) == ("one operation", "Fixed-width, UTF-8")
    assert phrases.lower_first("Biller to vendor") == "biller to vendor"
    assert phrases.lower_first("ACH returns") == "ACH returns"
    assert phrases.span_of(spec(), "sit") == "Mar 1–26, 2027"
    assert phrases.span_of(spec(), "discovery") == ""
    assert phrases.last_days(()) == ""
    assert phrases.cases_by_kind(spec().testing.sit) == "1 happy path"


def test_examples_show_faults_first_and_each_interface_once() -> None:
    phase = spec().testing.sit
    case = phase.cases[0]
    cases = tuple(
        case.model_copy(update={"id": f"c{n}", "interface": of, "kind": kind})
        for n, (of, kind) in enumerate(
            [
                ("bills", TestKind.HAPPY_PATH),
                ("bills", TestKind.NEGATIVE),
                ("bills", TestKind.RECOVERY),
                ("balances", TestKind.NEGATIVE),
            ]
        )
    )
    assert [c.id for c in phrases.examples(phase.model_copy(update={"cases": cases}))] == ["c1", "c3"]


def test_terms_are_found_by_any_spelling() -> None:
    process = load(SAMPLES / "process.yaml", Process).value
    terms = tuple(
        Term(term=name, meaning="x") for name in ("Cut-off", "ACH (automated clearing house)", "Tender", "SIT")
    )
    known = process.model_copy(update={"glossary": terms})
    own = Term(term="Tender", meaning="our own")

    found = context.terms_in(
        "The **cut-off**; automated clearing house, tenders. Situation", known, having(glossary=(own,))
    )
    assert [term.term for term in found] == ["ACH (automated clearing house)", "Cut-off", "Tender"]
    assert found[-1] is own


def test_the_slide_has_the_few_who_are_called_or_lead() -> None:
    person = spec().team[0]
    crowd = tuple(person.model_copy(update={"id": f"p{n}", "role": "support"}) for n in range(20))
    few = context.key_people(having(team=(*crowd, *spec().team)))

    assert len(few) == context.MOST_PEOPLE
    assert {contact.id for contact in few} >= {"ada", "ben", "cara"}


@pytest.mark.parametrize(("files", "live"), [(f, c) for f in range(8) for c in range(8) if f + c])
def test_the_deck_never_plans_more_slides_than_a_meeting_can_take(files: int, live: int) -> None:
    planned_for = interfaces(files, live).model_copy(update={"decisions": (question(1),)})
    plan = plan_deck(planned_for, collect_open_items(planned_for))
    count = files + live
    shared = -(-count // plan.interfaces) if plan.interfaces else 1
    planned = 11 + (2 if files else 1) + shared + plan.formats + plan.volumes + plan.cases + plan.items

    assert 12 <= planned <= MOST
    assert plan.interfaces == 0 or count <= 6
    assert not plan.formats or files


def test_one_interface_has_everything_on_slides_of_its_own() -> None:
    planned_for = interfaces(0, 1).model_copy(update={"decisions": (question(1),)})
    plan = plan_deck(planned_for, collect_open_items(planned_for))
    assert plan == DeckPlan(interfaces=1, formats=False, volumes=True, cases=True, items=True)


def test_the_flow_of_other_parties_names_them() -> None:
    bank = OtherParty(id="bank", name="Harbor Bank", role=PartyRole.BANK)
    files = (a_file(1), a_file(2, direction=Direction.PARTY_TO_VENDOR, party="bank"))
    title = titles.build_flow_title(having(interfaces=files, parties=(bank,)), vendor())

    assert title == f"Two files join {spec().biller.short_name}, Harbor Bank and {vendor().short_name}"
