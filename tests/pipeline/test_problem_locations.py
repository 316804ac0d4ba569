"""A fault in the layout of a document points at the values in the YAML files that its text comes from."""

from functools import cache, partial
from pathlib import Path

import pytest
from tests.examples import examples
from tests.generated.profile import SpecProfile
from tests.generated.specs import generate_project

from golive.markdown.document import Document, Heading, Table, plain_text, walk_blocks
from golive.markdown.parser import parse_markdown
from golive.pipeline.build import OUTPUTS, render_markdown, select_outputs
from golive.pipeline.catalog import STATUS_KINDS
from golive.pipeline.problem_locations import Rendering, relocate_problems
from golive.project.project import Project, load_guide, load_integration
from golive.project.workspace import Workspace
from golive.schema.field import Model
from golive.support.problems import Problem
from golive.templating.context import Context
from golive.templating.templates import RenderedMarkdown, render_template
from golive.templating.value_marks import (
    ValueMarks,
    read_block_marks,
    read_marked_text,
    strip_value_marks,
    use_value_marks,
)

WORKSPACE = Workspace(Path(__file__).parents[2])
PROJECT = load_integration(WORKSPACE, WORKSPACE.root / "data" / "integrations" / "riverton-water.yaml")
SPEC = PROJECT.spec
KINDS = frozenset(row.kind for row in OUTPUTS)
RUNBOOK = next(row for row in OUTPUTS if row.kind == "runbook")


@cache
def render_runbook() -> RenderedMarkdown:
    return render_markdown(PROJECT, RUNBOOK)


@cache
def parse_runbook() -> Document:
    return parse_markdown(render_runbook().text, RUNBOOK.template)


def make_rendering() -> Rendering:
    return Rendering(PROJECT, RUNBOOK.template, render_runbook().origins, partial(render_markdown, PROJECT, RUNBOOK))


def locate(text: str, line: int) -> Problem:
    fault = Problem(Path(RUNBOOK.template), line, 0, "does not fit", "Shorten it.", offending_text=text)
    (found,) = relocate_problems([fault], make_rendering())
    return found


def find_table(text: str) -> Table:
    """Return the first table with a cell of this text."""
    return next(
        block
        for block in walk_blocks(parse_runbook().blocks)
        if isinstance(block, Table) and any(plain_text(cell) == text for row in block.rows for cell in row)
    )


def test_a_cell_names_its_value_by_path_and_label() -> None:
    activity = SPEC.timeline.activities[2].name
    problem = locate(activity, find_table(activity).line)

    assert problem.path == PROJECT.spec_file
    assert problem.where == ("timeline", "activities", 2, "name")
    assert problem.label == f"Timeline › Activities › {activity} › Activity"
    assert activity in problem.excerpt


def test_a_title_with_a_number_added_is_the_heading_s() -> None:
    heading = next(
        block
        for block in walk_blocks(parse_runbook().blocks)
        if isinstance(block, Heading) and plain_text(block.runs) == SPEC.interfaces[0].name
    )

    assert locate(f"{plain_text(heading.runs)} (1 of 2)", heading.line).where == ("interfaces", 0, "name")


def test_a_text_of_the_template_points_at_the_template_even_if_a_value_says_the_same() -> None:
    heading = next(
        block
        for block in walk_blocks(parse_runbook().blocks)
        if isinstance(block, Heading) and not _values_of(plain_text(block.runs), block.line)
    )
    problem = locate(plain_text(heading.runs), heading.line)

    assert problem.where == ()
    assert problem.path == render_runbook().origins[heading.line - 1].path
    assert problem.line == render_runbook().origins[heading.line - 1].line
    assert locate("zzz qqq xxx", heading.line).where == ()


def _values_of(text: str, line: int) -> tuple[object, ...]:
    return locate(text, line).where


@pytest.mark.parametrize(
    "template",
    [
        "{{ spec.biller.name }} works with {{ organization.name }}.",
        "{{ spec.biller.name ~ ' works with ' ~ organization.name ~ '.' }}",
    ],
)
def test_a_part_of_a_text_names_its_own_value_and_the_whole_text_all(tmp_path: Path, template: str) -> None:
    (tmp_path / "x.md.j2").write_text(f"{template}\n", encoding="utf-8")
    context = Context(spec=SPEC, organization=PROJECT.organization, process=PROJECT.process)
    render = partial(render_template, "x.md.j2", (tmp_path,), context)
    one = Rendering(PROJECT, "x.md.j2", (), render)
    whole = plain_text(parse_markdown(render().text).blocks[0].runs)  # type: ignore[union-attr]
    vendor = f"{PROJECT.organization.name} "[:-1]  # a text of its own, as a renderer has it
    faults = [Problem(Path("x.md.j2"), 1, 0, "does not fit", offending_text=text) for text in (whole, vendor)]
    both, part = relocate_problems(faults, one)

    assert (both.path, both.where) == (PROJECT.spec_file, ("biller", "name"))
    assert "The text is also made of: Name (" in both.hint
    assert f"{WORKSPACE.organization_file}:" in both.hint
    assert (part.path, part.where, part.hint) == (WORKSPACE.organization_file, ("name",), "")


def list_projects() -> list[Project]:
    specs = [load_integration(WORKSPACE, path) for path in WORKSPACE.list_integration_files()]
    generated = [generate_project(SpecProfile(seed, interfaces=1 + seed % 5)) for seed in range(examples(4))]
    return [*specs, load_guide(WORKSPACE), *generated]


@pytest.mark.parametrize("project", list_projects(), ids=lambda project: project.document_subject.id[:30])
def test_marks_change_nothing_and_lead_to_the_value_that_is_printed(project: Project) -> None:
    marks = ValueMarks({"subject": project.document_subject, "organization": project.organization})
    for row in select_outputs(project, KINDS):
        plain = render_markdown(project, row)
        with use_value_marks(marks):
            marked = render_markdown(project, row)
        lines = [line for line, _ in read_block_marks(marked.text.split("\n"))]
        assert strip_value_marks("\n".join(lines)) == plain.text
        assert marked.origins == plain.origins
        read = [read_marked_text(line, marks) for line in lines]
        assert sum(len(line.spans) for line in read) > (0 if row.kind in STATUS_KINDS else 5)
        for text, spans in read:
            for span in spans:
                (place, *others) = span.places
                value = get_value(project, *place)
                if type(value) is str and value.isalnum() and value[0].isupper() and not others:
                    assert value.casefold() in text[span.start : span.end].casefold()


def get_value(project: Project, file: str, path: tuple[str | int, ...]) -> object:
    value: object = project.document_subject if file == "subject" else project.organization
    for step in path:
        value = value[step] if isinstance(value, tuple) else getattr(value, str(step))  # type: ignore[index]
    return value if not isinstance(value, Model) else None
