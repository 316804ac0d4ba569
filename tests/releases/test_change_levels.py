"""Change levels: each kind of change has its level, and docs/levels.md says so."""

from pathlib import Path

import pytest
from tests.yaml_io.samples import change_minimal, load_spec

from golive.releases.change_levels import find_required_bump, render_levels_table
from golive.releases.diff import compare_documents
from golive.releases.version_number import bump_version, parse_version
from golive.schema.change_level import Bump

PAGE = Path(__file__).parents[2] / "docs" / "levels.md"


def test_the_page_holds_the_table_as_the_annotations_have_it() -> None:
    assert PAGE.read_text(encoding="utf-8").endswith(f"<!-- made by tools/levels.py -->\n\n{render_levels_table()}"), (
        "run `python tools/levels.py`"
    )


# What the plan names as something that a partner must act on.
MUST_ACT = (
    "interfaces[].method",
    "interfaces[].direction",
    "interfaces[].format",
    "interfaces[].records[].fields[].position",
    "connections[].endpoints[].host",
    "connections[].authentication.kind",
    "connections[].keys[].kind",
    "connections[].keys[].fingerprint",
)


@pytest.mark.parametrize("field", MUST_ACT)
def test_what_a_partner_must_act_on_is_major(field: str) -> None:
    assert f"| `{field}` | MAJOR |" in render_levels_table()


@pytest.mark.parametrize(
    ("version", "bump", "expected"),
    [
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("1.2", Bump.PATCH, "1.2.1"),
        ("1.2", Bump.NONE, "1.2"),
        ("0.2.1", Bump.MAJOR, "0.3.0"),
        ("0.2.1", Bump.MINOR, "0.3.0"),
    ],
)
def test_a_version_rises_by_its_part(version: str, bump: Bump, expected: str) -> None:
    assert bump_version(version, bump) == expected


def test_a_higher_level_never_gives_a_lower_version() -> None:
    for version in ("0.1.0", "0.9", "1.0.0", "1.9.9", "10.0.1"):
        versions = [parse_version(bump_version(version, bump)) for bump in Bump]
        assert versions == sorted(versions)


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        ("need: mandatory", "need: optional", Bump.MAJOR),
        ("need: optional", "need: mandatory", Bump.MINOR),
        ("need: optional", "need: conditional", Bump.MINOR),
        ("length: 8", "length: 8, need: optional", Bump.MAJOR),
        ("length: 8, need: conditional", "length: 8", Bump.MINOR),
        ("length: 8", "length: 8, need: mandatory", Bump.MINOR),
        ("length: 8", "length: 12", Bump.MAJOR),
        ("length: 12", "length: 8", Bump.MINOR),
        ("need: optional, length: 8", "need: optional", Bump.MAJOR),
        ("length: 8", "need: mandatory", Bump.MAJOR),
    ],
)
def test_in_a_response_less_leaves_the_caller_alone(old: str, new: str, level: Bump) -> None:
    field = "- {name: balance, type: amount, "
    specs = [load_spec(change_minimal((field, f"{field}{key}, "))).value for key in (old, new)]

    assert find_required_bump(compare_documents(*specs)) is level


def test_a_field_may_join_a_response_and_not_a_request() -> None:
    field = "{name: balance, type: amount, example: '42.50', meaning: What is owed.}"
    more = field.replace("balance", "currency")
    request = "{name: number, type: numeric, length: 8, example: '00123456', meaning: Account number.}"
    old = load_spec(change_minimal()).value
    answered = load_spec(change_minimal((field, f"{field}\n          - {more}"))).value
    asked = load_spec(change_minimal((request, f"{request}\n          - {more}"))).value

    assert find_required_bump(compare_documents(old, answered)) is Bump.MINOR
    assert find_required_bump(compare_documents(old, asked)) is Bump.MAJOR


@pytest.mark.parametrize(("form", "level"), [("fixed-width", Bump.MAJOR), ("delimited", Bump.MINOR)])
def test_a_longer_field_moves_the_others_in_a_file_of_fixed_width(form: str, level: Bump) -> None:
    specs = [
        load_spec(
            change_minimal(
                ("    format: fixed-width\n", f"    format: {form}\n"),
                ("length: 11, type: amount", f"length: {length}, type: amount"),
            )
        ).value
        for length in (11, 12)
    ]

    assert find_required_bump(compare_documents(*specs)) is level
