"""Laws of record layouts: a sample keeps its layout, and whatever is wrong in a file is found where it stands."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.data_files.layouts import find_faults, interfaces, layouts, make_sample
from tests.examples import examples

from golive.data_files import delimited, fixed_width
from golive.data_files.layout import FileLayout, build_file_layout

COUNTS, SEEDS = st.integers(0, 30), st.integers(0, 10**6)


@settings(max_examples=examples(60))
@given(layouts(), COUNTS, SEEDS)
def test_every_sample_keeps_its_layout(layout: FileLayout, count: int, seed: int) -> None:
    assert find_faults(layout, make_sample(layout, count, seed)) == []


@settings(max_examples=examples(30))
@given(layouts(), COUNTS, SEEDS)
def test_equal_seeds_make_equal_bytes(layout: FileLayout, count: int, seed: int) -> None:
    assert make_sample(layout, count, seed) == make_sample(layout, count, seed)


@settings(max_examples=examples(80))
@given(layouts(), st.integers(1, 6), SEEDS, st.data())
def test_one_wrong_byte_is_found_at_its_line_and_column(
    layout: FileLayout, count: int, seed: int, data: st.DataObject
) -> None:
    whole = make_sample(layout, count, seed)
    at = data.draw(st.integers(0, len(whole) - 1))
    assume(whole[at : at + 1] not in {b"\r", b"\n", layout.terminator.encode() or b"\n"})
    line = whole.count(b"\n", 0, at) + 1
    column = at - (whole.rfind(b"\n", 0, at) + 1) + 1

    found = find_faults(layout, whole[:at] + b"\x01" + whole[at + 1 :])

    assert any(one.line == line and one.column <= column < one.column + max(one.width, 1) for one in found) or (
        # a tree is refused where its grammar breaks, which is at the byte or at the start of its word
        layout.format in {"json", "xml"} and any(one.line == line and one.column <= column for one in found)
    )


@settings(max_examples=examples(60))
@given(st.sampled_from(("fixed-width", "nacha", "delimited", "edi-820")).flatmap(interfaces), SEEDS, st.data())
def test_a_line_at_once_and_field_by_field_say_the_same(interface: object, seed: int, data: st.DataObject) -> None:
    layout = build_file_layout(interface)  # type: ignore[arg-type]
    whole = bytearray(make_sample(layout, 5, seed))
    for _ in range(data.draw(st.integers(0, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.sampled_from(b'0 9AZ-./,"~*\xe9\x00'))

    with at_once():
        quick = find_faults(layout, bytes(whole))
    assert quick == find_faults(layout, bytes(whole))


@contextmanager
def at_once() -> Iterator[None]:
    """Match whole lines from the first one on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fixed_width, "MAX_EXCERPTS", 0)
        patch.setattr(delimited, "MAX_EXCERPTS", 0)
        yield


@settings(max_examples=examples(60))
@given(layouts(), st.binary(max_size=300))
def test_no_bytes_are_too_strange(layout: FileLayout, junk: bytes) -> None:
    assert find_faults(layout, junk)


@settings(max_examples=examples(40))
@given(layouts(), SEEDS)
def test_a_file_without_its_end_is_found(layout: FileLayout, seed: int) -> None:
    whole = make_sample(layout, 3, seed)
    ends = layout.terminator.encode() if layout.format == "edi-820" else b"\n"
    cut = whole.rstrip(ends + b"\r\n").rpartition(ends)[0] + ends

    assert find_faults(layout, cut)
