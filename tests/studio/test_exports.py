"""Files for other programs are downloaded as `golive export` and `golive invite` write them."""

import io
import zipfile
from datetime import date

from tests.studio.conftest import RunningStudio

from golive.exchange.exports.registry import EXPORT_FORMATS
from golive.exchange.invitations import build_calendar_file
from golive.project.project import load_integration
from golive.project.workspace import Workspace
from golive.studio.views.exports import CALENDAR

URL = "/integrations/riverton-water/exports"


def test_every_format_is_offered_and_downloaded_as_the_command_writes_it(
    studio: RunningStudio, workspace: Workspace
) -> None:
    project = load_integration(workspace, workspace.integration_file("riverton-water"))
    page = studio.client.get(URL).text

    assert f'href="{URL}/{CALENDAR}"' in page
    for key, form in EXPORT_FORMATS.items():
        assert f'href="{URL}/{key}"' in page
        answer = studio.client.get(f"{URL}/{key}")
        assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''riverton-water-1.1.0-")
        wanted = dict(form.build(project, date.today()))  # noqa: DTZ011 - as the app does
        if "" in wanted:
            assert answer.content == wanted[""]
        else:
            with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
                assert {name: archive.read(name) for name in archive.namelist()} == wanted
    assert studio.client.get(f"{URL}/{CALENDAR}").content == build_calendar_file(project)


def test_there_is_nothing_else_to_download(studio: RunningStudio) -> None:
    assert studio.client.get(f"{URL}/nothing").status_code == 404


def test_a_file_with_errors_says_what_comes_first(studio: RunningStudio, workspace: Workspace) -> None:
    spec = workspace.integration_file("riverton-water")
    spec.write_text(spec.read_text(encoding="utf-8").replace("accounts: 18400", "accounts: many"), encoding="utf-8")

    assert "once the point of the" in studio.client.get(URL).text
    assert studio.client.get(f"{URL}/project").status_code == 422
