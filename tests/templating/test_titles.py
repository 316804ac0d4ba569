"""Titles and short forms: plain English for one and for many."""

from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from golive.open_items.items import collect_open_items
from golive.schema import Integration, Organization, Process, value_text
from golive.schema.connections import Key
from golive.schema.interfaces import BatchInterface, RealTimeInterface
from golive.schema.parties import OtherParty
from golive.schema.plan import Blackout, Decision, NextStep, Risk
from golive.schema.process import Term
from golive.schema.realtime import Retry
from golive.schema.words import (
    CardCapture,
    Direction,
    FileFormat,
    Frequency,
    KeyKind,
    Level,
    Party,
    PartyRole,
    Phase,
    Tender,
    TestKind,
)
from golive.templating import context, phrases
from golive.templating.claims import ClaimFacts
from golive.templating.numbered_items import number_open_items
from golive.templating.slide_budget import DeckPlan, plan_deck
from golive.templating.titles.title_groups import build_title
from golive.yaml_io.load import load

SAMPLES = Path(__file__).parents[1] / "samples"


@cache
def spec() -> Integration:
    return load(SAMPLES / "minimal.yaml", Integration).value


@cache
def vendor() -> Organization:
    return load(SAMPLES / "organization.yaml", Organization).value


def title(name: str, told: Integration, **more: Any) -> str:
    return build_title(name, ClaimFacts(told, vendor(), "ET", **more))


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
    ("moving", "said"),
    [
        ([a_file], "Bills move by file every business day"),
        ([lambda: a_file(carries=("mail",), frequency=Frequency.WEEKLY)], "Mail moves by file every week"),
        ([calls], "Balances are exchanged in real time"),
        ([lambda: calls(carries=("consent",))], "Consent is exchanged in real time"),
        ([a_file, calls], "Bills move by file every business day; balances are exchanged in real time"),
        (
            [a_file, lambda: a_file(2, carries=("payments",), frequency=Frequency.DAILY)],
            "Bills and payments move by file",
        ),
        (
            [lambda: a_file(carries=LONG), lambda: a_file(2, carries=("mail",), direction=BACK)],
            "Bills of every kind and balances of every kind go to Northgate; mail comes back, by file",
        ),
        ([lambda: a_file(carries=LONG)], "How data moves: by file"),
        ([lambda: a_file(carries=LONG), calls], "How data moves: by file and in real time"),
    ],
)
def test_the_method_is_said_with_what_moves(moving: list[Any], said: str) -> None:
    assert title("methods", having(interfaces=tuple(make() for make in moving))) == said


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
    assert phrases.count_interfaces_by_method(interfaces(files, live)) == said


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([a_file()], "Cut-off is 6:00 PM ET; the file is due by 11:30 PM ET"),
        ([a_file(next_day=True, drop_by=time(2))], "Cut-off is 6:00 PM ET; the file is due by 2:00 AM ET the next day"),
        ([a_file(cut_off=None)], "The file is due by 11:30 PM ET"),
        ([a_file(), a_file(2)], "Both files are due by 11:30 PM ET"),
        ([a_file(n) for n in range(3)], "All three files are due by 11:30 PM ET"),
        ([a_file(), a_file(2, drop_by=time(2))], "Two files a day, due from 2:00 AM to 11:30 PM ET"),
        (
            [a_file(), a_file(2, drop_by=time(2), frequency=Frequency.WEEKLY)],
            "Two files, due from 2:00 AM to 11:30 PM ET",
        ),
        ([a_file(), a_file(2, drop_by=None)], "First file due by 11:30 PM ET; one time still to be set"),
        ([a_file(), a_file(2, drop_by=None, frequency=Frequency.ON_DEMAND)], "When files move"),
        ([a_file(drop_by=None)], "The file time is still to be set"),
        ([a_file(drop_by=None), a_file(2, drop_by=None)], "The file times are still to be set"),
        ([a_file(drop_by=None, frequency=Frequency.ON_DEMAND)], "When the file moves"),
    ],
)
def test_the_schedule_is_said_with_its_times(files: list[BatchInterface], said: str) -> None:
    assert title("schedule", having(interfaces=tuple(files))) == said


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], "One file in one format, with one record layout"),
        ([{"format": FileFormat.DELIMITED}], "Two files in two formats, with two record layouts"),
        ([{"records": ()}], "Two files in one format; record layouts of one file are still to come"),
        ([{"format": None}], "Two files; one format still to be decided"),
    ],
)
def test_formats_are_counted(others: list[dict[str, Any]], said: str) -> None:
    files = (a_file(), *(a_file(2, **changes) for changes in others))
    assert title("formats", having(interfaces=files)) == said


def risks(*levels: tuple[Level, Level]) -> tuple[Risk, ...]:
    return tuple(
        Risk(id=f"r{n}", risk="x", likelihood=likelihood, impact=impact, response="y", owner="ada")
        for n, (likelihood, impact) in enumerate(levels)
    )


LOW, MEDIUM, HIGH = Level.LOW, Level.MEDIUM, Level.HIGH


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([(LOW, LOW)], "One risk"),
        ([(LOW, HIGH)], "One risk, with high impact"),
        ([(HIGH, HIGH)], "One risk, with high likelihood and high impact"),
        ([(LOW, LOW), (LOW, MEDIUM)], "Two risks"),
        ([(LOW, LOW), (LOW, HIGH)], "Two risks: one with high impact"),
        ([(HIGH, LOW), (LOW, HIGH), (LOW, HIGH)], "Three risks: one with high likelihood and two with high impact"),
    ],
)
def test_risks_are_counted_by_likelihood_and_by_impact(levels: list[tuple[Level, Level]], said: str) -> None:
    assert title("risks", having(risks=risks(*levels))) == said


def question(number: int, due: date | None = None, decision: str | None = None) -> Decision:
    return Decision(id=f"d{number}", question="x", owner="ada", due=due, decision=decision)


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ([], "No questions still open"),
        ([question(1, decision="yes")], "No questions still open"),
        ([question(1)], "One question still open"),
        ([question(1, date(2027, 2, 1))], "One question still open; answer needed by Feb 1, 2027"),
        (
            [question(1), question(2, date(2027, 2, 1))],
            "Two questions still open; first answer needed by Feb 1, 2027",
        ),
    ],
)
def test_open_questions_are_counted(decisions: list[Decision], said: str) -> None:
    asked = having(decisions=tuple(decisions))
    assert title("open", asked, items=number_open_items(collect_open_items(asked))) == said


def test_open_decisions_come_in_the_order_they_are_needed() -> None:
    late, early, never = question(1, date(2027, 3, 1)), question(2, date(2027, 2, 1)), question(3)
    done = question(4, decision="yes")
    asked = having(decisions=(never, late, done, early))

    assert context.list_open_decisions(asked) == (early, late, never)
    assert context.list_made_decisions(asked) == (done,)


def test_next_steps_are_counted() -> None:
    steps = tuple(NextStep(action="x", owner="ada", due=date(2027, 2, day)) for day in (9, 3))
    assert title("steps", having(next_steps=steps)) == "Two next steps, the first due Feb 3, 2027"
    assert title("steps", having(next_steps=steps[:1])) == "Next step, due Feb 9, 2027"


def test_other_titles_say_their_facts() -> None:
    assert title("volumes", spec()) == "12,000 accounts, with 11,800 bills and 9,400 payments in a typical month"
    assert title("timeline", spec()) == "SIT starts Mar 1, 2027; UAT starts Mar 29, 2027; go-live is May 3, 2027"
    assert title("tests", spec()) == "2 test cases: 1 in SIT and 1 in UAT"
    assert title("escalation", spec()) == "Escalation starts with Ada Moreno, who answers within 30 minutes"
    assert title("glance", spec()) == "Millbrook and Northgate go live on May 3, 2027"
    assert title("interface", spec(), subjects=spec().batch) == "Carries the day's bills to the platform"
    assert title("pair", spec(), subjects=spec().interfaces) == "Bills and balances move"
    assert title("pair", spec(), subjects=spec().batch) == "Bills move by file"


def test_go_live_is_said_in_the_tense_of_the_spec() -> None:
    later = having(date=date(2027, 6, 1))
    assert title("glance", later) == "AquaBill and Northgate Billing exchange data by file and in real time"
    live = later.model_copy(update={"status": Phase.LIVE})
    assert title("glance", live) == "Millbrook and Northgate have been live since May 3, 2027"
    assert title("timeline", live).startswith("SIT started Mar 1, 2027")


@pytest.mark.parametrize("capture", list(CardCapture))
def test_each_way_of_card_capture_has_its_own_title(capture: CardCapture) -> None:
    security = spec().security.model_copy(update={"pci": spec().security.pci.model_copy(update={"capture": capture})})
    scope = spec().scope.model_copy(update={"tenders": (Tender.ACH,)})
    assert "card" in title("security", having(security=security, scope=scope)).lower()


@pytest.mark.parametrize(
    ("text", "said"),
    [("a b", "A b."), ("A b.", "A b."), ("Why?", "Why?"), ('He said "no."', 'He said "no."'), ("(See x.)", "(See x.)")],
)
def test_a_sentence_has_one_full_stop(text: str, said: str) -> None:
    assert phrases.make_sentence(text) == said
    assert phrases.make_sentence(said) == said


@pytest.mark.parametrize(
    ("text", "said"), [("A b.", "A b"), ("A b", "A b"), ("and so on...", "and so on..."), ("Why?", "Why?")]
)
def test_a_phrase_has_no_full_stop(text: str, said: str) -> None:
    assert phrases.drop_period(text) == said


def test_short_forms() -> None:
    item = calls()
    slow = item.operations[0].model_copy(update={"timeout_s": Decimal("7.5")})
    assert phrases.describe_timeouts(item) == "5 seconds"
    assert phrases.describe_timeouts(calls(operations=(item.operations[0], slow))) == "5 to 7.5 seconds"
    assert (
        phrases.describe_timeouts(calls(operations=(slow.model_copy(update={"timeout_s": Decimal(1)}),))) == "1 second"
    )
    assert phrases.describe_timing(item, "ET") == "In real time"
    assert phrases.describe_timing(a_file(next_day=True), "ET") == "Every business day, by 11:30 PM ET the next day"
    assert (phrases.describe_format(item), phrases.describe_format(a_file())) == ("one operation", "Fixed-width")
    assert value_text.lower_label("Biller to vendor") == "biller to vendor"
    assert value_text.lower_label("ACH returns") == "ACH returns"
    assert phrases.describe_phase_days(spec(), "sit") == "Mar 1–26, 2027"
    assert phrases.describe_phase_days(spec(), "discovery") == ""
    assert phrases.describe_key_expiry(()) == ""
    assert phrases.count_cases_by_kind(spec().testing.sit) == "1 happy path"


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
    assert [c.id for c in phrases.choose_example_cases(phase.model_copy(update={"cases": cases}))] == ["c1", "c3"]


def test_terms_are_found_by_any_spelling() -> None:
    process = load(SAMPLES / "process.yaml", Process).value
    terms = tuple(
        Term(term=name, meaning="x") for name in ("Cut-off", "ACH (automated clearing house)", "Tender", "SIT")
    )
    known = process.model_copy(update={"glossary": terms})
    own = Term(term="Tender", meaning="our own")

    found = context.find_terms(
        "The **cut-off**; automated clearing house, tenders. Situation", known, having(glossary=(own,))
    )
    assert [term.term for term in found] == ["ACH (automated clearing house)", "Cut-off", "Tender"]
    assert found[-1] is own


@pytest.mark.parametrize(("count", "per_slide"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 0), (20, 0)])
def test_interfaces_share_slides_by_their_number_alone(count: int, per_slide: int) -> None:
    for files in (0, 1, count):
        planned_for = interfaces(files, count - files)
        assert plan_deck(planned_for, ()).interfaces == per_slide


def test_no_topic_pushes_another_out() -> None:
    asked = interfaces(3, 3).model_copy(update={"decisions": tuple(question(n) for n in range(40))})
    plan = plan_deck(asked, number_open_items(collect_open_items(asked)))
    assert plan == DeckPlan(
        interfaces=2,
        methods=True,
        formats=True,
        late_files=True,
        environment_columns=True,
        volumes=True,
        cases=True,
        items=True,
    )


def test_few_open_items_stand_with_few_risks() -> None:
    asked = having(decisions=(question(1),), risks=risks((LOW, LOW)))
    assert not plan_deck(asked, number_open_items(collect_open_items(asked))).items
    many = asked.model_copy(update={"risks": risks(*[(LOW, LOW)] * 5)})
    assert plan_deck(many, number_open_items(collect_open_items(many))).items


@pytest.mark.parametrize(
    ("attempts", "said"),
    [(None, ""), (1, "one attempt, no retry"), (4, "up to four attempts"), (12, "up to 12 attempts")],
)
def test_attempts_are_counted(attempts: int | None, said: str) -> None:
    assert phrases.count_attempts(Retry(attempts=attempts)) == said


def test_the_flow_of_other_parties_names_them() -> None:
    bank = OtherParty(id="bank", name="Harbor Bank", role=PartyRole.BANK)
    files = (a_file(1), a_file(2, direction=Direction.PARTY_TO_VENDOR, party="bank"))
    told = having(interfaces=files, parties=(bank,))

    assert title("flow", told) == f"Two files connect {spec().biller.short_name}, Harbor Bank and {vendor().short_name}"
    assert context.describe_direction(told, vendor(), files[1]) == f"Harbor Bank to {vendor().short_name}"


@pytest.mark.parametrize(("count", "fits"), [(0, False), (1, True), (6, True), (7, False)])
def test_few_keys_and_change_freezes_stand_on_the_slide_of_what_they_belong_to(
    count: int,
    fits: bool,  # noqa: FBT001
) -> None:
    asked, key = interfaces(2, 0), Key(purpose="Login", kind=KeyKind.SSH, held_by=Party.VENDOR)
    freeze = Blackout(start=date(2027, 1, 4), end=date(2027, 1, 5), reason="Closing")
    lines = tuple(
        line.model_copy(update={"keys": (key,) * count if line.id == asked.batch[0].connection else ()})
        for line in asked.connections
    )
    none = {"stages": (), "hard_stops": (), "milestones": ()}
    timeline = asked.timeline.model_copy(update={**none, "blackouts": (freeze,) * count})
    plan = plan_deck(asked.model_copy(update={"connections": lines, "timeline": timeline}), ())

    assert plan.file_keys == fits
    assert plan.freezes == (fits or count == 7)
