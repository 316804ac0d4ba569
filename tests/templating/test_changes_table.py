"""What changed, as tables: nothing internal, nothing lost without being counted, what asks for most first."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.templating.test_documents import SPECS, make_context

from golive.markdown.document import Table, plain_text, walk_blocks
from golive.markdown.parser import parse_markdown
from golive.schema import ChangeLog, Guide, Integration
from golive.schema.organization import LoggedChange
from golive.templating import context
from golive.templating.approvals_table import build_approval_table
from golive.templating.changes_table import (
    LEVELS,
    ChangeTables,
    Group,
    adds_to_changes,
    drop_internal_changes,
    group_changes,
)
from golive.templating.claims import ClaimFacts
from golive.templating.slide_budget import plan_deck
from golive.templating.titles.title_groups import build_title
from golive.templating.version_changes import VersionChanges
from golive.yaml_io.load import load

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = {
    ("interfaces", "bills"): "Bill file",
    ("interfaces", "returns"): "Return file",
    ("interfaces", "lookup"): "Lookup",
    ("team", "ada"): "Ada | Moreno",
}
PATHS = (
    *(f"{kind}[{name}].x" for kind, name in NAMES),
    "timeline.go_live",
    "timeline.gates[go]",
    "interfaces[gone]",
    "internal_notes",
    "odd",
)
SENTENCES = st.text(st.sampled_from("ab |*<#\\`_[]&…é"), min_size=1, max_size=30).filter(str.strip)


def make_change(
    sentence: str, path: str = "interfaces[bills].x", level: str = "minor", *, internal: bool = False
) -> Any:
    return LoggedChange.model_validate({"level": level, "path": path, "sentence": sentence, "internal": internal})


CHANGES = st.lists(
    st.builds(make_change, SENTENCES, st.sampled_from(PATHS), level=st.sampled_from(LEVELS), internal=st.booleans()),
    max_size=30,
)


def list_rows(markdown: str) -> list[list[str]]:
    tables = [block for block in walk_blocks(parse_markdown(markdown, "x").blocks) if isinstance(block, Table)]
    return [[plain_text(cell) for cell in row] for table in tables for row in table.rows]


def make_tables() -> ChangeTables:
    return ChangeTables(Integration, NAMES)


@given(CHANGES)
def test_every_change_that_may_be_told_is_shown_and_no_other(changes: list[LoggedChange]) -> None:
    groups = group_changes(changes, Integration, NAMES)
    shown = [(group.level, part, said) for group in groups for part in group.parts for said in group.sentences]

    assert len(shown) == len(set(shown))
    assert {(level, said) for level, _, said in shown} == {
        (one.level, one.sentence) for one in changes if not one.internal
    }


@given(CHANGES)
def test_what_asks_for_most_comes_first(changes: list[LoggedChange]) -> None:
    levels = [LEVELS.index(group.level) for group in group_changes(changes, Integration, NAMES)]
    assert levels == sorted(levels)


@given(changes=CHANGES, most=st.integers(1, 12), counted=st.booleans())
def test_what_is_left_out_is_counted(changes: list[LoggedChange], most: int, *, counted: bool) -> None:
    groups = group_changes(changes, Integration, NAMES)
    sentences = [len(group.parts) for group in groups for _ in group.sentences]
    text = make_tables().table(changes, most, counted=counted)
    said = re.search(r"^(\w+) more changes? not shown here\.$", text, re.MULTILINE)
    words = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"]
    hidden = (words.index(said[1]) if said[1] in words else int(said[1])) if said else 0

    assert hidden == sum(sentences[most:])
    assert sum(len(row[2].split("\n")) for row in list_rows(text)) == len(sentences[:most])


def test_the_part_is_not_said_twice() -> None:
    changes = [
        make_change("Bill file: drop-by moved"),
        make_change("Bill file, field ZIP: length raised"),
        make_change("Interface Old file removed", "interfaces[gone]", "major"),
        make_change("Timeline: go-live moved", "timeline.go_live"),
        make_change("Billing rules reworded"),
    ]
    assert group_changes(changes, Integration, NAMES) == (
        Group("major", ("Interfaces",), ("Interface Old file removed",)),
        Group("minor", ("Bill file",), ("Drop-by moved", "Field ZIP: length raised", "Billing rules reworded")),
        Group("minor", ("Timeline",), ("Go-live moved",)),
    )


def test_parts_that_changed_alike_share_a_row() -> None:
    names = ("bills", "returns", "lookup")
    changes = [make_change(f"{NAMES['interfaces', name]}: late", f"interfaces[{name}].x") for name in names]
    assert list_rows(make_tables().table(changes)) == [["Minor", "Bill file\nReturn file\nLookup", "Late"]]
    assert list_rows(make_tables().table(changes, counted=True)) == [["Minor", "All three interfaces", "Late"]]
    assert list_rows(make_tables().table(changes[:2], counted=True)) == [["Minor", "Bill file\nReturn file", "Late"]]
    person = make_change("Ada | Moreno: late", "team[ada].x")
    assert list_rows(make_tables().table([*changes, person], counted=True)) == [["Minor", "Four parts", "Late"]]


def test_few_changes_are_cards_and_many_are_none() -> None:
    one = make_change("Timeline: go-live moved", "timeline.go_live", "major")
    files = [
        make_change(f"{NAMES['interfaces', name]}: late", f"interfaces[{name}].x")
        for name in ("bills", "returns", "lookup")
    ]
    assert make_tables().group_for_cards([*files, one]) == (
        Group("major", ("Timeline",), ("Go-live moved",)),
        Group("minor", ("All three interfaces",), ("Late",)),
    )
    assert (
        make_tables().group_for_cards([make_change(path, path) for path in ("summary", "goals", "owner", "scope")])
        == ()
    )
    assert make_tables().group_for_cards([make_change(f"{n} {'long ' * 20}") for n in range(5)]) == ()


def test_a_guide_has_parts_too() -> None:
    (group,) = group_changes([make_change("Steps: step Ask reworded", "steps[0].description", "patch")], Guide, {})
    assert group == Group("patch", ("Steps",), ("Step Ask reworded",))


def test_a_change_log_is_told_without_what_is_internal() -> None:
    entry = {"date": "2027-01-01", "author": "Ada", "version": "1.0", "description": "First."}
    log = ChangeLog.model_validate({"entries": [entry]})
    changed = log.entries[0].model_copy(update={"changes": (make_change("secret", internal=True), make_change("told"))})
    shown = drop_internal_changes(log.model_copy(update={"entries": (changed,)}))

    assert shown
    assert [one.sentence for one in shown.entries[0].changes] == ["told"]
    assert drop_internal_changes(None) is None


@pytest.mark.parametrize("name", ["guide", "runbook", "sit-vs-uat", "overview", "changelog"])
def test_no_document_shows_what_is_internal(name: str) -> None:
    from golive.templating.filters import build_functions
    from golive.templating.templates import render_markdown_source
    from golive.templating.values import ValueRenderer

    folders = (Path(__file__).parents[2] / "templates" / ("slides" if name == "overview" else "runbook"),)
    secret, open_one = (
        make_change("Kestrel moved", "internal_notes", internal=True),
        make_change("Heron moved", "summary"),
    )
    facts = make_context("guide" if name == "guide" else "minimal")
    assert facts.changelog
    newest, *older = facts.changelog.entries
    entries = (newest.model_copy(update={"changes": (secret, open_one)}), *older)
    log = facts.changelog.model_copy(update={"entries": entries})
    facts = replace(facts, changelog=log, version_changes=VersionChanges("0.9", (secret, open_one), unreleased=True))
    text = render_markdown_source(f"{name}.md.j2", folders, facts)

    assert "Kestrel" not in text
    assert ("Heron" in text) is (name != "sit-vs-uat")
    assert build_functions(facts, ValueRenderer(""))["changelog"].entries[0].changes == (open_one,)


def test_approvals_stand_beside_their_version() -> None:
    given_one = {"name": "Cara", "organization": "Millbrook", "role": "Lead", "date": "2027-01-13"}
    asked = {"name": "Ben", "organization": "Millbrook", "role": "Contact"}
    entry = {"author": "Ada", "description": "It."}
    log = ChangeLog.model_validate(
        {
            "entries": [
                {**entry, "version": "1.1", "date": "2027-02-01", "approvals": [{**asked, "date": "2027-02-02"}]},
                {**entry, "version": "1.0", "date": "2027-01-12", "approvals": [given_one]},
            ],
            "approvals": [asked, {**given_one, "date": None}],
        }
    )
    assert list_rows(build_approval_table(log)) == [
        ["1.1", "Ben", "Millbrook", "Contact", "Feb 2, 2027"],
        ["1.1", "Cara", "Millbrook", "Lead", "Pending"],
        ["1.0", "Cara", "Millbrook", "Lead", "Jan 13, 2027"],
    ]
    assert build_approval_table(None) == ""


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ("M", "One change since version 1.0; it needs action"),
        ("MM", "Two changes since version 1.0; all need action"),
        ("mp", "Two changes since version 1.0; no action needed"),
        ("p", "One change since version 1.0; no action needed"),
        ("Mmp", "Three changes since version 1.0; one needs action"),
        ("MMm" * 5, "15 changes since version 1.0; 10 need action"),
    ],
)
def test_the_title_says_how_much_must_be_done(levels: str, said: str) -> None:
    words = {"M": "major", "m": "minor", "p": "patch"}
    news = VersionChanges("1.0", tuple(make_change("x", level=words[level]) for level in levels))
    assert (
        build_title(
            "news", ClaimFacts(load_spec("minimal"), make_context("minimal").organization, version_changes=news)
        )
        == said
    )


@cache
def load_spec(name: str) -> Integration:
    return load(SPECS[name], Integration).value


@pytest.mark.parametrize("name", SPECS)
def test_what_changed_gets_a_slide_and_takes_none_away(name: str) -> None:
    spec, news = load_spec(name), VersionChanges("1.0", (make_change("x"),))
    before, after = plan_deck(spec, ()), plan_deck(spec, (), news)

    assert after == replace(before, changes=True)
    assert before == plan_deck(spec, (), VersionChanges("1.0", ()))


@pytest.mark.parametrize(
    ("description", "adds"),
    [
        ("", False),
        ("Bill file: drop-by moved.", False),
        ("Bill file: drop-by moved; host of the file server changed", False),
        ("Moved to the new data center. Bill file: drop-by moved.", True),
    ],
)
def test_a_summary_is_shown_only_where_it_says_more_than_the_changes(
    description: str,
    adds: bool,  # noqa: FBT001 - a case
) -> None:
    listed = (make_change("Bill file: drop-by moved"), make_change("Host of the file server changed"))

    assert adds_to_changes(description, listed) == adds


def test_changes_that_are_left_out_are_counted_with_their_place() -> None:
    tables = ChangeTables(Integration, {})
    text = tables.table(
        [make_change(f"Fact {n} moved", f"scope.f{n}") for n in range(9)], most=4, elsewhere="in the runbook"
    )

    assert text.endswith("Five more changes listed in the runbook.")


@pytest.mark.parametrize(("folder", "template"), [("runbook", "runbook"), ("slides", "overview")])
def test_a_draft_says_that_its_changes_are_not_released(folder: str, template: str) -> None:
    from golive.templating.templates import render_markdown_source

    folders = (Path(__file__).parents[2] / "templates" / folder,)
    news = VersionChanges("1.0.0", (make_change("Bill file: drop-by moved", level="major"),), unreleased=True)
    draft = render_markdown_source(f"{template}.md.j2", folders, replace(make_context("minimal"), version_changes=news))
    final = render_markdown_source(
        f"{template}.md.j2", folders, replace(make_context("minimal"), version_changes=replace_unreleased(news))
    )

    assert "not yet released" in draft
    assert "not yet released" not in final
    assert "Drop\\-by moved" in draft or "Drop-by moved" in draft


def replace_unreleased(changes: VersionChanges) -> VersionChanges:
    return VersionChanges(changes.since, changes.changes)


def test_names_of_a_spec_name_the_parts() -> None:
    spec = load_spec("minimal")
    first = spec.interfaces[0]
    (group,) = group_changes(
        [make_change("x", f"interfaces[{first.id}].y")], Integration, context.map_names_by_id(spec)
    )
    assert group.parts == (first.name,)
