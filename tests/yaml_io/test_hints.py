"""Hints from what was typed: keys that belong elsewhere, values in another form, names where ids are."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.yaml_io.samples import MODELS, SHOWN, change_minimal, get_refusal, load_spec, read_sample

from golive.schema import Integration, Organization
from golive.schema.introspection import Slot, get_slots
from golive.support.problems import SpecError
from golive.yaml_io.load import load_text
from golive.yaml_io.message_text import find_nearest_word
from golive.yaml_io.value_hints import guess_value, guess_word


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (("summary: ", "fees: Two dollars\nsummary: "), "`settlement.fees`"),
        (("team:\n", "contacts:\n"), "`team`"),
        (("summary: ", "go_live: 2027-05-03\nsummary: "), "`timeline.go_live`"),
        (("  location: Millbrook, Ohio", "  location: Millbrook, Ohio\n  owner: ada"), "`owner`"),
        (("      cut_off: 18:00", "      cut_off: 18:00\n      folder: /in"), "`interfaces[0].folder`"),
    ],
)
def test_a_key_that_belongs_elsewhere_is_told_where(edit: tuple[str, str], place: str) -> None:
    assert f"Did you mean {place}" in get_refusal(change_minimal(edit))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("auth", "authentication"), ("Auth", "authentication"), ("en", ""), ("e", ""), ("owners", "owner"), ("zzz", "")],
)
def test_the_beginning_of_a_single_word_is_understood(typed: str, meant: str) -> None:
    assert find_nearest_word(typed, ("authentication", "end", "ending", "owner")) == meant


def test_paper_of_the_vendor_is_now_among_the_formats() -> None:
    yaml = f"{read_sample('organization')}paper: letter\n"
    with pytest.raises(SpecError, match=r"Did you mean `formats\.paper`\?"):
        load_text(yaml.encode(), MODELS["organization"], SHOWN)
    assert "paper" not in get_slots(Organization)


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("date", "12/18/2026", "2026-12-18"),
        ("date", "18/12/2026", "2026-12-18"),
        ("date", "Dec 18, 2026", "2026-12-18"),
        ("date", "Friday, December 18th, 2026", "2026-12-18"),
        ("date", "18 Dec 2026", "2026-12-18"),
        ("date", "2026-12-8", "2026-12-08"),
        ("date", "2026-12-18 00:00:00", "2026-12-18"),
        ("date", "2026/12/18", "2026-12-18"),
        ("date", "12/18/26", "2026-12-18"),
        ("date", "13/32/2026", ""),
        ("date", "next week", ""),
        ("date", "12/18/0026", ""),
        ("version", "v1.2", "1.2"),
        ("version", "2", "2.0"),
        ("version", "final", ""),
        ("id", "River Water", "river-water"),
        ("id", "RIVER_WATER", "river-water"),
    ],
)
def test_a_value_in_another_form_is_guessed(key: str, typed: str, meant: str) -> None:
    assert guess_value(typed, get_slots(Integration)[key]) == meant


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("response_ms", "2 seconds", "2000"), ("timeout_s", "2 min", "120"), ("minutes", "1.5 hours", "90"),
        ("retention_days", "3 weeks", "21"), ("timeout_s", "500 ms", ""), ("accounts", "22k", "22000"),
        ("accounts", "1.2 million", "1200000"), ("accounts", "1.2345k", ""), ("cases", "2 seconds", ""),
        ("recovery_time_hours", "2 days", "48"), ("days", "2 business days", "2"), ("max_size_mb", "5 MB", "5"),
    ],
)  # fmt: skip
def test_a_unit_and_a_multiple_are_converted_or_nothing_is_guessed(key: str, typed: str, meant: str) -> None:
    assert guess_value(typed, Slot(int), key) == meant


@pytest.mark.parametrize(
    ("typed", "allowed", "meant"),
    [
        ("CSV", ("fixed-width", "delimited"), "delimited"),
        ("Flat_File", ("fixed-width", "delimited"), "fixed-width"),
        ("nightly", ("daily", "once"), "daily"),
        ("ACH", ("card", "ach"), ""),
        ("nightly", ("weekly", "once"), ""),
        ("", ("daily",), ""),
    ],
)
def test_a_word_of_the_trade_is_understood_where_one_like_it_is_allowed(
    typed: str, allowed: tuple[str, ...], meant: str
) -> None:
    assert guess_word(typed, allowed) == meant


def test_what_is_missing_is_suggested_as_it_would_be_written() -> None:
    message = get_refusal(change_minimal(("  - id: ada\n    name: Ada Moreno", "  - name: Ada Moreno")))
    assert "Add `id: ada-moreno`." in message
    message = get_refusal(change_minimal(("    carries: [", "    carried: [")))
    assert "Add `carries: [...]`." in message


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5:30 AM", "05:30"), ("5:30am", "05:30"), ("5pm", "17:00"), ("12 AM", "00:00"), ("12:15 p.m.", "12:15"),
        ("7:30", "07:30"), ("17.30", "17:30"), ("5:30 PM ET", "17:30"), ("noon", "12:00"), ("24:00", "00:00"),
        ("25:00", ""), ("13 pm", ""), ("7", ""), ("morning", ""), ("5:61", ""),
    ],
)  # fmt: skip
def test_a_time_in_another_form_is_guessed(typed: str, meant: str) -> None:
    assert guess_value(typed, Slot(time)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("185,000", "185000"), ("$1,204,500", "1204500"), ("30 days", "30"), ("12%", "12"), ("1,85", ""),
        ("12.5", ""), ("many", ""), ("1e5", ""), ("-5", "-5"),
    ],
)  # fmt: skip
def test_a_number_in_another_form_is_guessed(typed: str, meant: str) -> None:
    assert guess_value(typed, Slot(int)) == meant


@given(st.text(max_size=70))
def test_a_guess_is_valid_and_never_a_guess_at_nothing(typed: str) -> None:
    for kind, read in ((date, date.fromisoformat), (time, time.fromisoformat), (int, int)):
        if guess := guess_value(typed, Slot(kind)):
            assert read(guess) is not None


def test_a_hint_stands_in_the_message() -> None:
    assert "Did you mean `12000`?" in get_refusal(change_minimal(("accounts: 12000", "accounts: 12,000")))
    assert "Did you mean `07:30`?" in get_refusal(change_minimal(("at: 07:30", "at: 7:30 AM")))
    assert "Did you mean `https://pay.example.org`?" in get_refusal(
        change_minimal(("  location: Millbrook", "  website: http://pay.example.org\n  location: Millbrook"))
    )


def test_the_name_of_a_contact_is_accepted_where_an_id_is_required() -> None:
    accountable = ("accountable: ada, informed", "accountable: Ben Osei, informed")
    spec = load_spec(change_minimal(("owner: ada\n", "owner: ada  moreno\n"), accountable)).value

    assert (spec.owner, spec.raci[0].accountable) == ("ada", "ben")


def test_a_name_that_nobody_or_two_have_is_refused() -> None:
    assert "`owner` is `Zoe Zed`" in get_refusal(change_minimal(("owner: ada\n", "owner: Zoe Zed\n")))
    assert "`owner` is `Ada Moreno`" in get_refusal(
        change_minimal(("owner: ada\n", "owner: Ada Moreno\n"), ("name: Ben Osei", "name: Ada Moreno"))
    )


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (("status: design", "status:\u00a0design"), "no-break space"),
        (("status: design", "status: \u201cdesign\u201d"), "typographic quote"),
        (("date: 2027-01-12", "date: 2027\u201301\u201312"), "a dash"),
        (("owner: ada", "owner\u00a0: ada"), "no-break space"),
    ],
)
def test_a_character_that_only_looks_like_another_is_named(edit: tuple[str, str], named: str) -> None:
    assert named in get_refusal(change_minimal(edit))
