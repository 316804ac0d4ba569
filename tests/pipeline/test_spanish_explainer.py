"""The Spanish explainer is Spanish: nothing of golive's own in it is English, and what an author wrote is marked."""

import io
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from babel.core import Locale
from hypothesis import HealthCheck, given, settings
from jinja2 import Environment
from msgspec.structs import replace
from tests.examples import examples
from tests.generated.profile import SpecProfile
from tests.generated.specs import generate_project, profiles

from golive.cli import main
from golive.figures.drawing import Box, Drawing, Frame, Label
from golive.markdown.document import Heading, Paragraph, Runs, Table, walk_blocks
from golive.markdown.parser import parse_markdown
from golive.pipeline.build import (
    OUTPUTS,
    build_document,
    build_render_input,
    render_markdown_text,
    select_outputs,
    use_document_language,
)
from golive.pipeline.formats import list_formats
from golive.pipeline.metadata import build_metadata
from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import open_workspace
from golive.schema.explainer import ExplainerSettings
from golive.schema.formats import Formats
from golive.schema.process import ProcessTranslation
from golive.schema.value_text import format_date, format_date_range, format_time, use_formats
from golive.templating.templates import render_template
from golive.translation.spanish import SPANISH
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[2]
SPANISH_ROW = next(row for row in OUTPUTS if row.kind == "explainer-es")
ENGLISH_ROW = next(row for row in OUTPUTS if row.kind == "explainer")
WORD = re.compile(r"[^\W\d_]+")
KINDS = frozenset({"explainer"})


@cache
def collect_spanish_words() -> frozenset[str]:
    """Return all words of the Spanish template, the table of phrases, the typical process and the names of months."""
    template = (ROOT / "templates" / "runbook" / SPANISH_ROW.template).read_text()
    texts = [text for _, token, text in Environment(autoescape=False).lex(template) if token == "data"]
    texts += [re.sub(r"\{\w+\}", "", text) for text in SPANISH.values()]
    process = load(ROOT / "data" / "process.es.yaml", ProcessTranslation).value
    texts += re.findall(r"[^\n]+", "\n".join(_iterate_texts(process.model_dump())))
    texts += list(Locale("es", "US").months["format"]["wide"].values())
    return frozenset(word.lower() for text in texts for word in WORD.findall(text))


def _iterate_texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _iterate_texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _iterate_texts(inner)
    elif isinstance(value, str):
        yield value


def iterate_runs(markdown: str) -> Iterator[Runs]:
    for block in walk_blocks(parse_markdown(markdown).blocks):
        if isinstance(block, Heading | Paragraph):
            yield block.runs
        elif isinstance(block, Table):
            yield from (*block.header, *(cell for row in block.rows for cell in row), block.caption)


def find_foreign_words(text: str) -> set[str]:
    return {word for word in WORD.findall(text) if word.lower() not in collect_spanish_words()}


def load_sample() -> IntegrationProject:
    return load_integration(open_workspace(ROOT), ROOT / "data" / "integrations" / "riverton-water.yaml")


def render_figure(project: IntegrationProject) -> Drawing:
    with use_document_language(project, SPANISH_ROW):
        work = build_render_input(project, SPANISH_ROW, render_markdown_text(project, SPANISH_ROW))
        return work.draw_figure("phases", Frame(7, 1.7, 9, 7))


def test_the_words_to_compare_with_are_spanish() -> None:
    assert {"pruebas", "usuarios", "aprueba", "decidir", "marzo"} <= collect_spanish_words()
    assert find_foreign_words("Who signs off? To be decided; Typically before March") > {"Who", "Typically", "March"}


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(profiles())
def test_every_word_that_no_author_wrote_is_spanish(profile: SpecProfile) -> None:
    project = generate_project(profile)
    markdown = render_markdown_text(project, SPANISH_ROW)

    unmarked = " ".join(run.text for runs in iterate_runs(markdown) for run in runs if not run.language)
    assert find_foreign_words(unmarked) == set()
    assert len(unmarked) > 900


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(profiles())
def test_both_languages_show_the_same_values_of_the_spec(profile: SpecProfile) -> None:
    project = generate_project(profile)
    spanish, english = (render_markdown_text(project, row) for row in (SPANISH_ROW, ENGLISH_ROW))
    shown = " ".join("".join(run.text for run in runs) for runs in iterate_runs(english))

    marked = [run for runs in iterate_runs(spanish) for run in runs if run.language]
    assert {run.language for run in marked} <= {project.organization.language}
    assert [run.text for run in marked if any(part not in shown for part in run.text.split("\n"))] == []


def test_a_figure_and_its_description_are_spanish() -> None:
    project = load_sample()
    drawing = render_figure(project)
    own = [project.spec.name, *(gate.name for gate in project.spec.timeline.own_gates)]
    drawn = " ".join(line.text for shape in drawing.shapes if isinstance(shape, Box | Label) for line in shape.lines)

    assert find_foreign_words(f"{drawing.title} {drawing.alt} {drawn}") <= set(WORD.findall(" ".join(own)))
    assert {"Puesta", "Diseño", "Fases"} <= set(WORD.findall(f"{drawing.title} {drawn}"))


@pytest.mark.parametrize("form", ["pdf", "html", "confluence", "print-html"])
def test_every_format_has_the_same_language(form: str) -> None:
    project = load_sample()
    output = next(row for row in list_formats(SPANISH_ROW) if row.format == form)
    made = build_document(project, output)

    assert "-sit-vs-uat-es-" in made.place.name
    if form == "pdf":
        with pikepdf.open(io.BytesIO(made.content)) as pdf:
            assert str(pdf.Root.Lang) == "es-US"
            marked = [
                one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/Lang" in one
            ]
            assert {str(one.Lang) for one in marked} == {"en-US"}
            assert len(marked) > 15
            assert str(pdf.docinfo.Title).endswith("Qué son las pruebas SIT y UAT (versión 1.1.0)")
    else:
        text = made.content.decode()
        assert "Who tests" not in text
        assert "Quién realiza las pruebas" in text
        assert form == "confluence" or (
            '<html lang="es-US">' in text and '<span lang="en-US">Carla Mendes</span>' in text
        )


def test_values_are_written_as_in_spanish() -> None:
    from datetime import date, time

    day = date(2027, 3, 23)
    for formats in (Formats(), Formats(locale="en-US")):
        with use_formats(formats, "es-US"):
            assert format_date(day) == "23 de marzo de 2027"
            assert format_date_range(date(2027, 3, 1), day) == "1–23 de marzo de 2027"
            assert format_date_range(date(2027, 2, 1), day) == "1 de febrero – 23 de marzo de 2027"
            assert format_time(time(2), SPANISH["zone.ET"]).replace("\xa0", " ") == "2:00 a.m. hora del Este"
    with use_formats(Formats(locale="es-MX", dates="iso"), "es-US"):
        assert format_date(day) == "2027-03-23"
    with use_formats(Formats(), "en-US"):
        assert format_date(day) == "Mar 23, 2027"


def test_times_of_a_spec_name_their_zone_in_spanish(tmp_path: Path) -> None:
    from golive.templating.context import Context

    (tmp_path / "own.md.j2").write_text("{{ spec.batch[0].schedule.drop_by }}\n")
    project = load_sample()
    with use_document_language(project, SPANISH_ROW):
        rendered = render_template(
            "own.md.j2", (tmp_path,), Context(project.spec, project.organization, project.process)
        )
    assert rendered.text.replace("\xa0", " ").strip() == "2:00 a.m. hora del Este"


def test_the_spec_chooses_the_languages_or_else_the_vendor() -> None:
    project = load_sample()

    def list_kinds(spec: tuple[str, ...] = (), vendor: tuple[str, ...] = (), asked: tuple[str, ...] = ()) -> list[str]:
        chosen = project
        if spec:
            settings_of_spec = ExplainerSettings(languages=spec)
            chosen = replace(chosen, spec=project.spec.model_copy(update={"explainer": settings_of_spec}))
        if vendor:
            settings_of_vendor = ExplainerSettings(languages=vendor)
            organization = project.organization.model_copy(update={"explainer": settings_of_vendor})
            chosen = replace(chosen, organization=organization)
        return [row.kind for row in select_outputs(replace(chosen, languages=asked), KINDS)]

    assert list_kinds() == ["explainer"]
    assert list_kinds(vendor=("es",)) == ["explainer-es"]
    assert list_kinds(vendor=("es",), spec=("en",)) == ["explainer"]
    assert list_kinds(spec=("es", "en")) == ["explainer", "explainer-es"]
    assert list_kinds(spec=("en",), asked=("es",)) == ["explainer-es"]
    assert [row.kind for row in select_outputs(project, frozenset({"runbook", "explainer-es"}))] == [
        "runbook",
        "explainer-es",
    ]


# --- the command line


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("process.yaml", "process.es.yaml", "organization.yaml"):
        (tmp_path / "data" / "integrations").mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "data" / name, tmp_path / "data" / name)
    shutil.copy(
        ROOT / "tests" / "samples" / "minimal.yaml", tmp_path / "data" / "integrations" / "millbrook-water.yaml"
    )
    return tmp_path


def build(workspace: Path, *arguments: str) -> tuple[int, str]:
    output = io.StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        code = main(["build", "millbrook-water", "--workspace", str(workspace), "--format", "markdown", *arguments])
    return code, " ".join(output.getvalue().split())


def test_the_language_of_the_command_line_makes_what_exists_in_it(workspace: Path) -> None:
    assert build(workspace, "--language", "es")[0] == 0
    made = [path.name for path in (workspace / "output").rglob("*.md")]
    assert len(made) == 1
    assert "sit-vs-uat-es" in made[0]

    assert build(workspace, "--language", "en,es", "--only", "explainer")[0] == 0
    assert len(list((workspace / "output").rglob("*.md"))) == 2


def test_a_document_that_does_not_exist_in_a_language_is_refused(workspace: Path) -> None:
    code, said = build(workspace, "--language", "es", "--only", "runbook,explainer")

    assert code == 2
    assert "There is no runbook in Spanish" in said
    assert "In Spanish there is: explainer." in said
    assert not (workspace / "output").exists()
    assert build(workspace, "--language", "en", "--only", "runbook")[0] == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda file: file.unlink(),
            "is missing, and process.yaml beside it has texts of your own",
        ),
        (
            lambda file: rewrite(file, "id: coding", "id: code"),
            "has the steps discovery, design, code,",
        ),
        (
            lambda file: rewrite(file, "  name: Pruebas de i", "  nombre: Pruebas"),
            "`steps[3].nombre` is not a known key here",
        ),
    ],
)
def test_a_process_that_says_something_else_in_spanish_stops_spanish_documents_only(
    workspace: Path, change: object, said: str
) -> None:
    assert callable(change)
    rewrite(workspace / "data" / "process.yaml", "name: Blocker", "name: Stopper")
    assert build(workspace, "--language", "es")[0] == 0
    change(workspace / "data" / "process.es.yaml")

    code, output = build(workspace, "--language", "es")
    assert code == 1
    assert said in output
    assert build(workspace, "--language", "en", "--only", "explainer")[0] == 0


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_release_without_spanish_does_not_vouch_for_a_spanish_document(workspace: Path) -> None:
    project = load_integration(open_workspace(ROOT), ROOT / "data" / "integrations" / "riverton-water.yaml")
    from golive.releases.part_digests import compute_part_digests

    english, spanish = (compute_part_digests(replace(project, languages=(code,))) for code in ("en", "es"))
    assert (english.spec, english.organization) == (spanish.spec, spanish.organization)
    assert english.process != spanish.process
    assert (english.templates, english.builtin) != (spanish.templates, spanish.builtin)
    assert compute_part_digests(project) == english
    assert build_metadata(project, "explainer-es", "", "es-US").language == "es-US"
