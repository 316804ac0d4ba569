"""E-mail drafts to those who answer open items."""

from collections import Counter
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from tests.exchange.exports.samples import SPECS, load_project, make_project

from golive.exchange.exports.nudges import build_nudges
from golive.open_items.items import collect_open_items
from golive.project.project import IntegrationProject

QUESTION = "Wer, “who” & <whom>?"
DECISION = f"decisions:\n  - {{id: d-1, question: '{QUESTION}', owner: cara, due: 2027-01-19}}\n\ntimeline:"


def read_drafts(project: IntegrationProject, today: date) -> dict[str, EmailMessage]:
    found = {}
    for name, content in build_nudges(project, today).items():
        draft = message_from_bytes(content, policy=default)
        assert isinstance(draft, EmailMessage)
        found[name] = draft
    return found


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_open_item_is_in_the_draft_of_its_owner_alone(path: Path) -> None:
    project = load_project(path)
    drafts = read_drafts(project, project.spec.date)
    items = collect_open_items(project.spec)

    assert {name.removesuffix(".eml") for name in drafts} == {item.owner for item in items}
    texts = {name: draft.get_content() for name, draft in drafts.items()}
    places = Counter(item.id for item in items for text in texts.values() if f"(item {item.id};" in text)
    assert all(places[item.id] == 1 for item in items if item.due)
    assert all(item.what in texts[f"{item.owner}.eml"] for item in items)
    assert build_nudges(project, project.spec.date) == build_nudges(project, project.spec.date)


def test_a_draft_is_addressed_not_sent_and_says_what_is_past_due() -> None:
    project = make_project(("timeline:", DECISION), ("name: Cara Lind", "name: 'Lind, \"Cara\" ü'"))
    late, due = (read_drafts(project, date(2027, 1, day))["cara.eml"] for day in (20, 19))

    assert late["X-Unsent"] == "1"
    assert [(one.display_name, one.addr_spec) for one in late["To"].addresses] == [
        ('Lind, "Cara" ü', "cara.lind@example.org")
    ]
    assert late["From"].addresses[0].addr_spec == "ada.moreno@example.com"
    assert late["Subject"] == "Millbrook: 1 open item, 1 past due"
    assert due["Subject"] == "Millbrook: 1 open item"
    assert f"- {QUESTION} (item d-1; needed by Jan 19, 2027, past due)" in late.get_content()
    assert "past due" not in due.get_content()


def test_who_has_no_address_gets_a_draft_without_a_recipient() -> None:
    project = make_project(("timeline:", DECISION), ("    email: cara.lind@example.org\n", ""))

    assert read_drafts(project, date(2027, 1, 20))["cara.eml"]["To"] is None
