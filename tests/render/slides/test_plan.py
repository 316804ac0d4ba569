"""Document → Deck: which content takes which form, and what happens when there is too much of it."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from tests.render.slides.samples import META, draw_sample, parse_deck, parse_every_block

from golive.figures.drawing import Drawing, Frame
from golive.markdown.document import Document, Heading, Paragraph, Run
from golive.render.slides.layout.deck_text import iter_slide_texts
from golive.render.slides.layout.text_layout import break_para_lines, measure_height_in
from golive.render.slides.model import Deck, Grid, Panel, Picture, Slide
from golive.support.problems import ContentError, LayoutError, make_problem

Plan = Callable[..., Deck]


def _make_table(rows: int) -> str:
    lines = [f"| {n} | some words about row {n} |" for n in range(rows)]
    return "\n".join(["## Rows {key=rows}", "", "| Number | Text |", "|---|---|", *lines])


def _list_grids(deck: Deck) -> list[Grid]:
    return [element for slide in deck.slides for element in slide.elements if isinstance(element, Grid)]


def _list_panels(slide: Slide, role: str) -> list[Panel]:
    return [e for e in slide.elements if isinstance(e, Panel) and e.name.split(":")[1] == role]


def _measure_fill(slide: Slide) -> float:
    """Return how far down content reaches, as a share of the body under a title of one line."""
    content = [e for e in slide.elements if e.name.split(":")[1] not in {"title", "label", "draft"}]
    return (max(e.rect.bottom for e in content) - 1.36) / (6.8 - 1.36)


@pytest.mark.parametrize("rows", [5, 11, 12, 30, 100, 300])
def test_a_long_table_is_divided_and_no_row_is_lost(plan: Plan, rows: int) -> None:
    grids = _list_grids(plan(parse_deck(_make_table(rows))))

    shown = [row.cells[0].paras[0].text for grid in grids for row in grid.rows[1:]]
    assert shown == [str(n) for n in range(rows)]
    assert {grid.rows[0].cells[0].paras[0].text for grid in grids} == {"Number"}


def test_a_row_alone_on_its_slide_becomes_a_table_of_its_facts(plan: Plan) -> None:
    (grid,) = _list_grids(
        plan(parse_deck("## Sign-on {key=one}\n\n| Name | Protocol | User |\n|---|---|---|\n| A | SAML | – |\n"))
    )

    assert [[cell.paras[0].text for cell in row.cells] for row in grid.rows] == [["Name", "A"], ["Protocol", "SAML"]]


def test_a_few_rows_alone_on_their_slide_become_cards(plan: Plan) -> None:
    rows = "".join(f"| Question {n}? | {'An answer of some words. ' * 6} | Oct {n}, 2026 |\n" for n in (1, 2))
    (slide,) = plan(parse_deck(f"## Two {{key=two}}\n\n| Question | Decision | Day |\n|---|---|---|\n{rows}")).slides[
        1:
    ]

    assert [panel.paras[0].text for panel in _list_panels(slide, "card-head")] == ["Question 1?", "Question 2?"]
    texts = [[para.text for para in panel.paras] for panel in _list_panels(slide, "card")]
    assert [[text.partition("\n")[0] for text in card] for card in texts] == [["Decision", "Day"]] * 2
    assert [card[1] for card in texts] == ["Day\nOct 1, 2026", "Day\nOct 2, 2026"]
    assert 0.45 <= _measure_fill(slide) <= 1.005


def test_cards_alone_on_a_slide_have_larger_text_in_equal_steps_and_still_hold_it(plan: Plan) -> None:
    def cards(facts: int) -> list[Panel]:
        terms = [f"**Fact {n}**\\\nvalue {n}\n" for n in range(facts)]
        parts = "\n".join(f"### Tender {n}\n\n" + "\n".join(terms[: facts - n]) for n in range(3))
        (slide,) = plan(parse_deck(f"## Terms {{key=terms}}\n\n::: cards\n\n{parts}\n:::\n")).slides[1:]
        return _list_panels(slide, "card")

    for facts, size in ((3, 18), (4, 18), (5, 18), (6, 16)):
        found = cards(facts)
        assert {para.size_pt for card in found for para in card.paras} == {size}
        assert len({round(para.before_pt, 2) for card in found for para in card.paras[1:]}) == 1
        needed = measure_height_in(found[0].paras, found[0].rect.width - 0.32, "Calibri")
        assert 0.62 <= needed / (found[0].rect.height - 0.32) <= 1.005


def test_a_few_rows_above_a_line_of_text_become_cards(plan: Plan) -> None:
    rows = "".join(f"| Call {number} | In real time | The page says so. |\n" for number in range(2))
    (slide,) = plan(
        parse_deck(f"## Calls\n\n| Call | When | If it fails |\n|---|---|---|\n{rows}\nTwo keys are in use.\n")
    ).slides[1:]

    cards = _list_panels(slide, "card")
    assert len(cards) == 2
    assert any(
        para.text == "Two keys are in use."
        for panel in slide.elements
        if isinstance(panel, Panel)
        for para in panel.paras
    )


def test_an_address_goes_to_the_next_line_as_a_whole(plan: Plan) -> None:
    host = "sftp-test.vendor-files.example.org"
    items = "".join(f"- {'word ' * n}{host}\n" for n in range(8, 24))
    slides = plan(parse_deck(f"## Hosts {{key=hosts}}\n\n{items}")).slides[1:]

    paras = [(e, para) for slide in slides for e in slide.elements if isinstance(e, Panel) for para in e.paras]
    shown = [(e, para) for e, para in paras if "word" in para.text]
    assert len(shown) == 16
    assert any(f"\n{host}" in para.text for _, para in shown)
    for panel, para in shown:
        width = panel.rect.width - panel.inset[0] - panel.inset[2]
        assert any(host in line for line in break_para_lines(para, 72 * width, "Calibri"))


def test_all_content_slides_have_titles_of_one_size(plan: Plan) -> None:
    long = " ".join(["a title that goes on"] * 8)
    deck = plan(parse_deck(f"## Short {{key=short}}\n\nText\n\n## {long} {{key=long}}\n\nText\n"))

    sizes = {panel.paras[0].size_pt for slide in deck.slides[1:] for panel in _list_panels(slide, "title")}
    assert len(sizes) == 1


def test_a_divided_table_is_divided_evenly(plan: Plan) -> None:
    grids = _list_grids(plan(parse_deck(_make_table(40))))

    heights = [sum(row.height for row in grid.rows) for grid in grids]
    counts = [len(grid.rows) for grid in grids]
    assert len(grids) > 1
    assert max(counts) - min(counts) <= 1
    assert max(heights) - min(heights) < 0.5


def test_parts_say_which_they_are_and_keep_key_and_notes(plan: Plan) -> None:
    deck = plan(parse_deck(_make_table(40) + "\n\n::: notes\nSay it.\n:::\n"))

    parts = deck.slides[1:]
    numbers = range(1, len(parts) + 1)
    assert [slide.title for slide in parts] == [f"Rows ({n}\u00a0of\u00a0{len(parts)})" for n in numbers]
    assert [slide.key for slide in parts] == ["rows", *(f"rows-{n}" for n in range(2, len(parts) + 1))]
    assert all(slide.notes == ("Say it.",) for slide in parts)


def test_a_row_higher_than_a_slide_goes_on_below_its_own_header(plan: Plan) -> None:
    long = " ".join(f"w{n}" for n in range(3000))
    deck = plan(parse_deck(f"## Long {{key=long}}\n\n| A | B |\n|---|---|\n| one | {long} |\n"))

    said = [word for grid in _list_grids(deck) for row in grid.rows[1:] for word in row.cells[1].paras[0].text.split()]
    assert said == long.split()
    assert len(deck.slides) > 2


def test_a_list_that_goes_on_keeps_children_with_their_parent(plan: Plan) -> None:
    items = "\n".join(f"- Point {n}\n  - child {n}a\n  - child {n}b" for n in range(30))
    deck = plan(parse_deck(f"## Points {{key=points}}\n\n{items}\n"))

    for slide in deck.slides[1:]:
        (body,) = _list_panels(slide, "text")
        assert body.paras[0].level == 0
        assert body.paras[-1].text.endswith("b")
        assert body.paras[0].text.split()[1] + "a" == body.paras[1].text.split()[1]


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("One sentence.", 0.45),
        ("- One\n- Two", 0.7),
        ("- One\n- Two\n- Three", 0.8),
        ("::: facts\n| Fact | Value |\n|---|---|\n| A | 12 |\n| B | 7 |\n| C | 3 |\n:::", 0.5),
        ("1. One\n2. Two\n3. Three\n4. Four", 0.8),
        ("\n".join(f"- Item {n}\n  - with a child" for n in range(5)), 0.6),
        ("| A | B |\n|---|---|\n" + "\n".join(f"| {n} | x |" for n in range(6)), 0.6),
        ("::: columns\n### A\n\n- x\n- y\n\n### B\n\n- z\n:::", 0.3),
        ("::: cards\n### A\n\n- x\n- y\n\n### B\n\n- z\n\n### C\n\nq\n\n### D\n\nr\n:::", 0.6),
        ("::: figure dataflow\n:::", 0.8),
    ],
)
def test_a_short_content_still_fills_its_slide(plan: Plan, text: str, least: float) -> None:
    deck = plan(parse_deck(f"## Short {{key=short}}\n\n{text}\n"))

    (slide,) = deck.slides[1:]
    assert least <= _measure_fill(slide) <= 1.005


def test_text_grows_where_there_is_little_within_the_scale_of_the_deck(plan: Plan) -> None:
    sizes = {}
    for count in (1, 8, 14, 60):
        items = "\n".join(f"- Item {n} says something of middling length about bills" for n in range(count))
        deck = plan(parse_deck(f"## Items {{key=items}}\n\n{items}\n"))
        sizes[count] = {p.size_pt for s in deck.slides[1:] for e in s.elements if isinstance(e, Panel) for p in e.paras}

    assert max(sizes[1]) == 28
    assert 20 in sizes[8], "the size of the body placeholder"
    assert all(16 <= size <= 18 for found in (sizes[14], sizes[60]) for size in found - {28, 12, 11, 20})
    assert min(sizes[60] - {12, 11}) < 20


def test_a_figure_gets_what_the_text_leaves_and_is_drawn_for_exactly_that(plan: Plan) -> None:
    asked: list[Frame] = []

    def figure(name: str, frame: Frame) -> Drawing:
        asked.append(frame)
        return draw_sample(name, frame)

    deck = plan(
        parse_deck("## Flow {key=flow}\n\nA line above.\n\n::: figure dataflow {key=f}\nA caption.\n:::\n"),
        figure=figure,
    )

    (picture,) = [e for e in deck.slides[1].elements if isinstance(e, Picture)]
    assert picture.name == "flow:figure:f"
    assert picture.rect.width == pytest.approx(12.133, abs=0.01)
    assert asked[-1].height_in == pytest.approx(picture.rect.height, abs=0.01) or picture.rect.height == 4.6
    assert asked[-1].font == "Calibri"


def test_a_figure_that_needs_more_height_gets_a_slide_of_its_own_and_its_caption_gives_way(plan: Plan) -> None:
    asked: list[float] = []

    def refuse_below(least: float) -> Callable[[str, Frame], Drawing]:
        def tall(name: str, frame: Frame) -> Drawing:
            asked.append(frame.height_in)
            if frame.height_in < least:
                raise LayoutError(make_problem("too low"))
            return draw_sample(name, frame)

        return tall

    text = "\n".join(f"- Point {n}" for n in range(8))
    captioned = parse_deck(f"## Flow {{key=flow}}\n\n{text}\n\n::: figure dataflow\nA caption.\n:::\n")
    deck = plan(captioned, figure=refuse_below(4.5))
    assert [any(isinstance(e, Picture) for e in slide.elements) for slide in deck.slides[1:]] == [False, True]

    deck = plan(captioned, figure=refuse_below(max(asked) + 0.05))
    picture, caption = deck.slides[-1].elements[1:3]
    assert isinstance(caption, Panel)
    assert caption.paras[0].text == "A caption."
    assert picture.rect.bottom <= caption.rect.y
    assert caption.rect.bottom <= 7.5


def test_equal_titles_are_made_different_and_links_lead_only_where_there_is_a_slide(plan: Plan) -> None:
    text = "## Same {key=a}\n\nSee [b](#b), [c](#c) and [d](https://example.com).\n\n## Same {key=b}\n\nText.\n"
    deck = plan(parse_deck(text))

    assert [slide.title for slide in deck.slides[1:]] == ["Same", "Same (2)"]
    spans = [s for e in deck.slides[1].elements if isinstance(e, Panel) for p in e.paras for s in p.spans]
    assert {span.text: span.href for span in spans if span.text in "bcd"} == {
        "b": "#b",
        "c": None,
        "d": "https://example.com",
    }


def test_a_rule_begins_another_slide_under_the_same_title(plan: Plan) -> None:
    deck = plan(parse_deck("## Two {key=two}\n\nFirst.\n\n---\n\nSecond.\n"))

    assert [slide.title for slide in deck.slides[1:]] == ["Two (1\u00a0of\u00a02)", "Two (2\u00a0of\u00a02)"]


def test_a_heading_alone_opens_a_part(plan: Plan) -> None:
    deck = plan(parse_deck("## Next we build {key=part label=Part}\n"))

    assert deck.slides[1].role == "section"
    assert "Next we build" in list(iter_slide_texts(deck.slides[1]))


@pytest.mark.parametrize("value", ["1,234,567,890,000", "9,876,543,210 files"])
def test_no_number_is_broken_in_the_tile_of_a_fact(plan: Plan, value: str) -> None:
    rows = "\n".join(f"| Count {n} | {value} |" for n in range(5))
    slide = plan(
        parse_deck(f"## Counts {{key=counts}}\n\n::: facts\n| Fact | Value |\n|---|---|\n{rows}\n:::\n")
    ).slides[1]

    for panel in _list_panels(slide, "fact"):
        lines = break_para_lines(panel.paras[0], (panel.rect.width - panel.inset[0] - panel.inset[2]) * 72, "Calibri")
        assert set(lines) <= set(value.split())


def test_no_word_is_broken_in_the_facts_of_a_cover(plan: Plan) -> None:
    system = "Meterstonebillingandpaymentsuite"
    facts = (("Version", "1.0"), ("Status", "Build"), ("Billing system", f"{system} CIS"), ("Owner", "Beth Lindgren"))
    deck = plan(parse_every_block(), replace(META, facts=facts))

    found = {p.paras[0].text: (p.paras[1], p.rect.width) for p in _list_panels(deck.slides[0], "fact")}
    assert list(found) == [label for label, _ in facts]
    para, width = found["Billing system"]
    assert any(line.split()[0] == system for line in break_para_lines(para, width * 72, "Calibri"))


def test_the_cover_shows_every_fact_and_every_slide_the_mark_of_a_draft(plan: Plan) -> None:
    deck = plan(parse_every_block())

    assert {"Version", "1.2.0", "Design review"} <= set(iter_slide_texts(deck.slides[0]))
    assert all(META.draft_mark in list(iter_slide_texts(slide)) for slide in deck.slides)
    assert all("Riverton Water" in slide.footer and "1.2.0" in slide.footer for slide in deck.slides)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## A {key=a}\n\n::: landscape\nText.\n:::", "`::: landscape` cannot be shown"),
        ("## A {key=a}\n\n::: callout caution\nText.\n:::", "`::: callout caution` is not known"),
        ("## A {key=a}\n\n#### Deep", "`####` outside"),
        ("## A {key=a}\n\n::: cards\nText without a head.\n:::", "without a `###` head"),
        ("## A {key=a}\n\n::: facts\nText.\n:::", "anything but one table"),
        ("## A {key=a}\n\n::: callout note\n```\ncode\n```\n:::", "a code block in a callout"),
        ("## A {key=a}\n\n::: figure\n:::", "without a name"),
        ("- a list on the title slide", "holds paragraphs only"),
    ],
)
def test_what_has_no_form_on_a_slide_is_an_error_with_its_line(plan: Plan, text: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        plan(parse_deck(text))

    assert said in str(caught.value)
    assert "sample.md:" in str(caught.value)


def test_all_problems_of_an_outline_are_told_at_once(plan: Plan) -> None:
    with pytest.raises(ContentError) as caught:
        plan(parse_deck("## A {key=a}\n\n#### Deep\n\n::: landscape\nx\n:::"))

    assert len(caught.value.problems) == 2


def test_content_before_the_first_title_is_an_error(plan: Plan) -> None:
    with pytest.raises(ContentError, match="before the first title"):
        plan(Document((Paragraph((Run("x"),)), Heading(1, (Run("Cover"),))), "sample.md"))


@pytest.mark.parametrize("level", [1, 2])
def test_a_title_that_fits_no_slide_is_an_error_that_names_it(plan: Plan, level: int) -> None:
    title = " ".join(f"word{n}" for n in range(300))
    blocks = (Heading(1, (Run("Cover"),)), Heading(level, (Run(title),), line=7), Paragraph((Run("x"),)))
    with pytest.raises(LayoutError, match="word0 word1") as caught:
        plan(Document(blocks, "sample.md"))

    assert ":7: " in str(caught.value)


def test_a_table_with_more_columns_than_fit_is_an_error(plan: Plan) -> None:
    row = "|" + " x |" * 60
    with pytest.raises(LayoutError, match="60 columns"):
        plan(parse_deck(f"## Wide {{key=wide}}\n\n{row}\n{'|' + '---|' * 60}\n{row}\n"))


def test_a_figure_for_which_there_is_no_room_at_all_is_told_with_its_line(plan: Plan) -> None:
    def never(name: str, frame: Frame) -> Drawing:
        raise LayoutError(
            make_problem(f"the figure `{name}` needs more than {frame.height_in:.1f} in", "Give it more.")
        )

    with pytest.raises(LayoutError, match="`clock` needs more than") as caught:
        plan(parse_deck("## A {key=a}\n\nSome text.\n\n::: figure clock\n:::\n"), figure=never)

    (said,) = caught.value.problems
    assert said.line > 1
    assert said.hint == "Give it more."
