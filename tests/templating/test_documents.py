"""The four documents of every sample: they parse, they are whole, and they read well."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from golive.markdown.document import (
    Block,
    Container,
    Document,
    Heading,
    List,
    Paragraph,
    Run,
    Runs,
    SlideBreak,
    Table,
    plain_text,
    walk_blocks,
)
from golive.markdown.parser import parse_markdown
from golive.planning.schedule import fill_plan_dates
from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.templating.context import Context
from golive.templating.templates import list_document_templates, render_markdown_source
from golive.yaml_io.load import load

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
SAMPLES = TESTS / "samples"
SPECS = {
    path.stem: path for path in (SAMPLES / "minimal.yaml", *sorted((ROOT / "data" / "integrations").glob("*.yaml")))
}
FIGURES = frozenset({"dataflow", "glance", "timeline", "phases", "process", "clock", "tests"})
FOLDERS = {"overview": "slides", "runbook": "runbook", "sit-vs-uat": "runbook", "guide": "runbook"}
CASES = [(spec, name) for spec in SPECS for name in ("overview", "runbook", "sit-vs-uat")] + [("guide", "guide")]


def make_context(spec: str, figures: frozenset[str] = FIGURES) -> Context:
    data = SAMPLES if spec == "minimal" else ROOT / "data"
    return Context(
        spec=fill_plan_dates(load(SPECS[spec], Integration).value) if spec != "guide" else None,
        organization=load(data / "organization.yaml", Organization).value,
        process=load(data / "process.yaml", Process).value,
        guide=load(data / "guide.yaml", Guide).value if spec == "guide" else None,
        changelog=load(SAMPLES / "changelog.yaml", ChangeLog).value,
        available_figures=figures,
        digest="3f9c21aa07d4",
    )


@cache
def render_text(spec: str, name: str) -> str:
    return render_markdown_source(f"{name}.md.j2", (ROOT / "templates" / FOLDERS[name],), make_context(spec))


@cache
def render_document(spec: str, name: str) -> Document:
    return parse_markdown(render_text(spec, name), name)


def list_runs(block: Block) -> list[Runs]:
    match block:
        case Paragraph() | Heading():
            return [block.runs]
        case Table():
            return [block.caption, *block.header, *(cell for row in block.rows for cell in row)]
        case _:
            return []


def split_slides(document: Document) -> list[list[Block]]:
    found: list[list[Block]] = []
    for block in document.blocks:
        if isinstance(block, SlideBreak) or (isinstance(block, Heading) and block.level <= 2):
            found.append([])
        found[-1].append(block)
    return found


def test_the_samples_and_templates_are_there() -> None:
    assert len(SPECS) >= 4
    assert list_document_templates(ROOT / "templates" / "slides") == (
        "overview.md.j2",
        "slide.md.j2",
        "status.md.j2",
    )
    assert list_document_templates(ROOT / "templates" / "runbook") == (
        "changelog.md.j2",
        "guide.md.j2",
        "runbook.md.j2",
        "sit-vs-uat.es.md.j2",
        "sit-vs-uat.md.j2",
        "status.md.j2",
    )


@pytest.mark.parametrize(("spec", "name"), CASES)
def test_every_chapter_and_slide_has_a_key_of_its_own(spec: str, name: str) -> None:
    blocks = list(walk_blocks(render_document(spec, name).blocks))
    headings = [block for block in blocks if isinstance(block, Heading) and block.level <= 2]
    keys = [block.attributes["key"] for block in headings]
    keys += [b.attributes["key"] for b in blocks if isinstance(b, Table | Container) and "key" in b.attributes]

    assert headings
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)


@pytest.mark.parametrize(("spec", "name"), CASES)
def test_every_cross_reference_resolves(spec: str, name: str) -> None:
    blocks = list(walk_blocks(render_document(spec, name).blocks))
    keys = {
        f"#{b.attributes['key']}"
        for b in blocks
        if isinstance(b, Heading | Table | Container) and "key" in b.attributes
    }
    links = {
        run.href
        for block in blocks
        for line in list_runs(block)
        for run in line
        if run.href and run.href.startswith("#")
    }

    assert links <= keys
    assert links or name != "runbook"


@pytest.mark.parametrize(("spec", "name"), CASES)
def test_nothing_is_empty(spec: str, name: str) -> None:
    blocks = render_document(spec, name).blocks
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Heading) and name != "overview":
            deeper = isinstance(after, Heading) and after.level > block.level
            assert after is not None, plain_text(block.runs)
            assert deeper or not isinstance(after, Heading), plain_text(block.runs)
    for block in walk_blocks(blocks):
        assert not isinstance(block, Container) or block.blocks or block.name in {"contents", "figure"}
        assert not isinstance(block, List) or all(item.blocks for item in block.items)
        assert not isinstance(block, Table) or block.rows
        assert not isinstance(block, Table) or all(plain_text(cell) for cell in block.header)
        assert not isinstance(block, Heading) or plain_text(block.runs)


@pytest.mark.parametrize(("spec", "name"), CASES)
def test_the_words_read_well(spec: str, name: str) -> None:
    said = [plain_text(line) for block in walk_blocks(render_document(spec, name).blocks) for line in list_runs(block)]
    for text in said:
        assert not re.search(r"\bNone\b(?![.;, ]|$)|Undefined|\bTrue\b|\bFalse\b|<golive|datetime", text), text
        assert not re.search(r"(?<!\.)\.\.(?!\.)|,,|;;|\.;|\.,|,\.|  | ,| ;", text), text
        assert not re.search(r"\b1 [a-z]+s\b(?<!ss)", text), text


@pytest.mark.parametrize("spec", SPECS)
def test_every_topic_with_content_has_a_slide(spec: str) -> None:
    found = split_slides(render_document(spec, "overview"))

    assert 12 <= len(found) <= 32


@pytest.mark.parametrize("spec", SPECS)
def test_every_slide_has_a_label_a_short_title_and_notes(spec: str) -> None:
    for slide in split_slides(render_document(spec, "overview")):
        heading = slide[0]
        assert isinstance(heading, Heading)
        assert heading.attributes["label"]
        assert len(plain_text(heading.runs)) <= 110
        notes = [block for block in slide if isinstance(block, Container) and block.name == "notes"]
        assert len(notes) == 1
        assert any("Source: " in plain_text(line) for block in notes[0].blocks for line in list_runs(block))


@pytest.mark.parametrize("spec", SPECS)
def test_titles_of_slides_differ(spec: str) -> None:
    titles = [
        plain_text(block.runs) for block in render_document(spec, "overview").blocks if isinstance(block, Heading)
    ]

    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(("spec", "name"), CASES)
def test_figures_are_used_only_where_they_can_be_drawn(spec: str, name: str) -> None:
    without = parse_markdown(
        render_markdown_source(f"{name}.md.j2", (ROOT / "templates" / FOLDERS[name],), make_context(spec, frozenset())),
        name,
    )

    assert not [b for b in walk_blocks(without.blocks) if isinstance(b, Container) and b.name == "figure"]
    assert [
        b for b in walk_blocks(render_document(spec, name).blocks) if isinstance(b, Container) and b.name == "figure"
    ]


@pytest.mark.parametrize("spec", SPECS)
def test_tables_of_the_runbook_have_captions(spec: str) -> None:
    outside = [b for b in walk_blocks(render_document(spec, "runbook").blocks) if isinstance(b, Table)]
    inside = [
        b
        for c in walk_blocks(render_document(spec, "runbook").blocks)
        if isinstance(c, Container) and c.name in {"facts", "compare"}
        for b in c.blocks
    ]

    assert outside
    assert [b for b in outside if not b.caption and b not in inside] == []


@pytest.mark.parametrize(("spec", "name"), CASES)
def test_the_same_facts_give_the_same_words(spec: str, name: str) -> None:
    assert render_markdown_source(
        f"{name}.md.j2", (ROOT / "templates" / FOLDERS[name],), make_context(spec)
    ) == render_text(spec, name)


@pytest.mark.parametrize("name", ["overview", "runbook", "sit-vs-uat"])
def test_the_words_of_the_smallest_integration(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"templating/{name}.md", render_text("minimal", name))


def test_the_words_of_the_guide(golden: Callable[[str, str], None]) -> None:
    context = replace(make_context("minimal"), spec=None, guide=load(SAMPLES / "guide.yaml", Guide).value)
    golden("templating/guide.md", render_markdown_source("guide.md.j2", (ROOT / "templates" / "runbook",), context))


def test_the_guide_keeps_every_part_of_the_original() -> None:
    blocks = render_document("guide", "guide").blocks
    chapters = [plain_text(block.runs) for block in blocks if isinstance(block, Heading) and block.level == 1]
    steps = next(b for b in blocks if isinstance(b, Table) and b.attributes.get("key") == "table-steps")
    log = next(b for b in blocks if isinstance(b, Table) and b.attributes.get("key") == "table-change-log")

    assert chapters[:7] == [
        "Description",
        "Document control",
        "Contents",
        "Summary",
        "Process",
        "Typical integration process",
        "The difference between SIT and UAT",
    ]
    assert [plain_text(row[0]) for row in steps.rows] == ["1", "2", "3", "4"]
    assert [plain_text(cell) for cell in log.header][:4] == ["Date", "Author", "Version", "Description"]
    assert [b for b in blocks if isinstance(b, Container) and (b.name, b.argument) == ("callout", "note")]


def test_a_run_in_bold_stays_bold() -> None:
    bold = [
        run
        for block in walk_blocks(render_document("minimal", "overview").blocks)
        for line in list_runs(block)
        for run in line
        if run.bold
    ]

    assert Run("Bill file", bold=True) in bold


_BLOCK_END = re.compile(r"(?<!\+)%\}$")
_TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}")


def test_no_line_of_a_template_loses_its_end() -> None:
    """A block tag at the end of a line swallows the line break (`trim_blocks`), unless it is written `+%}`."""
    paths = sorted((ROOT / "templates").rglob("*.j2"))
    lines = [(path.name, line) for path in paths for line in path.read_text().splitlines()]

    assert len(lines) > 500
    assert [
        f"{name}: {line}" for name, line in lines if _BLOCK_END.search(line) and _TAG.sub("", line).strip(" -")
    ] == []
