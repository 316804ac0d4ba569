from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from golive.figures.flags import Flag, place_flags

FLAGS = st.lists(st.builds(Flag, st.floats(1, 9), st.floats(0.2, 2)), min_size=1, max_size=9).map(
    lambda flags: sorted(flags, key=lambda flag: flag.x)
)


@given(FLAGS)
@settings(deadline=None)
def test_no_label_touches_another_and_no_pole_passes_through_one(flags: list[Flag]) -> None:
    places = place_flags(flags, 0, 10)
    if places is None:
        return
    spans = [
        (f.x - f.width, f.x) if p.to_the_left else (f.x, f.x + f.width) for f, p in zip(flags, places, strict=True)
    ]
    for begin, end in spans:
        assert begin >= 0
        assert end <= 10
    for i, j in combinations(range(len(flags)), 2):
        apart = spans[i][1] < spans[j][0] or spans[j][1] < spans[i][0]
        assert apart or places[i].level != places[j].level
    for i, (begin, end) in enumerate(spans):
        for j, flag in enumerate(flags):
            assert i == j or not begin <= flag.x <= end or places[j].level < places[i].level


def test_labels_that_are_far_apart_stand_on_one_level() -> None:
    places = place_flags([Flag(x, 1) for x in (1, 3, 5, 7)], 0, 10)
    assert places is not None
    assert [p.level for p in places] == [0, 0, 0, 0]


def test_a_label_at_the_right_edge_stands_to_the_left() -> None:
    places = place_flags([Flag(9.5, 1)], 0, 10)
    assert places is not None
    assert places[0].to_the_left


def test_two_marks_close_together_turn_their_labels_apart() -> None:
    places = place_flags([Flag(5, 1), Flag(5.2, 1)], 0, 10)
    assert places is not None
    assert [(p.level, p.to_the_left) for p in places] == [(0, True), (0, False)]


def test_where_there_is_no_room_there_is_no_place() -> None:
    assert place_flags([Flag(5, 6)], 0, 10) is None
