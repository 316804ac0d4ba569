"""When files move in a day: one row per file, or one for all files with the same times, or one per direction."""

from collections.abc import Callable, Iterable, Sequence
from datetime import time
from typing import Literal

from msgspec import Struct

from golive.spec.model import Integration
from golive.spec.model.interfaces import BatchInterface
from golive.spec.wording import clock, count

Moment = Literal["cut-off", "drop-by", "processed"]
MOMENT_WORDS: dict[Moment, str] = {"cut-off": "Cut-off", "drop-by": "Drop-by", "processed": "Processed by"}


class Day(Struct, frozen=True):
    """One row: what moves, and its moments in the order in which they come.

    A moment on the next day is later in the tuple than one before it, whatever the clock says.
    """

    id: str
    name: str
    moments: tuple[tuple[Moment, time], ...]
    merged: bool = False


def one_by_one(spec: Integration) -> tuple[Day, ...]:
    """Every file has its row."""
    return tuple(Day(f"clock-{i.id}", i.name if moments(i) else f"{i.name} (open)", moments(i)) for i in spec.batch)


def by_times(spec: Integration) -> tuple[Day, ...]:
    """Files with the same times share a row."""
    groups: dict[tuple[tuple[Moment, time], ...], list[BatchInterface]] = {}
    for interface in spec.batch:
        groups.setdefault(moments(interface), []).append(interface)
    return tuple(
        Day(f"clock-{g[0].id}", g[0].name if len(g) == 1 else count(len(g), "file"), m) for m, g in groups.items()
    )


def by_direction(spec: Integration) -> tuple[Day, ...]:
    """All files of one direction share a row, which shows their moments without connecting them."""
    groups: dict[str, list[BatchInterface]] = {}
    for interface in spec.batch:
        groups.setdefault(interface.direction.label, []).append(interface)
    return tuple(
        Day(
            f"clock-{g[0].direction.value}",
            f"{label}: {count(len(g), 'file')}",
            _all(moments(i) for i in g),
            merged=True,
        )
        for label, g in groups.items()
    )


LEVELS: Sequence[Callable[[Integration], tuple[Day, ...]]] = (one_by_one, by_times, by_direction)


def moments(interface: BatchInterface) -> tuple[tuple[Moment, time], ...]:
    """The moments of a file's day, in order; those that the spec leaves open are left out."""
    schedule = interface.schedule
    found: list[tuple[Moment, time | None]] = [
        ("cut-off", schedule.cut_off),
        ("drop-by", schedule.drop_by),
        ("processed", schedule.processed_by),
    ]
    return tuple((moment, at) for moment, at in found if at is not None)


def describe(spec: Integration) -> str:
    """Every file's day in a sentence."""
    zone = spec.biller.time_zone_label
    sentences = []
    for interface in spec.batch:
        facts = [f"{MOMENT_WORDS[moment].lower()} {clock(at, zone)}" for moment, at in moments(interface)]
        late = " (drop-by is on the next day)" if interface.schedule.next_day else ""
        sentences.append(f"{interface.name}: {', '.join(facts) or 'to be decided'}{late}.")
    return " ".join(sentences)


def _all(days: Iterable[tuple[tuple[Moment, time], ...]]) -> tuple[tuple[Moment, time], ...]:
    return tuple(sorted({pair for day in days for pair in day}, key=lambda pair: (pair[1], pair[0])))
