"""Text that YAML takes for something else, and comments that are meant."""

import pytest
from tests.yaml_io.samples import change_minimal, load_spec

from golive.checks import run_checks

PLACE = "location: Millbrook, Ohio"


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("location: Suite #5, Millbrook", "#5, Millbrook"),
        ("location: Suite # 200", "# 200"),
        ("location: Millbrook #north", "#north"),
        ("location: Millbrook # the county seat", ""),
        ("location: 'Suite #5'", ""),
        ("location: 'Millbrook' #north", ""),
        ("location: Suite#5", ""),
        ("location: Millbrook #-----", ""),
    ],
)
def test_text_behind_a_number_sign_is_found_and_a_comment_is_not(line: str, lost: str) -> None:
    found = [
        one for one in run_checks(load_spec(change_minimal((PLACE, line)))) if one.check.startswith("nothing-is-lost")
    ]

    assert [one.message.split("`")[1] for one in found] == ([lost] if lost else [])
    assert all(one.where == ("biller", "location") and one.severity == "warning" for one in found)
