"""What a change costs, and the page that says so."""

from pathlib import Path

import pytest

from golive.releases.change_levels import render_levels_table
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
