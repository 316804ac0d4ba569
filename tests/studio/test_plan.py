"""The timeline: what is changed moves what follows, and a mistake loses neither the figure nor what was typed."""

import re

from tests.studio.conftest import RunningStudio

from golive.project.workspace import Workspace

URL = "/integrations/riverton-water"


def edit_value(studio: RunningStudio, path: list[str | int], value: str) -> None:
    version = studio.client.get(f"{URL}/slides").json()["version"]
    answer = studio.post(f"{URL}/edit", {"version": version, "edits": [{"do": "set", "path": path, "value": value}]})
    assert answer.status_code == 200, answer.text


def read_row(page: str, name: str) -> str:
    row = next(row for row in re.findall(r"<tr id=.*?</tr>", page, re.DOTALL) if f">{name}</a>" in row)
    return re.sub(r"<[^>]*>", "|", row)


def test_a_longer_activity_moves_its_slip_and_the_figure(studio: RunningStudio) -> None:
    before = studio.client.get(f"{URL}/timeline").text
    name = "Integration coding, 5 weeks"
    assert "4 business days late" in read_row(before, name)

    edit_value(studio, ["timeline", "activities", 4, "days"], "8")  # two days less of what follows
    after = studio.client.get(f"{URL}/timeline").text

    assert "6 business days late" in read_row(after, name)
    figures = [re.search("<svg.*</svg>", page, re.DOTALL) for page in (before, after)]
    assert figures[0]
    assert figures[1]
    assert figures[0][0] != figures[1][0]


def test_a_mistake_stands_beside_its_field_and_the_last_figure_stays(studio: RunningStudio) -> None:
    figure = studio.client.get(f"{URL}/timeline").text.partition("<svg")[2].partition("</svg>")[0]

    edit_value(studio, ["timeline", "go_live"], "2027-02-30")
    page = studio.client.get(f"{URL}/timeline").text

    assert figure in page
    assert "from before your last edits" in page
    assert "2027-02-30" in read_row(page, "Go-live") or 'value="2027-02-30"' in page
    assert re.search(r'id="f-timeline-go_live--messages">\s*<p class="is-fix">', page)


def test_a_file_that_is_no_yaml_has_no_timeline(studio: RunningStudio, workspace: Workspace) -> None:
    workspace.integration_file("riverton-water").write_text("timeline: [")

    assert "Open the YAML at the error" in studio.client.get(f"{URL}/timeline").text
