"""Whole documents of the samples and of generated specs, made by the pipeline and read back."""

import re
from functools import cache
from pathlib import Path

import pytest
from tests.generated.profile import SpecProfile
from tests.generated.specs import generate_project
from tests.render.web import test_confluence, test_page
from tests.render.web.reading import (
    AC,
    RI,
    Rows,
    find_elements,
    list_document_cells,
    list_document_texts,
    list_page_cells,
    list_page_texts,
    parse_page,
    parse_storage,
)

from golive.markdown.document import Document
from golive.markdown.parser import parse_markdown
from golive.pipeline.build import OUTPUTS, build_document, get_document_language, render_markdown_text, select_outputs
from golive.pipeline.formats import list_formats
from golive.project.project import Project, load_guide, load_integration
from golive.project.workspace import open_workspace
from golive.releases.status import find_release_status
from golive.typography.no_break import restore_spaces

ROOT = Path(__file__).parents[3]
PAPERS = frozenset({"runbook", "explainer", "guide"})
SPECS = sorted(path.stem for path in (ROOT / "data" / "integrations").glob("*.yaml"))


@cache
def load_project(name: str) -> Project:
    workspace = open_workspace(ROOT)
    return load_guide(workspace) if name == "guide" else load_integration(workspace, load_sample(name))


def load_sample(name: str) -> Path:
    return ROOT / "data" / "integrations" / f"{name}.yaml"


def check_documents(project: Project) -> None:
    """Check that both formats of every document of a project have the texts of its Markdown."""
    for output in select_outputs(project, PAPERS):
        document = parse_markdown(render_markdown_text(project, output), output.template)
        _, html, wiki, *_ = list_formats(output)
        check_page(build_document(project, html).content, document, get_document_language(project, output))
        made = build_document(project, wiki)
        check_wiki(made.content, document, find_release_status(project).draft)
        named = [file.get(f"{RI}filename") for file in find_elements(parse_storage(made.content), f"{RI}attachment")]
        assert [place.name for place, _ in made.extras] == named
        assert {place.parent for place, _ in made.extras} <= {made.place.with_suffix("")}


def check_page(content: bytes, document: Document, language: str) -> None:
    root = parse_page(content)
    expected = list_document_texts(test_page.remove_contents(document).blocks)
    assert [test_page.join_lines(t) for t in list_page_texts(test_page.find_main(root))] == [
        test_page.join_lines(t) for t in expected
    ]
    assert replace_no_break_spaces(list_page_cells(test_page.find_main(root))) == replace_no_break_spaces(
        list_document_cells(document.blocks)
    )
    test_page.check_accessibility(root, language)
    test_page.check_page_is_self_contained(content)


def check_wiki(content: bytes, document: Document, draft: str) -> None:
    root = parse_storage(content)
    assert replace_no_break_spaces(list_page_cells(root)[1:]) == replace_no_break_spaces(
        list_document_cells(document.blocks, wiki=True)
    )
    anchors = [m[0].text for m in find_elements(root, f"{AC}structured-macro") if m.get(f"{AC}name") == "anchor"]
    assert all(link.get(f"{AC}anchor") in anchors for link in find_elements(root, f"{AC}link"))
    texts = test_confluence.list_words(root)
    facts = 2 * len(list_page_cells(root)[0]) + bool(draft)
    assert [remove_number(text) for text in texts[facts:]] == [
        remove_number(t) for t in list_document_texts(document.blocks, wiki=True)
    ]


def remove_number(text: str) -> str:
    return re.sub(r"^\d{1,2}(\.\d{1,2})? ", "", restore_spaces(text), count=1)


def replace_no_break_spaces(tables: list[Rows]) -> list[Rows]:
    """Replace the no-break spaces of dates in cells, which the Markdown does not have."""
    return [[[restore_spaces(cell) for cell in row] for row in rows] for rows in tables]


@pytest.mark.parametrize("name", [*SPECS, "guide"])
def test_the_papers_of_the_samples_say_the_same_in_every_format(name: str) -> None:
    assert len(SPECS) >= 3
    check_documents(load_project(name))


PROFILES = (
    SpecProfile(1, "technical", "usual", frozenset(), 1.0, 3, "both"),
    SpecProfile(2, "unbroken", "limit", frozenset(), 0.5, 1, "real-time"),
    SpecProfile(3, "cjk", "shortest", frozenset({"by_channel"}), 0.0, 1, "batch"),
    SpecProfile(4, "rtl", "long", frozenset(), 1.0, 1, "both"),
)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.script)
def test_the_papers_of_generated_specs_say_the_same_in_every_format(profile: SpecProfile) -> None:
    check_documents(generate_project(profile))


def test_every_paper_has_every_format_and_slides_have_their_own() -> None:
    rows = {output.kind: [row.format for row in list_formats(output)] for output in OUTPUTS}

    slides = ["pptx", "slides-pdf", "markdown", "document-json"]
    assert rows == {
        **dict.fromkeys(("deck", "slide", "kickoff", "design-review", "go-no-go", "status"), slides),
        "runbook": ["pdf", "html", "confluence", "markdown", "document-json", "print-html"],
        "explainer": ["pdf", "html", "confluence", "markdown", "document-json", "print-html"],
        "explainer-es": ["pdf", "html", "confluence", "markdown", "document-json", "print-html"],
        "status-page": ["pdf", "html", "confluence", "markdown", "document-json", "print-html"],
        "guide": ["pdf", "html", "confluence", "markdown", "document-json", "print-html"],
    }
    places = [row.place for output in OUTPUTS for row in list_formats(output)]
    assert len(places) == len(set(places))
