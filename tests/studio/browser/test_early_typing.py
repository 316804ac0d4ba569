"""What is typed while a page still loads is saved like what is typed later."""

import yaml
from playwright.sync_api import Route, expect
from tests.studio.browser.conftest import Visit

from golive.project.workspace import Workspace


def test_what_is_typed_before_the_script_is_there_is_saved(visit: Visit, workspace: Workspace) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visit.page.route("**/static/studio.js", hold)
    visit.page.goto(f"{visit.origin}/integrations/riverton-water/volumes", wait_until="commit")
    accounts = visit.page.get_by_label("Accounts", exact=False).first
    accounts.click()
    accounts.fill("30001")

    assert held, "the script was not asked for yet"
    with visit.page.expect_response("**/edit"):
        for route in held:
            route.continue_()
    expect(visit.page.locator("#save-state")).to_have_text("Saved")
    expect(accounts).to_have_value("30001")
    spec = yaml.safe_load(workspace.integration_file("riverton-water").read_text(encoding="utf-8"))
    assert spec["volumes"]["accounts"] == 30001


def test_half_a_time_removes_no_answer_and_a_time_is_typed_as_people_write_it(
    visit: Visit, workspace: Workspace
) -> None:
    path = workspace.integration_file("riverton-water")
    before = path.read_bytes()
    visit.page.goto(f"{visit.origin}/integrations/riverton-water/files?at=f-interfaces-0-schedule-cut_off")
    field = visit.page.locator("#f-interfaces-0-schedule-cut_off")
    assert field.input_value() == "22:00"

    field.press("Backspace")
    visit.page.keyboard.press("Shift+Tab")
    visit.page.get_by_text("Not saved").wait_for()
    assert path.read_bytes() == before

    field.click(position={"x": 20, "y": 20})  # on its hour
    visit.page.keyboard.type("09:30 PM", delay=20)
    visit.page.get_by_text("Saved", exact=True).wait_for()
    assert path.read_bytes() == before.replace(b"cut_off: 22:00", b"cut_off: 21:30", 1)
