"""Whatever a spec says is shown letter for letter: in the deck, and in the page that becomes the PDF."""

import io
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from tests.examples import examples

from golive.pipeline.build import OUTPUTS, build_document
from golive.project.project import IntegrationProject
from golive.project.workspace import Workspace, get_bundled_root
from golive.schema import Integration, Organization, Process
from golive.templating.context import Context
from golive.yaml_io.load import M, load

SAMPLES = Path(__file__).parents[1] / "samples"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ROWS = {row.kind: row for row in OUTPUTS}
NAME = 60  # characters: longer names do not fit the title slide
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
LATIN = st.characters(codec="iso-8859-1", exclude_categories=["Cc", "Zs"])
WORD = st.text(LATIN | st.sampled_from(PUNCTUATION), min_size=1, max_size=30)
EVERYWHERE = st.lists(WORD, min_size=1, max_size=8).map(" ".join)
WORLD = st.lists(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Co", "Cn", "Cf"]),
        min_size=1,
        max_size=12,
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
HOSTILE = [
    "**bold** _it_ `code` <b>x</b> &amp; [a](https://example.org) ![i](x) {{ x }} {% if %} {#c#} ${x}",
    "# not a head",
    "- no bullet",
    "1. no number",
    "+ plus",
    "> quoted",
    "---",
    "===",
    "::: notes",
    "| a | b |",
    "Table: x",
    "~~~",
    "```",
    "{key=x}",
    "a {key=x}",
    "\\",
    "a\\",
    "`",
    "``a``",
    "*",
    "_",
    "~~x~~",
    "https://example.org www.example.org a@example.org",
    "&lt;",
    "&#65;",
    "<script>alert(1)</script>",
    "]]>",
    "<!-- x -->",
    "a" * 200,
    "x-" * 60,
    "a/b/" * 40,
    "‘quotes’ “double” – — … €",
    "\xa0x",
]


@cache
def load_sample() -> IntegrationProject:
    def read(name: str, model: type[M]) -> M:
        return load(SAMPLES / f"{name}.yaml", model).value

    workspace = Workspace(get_bundled_root())
    shared = (read("organization", Organization), read("process", Process))
    return IntegrationProject(workspace, *shared, spec=read("minimal", Integration))


def make_context() -> Context:
    """Return the context of the sample's templates."""
    project = load_sample()
    return Context(spec=project.spec, organization=project.organization, process=project.process)


def put_text_everywhere(text: str) -> IntegrationProject:
    """Return the sample with one text in places of every kind: a name, a sentence, a list item, a table cell."""
    project = load_sample()
    tree = project.spec.model_dump(exclude_none=True)
    tree["goals"] = [text]
    if len(text) <= NAME:
        tree["biller"]["name"] = text
    tree["biller"]["billing_system"]["hosting"] = text
    tree["scope"]["included"] = [text, "Balances"]
    tree["interfaces"][0]["purpose"] = text
    tree["next_steps"] = [{"action": text, "owner": tree["team"][0]["id"], "due": "2027-02-01"}]
    spec = Integration.model_validate(tree)
    return IntegrationProject(project.workspace, project.organization, project.process, spec=spec)


def read_deck_texts(content: bytes) -> str:
    """Return every text of a deck, one paragraph per line."""
    slides = Presentation(io.BytesIO(content)).slides
    paragraphs = (paragraph for slide in slides for paragraph in slide._element.iter(f"{DRAWING}p"))
    return "\n".join("".join(t.text or "" for t in paragraph.iter(f"{DRAWING}t")) for paragraph in paragraphs)


def remove_blanks(text: str) -> str:
    """Remove blanks, since line breaks depend on the layout."""
    return "".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_the_deck(text: str) -> None:
    said = " ".join(text.split(" ")).strip()
    assert remove_blanks(said) in remove_blanks(
        read_deck_texts(build_document(put_text_everywhere(text), ROWS["deck"]).content)
    )


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVERYWHERE | WORLD)
def test_any_text_is_text_in_the_deck(text: str) -> None:
    assert remove_blanks(text) in remove_blanks(
        read_deck_texts(build_document(put_text_everywhere(text), ROWS["deck"]).content)
    )
