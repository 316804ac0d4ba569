"""Boxes of shapes, and what groups do to them."""

import pytest
from lxml import etree

from golive.ooxml.geometry import Placement, Turn, find_transform, read_box, read_turn
from golive.ooxml.namespaces import DECLARATIONS
from golive.ooxml.pictures import Pixels


def _make_group(outer: str, inner: str) -> etree._Element:
    (x, y, cx, cy), (chx, chy, chcx, chcy) = outer.split(), inner.split()
    return etree.fromstring(
        f'<p:grpSp {DECLARATIONS}><p:grpSpPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/>'
        f'<a:chOff x="{chx}" y="{chy}"/><a:chExt cx="{chcx}" cy="{chcy}"/></a:xfrm></p:grpSpPr></p:grpSp>'
    )


def test_a_group_fills_its_own_box_with_the_box_of_its_members() -> None:
    group = _make_group("100 200 50 80", "10 20 25 160")
    inside = Placement().enter_group(group)

    assert inside.place((10, 20, 25, 160)) == (100, 200, 50, 80)
    assert inside.place((35, 180, 0, 0)) == (150, 280, 0, 0)


def test_a_group_in_a_group_stands_where_both_say() -> None:
    outer, inner = _make_group("100 0 200 200", "0 0 100 100"), _make_group("10 20 40 40", "5 5 10 10")
    inside = Placement().enter_group(outer).enter_group(inner)

    assert inside.place((5, 5, 10, 10)) == (120, 40, 80, 80)


def test_a_group_without_a_usable_box_changes_nothing_and_one_without_size_only_moves() -> None:
    assert Placement().enter_group(_make_group("1 1 x 1", "0 0 1 1")) == Placement()
    assert Placement().enter_group(_make_group("7 8 5 5", "2 2 0 0")).place((2, 2, 1, 1)) == (7, 8, 1, 1)


def test_a_box_of_numbers_only_is_one() -> None:
    assert read_box(find_transform(_make_group("1 2 3 4", "0 0 1 1"))) == (1, 2, 3, 4)
    assert read_box(find_transform(_make_group(f"1 2 {'9' * 5000} 4", "0 0 1 1"))) is None
    assert read_box(None) is None
    assert find_transform(etree.fromstring(f"<p:sp {DECLARATIONS}><p:spPr/></p:sp>")) is None


@pytest.mark.parametrize(
    ("attributes", "box", "cells"),
    [
        ("", (0, 0, 40, 20), "abcdef"),
        ('rot="5400000"', (10, -10, 20, 40), "daebfc"),
        ('rot="-5400000"', (10, -10, 20, 40), "cfbead"),
        ('rot="10800000"', (0, 0, 40, 20), "fedcba"),
        ('flipH="1"', (0, 0, 40, 20), "cbafed"),
        ('flipV="true" rot="5500000"', (10, -10, 20, 40), "adbecf"),
        ('rot="2700000"', (0, 0, 40, 20), "abcdef"),
        ('rot="x"', (0, 0, 40, 20), "abcdef"),
    ],
)
def test_a_shape_is_mirrored_then_turned_by_quarters(attributes: str, box: tuple[int, ...], cells: str) -> None:
    turn = read_turn(etree.fromstring(f"<a:xfrm {DECLARATIONS} {attributes}/>"))
    shown = Pixels(3, 2, b"".join(letter.encode() * 4 for letter in "abcdef")).turn(turn)

    assert turn.turn_box((0, 0, 40, 20)) == box
    assert shown.data[::4].decode() == cells
    assert (shown.width, shown.height) == ((2, 3) if turn.quarters % 2 else (3, 2))
    assert read_turn(None) == Turn()
