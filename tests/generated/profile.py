"""How a generated spec looks as a whole: which lists are huge, how long texts are, in which script, what is missing."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.generated.texts import SCRIPTS

Length = Literal["shortest", "usual", "long", "limit"]
LENGTHS: tuple[Length, ...] = ("shortest", "usual", "usual", "long", "limit")

HUGE = ("interfaces", "team", "raci", "activities", "cases", "gates", "controls", "risks", "decisions", "next_steps")
MORE_HUGE = (
    "connections",
    "escalation",
    "records",
    "operations",
    "carries",
    "by_channel",
    "endpoints",
    "goals",
    "keys",
)


@dataclass(frozen=True, slots=True)
class SpecProfile:
    """The settings of a generated spec; equal profiles give equal specs.

    Attributes:
        seed: the seed of everything that the other attributes leave open.
        script: the script of its texts: one of `SCRIPTS`.
        length: how long its texts are.
        huge: names of the lists that are as long as they may be.
        filled: share of optional fields that are filled, 0 to 1.
        interfaces: how many interfaces there are, where that list is not huge.
        methods: which methods they have.
    """

    seed: int
    script: str = "latin"
    length: Length = "usual"
    huge: frozenset[str] = frozenset()
    filled: float = 0.5
    interfaces: int = 3
    methods: Literal["both", "batch", "real-time"] = "both"


def choose_profile(seed: int) -> SpecProfile:
    """Choose a profile by a seed; together the seeds cover extreme and plain specs."""
    random = Random(seed)
    count = random.choice((0, 0, 1, 2, 3, 6))
    return SpecProfile(
        seed,
        random.choice(SCRIPTS),
        random.choice(LENGTHS),
        frozenset(random.sample((*HUGE, *MORE_HUGE), count)),
        random.choice((0.0, 0.5, 0.5, 1.0)),
        random.choice((1, 2, 3, 4, 5, 6, 7, 12)),
        random.choice(("both", "both", "batch", "real-time")),
    )
