"""Edits of a deck and edits of its spec come together; `benchmarks/merge_cases.py` draws hundreds of cases."""

import pytest
from tests.examples import examples
from tests.pipeline.merge_cases import find_faults, make_case

from golive.render.slides.merge.merge import merge_decks

SAMPLES = ("riverton-water", "fairview-city", "lakeshore-mutual")


@pytest.mark.parametrize("seed", range(examples(4)))
def test_edits_of_a_deck_and_of_its_spec_come_together(seed: int) -> None:
    case = make_case(seed + 3, SAMPLES[seed % len(SAMPLES)])

    merged = merge_decks(case.theirs, case.ours, "mine" if seed % 2 else "spec")

    assert find_faults(case, merged) == []
