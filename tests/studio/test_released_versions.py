"""Released versions in the browser: their documents made again, and the newest withdrawn."""

import time

import pytest
import yaml
from tests.studio.conftest import RunningStudio
from tests.studio.test_release import list_files

from golive.project.workspace import Workspace
from golive.provenance.document_file import read_statement
from golive.releases.snapshots import list_released_versions

URL = "/integrations/riverton-water/release"
SURE = {"version": "1.1.0", "sure": "yes", "day": "2027-01-04", "by": "Beth Lindgren", "reason": "A wrong layout."}


def withdraw(studio: RunningStudio, **answers: str) -> str:
    body = {key: value for key, value in {**SURE, **answers}.items() if value}
    answer = studio.client.post(f"{URL}/withdrawal", data=body, headers=studio.origin, follow_redirects=True)
    assert answer.status_code in {200, 422}
    return answer.text


def test_the_newest_release_is_taken_back_after_saying_what_that_means(
    studio: RunningStudio, workspace: Workspace
) -> None:
    made = workspace.output_folder / "riverton-water" / "riverton-water-overview-1.1.0.pptx"
    made.parent.mkdir(parents=True)
    made.write_bytes(b"handed out")
    assert f'href="{URL}/withdrawal"' in studio.client.get(URL).text
    asked = studio.client.get(f"{URL}/withdrawal").text
    assert "1.0.0 is the newest release again." in asked
    assert made.name in asked

    page = withdraw(studio)

    assert "Version 1.1.0 is withdrawn." in page
    assert "Withdrawn on Jan 4, 2027 by Beth Lindgren: A wrong layout." in page
    assert list_released_versions(workspace.releases_folder("riverton-water")) == ("1.0.0",)
    assert made.read_bytes() == b"handed out"
    log = yaml.safe_load(workspace.changelog_file("riverton-water").read_text(encoding="utf-8"))
    assert log["entries"][0]["withdrawn"]["reason"] == "A wrong layout."
    again = withdraw(studio)
    assert "not the newest release" in again or "was not released" in again  # the page was an old one


@pytest.mark.parametrize(
    "answers", [{"sure": ""}, {"day": ""}, {"day": "soon"}, {"version": "1.0.0"}, {"day": "2001-01-01"}]
)
def test_nothing_is_taken_back_without_a_sure_and_right_answer(
    studio: RunningStudio, workspace: Workspace, answers: dict[str, str]
) -> None:
    before = list_files(workspace)
    assert "Nothing was written." in withdraw(studio, **answers)
    assert list_files(workspace) == before


def test_documents_of_an_old_version_are_made_in_the_background_and_downloaded(
    studio: RunningStudio, workspace: Workspace
) -> None:
    page = f"{URL}/versions/1.0.0"
    assert f'href="{page}"' in studio.client.get(URL).text
    assert "Choose at least one document." in studio.client.post(page, headers=studio.origin).text

    studio.client.post(page, data={"kind": ["slide"]}, headers=studio.origin)
    for _ in range(600):
        text = studio.client.get(page).text
        if "data-job" not in text:
            break
        time.sleep(0.05)

    assert "1 file written." in text
    (made,) = (workspace.output_folder / "riverton-water").iterdir()
    statement = read_statement(made)
    assert (statement.version, statement.kind) == ("1.0.0", "slide")
    address = f"/integrations/riverton-water/documents/file/{made.name}"
    assert f'href="{address}"' in text
    assert studio.client.get(address).content == made.read_bytes()


@pytest.mark.parametrize("version", ["9.9.9", "1.0", "..%2F..%2Fguide%2F1.0.0", "%00", "1.0.0.withdrawn"])
def test_what_was_not_released_has_no_page(studio: RunningStudio, version: str) -> None:
    assert studio.client.get(f"{URL}/versions/{version}").status_code == 404
