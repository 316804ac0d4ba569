"""A copybook on its way through the page of imports, as a person sees it."""

from playwright.sync_api import FilePayload, expect
from tests.studio.browser.conftest import Visit
from tests.studio.test_imports import COPYBOOK, list_records

from golive.project.workspace import Workspace


def test_a_file_is_chosen_looked_at_imported_and_taken_back(visit: Visit, workspace: Workspace) -> None:
    page, spec = visit.page, workspace.integration_file("riverton-water")
    before = spec.read_bytes()
    page.goto(f"{visit.origin}/integrations/riverton-water/import")
    page.get_by_label("File", exact=True).set_input_files(
        FilePayload(name="bills.cpy", mimeType="text/plain", buffer=COPYBOOK)
    )
    page.get_by_role("button", name="Show what it offers").click()
    found = visit.run_axe()
    page.get_by_label("It belongs to").select_option("Customer and account file")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("heading", name="What changes in Customer and account file")).to_be_visible()
    page.get_by_text("3 of 3 parts").click()
    page.get_by_role("checkbox", name="AMOUNT-DUE").uncheck()
    page.get_by_role("button", name="Show the changes again").click()
    expect(page.get_by_text("2 of 3 parts")).to_be_visible()
    found += visit.run_axe()
    page.get_by_role("button", name="Import it").click()
    expect(page.get_by_role("status").filter(has_text="It is imported.")).to_be_visible()
    assert "bill-rec" in list_records(spec, "account-file")

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Imported so far")).to_have_count(0)
    assert spec.read_bytes() == before
    assert found == []
    assert visit.errors == []
    assert visit.strange_requests == []


def test_a_form_that_takes_a_while_says_so_and_is_not_sent_twice(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.origin}/integrations/riverton-water/import")
    button = page.get_by_role("button", name="Show what it offers")
    sending = "e => e.form.dispatchEvent(new SubmitEvent('submit', {submitter: e, bubbles: true}))"
    button.evaluate(sending)  # as a click does, without leaving the page

    expect(page.get_by_role("status").filter(has_text="Reading the file.")).to_be_visible()
    expect(button).to_be_disabled()
    assert visit.run_axe() == []
