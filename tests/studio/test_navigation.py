"""The side bar: every page is in one group, and a group says what is left to do in it."""

from golive.open_items.items import collect_open_items
from golive.project.project import IntegrationProject
from golive.project.workspace import Workspace
from golive.studio.sessions.snapshot import read_file_snapshot
from golive.studio.sessions.targets import find_target
from golive.studio.views.form import FormOptions, build_form
from golive.studio.views.navigation import LinkGroup, list_link_groups, list_views
from golive.studio.views.problems import list_problem_views
from golive.topics.table import list_topics


def read_groups(workspace: Workspace, current: str) -> tuple[LinkGroup, ...]:
    target = find_target(workspace, "integration", "riverton-water")
    assert target
    snapshot = read_file_snapshot(workspace, target)
    return list_link_groups(snapshot, list_problem_views(snapshot), current)


def count(groups: tuple[LinkGroup, ...]) -> dict[str, tuple[int, int, int]]:
    found = {one.title: (one.fix_count, one.to_do_count, one.open_count) for one in groups}
    return {title: counts for title, counts in found.items() if any(counts)}


def test_every_page_has_one_link_and_the_group_of_the_present_one_is_known(workspace: Workspace) -> None:
    groups = read_groups(workspace, "people")
    links = [one.id for group in groups for one in group.links]
    pages = [one.id for one in list_views("integration")] + [one.id for one in list_topics("integration")]
    assert sorted(links) == sorted(pages)
    assert [one.title for one in groups if one.is_current] == ["People"]
    assert len({one.id for one in groups}) == len(groups) == len({one.title for one in groups})


def test_a_group_counts_what_is_wrong_missing_and_still_to_be_decided_in_it(workspace: Workspace) -> None:
    before = count(read_groups(workspace, ""))
    spec = workspace.integration_file("riverton-water")
    text = spec.read_text("utf-8")
    population = next(line for line in text.splitlines() if line.strip().startswith("population:"))
    for words, added in (("TBD", (0, 0, 1)), ("many", (1, 0, 0))):
        spec.write_text(text.replace(population, f"  population: {words}", 1), "utf-8")
        after = count(read_groups(workspace, ""))
        basics = before.get("Basics", (0, 0, 0))
        assert after.pop("Basics") == tuple(a + b for a, b in zip(basics, added, strict=True)), words
        assert after == {title: counts for title, counts in before.items() if title != "Basics"}


def test_the_open_items_of_all_groups_are_those_of_the_overview(workspace: Workspace) -> None:
    for path in workspace.list_integration_files():
        target = find_target(workspace, "integration", path.stem)
        assert target
        snapshot = read_file_snapshot(workspace, target)
        assert isinstance(snapshot.project, IntegrationProject)
        groups = list_link_groups(snapshot, list_problem_views(snapshot), "")
        assert sum(one.open_count for one in groups) == len(collect_open_items(snapshot.project.spec)) > 0


def test_the_kind_of_a_connection_is_asked_first(workspace: Workspace) -> None:
    target = find_target(workspace, "integration", "fairview-city")
    assert target
    topic = next(one for one in list_topics("integration") if one.id == "connections")
    (part,) = build_form(read_file_snapshot(workspace, target), topic, FormOptions()).parts
    assert len(part.cards) > 1
    assert {card.groups[0].fields[0].key for card in part.cards} == {"kind"}
