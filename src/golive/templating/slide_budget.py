"""Decide which topics of the overview deck get their own slide."""

from collections.abc import Sequence

from msgspec import Struct

from golive.open_items.items import OpenItem
from golive.schema import Integration
from golive.templating.version_changes import VersionChanges
from golive.yaml_io.gaps import is_blank

MOST = 16  # slides: what a meeting of an hour can take
_FIXED_SLIDES = (
    11  # title, glance, data flow, methods, security, timeline, tests, who does what, contacts, risks, next steps
)
_MAX_ITEMS_BESIDE_RISKS = 5  # open items: more do not find room beside the risks
_MAX_INTERFACES_ON_SLIDES = 6  # more interfaces than this are shown as a table


class DeckPlan(Struct, frozen=True):
    """What gets a slide of its own.

    Attributes:
        interfaces: how many interfaces share a slide; 0 when all of them are rows of one table.
        formats: whether formats and record layouts have a slide of their own; else each interface says its own.
        volumes: whether volumes have a slide of their own; else they stand with the methods.
        cases: whether the test plan has one; else it stands with the comparison of the tests.
        items: whether open items have one; else they stand with the risks.
        methods: whether the methods have one; a single method gives its slide up for those of the interfaces.
        changes: whether what changed has one.
    """

    interfaces: int
    formats: bool
    volumes: bool
    cases: bool
    items: bool
    methods: bool = True
    changes: bool = False


def plan_deck(spec: Integration, items: Sequence[OpenItem], news: VersionChanges | None = None) -> DeckPlan:
    """Give slides of their own, in order of worth, as long as there is room.

    Args:
        spec: the integration.
        items: what is open; several take a slide before the volumes do, for the meeting is there to close them.
        news: what has changed since the version before.
    """
    changes = bool(news and news.changes)
    room = MOST - _FIXED_SLIDES - _count_line_slides(spec) - changes
    per_slide, methods = _get_interfaces_per_slide(spec, room), True
    if (
        not per_slide
        and not (spec.batch and spec.real_time)
        and (per_slide := _get_interfaces_per_slide(spec, room + 1))
    ):
        room, methods = room + 1, False
    room -= -(-len(spec.interfaces) // per_slide) if per_slide else 1
    tested = bool(spec.testing.sit.cases or spec.testing.uat.cases)
    wanted = {
        "formats": any(item.format for item in spec.batch),
        "volumes": not is_blank(spec.volumes),
        "cases": tested,
        "items": bool(items),
    }
    order = ("items", "formats", "volumes", "cases") if len(items) > _MAX_ITEMS_BESIDE_RISKS else tuple(wanted)
    given = {}
    for name in order:
        given[name] = wanted[name] and room > 0
        room -= given[name]
    return DeckPlan(per_slide, **given, methods=methods, changes=changes)


def _get_interfaces_per_slide(spec: Integration, room: int) -> int:
    """Return how many interfaces share a slide if there is room for a number of slides; 0 if they do not fit."""
    count = len(spec.interfaces)
    return next((n for n in (1, 2) if count <= _MAX_INTERFACES_ON_SLIDES and -(-count // n) <= room), 0)


def _count_line_slides(spec: Integration) -> int:
    """Return the number of slides for the connections (files, calls, or both on one) and for the schedule of files."""
    return 2 if spec.batch else 1
