"""Silences: what they cover, what they cannot cover, and what is reported about those without an effect."""

import pytest
from tests.yaml_io.samples import FOLDER, load_spec

from golive.checks import run_checks

WHOLE = (FOLDER / "complete.yaml").read_text(encoding="utf-8")
# Two warnings of one check, at two connections.
SOON = WHOLE.replace("expires: 2027-12-31", "expires: 2027-05-31").replace("expires: 2027-11-30", "expires: 2027-05-30")


def add_silences(*rows: str) -> str:
    return SOON.replace("decisions:\n", "silence:\n" + "".join(f"  - {row}\n" for row in rows) + "decisions:\n", 1)


def list_findings(text: str) -> list[tuple[str, str]]:
    """Return the check of each finding and the text that its caret underlines."""
    problems = run_checks(load_spec(text))
    return [(one.check, one.excerpt[one.column - one.excerpt_column :][: one.width]) for one in problems]


BOTH = [("keys-outlive-go-live", "2027-05-31"), ("keys-outlive-go-live", "2027-05-30")]


def test_without_a_silence_everything_is_found() -> None:
    assert list_findings(SOON) == BOTH


@pytest.mark.parametrize(
    ("at", "left"),
    [
        ("", []),
        (", at: connections", []),
        (", at: connections/files", BOTH[1:]),
        (", at: connections/calls", BOTH[:1]),
        (", at: connections/0", BOTH[1:]),
        (", at: 'connections[1]'", BOTH[:1]),
        (", at: 'connections[1].keys[0].expires'", BOTH[:1]),
        (", at: connections/files/keys", BOTH[1:]),
    ],
)
def test_a_silence_covers_its_place_and_what_lies_below(at: str, left: list[tuple[str, str]]) -> None:
    assert list_findings(add_silences(f"{{check: keys-outlive-go-live{at}, reason: Replaced in May}}")) == left


@pytest.mark.parametrize(
    "at", ["connections/calls/keys/1", "interfaces", "connections/files/keys/0/expires/day", "con"]
)
def test_a_silence_of_another_place_covers_nothing_and_is_reported(at: str) -> None:
    left = list_findings(add_silences(f"{{check: keys-outlive-go-live, at: {at}, reason: Replaced in May}}"))

    assert set(left) == {*BOTH, ("silences-have-effect", at)}


def test_of_two_silences_of_one_place_both_have_an_effect() -> None:
    row = "{check: keys-outlive-go-live, reason: Replaced in May}"

    assert list_findings(add_silences(row, row)) == []


def test_what_must_hold_cannot_be_silenced() -> None:
    text = add_silences(
        "{check: references-resolve, reason: Nobody knows}", "{check: keys-outlive-go-live, reason: Replaced in May}"
    )
    problems = run_checks(load_spec(text.replace("backup: karl}", "backup: carl}")))

    assert [one.check for one in problems] == ["references-resolve", "silences-name-checks"]


def test_reordering_does_not_move_a_silence() -> None:
    row = "{check: keys-outlive-go-live, at: connections/calls, reason: Replaced in May}"
    text = add_silences(row)
    files = text[text.index("  - id: files") : text.index("  - id: calls")]
    turned = text.replace(files, "").replace("\ninterfaces:", f"\n{files}interfaces:", 1)

    assert turned != text
    assert list_findings(turned) == list_findings(text) == BOTH[:1]
