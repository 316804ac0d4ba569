"""The sections of a file in the side bar, each with what is left to do there."""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from golive.studio.sessions.snapshot import FileSnapshot
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


class LinkGroup(Struct, frozen=True):
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
    ViewRow("questionnaire", "Questionnaire"),
    ViewRow("import", "Import"),
    ViewRow("timeline", "Timeline"),
    ViewRow("phases", "Phases"),
    ViewRow("preview", "Preview"),
    ViewRow("documents", "Documents"),
    ViewRow("exports", "Exports"),
    ViewRow("release", "Release"),
    ViewRow("check-file", "Check a file"),
    ViewRow("yaml", "YAML"),
]
"""The views of an integration, in the order of the side bar; a new view is one more row and one file in `routes`."""


GUIDE_VIEWS: list[ViewRow] = [
    ViewRow("preview", "Preview"),
    ViewRow("documents", "Documents"),
    ViewRow("release", "Release"),
    ViewRow("yaml", "YAML"),
]
"""The views of the participation guide."""

OTHER_VIEWS: list[ViewRow] = [ViewRow("yaml", "YAML")]
"""The views of the vendor's other files."""


def list_views(kind: str) -> list[ViewRow]:
    """Return the views of a kind of file."""
    return {INTEGRATION: INTEGRATION_VIEWS, "guide": GUIDE_VIEWS}.get(kind, OTHER_VIEWS)


def list_link_groups(snapshot: FileSnapshot, problems: Sequence[ProblemView], current: str) -> tuple[LinkGroup, ...]:
    """Return the links of the side bar of a file.

    Args:
        snapshot: the file.
        problems: its problems.
        current: id of the topic or view that is shown.
    """
    url = snapshot.target.url
    areas = []
    views = list_views(snapshot.target.kind)
    if len(views) > 1:
        areas.append(LinkGroup("", tuple(_make_link(url, row.id, row.title, problems, current) for row in views)))
    for title, topics in groupby(list_topics(snapshot.target.kind), key=lambda topic: topic.area):
        areas.append(LinkGroup(title, tuple(_make_link(url, one.id, one.title, problems, current) for one in topics)))
    if len(views) == 1:  # nothing but the text: the forms come first
        areas.append(LinkGroup("", tuple(_make_link(url, row.id, row.title, problems, current) for row in views)))
    return tuple(areas)


def _make_link(url: str, page: str, title: str, problems: Sequence[ProblemView], current: str) -> SectionLink:
    here = [one.kind for one in problems if one.url.startswith(f"{url}/{page}?")]
    return SectionLink(page, title, f"{url}/{page}", here.count("fix"), here.count("to-do"), page == current)
