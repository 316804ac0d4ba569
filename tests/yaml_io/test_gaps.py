"""What a spec leaves open: what counts as open, what it is called, and when it may not be open any more."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.generated.gaps import add_gaps
from tests.generated.profile import SpecProfile
from tests.generated.specs import generate_tree
from tests.yaml_io.samples import change_minimal, get_refusal, load_spec, load_through_gate, read_sample

from golive.checks import run_checks
from golive.open_items.due_dates import compute_due_date, find_phase_start, subtract_weekdays
from golive.open_items.items import OpenItem, collect_open_items
from golive.schema import Integration
from golive.schema.plan import Timeline
from golive.schema.words import Phase
from golive.yaml_io.gaps import find_gaps, parse_tbd
from golive.yaml_io.merge import merge_nodes
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.plain_values import extract_plain_values
from golive.yaml_io.source import decode_source

DISCOVERY = ("status: design", "status: discovery")
WINDOW = "  window: 06:00 to 09:00\n"
ROLLBACK = "  rollback: Until noon, by switching the old page on again.\n"


def list_items(*edits: tuple[str, str]) -> dict[str, OpenItem]:
    return {item.id: item for item in collect_open_items(load_spec(change_minimal(*edits)).value)}


def test_a_full_spec_has_nothing_open_and_no_is_an_answer() -> None:
    assert list_items() == {}
    assert list_items(("public_entity: true", "public_entity: no")) == {}
    assert set(list_items(("public_entity: true\n", "public_entity: TBD\n"))) == {"322"}


@pytest.mark.parametrize(
    ("value", "note"),
    [
        ("TBD", ""),
        ("tbd", ""),
        (" TBD ", ""),
        ("TBD: ask the bank", "ask the bank"),
        ("TBD, after the call", "after the call"),
        ("TBD - ask Ben", "ask Ben"),
        ({"TBD": "ask the bank"}, "ask the bank"),
        ("TBDX", None),
        ("to be decided", None),
        ("", None),
        (None, None),
        (["TBD"], None),
        ({"TBD": "a", "b": "c"}, None),
    ],
)
def test_what_says_that_it_is_to_be_decided(value: object, note: str | None) -> None:
    assert parse_tbd(value) == note


@pytest.mark.parametrize("said", ["", "  window: TBD\n", "  window:\n", "  window: 'TBD: ask Cara'\n", "  window: ~\n"])
def test_a_field_that_is_missing_or_to_be_decided_reads_as_nothing_and_is_an_item(said: str) -> None:
    spec = load_spec(change_minimal((WINDOW, said))).value

    assert spec.timeline.window is None
    (item,) = collect_open_items(spec)
    assert (item.id, item.what, item.needed_by) == ("114", "Timeline: go-live window", Phase.UAT)
    assert item.note == ("ask Cara" if "Cara" in said else "")


def test_a_group_and_a_list_may_be_open_as_a_whole() -> None:
    yaml = change_minimal(DISCOVERY)
    start, end = yaml.index("environments:\n"), yaml.index("testing:\n")
    rest = yaml[end : yaml.index("\noperations:\n")]
    whole = f"{yaml[:start]}environments: TBD\n{rest}\noperations: TBD, the desk decides\n"
    spec = load_spec(whole).value

    assert (spec.environments, spec.operations.escalation, spec.operations.hypercare.days) == ((), (), None)
    assert {item.id: item.note for item in collect_open_items(spec)} == {"130": "the desk decides", "80": ""}


def test_items_in_lists_are_told_apart_by_the_ids_that_they_lie_in() -> None:
    found = list_items(
        DISCOVERY, ("host: sftp.test.example.com", "host: TBD"), ("email: ben.osei@example.org", "email: TBD")
    )

    assert {item.id: item.what for item in found.values()} == {
        "8-ben": "Ben Osei: email",
        "22-files-test": "File server, test: host",
    }


def test_sit_and_uat_have_items_of_their_own() -> None:
    spec = load_spec(read_sample().replace("    defects: Recorded in the shared list.\n", "")).value

    assert {item.id: item.what for item in collect_open_items(spec)} == {
        "98-sit": "SIT: defects",
        "98-uat": "UAT: defects",
    }


def test_a_field_that_may_be_missing_for_good_is_open_only_where_it_says_so() -> None:
    found = list_items(
        ("phone: 555-0142", "phone: TBD, she moves"),
        ("account: millbrook}\n      - {env", "account: TBD}\n      - {env"),
    )

    assert {item.id: item.note for item in found.values()} == {
        "ben-phone": "she moves",
        "files-test-account": "",
    }
    assert list_items(("    phone: 555-0142\n", "")) == {}


def test_a_note_gives_an_item_another_owner_and_day() -> None:
    notes = "open_items:\n  - {id: '114', owner: cara, due: 2027-02-02, note: Asked on Monday.}\nraci:\n"

    (item,) = list_items((WINDOW, ""), ("raci:\n", notes)).values()

    assert (item.owner, item.due, item.note) == ("cara", date(2027, 2, 2), "Asked on Monday.")


def test_the_note_of_the_file_stays_where_the_field_says_something_too() -> None:
    notes = "open_items:\n  - {id: '114', note: Asked on Monday.}\nraci:\n"

    (item,) = list_items((WINDOW, "  window: 'TBD: ask'\n"), ("raci:\n", notes)).values()

    assert item.note == "Asked on Monday."


def test_who_answers_has_the_role_or_answers_for_what_it_lies_in_or_for_the_spec() -> None:
    found = list_items(
        DISCOVERY,
        ("    success: The balance on the page is the balance in AquaBill.\n", ""),
        ("host: sftp.test.example.com", "host: TBD"),
        (WINDOW, ""),
    )

    assert {item.id: item.owner for item in found.values()} == {
        "31-balances": "ben",  # answers for the interface
        "22-files-test": "ben",  # is the technical contact
        "114": "ada",  # answers for the spec
    }


def test_an_open_decision_is_an_item_with_its_own_number() -> None:
    decision = "decisions:\n  - {id: d-7, question: Which bank?, owner: cara, due: 2027-02-01}\nraci:\n"

    (item,) = list_items(("raci:\n", decision)).values()

    assert (item.id, item.what, item.owner, item.due) == ("d-7", "Which bank?", "cara", date(2027, 2, 1))


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_an_item_keeps_its_number_when_others_are_closed_and_the_file_is_reordered(seed: int, random: Random) -> None:
    tree = add_gaps(generate_tree(SpecProfile(seed)), Random(seed), 0.4)
    before = {gap.id: gap for gap in find_gaps(tree, Integration, finds_tbd=True)}
    for part in ("interfaces", "connections", "team", "environments"):
        if isinstance(tree.get(part), list):
            random.shuffle(tree[part])
    keys = list(tree)
    random.shuffle(keys)
    tree = {key: tree[key] for key in keys}

    after = {gap.id for gap in find_gaps(tree, Integration, finds_tbd=True)}
    assert after == set(before)

    for gap in random.sample(list(find_gaps(tree, Integration, finds_tbd=True)), len(before) // 2):
        above = tree
        for step in gap.path[:-1]:
            above = above[step]  # type: ignore[index]
        above[gap.path[-1]] = "known"  # type: ignore[index]
        after.discard(gap.id)
    assert {gap.id for gap in find_gaps(tree, Integration, finds_tbd=True)} == after


@pytest.mark.parametrize(
    ("status", "is_open"),
    [("discovery", True), ("design", True), ("build", True), ("sit", True), ("uat", False), ("live", False)],
)
def test_a_field_passes_the_gate_until_the_phase_that_needs_it(status: str, *, is_open: bool) -> None:
    yaml = change_minimal(("status: design", f"status: {status}"), (ROLLBACK, ""))

    assert [item.id for item in collect_open_items(load_spec(yaml).value)] == ["115"]
    if is_open:
        assert load_through_gate(yaml).value.status.value == status
    else:
        assert (
            f"`timeline` has no `rollback`, and the phase `{status if status == 'uat' else 'uat'}` needs it"
            in get_refusal(yaml)
        )


def test_the_gate_names_all_that_the_phase_lacks_at_once() -> None:
    message = get_refusal(
        change_minimal(
            ("status: design", "status: live"),
            (WINDOW, ""),
            (ROLLBACK, "  rollback: tbd\n"),
        )
    )

    assert [line.split(": ", 1)[1] for line in message.splitlines() if line.startswith("spec.yaml")] == [
        "`timeline` has no `window`, and the phase `uat` needs it",
        "`timeline.rollback` is still to be decided, and the phase `uat` needs it",
    ]


def test_what_refers_to_a_list_that_is_open_is_taken_on_trust() -> None:
    yaml = change_minimal(DISCOVERY)
    start, end = yaml.index("environments:\n"), yaml.index("testing:\n")

    assert [item.id for item in collect_open_items(load_spec(yaml[:start] + yaml[end:]).value)] == ["80"]


def test_a_tbd_with_a_colon_and_without_quotes_is_explained() -> None:
    message = get_refusal(change_minimal((WINDOW, "  window: TBD: ask Cara\n")))

    assert "`TBD, who is asked`" in message
    assert "'TBD: who is asked'" in message


def test_an_alias_that_is_to_be_decided_is_so_in_both_places() -> None:
    yaml = change_minimal((WINDOW, "  window: &later TBD\n"), (ROLLBACK, "  rollback: *later\n"))

    assert [item.id for item in collect_open_items(load_spec(yaml).value)] == ["114", "115"]


@pytest.mark.parametrize("said", ["TBD", "{TBD: ask the bank}"])
def test_a_group_that_is_to_be_decided_takes_nothing_from_a_preset(said: str) -> None:
    preset, own = (
        parse_yaml(decode_source(content.encode(), Path("a.yaml"))).root
        for content in ("controls: {record_count: Record 9}\nencoding: ascii\n", f"controls: {said}\n")
    )

    assert merge_nodes(preset, own).value == {"encoding": "ascii", "controls": own.value["controls"]}


def test_the_file_itself_is_left_as_it_was_read() -> None:
    made = load_spec(change_minimal((WINDOW, "  window: TBD\n")))

    extract_plain_values(made.tree, Integration)
    assert made.tree.root.value["timeline"]["window"] == "TBD"


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2027, 3, 1), 1, date(2027, 2, 26)),  # a Monday: the Friday before
        (date(2027, 3, 3), 1, date(2027, 3, 2)),
        (date(2027, 3, 7), 1, date(2027, 3, 5)),  # a Sunday
        (date(2027, 3, 1), 5, date(2027, 2, 22)),
        (date.min, 3, date.min),
    ],
)
def test_weekdays_before_a_day(day: date, days: int, expected: date) -> None:
    assert subtract_weekdays(day, days) == expected


def test_what_a_phase_needs_is_due_on_the_business_day_before_it_begins() -> None:
    spec = load_spec(read_sample()).value

    assert compute_due_date(spec, Phase.SIT) == date(2027, 2, 26)
    assert compute_due_date(spec, Phase.BUILD) == date(2027, 2, 26)  # the plan knows no build; SIT is what comes next
    assert compute_due_date(spec, Phase.LIVE) == date(2027, 4, 30)
    without = spec.model_copy(update={"timeline": Timeline.model_validate({})})
    assert find_phase_start(without, Phase.SIT) is None
    assert compute_due_date(without, Phase.SIT) is None


def test_a_thing_without_an_id_is_known_by_its_initials() -> None:
    key = "{purpose: 'Key of the district, test', kind: ssh, held_by: biller, expires: TBD, rotation: Yearly.}"
    keys = f"    keys:\n      - {key}\n"

    found = list_items(("    folders:\n", f"{keys}    folders:\n"))

    assert {item.id: item.what for item in found.values()} == {
        "24-files-kotdt": "File server, Key of the district, test: expires"
    }


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("{id: '1144', owner: cara}", "`open_items[0].id` is `1144`, and no field has the number 1144"),
        ("{id: 9999-bills, owner: cara}", "`open_items[0].id` is `9999-bills`, and no field has the number 9999"),
        ("{id: d-7, due: 2027-02-01}", "`open_items[0].id` is `d-7`, which is a decision"),
        ("{id: '114', owner: nobody}", "`open_items[0].owner` is `nobody`, and no contact has that id"),
        ("{id: '114', owner: cara}", ""),
        ("{id: 40-bills, note: It was asked in March.}", ""),  # filled by now
        ("{id: ben-phone, note: She moves.}", ""),
    ],
)
def test_a_note_is_about_an_item_that_there_can_be(note: str, message: str) -> None:
    decision = "decisions:\n  - {id: d-7, question: Which bank?, owner: cara, due: 2027-02-01}\n"
    made = load_spec(change_minimal(("raci:\n", f"{decision}open_items:\n  - {note}\nraci:\n")))

    assert [problem.message for problem in run_checks(made)] == ([message] if message else [])


def test_a_group_that_says_only_what_it_would_say_anyway_is_open_as_a_whole() -> None:
    yaml = change_minimal(DISCOVERY)
    start, end = yaml.index("    schedule:\n"), yaml.index("    controls:\n")

    for said in ("", "    schedule:\n      next_day: false\n"):
        assert [item.id for item in collect_open_items(load_spec(yaml[:start] + said + yaml[end:]).value)] == [
            "38-bills"
        ]


@pytest.mark.parametrize("said", ["TBD", "[TBD]", "'TBD: ask Ben'"])
def test_a_tbd_where_none_may_stand_is_one_problem(said: str) -> None:
    text = change_minimal(
        ("    direction: biller-to-vendor\n    connection: files", f"    direction: {said}\n    connection: files")
    )

    assert len([line for line in get_refusal(text).splitlines() if line.startswith("spec.yaml")]) == 1


def test_a_file_without_records_asks_for_none_and_a_file_that_moves_once_for_no_hour() -> None:
    yaml = change_minimal(
        ("    format: fixed-width", "    format: pdf"), ("frequency: business-daily", "frequency: once")
    )
    for start, end in (("      cut_off: 18:00", "    controls:"), ("    controls:", "  - id: balances")):
        yaml = yaml[: yaml.index(start)] + yaml[yaml.index(end) :]
    yaml = yaml.replace("    folder: /in\n", "")

    assert not [item.id for item in collect_open_items(load_spec(yaml).value)]
    assert [item.id for item in collect_open_items(load_spec(yaml.replace("format: pdf", "format: images")).value)] == [
        "33-bills"
    ]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-03", "1989-12-31", "2100-01-01"])
def test_a_typing_error_in_a_year_is_named_at_its_line(day: str) -> None:
    message = get_refusal(change_minimal(("  go_live: 2027-05-03\n", f"  go_live: {day}\n")))

    assert f"`timeline.go_live` is `{day}`, and must be at " in message
    assert "Check the year." in message
