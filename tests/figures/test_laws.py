from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.examples import examples
from tests.figures.geometry import check_drawing
from tests.figures.samples import (
    make_activity,
    make_connection,
    make_gate,
    make_interface,
    make_minimal,
    make_subject,
    make_subject_with_names,
    make_subject_with_process,
    make_timeline,
    move_to_parties,
)
from tests.figures.subjects import make_huge, make_typical

from golive.figures.drawing import Frame
from golive.figures.registry import FIGURES, draw_figure, has_content
from golive.figures.subject import FigureSubject
from golive.schema.values import FIRST_DATE, LAST_DATE
from golive.schema.words import Channel, Tender

DECK = Frame(12.3, 5.2, 12, 10, "Calibri")
PAPER = Frame(7.1, 4, 8.5, 7, "Inter")
FRAMES = st.one_of(
    st.sampled_from([DECK, PAPER]),
    st.builds(
        Frame,
        st.floats(5, 14),
        st.floats(2.5, 7),
        st.just(12),
        st.just(10),
        st.sampled_from(["Calibri", "Arial"]),
    ),
    st.builds(Frame, st.floats(4.5, 10), st.floats(2.2, 6), st.just(8.5), st.just(7), st.just("Inter")),
)
WORDS = st.one_of(
    st.text(alphabet="abcdefgh WMij-/&<", min_size=1, max_size=50),
    st.text(alphabet="支払い通知。ー🇺🇸👩 é", min_size=1, max_size=40),
    st.sampled_from(["W" * 50, "i", "a b c d e f g", "Returns"]),
).filter(lambda text: bool(text.strip()))
SCOPES = st.builds(
    lambda channels, tenders: {"included": ["x"], "channels": channels, "tenders": tenders},
    st.lists(st.sampled_from([c.value for c in Channel]), min_size=1, unique=True),
    st.lists(st.sampled_from([t.value for t in Tender]), min_size=1, unique=True),
)
BANKS = st.builds(
    lambda hour, later, window: {"cut_off": f"{hour:02}:15", "days_later": str(later), "window": f"same-day-{window}"},
    st.integers(0, 23),
    st.integers(0, 10),
    st.integers(1, 3),
)
QUIET = settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))


LONG = "Settlement and reconciliation of every payment taken on a business day, "
SETTLEMENT = {"account": "1", "ach_window": "x", "funding": "x", "returns": "x", "reconciliation": "x"}


@st.composite
def subjects(pick: Any) -> FigureSubject:
    word = pick(WORDS)
    lines = pick(st.integers(1, 8))
    kinds = pick(st.lists(st.sampled_from(["sftp", "rest", "soap"]), min_size=lines, max_size=lines))
    interfaces = [
        make_interface(
            n, f"{word}{n}"[-60:], batch=kinds[c] == "sftp", to_vendor=pick(st.booleans()), connection=f"c-{c}"
        )
        for n, c in enumerate(
            pick(st.lists(st.integers(0, lines - 1), min_size=1, max_size=pick(st.sampled_from([3, 12, 60]))))
        )
    ]
    tracks = st.sampled_from(["discovery", "design", "build", "sit", "uat", "go-live"])
    days = st.tuples(st.integers(0, 300), st.integers(0, 90)).map(lambda d: (d[0], d[0] + d[1]))
    bars = [
        make_activity(n, f"{word}{n}"[-80:], pick(tracks), pick(days))
        for n in range(pick(st.sampled_from([1, 4, 15, 60])))
    ]
    if pick(st.booleans()):
        bars = [{**bar, "baseline": {"start": bar["start"], "end": bars[0]["end"]}} for bar in bars]
    if pick(st.booleans()):
        for one in interfaces:
            if one["method"] == "batch":
                one["schedule"] = {**one["schedule"], "bank": pick(BANKS), "posted_by": "09:00"}
    marks = [
        make_gate(n, f"{word}{n}"[-60:], pick(st.integers(0, 400))) for n in range(pick(st.sampled_from([1, 3, 8, 20])))
    ]
    freezes = pick(st.lists(days, max_size=4))
    return make_subject(
        name=word[:80],
        timeline=make_timeline(bars, marks, pick(st.integers(0, 400)), freezes),
        connections=[make_connection(n, kind, word) for n, kind in enumerate(kinds)],
        settlement=pick(st.none() | st.just({**SETTLEMENT, "bank": word * 20})),
        scope=pick(SCOPES),
        **move_to_parties(interfaces, [f"{word}{n}" for n in range(pick(st.sampled_from([0, 0, 1, 3, 12])))]),
    )


@pytest.mark.parametrize("name", list(FIGURES))
@given(one=subjects(), frame=FRAMES, smallest=st.booleans())
@QUIET
def test_every_text_fits_and_nothing_lies_on_anything(
    name: str,
    one: FigureSubject,
    frame: Frame,
    smallest: bool,  # noqa: FBT001 - hypothesis passes names
) -> None:
    width, height = FIGURES[name].min_size_in(frame)
    if smallest:
        frame = replace(frame, width_in=width, height_in=height)
    if has_content(name, one) and frame.width_in >= width and frame.height_in >= height:
        check_drawing(draw_figure(name, one, frame), frame)


@pytest.mark.parametrize("frame", [DECK, PAPER], ids=["deck", "paper"])
@pytest.mark.parametrize("name", list(FIGURES))
@pytest.mark.parametrize(
    "one",
    [
        make_minimal(),
        make_typical(),
        make_huge("Payment notification for accounts on autopay and paperless"),
        make_huge("支払い通知ファイル", 12, 3, 14, 6),
        make_huge("W" * 60),
        make_subject_with_names(short_name="W" * 24),
    ],
    ids=["minimal", "typical", "huge", "cjk", "one word", "wide name"],
)
def test_small_and_huge_integrations_are_drawn_by_the_same_laws(name: str, one: FigureSubject, frame: Frame) -> None:
    check_drawing(draw_figure(name, one, frame), frame)
    assert draw_figure(name, one, frame) == draw_figure(name, one, frame)


@pytest.mark.parametrize("frame", [DECK, PAPER], ids=["deck", "paper"])
@pytest.mark.parametrize("text", ["i", LONG * 8, "W" * 60, "支払" * 200], ids=["short", "long", "one word", "cjk"])
@pytest.mark.parametrize("steps", [1, 6, 200])
def test_any_process_is_drawn_by_the_same_laws(steps: int, text: str, frame: Frame) -> None:
    one = make_subject_with_process(steps, text)
    for name in ("process", "tests"):
        check_drawing(draw_figure(name, one, frame), frame)
    check_drawing(draw_figure("phases", FigureSubject(one.organization, one.process), frame), frame)


@pytest.mark.parametrize("frame", [DECK, PAPER], ids=["deck", "paper"])
def test_names_as_long_as_a_spec_allows_are_drawn_by_the_same_laws(frame: Frame) -> None:
    system = {
        "name": (LONG * 20)[:80].strip(),
        "supplier": "x",
        "hosting": "x",
        "account_number": {"pattern": "x", "example": "x", "length": "1"},
    }
    for one in (
        make_subject_with_names(billing_system=system, short_name="W" * 24, time_zone_label="W" * 6),
        make_subject_with_names(billing_system={**system, "known_as": "W" * 900}),
    ):
        for name in FIGURES:
            check_drawing(draw_figure(name, one, frame), frame)


@pytest.mark.parametrize("frame", [DECK, PAPER], ids=["deck", "paper"])
@pytest.mark.parametrize("first", [str(FIRST_DATE), "2027-01-01", "2099-12-30"])
def test_a_plan_may_last_a_day_or_ten_thousand_years(first: str, frame: Frame) -> None:
    bars = [{**make_activity(1, "Build", "build", (0, 1)), "start": first, "end": str(LAST_DATE)}]
    plan = {**make_timeline(bars, [make_gate(1, "Gate", 1)], 1), "go_live": first}
    plan["gates"][0]["date"] = str(LAST_DATE)
    check_drawing(draw_figure("timeline", make_subject(timeline=plan), frame), frame)
    check_drawing(draw_figure("phases", make_subject(timeline=plan), frame), frame)
    one_day = make_timeline([make_activity(1, "Build", "build", (0, 0))], [make_gate(1, "Gate", 0)], 0)
    check_drawing(draw_figure("timeline", make_subject(timeline=one_day), frame), frame)
