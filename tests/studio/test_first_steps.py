"""From an empty workspace to the first deck: every problem and every open item leads to the field that answers it."""

import html
import re
from datetime import date
from pathlib import Path

import httpx
import pytest
from tests.studio.conftest import RunningStudio, serve_studio

from golive.checks.vendor_identity import PLACEHOLDERS
from golive.editing import RemoveItem, SetValue, apply_edits
from golive.planning.planned_timeline import plan_activities
from golive.project.project import IntegrationProject
from golive.project.workspace import Workspace
from golive.schema import Organization
from golive.schema.words import Track
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


def start(studio: RunningStudio, **answers: str) -> httpx.Response:
    given = {"name": "Clearbill", "website": "https://www.example.org", "phone": "503-555-0100"} | answers
    return studio.client.post("/start", data=given, headers=studio.origin, follow_redirects=True)


def test_an_empty_folder_becomes_a_workspace_and_what_is_left_out_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    with serve_studio(Workspace(tmp_path)) as studio:
        assert html.escape(str(tmp_path)) in studio.client.get("/").text
        assert studio.client.get("/new", follow_redirects=True).url.path == "/"
        nameless, wrong = start(studio, name=" "), start(studio, website="not a site", phone="none")
        assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
        assert (nameless.status_code, wrong.status_code) == (422, 422)
        assert 'value="not a site"' in wrong.text
        assert re.search(r'id="q-website--error">[^<]*<p class="is-fix">', wrong.text)
        assert re.search(r'id="q-phone--error">[^<]*<p class="is-fix">', wrong.text)

        page = start(studio, website="www.example.org/bills")
        again = start(studio, name="Other")

    assert "New integration" in page.text
    assert "3 to fix before documents can be made" in page.text  # platform, e-mail and hours
    assert again.text == page.text
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    written = Workspace(tmp_path).organization_file.read_text(encoding="utf-8")
    assert "name: Clearbill" in written
    assert "https://www.example.org/bills" in written


def test_a_folder_with_data_of_its_own_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "data" / "guide.yaml"
    own.parent.mkdir()
    own.write_text("mine", encoding="utf-8")
    with serve_studio(Workspace(tmp_path)) as studio:
        page = start(studio)
    assert (page.status_code, "guide.yaml" in page.text) == (422, True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [own]


def test_the_typical_process_begins_a_plan_from_either_end_and_is_undone_in_one_step(
    studio: RunningStudio, new_session: EditSession
) -> None:
    url = f"{new_session.target.url}/timeline"

    def use_typical_process() -> httpx.Response:
        seen = re.search(r'data-version="(\w+)"', studio.client.get(url).text)
        assert seen
        return studio.client.post(url, data={"version": seen[1]}, headers=studio.origin, follow_redirects=True)

    before = new_session.target.path.read_bytes()
    refused = use_typical_process()
    assert (refused.status_code, "Neither the project start nor" in refused.text) == (422, True)
    assert new_session.target.path.read_bytes() == before

    for key, other in (("start", "go_live"), ("go_live", "start")):
        new_session.apply([SetValue(("timeline", key), "2027-03-01")], new_session.read().version)
        given = new_session.target.path.read_bytes()
        page = use_typical_process()
        project = new_session.read().project
        assert isinstance(project, IntegrationProject), page.text
        plan = project.spec.timeline
        steps = [one for one in project.process.steps if one.track is not Track.GO_LIVE]
        assert [one.id for one in plan.activities] == [one.id for one in steps]
        assert [one.days for one in plan.activities] == [one.most_days for one in steps]
        days = [(one.first, one.last) for one in plan_activities(project.spec)]
        assert days == sorted(days)
        assert plan.go_live
        assert days[-1][1] < plan.go_live
        assert ("<svg" in page.text, "Use the typical process" in page.text) == (True, False)
        assert (getattr(plan, other) is None) == (other == "start")
        assert use_typical_process().status_code == 422  # it has begun
        studio.post(f"{new_session.target.url}/undo", {})
        assert new_session.target.path.read_bytes() == given
        new_session.apply([RemoveItem(("timeline",))], new_session.read().version)
