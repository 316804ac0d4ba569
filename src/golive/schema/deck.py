"""The slides of decks: `deck` of a spec and of `data/organization.yaml`."""

from typing import Annotated, Literal

from golive.schema.change_level import ORDER_MATTERS
from golive.schema.field import Model, describe

SlideName = Literal[
    "glance",
    "goals",
    "scope",
    "dataflow",
    "methods",
    "volumes",
    "interfaces",
    "formats",
    "transfer",
    "late-files",
    "calls",
    "jobs",
    "single-sign-on",
    "bills-online",
    "migration",
    "schedule",
    "settlement",
    "payment-terms",
    "security",
    "environments",
    "timeline",
    "stages",
    "readiness",
    "sit-vs-uat",
    "cases",
    "results",
    "raci",
    "contacts",
    "decisions",
    "risks",
    "open-items",
    "changes",
    "next-steps",
    "internal",
]


class SlideSelection(Model):
    """The slides of one deck; the title slide always comes first."""

    slides: Annotated[
        tuple[SlideName, ...],
        ORDER_MATTERS,
        describe("Which slides, in this order; the usual ones when left out.", max_length=60),
    ] = ()
    left_out: Annotated[tuple[SlideName, ...], describe("Slides that the deck does without.", max_length=60)] = ()
    hidden: Annotated[
        tuple[SlideName, ...], describe("Slides that PowerPoint skips in the slide show.", max_length=60)
    ] = ()


class DeckSettings(Model):
    """The slides of the decks, by purpose."""

    overview: Annotated[SlideSelection | None, describe("Slides of the Integration Overview.")] = None
    kickoff: Annotated[SlideSelection | None, describe("Slides for the kick-off.", "Kick-off")] = None
    design_review: Annotated[SlideSelection | None, describe("Slides for the design review.")] = None
    go_no_go: Annotated[SlideSelection | None, describe("Slides for the go/no-go meeting.", "Go/no-go")] = None
