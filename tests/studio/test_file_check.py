"""Files that somebody sent are checked where they are, their faults shown in place, and nothing of them is kept."""

import html
import io
import re
from itertools import product
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Inches
from tests.studio.conftest import RunningStudio

from golive.audit.bounded_jobs import audit_files
from golive.project.workspace import Workspace

URL = "/integrations/riverton-water/check-file"


def check(studio: RunningStudio, kind: str, name: str, content: bytes) -> str:
    files = {"file": (name, content)}
    answer = studio.client.post(URL, data={"kind": kind}, files=files, headers=studio.origin)
    assert answer.status_code == 200
    return answer.text


def make_sample(studio: RunningStudio, records: int = 3) -> bytes:
    answer = studio.client.get(f"{URL}/sample?interface=account-file&records={records}")
    assert answer.headers["content-disposition"].startswith("attachment")
    return answer.content


def list_files(workspace: Workspace) -> set[Path]:
    return set(workspace.root.rglob("*"))


def test_a_sample_matches_its_layout_and_a_fault_is_shown_in_its_line(
    studio: RunningStudio, workspace: Workspace
) -> None:
    before = list_files(workspace)
    sample = make_sample(studio)
    assert "It matches the layout of Customer and account file." in check(studio, "account-file", "a.txt", sample)

    lines = sample.decode().splitlines(keepends=True)
    broken = "".join([*lines[:-1], lines[-1].replace("3", "7", 1)]).encode()
    page = check(studio, "account-file", "<b>.txt", broken)

    assert re.search(r"(One fault|\d+ faults) against the layout", page)
    assert f"Line {len(lines)}, position" in page
    assert "<mark>" in page
    assert "&lt;b&gt;.txt" in page
    assert "<b>.txt" not in page
    assert list_files(workspace) == before


def test_many_faults_are_counted_and_the_first_ones_shown(studio: RunningStudio) -> None:
    lines = make_sample(studio, 150).decode().splitlines(keepends=True)
    broken = [lines[0], *(re.sub(r"\d", "x", line[2:]).rjust(len(line), line[0]) for line in lines[1:])]

    page = check(studio, "account-file", "a.txt", "".join(broken).encode())

    assert "More than 100 faults" in page
    assert page.partition('class="faults"')[2].partition("</ol>")[0].count("<li>") == 100


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        *product(
            ("account-file", "document", "nothing"), (b"", b"\x00\xff" * 100, b"PK\x03\x04 no zip", b"%PDF-1.7 no pdf")
        ),
        ("audit", b"PK\x03\x04 no zip"),
    ],
)
def test_any_bytes_get_an_answer(studio: RunningStudio, kind: str, content: bytes) -> None:
    page = check(studio, kind, "any.bin", content)

    assert 'id="result"' in page
    assert "is-good" not in page.partition('id="result"')[2].partition("</section>")[0]


def test_a_document_is_proved_wherever_it_comes_from(studio: RunningStudio, workspace: Workspace) -> None:
    from golive.pipeline.jobs import list_jobs, run_jobs
    from golive.project.project import load_integration

    project = load_integration(workspace, workspace.integration_file("riverton-water"))
    (done,) = run_jobs(list_jobs((project,), frozenset({"slide"})))
    assert done.made

    page = check(studio, "document", "sent by mail.pptx", done.made.content)

    assert "As released." in page
    assert "Unchanged since it was made." in page


def test_what_is_wrong_with_any_deck_is_listed_by_rule_whoever_made_it(
    studio: RunningStudio, workspace: Workspace
) -> None:
    presentation = Presentation()
    for text in ("<b>one</b>", "two"):
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])  # it has no title
        slide.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.text = text
    stream = io.BytesIO()
    presentation.save(stream)
    made = workspace.output_folder / "riverton-water" / "riverton-water-overview-1.1.0.pptx"
    made.parent.mkdir(parents=True)
    made.write_bytes(stream.getvalue())
    expected = [one for _, found in audit_files((made,)) for one in found]
    assert expected

    sent = check(studio, "audit", "any.pptx", stream.getvalue())
    documents = studio.client.get("/integrations/riverton-water/documents").text
    chosen = studio.client.get(f"{URL}?made={made.name}").text
    own = studio.client.post(URL, data={"kind": "audit", "made": made.name}, headers=studio.origin).text

    assert f'href="{URL}?made={made.name}"' in documents
    assert f'<option value="{made.name}" selected>' in chosen
    for page in (sent, own):
        listed = page.partition('id="result"')[2].partition("</section>")[0]
        assert listed.count('class="kind"') == len({one.check for one in expected})
        assert all(html.escape(one.label).lower() in listed.lower() for one in expected)
    assert "any.pptx" in sent
    assert made.name in own
    gone = studio.client.post(URL, data={"kind": "audit", "made": "../../data/guide.yaml"}, headers=studio.origin).text
    assert "not there any more" in gone


def test_without_a_file_or_a_layout_it_says_so(studio: RunningStudio) -> None:
    answer = studio.client.post(URL, data={"kind": "document"}, headers=studio.origin)
    assert "Choose a file first." in answer.text
    assert studio.client.get(f"{URL}/sample?interface=none").status_code == 404
    assert studio.client.get("/integrations/none/check-file").status_code == 404


def test_a_sample_has_a_limit(studio: RunningStudio) -> None:
    assert make_sample(studio, 0).count(b"\n") < make_sample(studio, 5).count(b"\n")
    assert studio.client.get(f"{URL}/sample?interface=account-file&records=-1").status_code == 200
