"""From an empty workspace to the first deck: every problem and every open item leads to the field that answers it."""

import re
from datetime import date

import pytest
from tests.studio.conftest import RunningStudio

from golive.checks.vendor_identity import PLACEHOLDERS
from golive.editing import SetValue, apply_edits
from golive.project.workspace import Workspace
from golive.schema import Organization
from golive.studio.sessions.session import EditSession
from golive.studio.sessions.targets import find_target
from golive.studio.views.form import CardView, FormOptions, build_form
from golive.studio.views.interview import NewIntegration, create_integration
from golive.studio.views.open_items import list_open_item_views
from golive.studio.views.problems import make_element_id
from golive.topics.table import TOPICS

TODAY = date(2027, 1, 4)
ANSWERS = {
    "biller": "Maple Creek Water District",
    "kind": "utility",
    "location": "Maple Creek, Ohio",
    "billing_system": "HydroBill",
    "method": "hybrid",
    "owner": "Dana Ortiz",
}


@pytest.fixture
def new_session(workspace: Workspace) -> EditSession:
    """An integration of which the seven questions were answered."""
    made = create_integration(workspace, ANSWERS, TODAY)
    assert isinstance(made, NewIntegration)
    workspace.integration_file(made.id).write_text(made.text, encoding="utf-8")
    target = find_target(workspace, "integration", made.id)
    assert target
    return EditSession(workspace, target)


def open_card(session: EditSession, topic_id: str, at: str = "") -> CardView:
    topic = next(one for one in TOPICS if one.id == topic_id)
    cards = [card for part in build_form(session.read(), topic, FormOptions(at=at)).parts for card in part.cards]
    return next(card for card in cards if card.is_open)


def test_every_placeholder_of_the_vendor_leads_to_its_field_and_is_marked_there(
    studio: RunningStudio, workspace: Workspace
) -> None:
    path = workspace.organization_file
    edits = [SetValue(path, value) for path, value in PLACEHOLDERS.items()]
    (change,) = apply_edits(path, edits, model=Organization, inside=workspace.data_folder).changes
    path.write_text(change.after, encoding="utf-8")

    home = studio.client.get("/").text
    overview = studio.client.get("/integrations/riverton-water/overview").text
    vendor = studio.client.get("/vendor/organization/vendor").text

    assert f"{len(PLACEHOLDERS)} to fix before documents can be made" in home
    for where in PLACEHOLDERS:
        assert f'href="/vendor/organization/vendor?at={make_element_id(where)}"' in overview, where
        assert re.search(rf'id="{make_element_id(where)}"[^>]*aria-invalid="true"', vendor), where
    assert "organization.yaml" not in overview


def test_every_open_item_leads_to_an_element_of_its_page(studio: RunningStudio, new_session: EditSession) -> None:
    owners = list_open_item_views(new_session.read(), TODAY)
    pages: dict[str, str] = {}
    addresses = [item.url for owner in owners for item in owner.items]
    assert len(addresses) > 20
    for address in addresses:
        page, at = address.split("?at=")
        is_whole_page = at.count("-") == 1
        names = (f'id="{at}{"-" if is_whole_page else ""}', f'id="{at}"', f'id="{at}--part"')
        if not any(name in pages.get(page, "") for name in names):  # a page may show one part of several
            pages[page] = studio.client.get(address).text
        assert any(name in pages[page] for name in names), address


def test_a_group_that_can_be_left_out_is_closed_until_it_holds_something(new_session: EditSession) -> None:
    def list_closed(at: str = "") -> set[str]:
        return {one.heading for one in open_card(new_session, "files", at).groups if not one.is_open}

    at = "f-interfaces-0-schedule"
    closed = list_closed(at)
    assert {"Migration", "Acknowledgement"} <= closed
    assert not {"Schedule", "File name", "Controls"} & closed  # a phase needs them

    version = new_session.read().version
    new_session.apply([SetValue(("interfaces", 0, "acknowledgement"), {"file": "ACK.txt"})], version)
    assert "Acknowledgement" not in list_closed(at)


def test_only_the_item_that_was_asked_for_is_open(new_session: EditSession) -> None:
    assert open_card(new_session, "files", "f-interfaces-2-schedule").name == "Payment file"


def test_a_new_item_does_not_ask_for_the_kind_that_was_chosen(new_session: EditSession) -> None:
    topic = next(one for one in TOPICS if one.id == "connections")
    form = build_form(new_session.read(), topic, FormOptions(new_part=0, new_kind="sftp"))
    (card,) = form.parts[0].cards

    keys = [field.path for group in card.groups for field in group.fields]
    assert '["connections",0,"kind"]' not in keys
    assert '["connections",0,"name"]' in keys
    assert card.new_kind == "sftp"
