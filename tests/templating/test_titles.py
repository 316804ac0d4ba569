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
def load_spec() -> Integration:
    return load(SAMPLES / "minimal.yaml", Integration).value


@cache
def load_vendor() -> Organization:
    return load(SAMPLES / "organization.yaml", Organization).value


def build_title_of(name: str, spec: Integration, **more: Any) -> str:
    return build_title(name, ClaimFacts(spec, load_vendor(), "ET", **more))


def change_spec(**changes: Any) -> Integration:
    return load_spec().model_copy(update=changes)


def make_file(number: int = 1, **changes: Any) -> BatchInterface:
    (file,) = load_spec().batch
    schedule: dict[str, Any] = {
        name: changes.pop(name) for name in ("cut_off", "drop_by", "frequency", "next_day") if name in changes
    }
    return file.model_copy(
        update={"id": f"f{number}", "schedule": file.schedule.model_copy(update=schedule), **changes}
    )


def make_calls(number: int = 1, **changes: Any) -> RealTimeInterface:
    (live,) = load_spec().real_time
    return live.model_copy(update={"id": f"c{number}", **changes})


def make_spec(files: int, live: int) -> Integration:
    return change_spec(interfaces=(*(make_file(n) for n in range(files)), *(make_calls(n) for n in range(live))))


BACK = Direction.VENDOR_TO_BILLER
LONG = tuple(f"{word} of every kind" for word in ("bills", "balances", "payments", "images", "reversals"))


@pytest.mark.parametrize(
    ("moving", "said"),
    [
        ([make_file], "Bills move by file every business day"),
        ([lambda: make_file(carries=("mail",), frequency=Frequency.WEEKLY)], "Mail moves by file every week"),
        ([make_calls], "Balances are exchanged in real time"),
        ([lambda: make_calls(carries=("consent",))], "Consent is exchanged in real time"),
        ([make_file, make_calls], "Bills move by file every business day; balances are exchanged in real time"),
        (
            [make_file, lambda: make_file(2, carries=("payments",), frequency=Frequency.DAILY)],
            "Bills and payments move by file",
        ),
        (
            [lambda: make_file(carries=LONG), lambda: make_file(2, carries=("mail",), direction=BACK)],
            "Bills of every kind and balances of every kind go to Northgate; mail comes back, by file",
        ),
        ([lambda: make_file(carries=LONG)], "How data moves: by file"),
        ([lambda: make_file(carries=LONG), make_calls], "How data moves: by file and in real time"),
    ],
)
def test_the_method_is_said_with_what_moves(moving: list[Any], said: str) -> None:
    assert build_title_of("methods", change_spec(interfaces=tuple(make() for make in moving))) == said


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
    assert phrases.count_interfaces_by_method(make_spec(files, live)) == said


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([make_file()], "Cut-off is 6:00 PM ET; the file is due by 11:30 PM ET"),
        (
            [make_file(next_day=True, drop_by=time(2))],
            "Cut-off is 6:00 PM ET; the file is due by 2:00 AM ET the next day",
        ),
        ([make_file(cut_off=None)], "The file is due by 11:30 PM ET"),
        ([make_file(), make_file(2)], "Both files are due by 11:30 PM ET"),
        ([make_file(n) for n in range(3)], "All three files are due by 11:30 PM ET"),
        ([make_file(), make_file(2, drop_by=time(2))], "Two files a day, due from 2:00 AM to 11:30 PM ET"),
        (
            [make_file(), make_file(2, drop_by=time(2), frequency=Frequency.WEEKLY)],
            "Two files, due from 2:00 AM to 11:30 PM ET",
        ),
        ([make_file(), make_file(2, drop_by=None)], "First file due by 11:30 PM ET; one time still to be set"),
        ([make_file(), make_file(2, drop_by=None, frequency=Frequency.ON_DEMAND)], "When files move"),
        ([make_file(drop_by=None)], "The file time is still to be set"),
        ([make_file(drop_by=None), make_file(2, drop_by=None)], "The file times are still to be set"),
        ([make_file(drop_by=None, frequency=Frequency.ON_DEMAND)], "When the file moves"),
    ],
)
def test_the_schedule_is_said_with_its_times(files: list[BatchInterface], said: str) -> None:
    assert build_title_of("schedule", change_spec(interfaces=tuple(files))) == said


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
    files = (make_file(), *(make_file(2, **changes) for changes in others))
    assert build_title_of("formats", change_spec(interfaces=files)) == said


def make_risks(*levels: tuple[Level, Level]) -> tuple[Risk, ...]:
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
    assert build_title_of("risks", change_spec(risks=make_risks(*levels))) == said


def make_question(number: int, due: date | None = None, decision: str | None = None) -> Decision:
    return Decision(id=f"d{number}", question="x", owner="ada", due=due, decision=decision)


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ([], "No questions still open"),
        ([make_question(1, decision="yes")], "No questions still open"),
        ([make_question(1)], "One question still open"),
        ([make_question(1, date(2027, 2, 1))], "One question still open; answer needed by Feb 1, 2027"),
        (
            [make_question(1), make_question(2, date(2027, 2, 1))],
            "Two questions still open; first answer needed by Feb 1, 2027",
        ),
    ],
)
def test_open_questions_are_counted(decisions: list[Decision], said: str) -> None:
    asked = change_spec(decisions=tuple(decisions))
    assert build_title_of("open", asked, items=number_open_items(collect_open_items(asked))) == said


def test_open_decisions_come_in_the_order_they_are_needed() -> None:
    late, early, never = make_question(1, date(2027, 3, 1)), make_question(2, date(2027, 2, 1)), make_question(3)
    done = make_question(4, decision="yes")
    asked = change_spec(decisions=(never, late, done, early))

    assert context.list_open_decisions(asked) == (early, late, never)
    assert context.list_made_decisions(asked) == (done,)


def test_next_steps_are_counted() -> None:
    steps = tuple(NextStep(action="x", owner="ada", due=date(2027, 2, day)) for day in (9, 3))
    assert build_title_of("steps", change_spec(next_steps=steps)) == "Two next steps, the first due Feb 3, 2027"
    assert build_title_of("steps", change_spec(next_steps=steps[:1])) == "Next step, due Feb 9, 2027"


def test_other_titles_say_their_facts() -> None:
    assert (
        build_title_of("volumes", load_spec())
        == "12,000 accounts, with 11,800 bills and 9,400 payments in a typical month"
    )
    assert (
        build_title_of("timeline", load_spec())
        == "SIT starts Mar 1, 2027; UAT starts Mar 29, 2027; go-live is May 3, 2027"
    )
    assert build_title_of("tests", load_spec()) == "2 test cases: 1 in SIT and 1 in UAT"
    assert (
        build_title_of("escalation", load_spec()) == "Escalation starts with Ada Moreno, who answers within 30 minutes"
    )
    assert build_title_of("glance", load_spec()) == "Millbrook and Northgate go live on May 3, 2027"
    assert (
        build_title_of("interface", load_spec(), subjects=load_spec().batch)
        == "Carries the day's bills to the platform"
    )
    assert build_title_of("pair", load_spec(), subjects=load_spec().interfaces) == "Bills and balances move"
    assert build_title_of("pair", load_spec(), subjects=load_spec().batch) == "Bills move by file"


def test_go_live_is_said_in_the_tense_of_the_spec() -> None:
    later = change_spec(date=date(2027, 6, 1))
    assert build_title_of("glance", later) == "AquaBill and Northgate Billing exchange data by file and in real time"
    live = later.model_copy(update={"status": Phase.LIVE})
    assert build_title_of("glance", live) == "Millbrook and Northgate have been live since May 3, 2027"
    assert build_title_of("timeline", live).startswith("SIT started Mar 1, 2027")


@pytest.mark.parametrize("capture", list(CardCapture))
def test_each_way_of_card_capture_has_its_own_title(capture: CardCapture) -> None:
    security = load_spec().security.model_copy(
        update={"pci": load_spec().security.pci.model_copy(update={"capture": capture})}
    )
    scope = load_spec().scope.model_copy(update={"tenders": (Tender.ACH,)})
    assert "card" in build_title_of("security", change_spec(security=security, scope=scope)).lower()


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
    item = make_calls()
    slow = item.operations[0].model_copy(update={"timeout_s": Decimal("7.5")})
    assert phrases.describe_timeouts(item) == "5 seconds"
    assert phrases.describe_timeouts(make_calls(operations=(item.operations[0], slow))) == "5 to 7.5 seconds"
    assert (
        phrases.describe_timeouts(make_calls(operations=(slow.model_copy(update={"timeout_s": Decimal(1)}),)))
        == "1 second"
    )
    assert phrases.describe_timing(item, "ET") == "In real time"
    assert phrases.describe_timing(make_file(next_day=True), "ET") == "Every business day, by 11:30 PM ET the next day"
    assert (phrases.describe_format(item), phrases.describe_format(make_file())) == ("one operation", "Fixed-width")
    assert value_text.lower_label("Biller to vendor") == "biller to vendor"
    assert value_text.lower_label("ACH returns") == "ACH returns"
    assert phrases.describe_phase_days(load_spec(), "sit") == "Mar 1–26, 2027"
    assert phrases.describe_phase_days(load_spec(), "discovery") == ""
    assert phrases.describe_key_expiry(()) == ""
    assert phrases.count_cases_by_kind(load_spec().testing.sit) == "1 happy path"


def test_examples_show_faults_first_and_each_interface_once() -> None:
    phase = load_spec().testing.sit
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
        "The **cut-off**; automated clearing house, tenders. Situation", known, change_spec(glossary=(own,))
    )
    assert [term.term for term in found] == ["ACH (automated clearing house)", "Cut-off", "Tender"]
    assert found[-1] is own


@pytest.mark.parametrize(("count", "per_slide"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 0), (20, 0)])
def test_interfaces_share_slides_by_their_number_alone(count: int, per_slide: int) -> None:
    for files in (0, 1, count):
        planned_for = make_spec(files, count - files)
        assert plan_deck(planned_for, ()).interfaces == per_slide


def test_no_topic_pushes_another_out() -> None:
    asked = make_spec(3, 3).model_copy(update={"decisions": tuple(make_question(n) for n in range(40))})
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
    asked = change_spec(decisions=(make_question(1),), risks=make_risks((LOW, LOW)))
    assert not plan_deck(asked, number_open_items(collect_open_items(asked))).items
    many = asked.model_copy(update={"risks": make_risks(*[(LOW, LOW)] * 5)})
    assert plan_deck(many, number_open_items(collect_open_items(many))).items


@pytest.mark.parametrize(
    ("attempts", "said"),
    [(None, ""), (1, "one attempt, no retry"), (4, "up to four attempts"), (12, "up to 12 attempts")],
)
def test_attempts_are_counted(attempts: int | None, said: str) -> None:
    assert phrases.count_attempts(Retry(attempts=attempts)) == said


def test_the_flow_of_other_parties_names_them() -> None:
    bank = OtherParty(id="bank", name="Harbor Bank", role=PartyRole.BANK)
    files = (make_file(1), make_file(2, direction=Direction.PARTY_TO_VENDOR, party="bank"))
    told = change_spec(interfaces=files, parties=(bank,))

    assert (
        build_title_of("flow", told)
        == f"Two files connect {load_spec().biller.short_name}, Harbor Bank and {load_vendor().short_name}"
    )
    assert context.describe_direction(told, load_vendor(), files[1]) == f"Harbor Bank to {load_vendor().short_name}"


@pytest.mark.parametrize(("count", "fits"), [(0, False), (1, True), (6, True), (7, False)])
def test_few_keys_and_change_freezes_stand_on_the_slide_of_what_they_belong_to(
    count: int,
    fits: bool,  # noqa: FBT001
) -> None:
    asked, key = make_spec(2, 0), Key(purpose="Login", kind=KeyKind.SSH, held_by=Party.VENDOR)
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
