"""The sections of a file in the side bar, each with what is left to do there."""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from golive.studio.sessions.snapshot import Snapshot
from golive.studio.sessions.targets import INTEGRATION
from golive.studio.views.problems import ProblemView
from golive.topics.table import list_topics


class SectionLink(Struct, frozen=True):
    """A link of the side bar.

    Attributes:
        id: id of the topic or view.
        title: its title.
        url: its address.
        fix_count: problems to fix there.
        to_do_count: what is left to do there.
        is_current: whether it is the page that is shown.
    """

    id: str
    title: str
    url: str
    fix_count: int = 0
    to_do_count: int = 0
    is_current: bool = False


class Area(Struct, frozen=True):
    """Links under one heading."""

    title: str
    links: tuple[SectionLink, ...]


class ViewRow(Struct, frozen=True):
    """A page of an integration that is not a topic: `id` is the last part of its address."""

    id: str
    title: str


INTEGRATION_VIEWS: list[ViewRow] = [
    ViewRow("overview", "Overview"),
    ViewRow("open", "Open items"),
    ViewRow("preview", "Preview"),
]
"""The views of an integration, in the order of the side bar; a new view is one more row and one file in `routes`."""


GUIDE_VIEWS: list[ViewRow] = [ViewRow("preview", "Preview")]
"""The views of the participation guide."""


def list_views(kind: str) -> list[ViewRow]:
    """Return the views of a kind of file."""
    return {INTEGRATION: INTEGRATION_VIEWS, "guide": GUIDE_VIEWS}.get(kind, [])


def list_areas(snapshot: Snapshot, problems: Sequence[ProblemView], current: str) -> tuple[Area, ...]:
    """Return the links of the side bar of a file.

    Args:
        snapshot: the file.
        problems: its problems.
        current: id of the topic or view that is shown.
    """
    url = snapshot.target.url
    areas = []
    if views := list_views(snapshot.target.kind):
        links = tuple(SectionLink(row.id, row.title, f"{url}/{row.id}", is_current=row.id == current) for row in views)
        areas.append(Area("", links))
    for title, topics in groupby(list_topics(snapshot.target.kind), key=lambda topic: topic.area):
        found = []
        for topic in topics:
            here = [one.kind for one in problems if one.url.startswith(f"{url}/{topic.id}?")]
            found.append(
                SectionLink(
                    topic.id,
                    topic.title,
                    f"{url}/{topic.id}",
                    here.count("fix"),
                    here.count("to-do"),
                    topic.id == current,
                )
            )
        areas.append(Area(title, tuple(found)))
    return tuple(areas)
