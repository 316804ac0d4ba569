from datetime import date
from typing import Any

import pytest
from tests.figures.samples import make_activity, make_gate, make_interface, make_minimal, make_subject, make_timeline
from tests.figures.subjects import make_huge, make_typical

from golive.figures.drawing import Box, Connector, Drawing, Frame, Label, Rect
from golive.figures.registry import draw_figure
from golive.figures.scale import Scale
from golive.figures.subject import FigureSubject

DECK = Frame(12.3, 5.2)


def get_text(drawing: Drawing, name: str) -> str:
    shape = next(s for s in drawing.shapes if s.id == name)
    return "" if isinstance(shape, Connector) else " ".join(line.text for line in shape.lines)


def get_box(drawing: Drawing, name: str) -> Box:
    return next(s for s in drawing.shapes if isinstance(s, Box) and s.id == name)


def test_bars_stand_where_their_days_are() -> None:
    drawing = draw_figure("timeline", make_typical(), DECK)
    first, second = get_box(drawing, "activity-a-7-bar"), get_box(drawing, "activity-a-8-bar")
    assert first.x + first.width == pytest.approx(second.x)
    assert first.width == pytest.approx(second.width)
    assert (first.fill, get_box(drawing, "activity-a-10-bar").fill, get_box(drawing, "activity-a-2-bar").fill) == (
        "sit",
        "uat",
        "plan",
    )


def test_gates_and_go_live_carry_their_dates() -> None:
    drawing = draw_figure("timeline", make_typical(), DECK)
    assert get_text(drawing, "gate-g-3-name") == "SIT exit Mar 25, 2027"
    assert get_text(drawing, "go-live-name") == "Go-live Apr 29, 2027"


def test_a_freeze_is_a_band_and_the_legend_dates_it() -> None:
    drawing = draw_figure("timeline", make_typical(), DECK)
    assert get_box(drawing, "freeze-1").width > 0
    assert get_text(drawing, "legend-freeze") == "Change freeze, Mar 31 – Apr 5, 2027"


def test_too_many_activities_are_drawn_by_phase_and_all_are_in_the_words() -> None:
    one = make_huge("Task")
    drawing = draw_figure("timeline", one, DECK)
    assert one.spec is not None
    assert get_text(drawing, "legend-note") == "60 activities, drawn by phase."
    assert get_text(drawing, "track-sit-name") == "SIT: 10 activities"
    assert all(f"{a.name} (" in drawing.alt for a in one.spec.timeline.activities)
    assert all(f"Gate: {g.name}, " in drawing.alt for g in one.spec.timeline.gates)


def test_gates_that_crowd_are_numbered_and_named_below() -> None:
    bars = [make_activity(1, "Build", "build", (0, 300))]
    marks = [make_gate(n, f"Gate of the {n}th stage of the project", n) for n in range(11)]
    drawing = draw_figure("timeline", make_subject(timeline=make_timeline(bars, marks, 299)), DECK)
    assert get_text(drawing, "gate-g-4-name") == "5  Gate of the 4th stage of the project, Jan 8, 2027"
    assert not any(isinstance(s, Connector) and s.id.endswith("leader") for s in drawing.shapes)


def test_phases_show_dates_and_gates_in_order() -> None:
    drawing = draw_figure("phases", make_typical(), DECK)
    heads = [s for s in drawing.shapes if isinstance(s, Box) and s.shape == "chevron"]
    assert [h.lines[0].text for h in heads] == ["Discovery", "Design", "Build", "SIT", "UAT", "Go-live"]
    assert get_text(drawing, "phase-sit") == "SIT Feb 26 – Mar 25, 2027"
    assert get_text(drawing, "phase-sit-note-1") == "SIT exit Mar 25, 2027"
    assert get_text(drawing, "phase-go-live") == "Go-live Apr 29, 2027"


def test_the_process_is_numbered_and_says_how_long_each_step_takes() -> None:
    drawing = draw_figure("process", make_minimal(), DECK)
    assert get_text(drawing, "step-sit") == "1\u00a0\u00a0SIT"
    assert get_text(drawing, "step-sit-note-1") == "about 4 weeks"
    assert drawing.alt == "1. SIT: about 4 weeks."


def test_the_tests_are_joined_by_an_arrow_from_sit_to_uat() -> None:
    drawing = draw_figure("tests", make_minimal(), DECK)
    arrow = next(s for s in drawing.shapes if isinstance(s, Connector))
    assert (arrow.start, arrow.end) == ("sit", "uat")
    assert get_text(drawing, "sit-body").startswith("Does data flow as intended?")


def test_a_file_that_is_worked_through_after_midnight_goes_on_at_the_left() -> None:
    drawing = draw_figure("clock", make_typical(), DECK)
    names = {s.id for s in drawing.shapes}
    assert {"clock-i-3-span-2", "clock-i-3-span-2-b"} <= names
    assert "clock-i-0-span-2-b" not in names
    assert get_text(drawing, "clock-i-3-time-1") == "9:00 PM"
    assert get_text(drawing, "zone") == "Times in ET"


def test_times_that_are_close_stand_side_by_side() -> None:
    drawing = draw_figure("clock", make_minimal(), DECK)
    times = [s for s in drawing.shapes if isinstance(s, Label) and "-time-" in s.id]
    assert [t.lines[0].text for t in times] == ["6:00 PM", "11:30 PM"]
    assert times[1].x >= times[0].x + times[0].width


@pytest.mark.parametrize(("days", "names"), [(31, ["Jan 2027", "Feb 2027"]), (4000, ["2027", "2028"])])
def test_a_scale_names_months_or_years_by_their_room(days: int, names: list[str]) -> None:
    first = date(2027, 1, 4).toordinal()
    cells = Scale(Rect(0, 0, 8, 0), first, first + days).months(0.5, 0.5)
    assert [cell.names[0] for cell in cells[:2]] == names
    assert sum(cell.area.width for cell in cells) == pytest.approx(8)


def test_a_bar_that_the_go_live_line_crosses_has_no_word_in_it() -> None:
    bars = [make_activity(1, "Build", "build", (0, 30)), make_activity(2, "More", "build", (0, 10))]
    drawing = draw_figure("timeline", make_subject(timeline=make_timeline(bars, [make_gate(1, "Gate", 1)], 15)), DECK)
    assert get_box(drawing, "activity-a-1-bar").lines == ()
    assert get_box(drawing, "activity-a-2-bar").lines


def test_a_freeze_before_or_after_the_plan_is_not_drawn() -> None:
    bars = [make_activity(1, "Build", "build", (100, 130))]
    plan = make_timeline(bars, [make_gate(1, "Gate", 110)], 120, [(0, 9), (105, 106), (200, 210)])
    names = {s.id for s in draw_figure("timeline", make_subject(timeline=plan), DECK).shapes}
    assert {n for n in names if n.startswith("freeze")} == {"freeze-1"}


def test_an_exit_on_the_first_day_of_the_next_phase_belongs_to_the_phase_that_it_ends() -> None:
    bars = [make_activity(1, "SIT", "sit", (0, 9)), make_activity(2, "UAT", "uat", (10, 20))]
    drawing = draw_figure(
        "phases", make_subject(timeline=make_timeline(bars, [make_gate(1, "SIT exit", 10)], 25)), DECK
    )
    assert get_text(drawing, "phase-sit-note-1") == "SIT exit Jan 14, 2027"


def test_a_gate_that_is_the_go_live_is_shown_once() -> None:
    bars = [make_activity(1, "Build", "build", (0, 30))]
    plan = make_timeline(bars, [make_gate(1, "Go-live", 20), make_gate(2, "Go-live", 19)], 20)
    names = {s.id for s in draw_figure("timeline", make_subject(timeline=plan), DECK).shapes}
    assert "gate-g-1" not in names
    assert {"gate-g-2", "go-live"} <= names


CHAIN = {"bank": {"cut_off": "16:15", "days_later": "1", "window": "same-day-3"}, "posted_by": "09:00"}


def make_subject_with_chain(**parts: Any) -> FigureSubject:
    """Return the smallest integration with a chain through the bank for its file."""
    one = make_interface(0, "Payment file", batch=True, to_vendor=False, connection="files")
    one["schedule"] = {**one["schedule"], "cut_off": "15:00", "drop_by": "16:00", "processed_by": "17:00", **CHAIN}
    return make_subject(interfaces=[one], **parts)


def test_the_clock_shows_the_chain_through_the_bank_below_the_files_own_times() -> None:
    drawing = draw_figure("clock", make_subject_with_chain(), DECK)
    times = {s.lines[0].text: s for s in drawing.shapes if isinstance(s, Label) and "-time-" in s.id}
    assert [*times] == ["3:00 PM", "4:00 PM", "5:00 PM", "9:00 AM", "4:15 PM +1", "4:45 PM +1"]
    assert times["4:15 PM +1"].y > times["4:00 PM"].y
    assert "bank cut-off 4:15 PM ET 1 banking day later, ACH window 4:45 PM ET 1 banking day later" in drawing.alt
    assert get_text(drawing, "legend-posted") == "Posted to the accounts"


def test_the_window_stands_where_the_billers_own_clock_shows_it() -> None:
    west = {**get_minimal_biller(), "time_zone": "America/Phoenix", "time_zone_label": "MST"}
    # On the day of go-live, in May, 4:45 PM in New York is 1:45 PM in Phoenix.
    assert "ACH window 1:45 PM MST" in draw_figure("clock", make_subject_with_chain(biller=west), DECK).alt


def get_minimal_biller() -> Any:
    spec = make_minimal().spec
    assert spec is not None
    return spec.biller.model_dump(mode="json", exclude_none=True)


def test_what_was_agreed_stands_below_what_is_and_the_slip_beside_its_name() -> None:
    late = {**make_activity(1, "Build", "build", (0, 11)), "baseline": {"start": "2027-01-04", "end": "2027-01-13"}}
    right = {**make_activity(2, "Design", "design", (0, 4)), "baseline": {"start": "2027-01-04", "end": "2027-01-08"}}
    drawing = draw_figure(
        "timeline", make_subject(timeline=make_timeline([late, right], [make_gate(1, "Gate", 12)], 15)), DECK
    )
    bar, agreed = get_box(drawing, "activity-a-1-bar"), get_box(drawing, "activity-a-1-agreed-1")
    # Fri Jan 15, 2027 instead of Wed 13.
    assert get_text(drawing, "activity-a-1-name") == "Build, 2 business days late"
    assert get_text(drawing, "activity-a-2-name") == "Design"
    assert agreed.y >= bar.y + bar.height
    assert agreed.x == pytest.approx(bar.x)
    assert agreed.width < bar.width
    assert get_text(drawing, "legend-agreed") == "Baseline"
