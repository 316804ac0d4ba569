"""The table of all integrations: true at once for few changes, soon for many, and read again only for what changed."""

import os
import threading
from datetime import date
from pathlib import Path

from tests.studio.conftest import RunningStudio

from golive.pipeline.input_digests import InputDigests
from golive.pipeline.status_table import StatusRow
from golive.project.workspace import Workspace
from golive.schema.words import Phase
from golive.studio.sessions.portfolio_status import PortfolioStatus
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.overview import build_status_row

TODAY = date(2027, 1, 4)


class Portfolio(PortfolioStatus):
    """A portfolio that notes what it reads, when it has read it, and that can be held up."""

    def __init__(self, workspace: Workspace) -> None:
        self.built: list[str] = []
        self.is_done, self.may_read = threading.Event(), threading.Event()
        self.may_read.set()
        super().__init__(workspace, self.note, self.is_done.set)

    def note(self, snapshot: FileSnapshot, today: date, digests: InputDigests) -> StatusRow:
        self.built.append(snapshot.target.id)
        assert self.may_read.wait(30)
        return build_status_row(snapshot, today, digests)

    def rows(self, today: date = TODAY) -> dict[str, StatusRow | None]:
        """Return the rows once all are there."""
        while True:
            self.is_done.clear()
            rows = {one.target.id: one.row for one in self.read(today)}
            if None not in rows.values():
                return rows
            assert self.is_done.wait(30)

    def read_ids(self) -> list[str]:
        return [one.target.id for one in self.read(TODAY)]

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
    assert set(portfolio.take_built()) == {"fairview-city"}

    portfolio.rows(date(2027, 1, 5))
    assert sorted(set(portfolio.take_built())) == list(before)
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


def test_the_page_waits_for_no_row_and_names_those_that_are_being_read(workspace: Workspace) -> None:
    portfolio = Portfolio(workspace)
    portfolio.may_read.clear()
    assert [(one.name, one.row) for one in portfolio.read(TODAY)] == [(one, None) for one in portfolio.read_ids()]
    portfolio.may_read.set()
    before = portfolio.rows()
    assert sorted(set(portfolio.take_built())) == list(before)

    portfolio.may_read.clear()
    replace_text(workspace.integration_file("riverton-water"), "status: build", "status: design")
    for _ in range(2):
        *others, changed = portfolio.read(TODAY)
        assert [one.row for one in others] == list(before.values())[:-1]
        assert (changed.name, changed.row) == ("Riverton Water District billing and payments", None)
    portfolio.may_read.set()
    after = portfolio.rows()["riverton-water"]
    assert after
    assert after.phase is Phase.DESIGN


def test_the_first_page_shows_each_integration_with_a_link(studio: RunningStudio, workspace: Workspace) -> None:
    name = "<b> & 'water'"
    spec = workspace.integration_file("riverton-water")
    replace_text(spec, f"name: {spec.read_text().partition('name: ')[2].splitlines()[0]}", f'name: "{name}"')
    page = studio.read_home()
    assert '<a href="/integrations/riverton-water">&lt;b&gt; &amp; &#x27;water&#x27;</a>' in page
    assert page.count("3 missing") == 3
    script = studio.client.get("/static/status_table.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert studio.stranger.get("/static/status_table.js").status_code == 403
