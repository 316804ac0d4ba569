"""Decks for one meeting: their own file, their own slides, hidden ones hidden in PowerPoint."""

import io
from pathlib import Path

from msgspec.structs import replace
from pptx import Presentation

from golive.pipeline.build import OUTPUTS, build_document
from golive.pipeline.catalog import DECKS, DOCUMENTS
from golive.project.project import load_integration
from golive.project.workspace import open_workspace
from golive.schema.deck import DeckSettings, SlideSelection
from golive.templating.slide_selection import READY_MADE

ROOT = Path(__file__).parents[2]


def test_every_deck_has_a_selection_and_a_row_in_the_catalog() -> None:
    kinds = {row.kind: row for row in DOCUMENTS}

    assert {name.replace("-", "_") for name in DECKS} == set(READY_MADE) == set(DeckSettings.model_fields)
    assert all(kinds[kind].layout == "slides" for kind in DECKS.values())


def test_a_deck_has_its_slides_and_hides_those_to_hide() -> None:
    project = load_integration(open_workspace(ROOT), ROOT / "data" / "integrations" / "riverton-water.yaml")
    deck = DeckSettings(kickoff=SlideSelection(slides=("scope", "contacts", "goals"), hidden=("contacts",)))
    project = replace(project, spec=project.spec.model_copy(update={"deck": deck}))
    made = build_document(project, next(row for row in OUTPUTS if row.kind == "kickoff"))

    slides = list(Presentation(io.BytesIO(made.content)).slides)
    keys = [slide.name for slide in slides]

    assert "kickoff" in made.place.name
    assert [key.split("-")[0] for key in dict.fromkeys(keys)] == ["title", "scope", "contacts", "contacts", "goals"]
    assert [slide.element.get("show") for slide in slides] == [None, None, "0", "0", None]
