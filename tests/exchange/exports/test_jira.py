"""Open items as Jira issues."""

import csv
import io
from pathlib import Path

import pytest
from tests.exchange.exports.samples import SPECS, load_project, make_project

from golive.exchange.exports.csv_tables import JIRA_COLUMNS, build_jira_csv
from golive.open_items.items import collect_open_items


def read_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_each_open_item_is_an_issue_of_its_owner(path: Path) -> None:
    project = load_project(path)
    team = {person.id: person for person in project.spec.team}
    items, issues = collect_open_items(project.spec), read_rows(build_jira_csv(project))

    assert items
    for item, issue in zip(items, issues, strict=True):
        assert tuple(issue) == JIRA_COLUMNS
        assert issue["Summary"].startswith(f"{project.spec.biller.short_name}: ")
        assert item.what[:150] in issue["Summary"]
        assert issue["Due Date"] == (item.due.isoformat() if item.due else "")
        assert issue["Assignee"] == (team[item.owner].email or "")
        assert f"Item {item.id} of " in issue["Description"]
        assert item.note in issue["Description"]


def test_a_long_question_is_whole_in_the_description() -> None:
    question = "Who decides " + "this and that " * 30 + "?"
    decision = f"decisions:\n  - {{id: d-1, question: '{question}', owner: cara}}\n\ntimeline:"
    (issue,) = [
        one for one in read_rows(build_jira_csv(make_project(("timeline:", decision)))) if "d-1" in one["Description"]
    ]

    assert len(issue["Summary"]) <= 255
    assert issue["Summary"].endswith("…")
    assert question.strip() in issue["Description"]
