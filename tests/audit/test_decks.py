"""A good deck has no findings; each way to break it is found by its code."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.audit.corruptions import CORRUPTIONS
from tests.audit.decks import broken, good
from tests.audit.reference import reference

from golive.audit.files import audit_file
from golive.audit.rules.accessibility import ACCESSIBILITY_RULES
from golive.audit.rules.package import PACKAGE_RULES
from golive.audit.rules.presentation import PRESENTATION_RULES
from golive.support.problems import Problem

Look = Callable[[int], tuple[Path, tuple[Problem, ...]]]
_IDS = [f"{code}: {what}" for code, what, _ in CORRUPTIONS]


def test_a_good_deck_has_no_findings(tmp_path: Path) -> None:
    path = tmp_path / "good.pptx"
    path.write_bytes(good())

    assert audit_file(path) == ()


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Look:
    """The number of a corruption → the broken deck and its findings; each is looked at once."""
    folder = tmp_path_factory.mktemp("broken")

    @cache
    def looked(number: int) -> tuple[Path, tuple[Problem, ...]]:
        path = folder / f"{number:03}.pptx"
        path.write_bytes(CORRUPTIONS[number][2]())
        return path, audit_file(path)

    return looked


@pytest.mark.parametrize("number", range(len(CORRUPTIONS)), ids=_IDS)
def test_every_corruption_is_found_by_its_code(number: int, look: Look) -> None:
    path, found = look(number)

    assert CORRUPTIONS[number][0] in {finding.check for finding in found}, found
    assert all(finding.path == path and finding.hint for finding in found)


def _panel(number: int, fill: str, text: str = "") -> str:
    body = f"<p:txBody><a:bodyPr/><a:p><a:r>{text}</a:r></a:p></p:txBody>" if text else ""
    alt = "" if text else ' descr="A ground"'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="p{number}"{alt}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="1000000" y="1800000"/><a:ext cx="5000000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom>{fill}</p:spPr>{body}</p:sp>"
    )


@pytest.mark.parametrize(("grounds", "is_readable"), [(["000000", "FFFFFF"], False), (["FFFFFF", "000000"], True)])
def test_text_is_judged_by_the_uppermost_ground_below_it(
    grounds: list[str], *, is_readable: bool, tmp_path: Path
) -> None:
    white = '<a:rPr lang="en-US" sz="2000"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr><a:t>White</a:t>'
    panels = [
        _panel(number, f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>')
        for number, color in enumerate(grounds, 70)
    ]
    shapes = "".join((*panels, _panel(80, "<a:noFill/>", white)))
    path = tmp_path / "x.pptx"
    path.write_bytes(broken("ppt/slides/slide4.xml", ("<p:pic>", shapes + "<p:pic>")))

    assert {finding.check for finding in audit_file(path)} == (set() if is_readable else {"contrast"})


def test_every_rule_about_presentations_has_a_corruption() -> None:
    rules = {rule.code for rule in (*PACKAGE_RULES, *PRESENTATION_RULES, *ACCESSIBILITY_RULES)}
    unseen = rules - {code for code, _, _ in CORRUPTIONS}

    # These two are tried in their own tests.
    assert unseen <= {"zip-method", "order-jumps"}


def test_whatever_the_reference_checks_call_an_error_is_an_error_here(look: Look) -> None:
    validate = reference("validate_ooxml.py").V
    tried = 0
    for number in range(len(CORRUPTIONS)):
        path, found = look(number)
        try:
            errors = validate(str(path)).err
        except (ValueError, TypeError, AttributeError, KeyError):  # some corruptions are too much for it
            continue
        tried += 1
        if errors:
            assert any(finding.severity == "error" for finding in found), (_IDS[number], errors, found)
    assert tried > len(CORRUPTIONS) * 0.9


def test_whatever_the_reference_checks_call_inaccessible_is_so_here(look: Look) -> None:
    check = reference("a11y_check.py").check
    access = {rule.code for rule in ACCESSIBILITY_RULES}
    tried = 0
    for number, (code, _, _) in enumerate(CORRUPTIONS):
        if code not in access or code == "contrast-unknown":  # there it judges by what lies behind the gradient
            continue
        path, found = look(number)
        said = [(severity, name, where) for severity, name, where, _ in check(str(path)) if severity != "I"]
        tried += bool(said)
        assert not said or {finding.check for finding in found} & access, (_IDS[number], said)
        if any(severity == "E" for severity, _, _ in said):
            assert any(finding.severity == "error" for finding in found), (_IDS[number], said, found)
    assert tried >= 15
