"""Decide which topics of the overview deck get their own slide: each topic that has content.

The number of slides follows from the content alone, so one topic never pushes another out.
"""

from collections.abc import Sequence

from msgspec import Struct

from golive.open_items.items import OpenItem
from golive.schema import Integration
from golive.templating.version_changes import VersionChanges
from golive.yaml_io.gaps import is_blank

_MAX_ITEMS_BESIDE_RISKS = 5  # open items: more do not find room beside the risks
_MAX_RISKS_BESIDE_ITEMS = 4
_MAX_ALONE = 3  # interfaces: so many have a slide each
_MAX_ON_SLIDES = 6  # interfaces: more are shown as a table


class DeckPlan(Struct, frozen=True):
    """What gets a slide of its own.

    Attributes:
        interfaces: how many interfaces share a slide; 0 when all of them are rows of one table.
        formats: whether formats and record layouts have a slide of their own.
        volumes: whether volumes have one.
        cases: whether the test plan has one.
        items: whether open items have one; else they stand with the risks.
        changes: whether what changed has one.
    """

    interfaces: int
    formats: bool
    volumes: bool
    cases: bool
    items: bool
    changes: bool = False


def plan_deck(spec: Integration, items: Sequence[OpenItem], news: VersionChanges | None = None) -> DeckPlan:
    """Plan the slides of a deck.

    Args:
        spec: the integration.
        items: what is open.
        news: what has changed since the version before.
    """
    few_risks = 0 < len(spec.risks) <= _MAX_RISKS_BESIDE_ITEMS
    return DeckPlan(
        interfaces=_get_interfaces_per_slide(len(spec.interfaces)),
        formats=any(item.format for item in spec.batch),
        volumes=not is_blank(spec.volumes),
        cases=bool(spec.testing.sit.cases or spec.testing.uat.cases),
        items=bool(items) and not (few_risks and len(items) <= _MAX_ITEMS_BESIDE_RISKS),
        changes=bool(news and news.changes),
    )


def _get_interfaces_per_slide(count: int) -> int:
    """Return how many interfaces share a slide; 0 when there are too many for slides."""
    if count <= _MAX_ALONE:
        return 1
    return 2 if count <= _MAX_ON_SLIDES else 0
