"""A good deck has no findings; each way to break it is reported under its code."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.audit.corruptions import CORRUPTIONS, format_panel, format_text_box
from tests.audit.decks import break_part, make_good_deck
from tests.audit.reference import load_reference_check

from golive.audit.files import audit_file
from golive.audit.rules.accessibility import ACCESSIBILITY_RULES
from golive.audit.rules.package import PACKAGE_RULES
from golive.audit.rules.presentation import PRESENTATION_RULES
from golive.audit.rules.refusals import REFUSED_BY
from golive.support.problems import Problem

AuditCorruption = Callable[[int], tuple[Path, tuple[Problem, ...]]]
_IDS = [f"{code}: {what}" for code, what, _ in CORRUPTIONS]


def test_a_good_deck_has_no_findings(tmp_path: Path) -> None:
    path = tmp_path / "good.pptx"
    path.write_bytes(make_good_deck())

    assert audit_file(path) == ()


@pytest.fixture(scope="module")
def audit_corruption(tmp_path_factory: pytest.TempPathFactory) -> AuditCorruption:
    """Return a function from the number of a corruption to the broken deck and its findings, which it keeps."""
    folder = tmp_path_factory.mktemp("broken")

    @cache
    def audit_once(number: int) -> tuple[Path, tuple[Problem, ...]]:
        path = folder / f"{number:03}.pptx"
        path.write_bytes(CORRUPTIONS[number][2]())
        return path, audit_file(path)

    return audit_once


@pytest.mark.parametrize("number", range(len(CORRUPTIONS)), ids=_IDS)
def test_every_corruption_is_found_by_its_code(number: int, audit_corruption: AuditCorruption) -> None:
    path, found = audit_corruption(number)

    assert CORRUPTIONS[number][0] in {finding.check for finding in found}, found
    assert all(finding.path == path and finding.hint for finding in found)


def _format_panel(number: int, fill: str, text: str = "") -> str:
    body = f"<p:txBody><a:bodyPr/><a:p><a:r>{text}</a:r></a:p></p:txBody>" if text else ""
    alt = "" if text else ' descr="A ground"'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="p{number}"{alt}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="1000000" y="1800000"/><a:ext cx="5000000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom>{fill}</p:spPr>{body}</p:sp>"
    )


def _format_solid_fill(color: str, opacity: int = 100) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"><a:alpha val="{opacity}000"/></a:srgbClr></a:solidFill>'


def _format_gradient(degrees: int, colors: tuple[str, str] = ("000000", "FFFFFF"), opacity: int = 100) -> str:
    alpha = f'<a:alpha val="{opacity}000"/>'
    stops = "".join(
        f'<a:gs pos="{n}00000"><a:srgbClr val="{c}">{alpha}</a:srgbClr></a:gs>' for n, c in enumerate(colors)
    )
    return f'<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang="{degrees * 60000}"/></a:gradFill>'


@pytest.mark.parametrize(
    ("grounds", "found"),
    [
        ([_format_solid_fill("000000"), _format_solid_fill("FFFFFF")], {"contrast"}),
        ([_format_solid_fill("FFFFFF"), _format_solid_fill("000000")], set()),
        ([_format_solid_fill("FFFFFF"), _format_solid_fill("000000", 80)], set()),  # 333333
        ([_format_solid_fill("000000"), _format_solid_fill("FFFFFF", 80)], {"contrast"}),
        (
            [_format_solid_fill("FFFFFF"), _format_solid_fill("000000", 80), _format_solid_fill("FFFFFF", 50)],
            {"contrast"},
        ),  # 999999
        ([_format_gradient(0), _format_solid_fill("000000", 30)], set()),  # the text stands at the left
        ([_format_gradient(180), _format_solid_fill("000000", 30)], {"contrast"}),
        ([_format_solid_fill("000000"), _format_gradient(0, ("FFFFFF", "EEEEEE"), 20)], set()),
        ([_format_solid_fill("FFFFFF"), _format_gradient(0, ("404040", "444444"), 52)], {"contrast"}),  # 9C9C9C
    ],
)
def test_text_is_judged_by_what_is_seen_of_the_grounds_below_it(
    grounds: list[str], found: set[str], tmp_path: Path
) -> None:
    white = '<a:rPr lang="en-US" sz="2000"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr><a:t>White</a:t>'
    panels = [_format_panel(number, fill) for number, fill in enumerate(grounds, 70)]
    shapes = "".join((*panels, _format_panel(80, "<a:noFill/>", white)))
    path = tmp_path / "x.pptx"
    path.write_bytes(break_part("ppt/slides/slide4.xml", ("<p:pic>", shapes + "<p:pic>")))

    assert {finding.check for finding in audit_file(path)} == found


def test_every_rule_about_presentations_has_a_corruption() -> None:
    rules = {rule.code for rule in (*PACKAGE_RULES, *PRESENTATION_RULES, *ACCESSIBILITY_RULES)}
    unseen = rules - {code for code, _, _ in CORRUPTIONS}

    # These two are tried in their own tests.
    assert unseen <= {"zip-method", "order-jumps"}


def test_whatever_the_reference_checks_call_an_error_is_an_error_here(audit_corruption: AuditCorruption) -> None:
    validate = load_reference_check("validate_ooxml.py").V
    tried = 0
    for number in range(len(CORRUPTIONS)):
        path, found = audit_corruption(number)
        try:
            errors = validate(str(path)).err
        except (ValueError, TypeError, AttributeError, KeyError):  # some corruptions are too much for it
            continue
        tried += 1
        # What no program is known to refuse is a warning here.
        if any(error[0] not in {"ORPHAN", "REL-ORPHAN-RELS"} for error in errors):
            assert any(finding.severity == "error" for finding in found), (_IDS[number], errors, found)
    assert tried > len(CORRUPTIONS) * 0.9


def test_every_error_about_a_package_names_the_program_that_refuses_the_file() -> None:
    rules = (*PACKAGE_RULES, *PRESENTATION_RULES)

    assert {rule.code for rule in rules if rule.severity == "error"} == set(REFUSED_BY)


_SEVERAL = {"table-span", "text-no-paragraph", "doc-title", "alt-missing", "schema", "printer-settings"}
"""Faults that are two things: for one, a title without a paragraph is an empty title, too."""


def test_one_fault_is_one_finding(audit_corruption: AuditCorruption) -> None:
    for number, (code, what, _) in enumerate(CORRUPTIONS):
        _, found = audit_corruption(number)
        worst = [one for one in found if one.severity != "note"]
        assert len(worst or found) == 1 or code in _SEVERAL, (code, what, worst)


@pytest.mark.parametrize(
    ("shapes", "found"),
    [
        (format_panel(70, 0.9, 2) + format_text_box(71, "Short", 6), set()),  # the middle of the box is white
        (format_panel(70, 2.5, 5) + format_text_box(71, "Short", 6), {"contrast"}),  # the panel is under the empty part
        (format_panel(70, 5, 2) + format_text_box(71, "Short", 6, "r"), set()),
        (format_panel(70, 1, 1) + format_text_box(71, "A line of text that is long", 6), {"contrast-partly"}),
        (
            format_panel(70, 1, 6) + format_panel(72, 1, 1, "FFFFFF") + format_text_box(71, "A line that is long", 6),
            {"contrast-partly"},
        ),
        (
            format_panel(70, 1, 6, shape="ellipse") + format_text_box(71, "Short", 6),
            {"contrast-partly"},
        ),  # where it is narrow
        (format_panel(70, 0, 9, shape="ellipse") + format_text_box(71, "Short", 9, "ctr"), set()),
    ],
)
def test_contrast_is_judged_where_the_letters_stand(shapes: str, found: set[str], tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(break_part("ppt/slides/slide4.xml", ("<p:pic>", shapes + "<p:pic>")))

    assert {finding.check for finding in audit_file(path)} == found


def test_a_long_list_of_values_is_cut_to_those_most_like_the_one_found(tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(break_part("ppt/slides/slide4.xml", ('prst="rect"', 'prst="rectangle"')))

    [finding] = audit_file(path)
    assert finding.check == "schema"
    assert finding.message.startswith("`prst` is `rectangle`; allowed are `")
    assert "`rect`" in finding.message or "`triangle`" in finding.message
    assert finding.message.endswith(" and 181 others.")


def test_whatever_the_reference_checks_call_inaccessible_is_so_here(audit_corruption: AuditCorruption) -> None:
    check = load_reference_check("a11y_check.py").check
    access = {rule.code for rule in ACCESSIBILITY_RULES}
    tried = 0
    for number, (code, _, _) in enumerate(CORRUPTIONS):
        if code not in access or code in {"contrast-unknown", "contrast-partly"}:
            continue  # the reference knows no gradients, and not where the letters of a box stand
        path, found = audit_corruption(number)
        said = [(severity, name, where) for severity, name, where, _ in check(str(path)) if severity != "I"]
        tried += bool(said)
        assert not said or {finding.check for finding in found} & access, (_IDS[number], said)
        if any(severity == "E" for severity, _, _ in said):
            assert any(finding.severity == "error" for finding in found), (_IDS[number], said, found)
    assert tried >= 15
