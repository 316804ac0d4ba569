"""No finding hides another one: whatever is added to a spec, an error that was there stays."""

from tests.checks.mutations import MUTATIONS
from tests.yaml_io.samples import change_minimal, load_spec

from golive.project.project import check_spec
from golive.support.problems import SpecError

GOOD = "type: amount, example: '00000004250'"
BAD = "type: amount, example: '0000000425O'"


def _has_the_layout_error(text: str) -> bool:
    return any("0000000425O" in one.message and one.severity == "error" for one in check_spec(load_spec(text)))


def test_an_error_in_a_record_layout_is_found() -> None:
    assert _has_the_layout_error(change_minimal((GOOD, BAD)))


def test_no_other_mistake_hides_an_error_in_a_record_layout() -> None:
    tried = warned = 0
    hidden = []
    for mutation in MUTATIONS:
        text = mutation.apply().replace(GOOD, BAD)
        if BAD not in text:
            continue
        try:
            found = check_spec(load_spec(text))
        except SpecError:
            continue  # a value that cannot be read stops all further checks
        tried += 1
        warned += any(one.severity == "warning" for one in found)
        if not any("0000000425O" in one.message and one.severity == "error" for one in found):
            hidden.append(mutation.name)

    assert tried > 100
    assert warned > 10
    assert hidden == []
