"""Matching of list items: by key, then by content, then by position."""

import pytest

from golive.releases.item_matching import match_items


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        # items are written as key and content; equal keys and contents repeat
        (("k1", "k2"), ("k1", "k1"), ((0, 0), (1, 1))),
        (("k2", "k1"), ("k1", "k1"), ((0, 0), (1, 1))),
        (("k1", "k1"), ("k2", "k1"), ((0, 0), (1, 1))),
        (("k1", "k2"), ("k2", "k1"), ((1, 0), (0, 1))),
        (("k1", "k2", "j1"), ("k3", "j1", "k1"), ((1, 0), (2, 1), (0, 2))),
        (("k1",), ("k2", "k1"), ((0, 1),)),
    ],
)
def test_items_of_equal_keys_are_matched_by_content_and_then_by_position(
    old: tuple[str, ...], new: tuple[str, ...], pairs: tuple[tuple[int, int], ...]
) -> None:
    found = match_items([one[0] for one in old], [one[0] for one in new], lambda i, j: old[i][1] == new[j][1])

    assert found.pairs == pairs
