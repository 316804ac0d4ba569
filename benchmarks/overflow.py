"""How many of 1,000 generated specs have a deck with something wrong in it.

Counted by the arithmetic that decks are planned with: texts past their box or slide, texts over another, words or rows
of the document that no slide shows, slides filled under 25 %, and decks that cannot be made at all. Each must be 0.

    python benchmarks/overflow.py [COUNT [FIRST]]
"""

import os
import re
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.generated.laws import find_deck_faults
from tests.generated.profile import choose_profile
from tests.generated.specs import generate_project, plan_overview, read_repository_theme

from golive.support.problems import GoliveError

COUNT = 1000
KINDS = {
    "texts past their box or slide": r"needs .* in of|outside of the slide|figure:|the foot ",
    "texts over another": r"overlap",
    "texts or words lost": r"lost",
    "slides under a quarter full": r"filled",
    "decks that cannot be made": r"cannot be made",
    "exceptions": r"exception",
}


class Result(NamedTuple):
    """The result of one spec."""

    seed: int
    slides: int
    seconds: float
    faults: list[str]


def main() -> None:
    """Print the counts, and the first faults of each kind with the seed that gives them again."""
    count, first = (int(argument) for argument in (*sys.argv[1:], str(COUNT), "0")[:2])
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    slides, slowest = [], Result(0, 0, 0.0, [])
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(judge_spec, range(first, first + count), chunksize=4):
            slides.append(result.slides)
            slowest = max(slowest, result, key=lambda one: one.seconds)
            for fault in result.faults:
                kind = next((kind for kind, pattern in KINDS.items() if re.search(pattern, fault)), "exceptions")
                found[kind].append(f"seed {result.seed}: {fault}")
                print(found[kind][-1], file=sys.stderr, flush=True)
    spread = Counter(min(number // 10 * 10, 100) for number in slides)
    print(f"{count} specs, {sum(slides):,} slides, at most {max(slides)} in a deck")
    print("slides per deck: " + ", ".join(f"{n}+: {spread[n]}" for n in sorted(spread)))
    print(f"slowest: seed {slowest.seed}, {slowest.slides} slides in {slowest.seconds:.1f} s")
    for kind, faulty in found.items():
        print(f"{kind:32} {len(faulty):5}  (must be 0)")
        for fault in faulty[:5]:
            print(f"    {fault}")


def judge_spec(seed: int) -> Result:
    """Plan the deck of a spec, and list everything that is wrong with it."""
    start = time.perf_counter()
    try:
        one = plan_overview(generate_project(choose_profile(seed)))
    except GoliveError as error:
        return Result(seed, 0, 0.0, [f"cannot be made: {error}"])
    except Exception as error:  # noqa: BLE001 - each is counted as what it is: a bug
        return Result(seed, 0, 0.0, [f"exception: {error!r}"])
    seconds = time.perf_counter() - start
    return Result(seed, len(one.deck.slides), seconds, list(find_deck_faults(one, read_repository_theme())))


if __name__ == "__main__":
    main()
