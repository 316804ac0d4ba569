"""The slides of a deck: those selected, in their order, hidden ones marked, and no line lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.templating.test_documents import SPECS, render_text

from golive.markdown.document import Heading
from golive.markdown.parser import parse_markdown
from golive.schema import Integration
from golive.schema.deck import DeckSettings, SlideSelection
from golive.support.problems import SpecError
from golive.templating.slide_selection import (
    READY_MADE,
    SLIDE_NAMES,
    get_slide_name,
    list_selected_slides,
    resolve_selection,
    select_slides,
)
from golive.templating.templates import RenderedMarkdown
from golive.yaml_io.load import load_text

ROOT = Path(__file__).parents[2]
SELECTIONS = st.builds(
    SlideSelection,
    slides=st.lists(st.sampled_from(SLIDE_NAMES), max_size=12).map(tuple),
    left_out=st.lists(st.sampled_from(SLIDE_NAMES), max_size=6).map(tuple),
    hidden=st.lists(st.sampled_from(SLIDE_NAMES), max_size=6).map(tuple),
)


def list_headings(text: str) -> list[Heading]:
    return [block for block in parse_markdown(text, "deck").blocks if isinstance(block, Heading) and block.level <= 2]


def test_the_keys_of_all_slides_are_known_names() -> None:
    parts = (path for path in sorted((ROOT / "templates" / "slides").glob("*.j2")) if path.name != "status.md.j2")
    lines = "\n".join(path.read_text() for path in parts)  # the status is a slide by itself
    keys = {re.sub(r"\{\{.*", "x", key) for key in re.findall(r"^## .*\{key=(.*?) label=", lines, re.MULTILINE)}

    assert len(keys) > 20
    assert {key for key in keys if get_slide_name(key) is None} == set()
    assert {get_slide_name(key) for key in keys} == set(SLIDE_NAMES)


def test_the_docs_name_every_slide() -> None:
    page = (ROOT / "docs" / "decks.md").read_text()

    assert [name for name in SLIDE_NAMES if f"`{name}`" not in page] == []


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from(sorted(SPECS)), SELECTIONS)
def test_a_deck_has_the_selected_slides_in_their_order(spec: str, selection: SlideSelection) -> None:
    whole = render_text(spec, "overview")
    known = {heading.attributes["key"] for heading in list_headings(whole)}
    found = list_headings(select_slides(RenderedMarkdown(whole), selection).text)
    names = [get_slide_name(heading.attributes["key"]) for heading in found[1:]]
    wanted = list_selected_slides(selection)

    assert found[0].level == 1
    assert set(names) == set(wanted) & {get_slide_name(key) for key in known}
    if selection.slides:
        places = [wanted.index(name) for name in names if name]
        assert places == sorted(places)
    for heading, name in zip(found[1:], names, strict=True):
        assert (heading.attributes.get("hidden") == "yes") is (name in selection.hidden)


@settings(max_examples=examples(30), deadline=None)
@given(st.sampled_from(sorted(SPECS)), st.permutations(SLIDE_NAMES))
def test_no_line_of_a_slide_is_lost(spec: str, order: list[str]) -> None:
    whole = render_text(spec, "overview")
    moved = select_slides(RenderedMarkdown(whole), SlideSelection(slides=tuple(order))).text

    assert sorted(filter(None, moved.splitlines())) == sorted(filter(None, whole.splitlines()))


def test_a_slide_of_other_templates_stays_behind_the_one_it_follows() -> None:
    text = "# Deck {key=title}\n\n## A {key=glance}\n\n## Own {key=ours}\n\n- x\n\n## B {key=risks}\n\n- y\n"
    moved = select_slides(RenderedMarkdown(text), SlideSelection(slides=("risks", "glance"))).text
    without = select_slides(RenderedMarkdown(text), SlideSelection(left_out=("glance",))).text

    assert [heading.attributes["key"] for heading in list_headings(moved)] == ["title", "risks", "glance", "ours"]
    assert [heading.attributes["key"] for heading in list_headings(without)] == ["title", "risks"]


def test_a_spec_wins_over_the_organization_field_by_field() -> None:
    vendor = DeckSettings(kickoff=SlideSelection(slides=("goals", "risks"), hidden=("risks",)))
    spec = DeckSettings(kickoff=SlideSelection(slides=("scope", "risks")))

    assert resolve_selection("kickoff", vendor, None).slides == ("goals", "risks")
    assert resolve_selection("kickoff", vendor, spec) == SlideSelection(slides=("scope", "risks"), hidden=("risks",))
    assert resolve_selection("go_no_go", vendor, spec) == READY_MADE["go_no_go"]


def test_a_wrong_name_is_an_error_at_its_line_with_the_known_names() -> None:
    text = (ROOT / "tests" / "samples" / "minimal.yaml").read_text()
    line = len(text.splitlines()) + 2
    with pytest.raises(SpecError) as error:
        load_text(f"{text}deck:\n  kickoff: {{slides: [glance, gols]}}\n".encode(), Integration, Path("x.yaml"))

    (problem,) = error.value.problems
    assert (problem.line, "`gols`" in problem.message) == (line, True)
    assert "Did you mean `goals`?" in (problem.hint or "")
    assert "`next-steps`" in (problem.hint or "")
