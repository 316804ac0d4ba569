"""Two people in one field: the second sees both values at the field, and chooses."""

import re

import pytest
import yaml
from playwright.sync_api import expect
from tests.studio.browser.conftest import Visit
from tests.studio.conftest import RunningStudio

from golive.project.workspace import Workspace

URL = "/integrations/riverton-water"


@pytest.mark.parametrize(("button", "kept"), [("Keep mine", "30000"), ("Take theirs", "29000")])
def test_a_conflict_is_shown_at_its_field_and_chosen_there(
    visit: Visit, studio: RunningStudio, workspace: Workspace, button: str, kept: str
) -> None:
    page = visit.page
    page.route("**/events", lambda route: route.abort())  # else the window follows before anything is typed
    page.goto(f"{visit.origin}{URL}/volumes")
    version = re.search(r'data-version="([^"]+)"', page.content())
    assert version
    edit = {"do": "set", "path": ["volumes", "accounts"], "value": "29000"}
    assert studio.post(f"{URL}/edit", {"version": version[1], "edits": [edit]}).status_code == 200

    accounts = page.get_by_label("Accounts", exact=False).first
    accounts.fill("30000")
    expect(page.locator(".conflict")).to_contain_text("Someone else wrote “29000” here.")
    expect(page.locator("#save-state")).to_have_text("Not saved")
    expect(accounts).to_have_value("30000")
    assert visit.run_axe() == []
    page.get_by_role("button", name=button).click()

    expect(page.locator(".conflict")).to_have_count(0)
    expect(page.locator("#save-state")).to_have_text("Saved")
    expect(accounts).to_have_value(kept)
    spec = yaml.safe_load(workspace.integration_file("riverton-water").read_text(encoding="utf-8"))
    assert str(spec["volumes"]["accounts"]) == kept
