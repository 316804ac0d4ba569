"""The sections of a file in the side bar, each with what is left to do there."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from golive.open_items.items import collect_open_items
from golive.project.project import IntegrationProject
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.sessions.targets import INTEGRATION
from golive.studio.views.problems import ProblemView
from golive.topics.questions import find_topic
from golive.topics.table import list_topics


class SectionLink(Struct, frozen=True):
    """A link of the side bar.

    Attributes:
        id: id of the topic or view.
        title: its title.
        url: its address.
        fix_count: problems to fix there.
        to_do_count: what is left to do there.
        open_count: fields that are still to be decided there, which documents name as open items.
        is_current: whether it is the page that is shown.
    """

    id: str
    title: str
    url: str
    fix_count: int = 0
    to_do_count: int = 0
    open_count: int = 0
    is_current: bool = False


class LinkGroup(Struct, frozen=True):
    """Links under one heading, which can be folded; without a title, they always show."""

    title: str
    links: tuple[SectionLink, ...]

    @property
    def id(self) -> str:
        """The id of its element."""
        return f"group-{re.sub('[^a-z]+', '-', self.title.lower())}"

    @property
    def is_current(self) -> bool:
        """Return whether the page that is shown is among them."""
        return any(one.is_current for one in self.links)

    @property
    def fix_count(self) -> int:
        """Problems to fix there."""
        return sum(one.fix_count for one in self.links)

    @property
    def to_do_count(self) -> int:
        """What is left to do there."""
        return sum(one.to_do_count for one in self.links)

    @property
    def open_count(self) -> int:
        """Fields that are still to be decided there."""
        return sum(one.open_count for one in self.links)


class ViewRow(Struct, frozen=True):
    """A page of an integration that is not a topic: `id` is the last part of its address, `group` its heading."""

    id: str
    title: str
    group: str = ""


_EXCHANGE: Final = "Send and receive files"
INTEGRATION_VIEWS: list[ViewRow] = [
    ViewRow("overview", "Overview"),
    ViewRow("open", "Open items"),
    ViewRow("timeline", "Timeline"),
    ViewRow("phases", "Phases"),
    ViewRow("preview", "Preview"),
    ViewRow("documents", "Documents"),
    ViewRow("release", "Release"),
    ViewRow("questionnaire", "Questionnaire", _EXCHANGE),
    ViewRow("import", "Import", _EXCHANGE),
    ViewRow("exports", "Exports", _EXCHANGE),
    ViewRow("check-file", "Check a file", _EXCHANGE),
    ViewRow("yaml", "YAML", _EXCHANGE),
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
    kind, url = snapshot.target.kind, snapshot.target.url
    found = Counter((one.kind, one.url.partition("?")[0]) for one in problems)
    gaps = _count_gaps(snapshot)

    def link(page: str, title: str) -> SectionLink:
        address = f"{url}/{page}"
        counts = found["fix", address], found["to-do", address], gaps[page]
        return SectionLink(page, title, address, *counts, page == current)

    views, areas = list_views(kind), list[LinkGroup]()
    if len(views) > 1:
        for title, rows in groupby(views, key=lambda row: row.group):
            areas.append(LinkGroup(title, tuple(link(row.id, row.title) for row in rows)))
    for title, topics in groupby(list_topics(kind), key=lambda topic: topic.area):
        areas.append(LinkGroup(title, tuple(link(one.id, one.title) for one in topics)))
    if len(views) == 1:  # nothing but the text: the forms come first
        areas.append(LinkGroup("", tuple(link(row.id, row.title) for row in views)))
    return tuple(areas)


def _count_gaps(snapshot: FileSnapshot) -> Counter[str]:
    """Count the open items of each topic; of a file with errors, the fields that may be left open and are."""
    kind, project = snapshot.target.kind, snapshot.project
    if isinstance(project, IntegrationProject):
        paths = [item.path for item in collect_open_items(project.spec)]
    else:
        paths = [path for path, gap in snapshot.gaps.items() if gap.may_be_open]
        decisions = snapshot.values.get("decisions") if snapshot.is_readable else None
        paths += [
            ("decisions", index)
            for index, one in enumerate(decisions if isinstance(decisions, list) else ())
            if isinstance(one, dict) and one.get("decision") is None
        ]
    return Counter(find_topic(path, snapshot.values, kind).id for path in paths)
