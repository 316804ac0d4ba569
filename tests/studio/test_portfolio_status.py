"""The table of all integrations: true at once for few changes, soon for many, and read again only for what changed."""

import os
import threading
from datetime import date
from pathlib import Path

from tests.studio.conftest import RunningStudio

from golive.pipeline.input_digests import InputDigests
from golive.pipeline.status_table import StatusRow
from golive.project.workspace import Workspace
from golive.studio.sessions.portfolio_status import PortfolioStatus
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.overview import build_status_row

TODAY = date(2027, 1, 4)


class Portfolio(PortfolioStatus):
    """A portfolio that notes what it reads, and when it has read much."""

    def __init__(self, workspace: Workspace) -> None:
        self.built: list[str] = []
        self.is_done = threading.Event()
        super().__init__(workspace, self.note, self.is_done.set)

    def note(self, snapshot: FileSnapshot, today: date, digests: InputDigests) -> StatusRow:
        self.built.append(snapshot.target.id)
        return build_status_row(snapshot, today, digests)

    def rows(self, today: date = TODAY) -> dict[str, StatusRow | None]:
        return {target.id: row for target, row in self.read(today)}

    def take_built(self) -> list[str]:
        built, self.built = self.built, []
        return built


def replace_text(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_only_what_changed_is_read_again(workspace: Workspace) -> None:
    portfolio = Portfolio(workspace)
    before = portfolio.rows()
    assert portfolio.take_built() == list(before) == ["fairview-city", "lakeshore-mutual", "riverton-water"]
    spec = workspace.integration_file("riverton-water")
    os.utime(spec, (1, 1))
    assert portfolio.rows() == before
    assert portfolio.take_built() == []

    replace_text(spec, "status: build", "status: bild")
    row = portfolio.rows()["riverton-water"]
    assert row
    assert (row.fix_count, row.phase, row.documents) == (1, None, ())
    assert portfolio.rows()["riverton-water"] == row
    replace_text(spec, "status: bild", "status: build")
    assert portfolio.rows() == before
    assert portfolio.take_built() == ["riverton-water"] * 2

    (missing,) = {one.state for row in before.values() if row for one in row.documents}
    assert missing == "missing"
    first = before["fairview-city"]
    assert first
    first.documents[0].path.parent.mkdir(parents=True)
    first.documents[0].path.write_bytes(b"mine")
    changed = portfolio.rows()["fairview-city"]
    assert changed
    assert changed.document_words == "1 foreign, 2 missing"
    assert portfolio.take_built() == ["fairview-city"]

    portfolio.rows(date(2027, 1, 5))
    assert len(portfolio.take_built()) == 3
    spec.unlink()
    assert list(portfolio.rows(date(2027, 1, 5))) == ["fairview-city", "lakeshore-mutual"]


def test_a_device_among_the_files_is_named_once_and_not_read_again_and_again(workspace: Workspace) -> None:
    portfolio = Portfolio(workspace)
    (workspace.data_folder / "part.yaml").symlink_to("/dev/zero")
    for count in (3, 0):
        assert all(row and row.fix_count for row in portfolio.rows().values())
        assert len(portfolio.take_built()) == count
    (workspace.data_folder / "part.yaml").unlink()
    assert not any(row and row.fix_count for row in portfolio.rows().values())


def test_many_are_read_while_the_page_is_shown(workspace: Workspace) -> None:
    text = (Path(__file__).parents[1] / "samples" / "minimal.yaml").read_text("utf-8")
    for number in range(4):
        path = workspace.integration_file(f"city-{number}")
        path.write_text(text.replace("id: millbrook-water", f"id: city-{number}"), "utf-8")
    portfolio = Portfolio(workspace)
    assert set(portfolio.rows().values()) == {None}
    assert portfolio.is_done.wait(30)
    while None in portfolio.rows().values():
        assert portfolio.is_done.wait(30)
    assert sorted(portfolio.take_built()) == sorted(portfolio.rows())


def test_the_first_page_shows_each_integration_with_a_link(studio: RunningStudio, workspace: Workspace) -> None:
    name = "<b> & 'water'"
    spec = workspace.integration_file("riverton-water")
    replace_text(spec, f"name: {spec.read_text().partition('name: ')[2].splitlines()[0]}", f'name: "{name}"')
    page = studio.client.get("/").text
    assert '<a href="/integrations/riverton-water">&lt;b&gt; &amp; &#x27;water&#x27;</a>' in page
    assert page.count("3 missing") == 3
    script = studio.client.get("/static/status_table.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert studio.stranger.get("/static/status_table.js").status_code == 403
