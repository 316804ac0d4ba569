"""The root of a spec: one integration between one biller and the vendor."""

from typing import Annotated

from golive.schema.bill_images import BillImages, Paperless
from golive.schema.change_level import MINOR, NONE, PATCH
from golive.schema.connections import Connection
from golive.schema.deck import DeckSettings
from golive.schema.explainer import ExplainerSettings
from golive.schema.field import Internal, Model, describe
from golive.schema.interfaces import BatchInterface, Interface, RealTimeInterface
from golive.schema.needed_by import NeededBy, describe_group
from golive.schema.operations import Operations
from golive.schema.parties import OtherParty
from golive.schema.people import Biller, Contact, Meeting
from golive.schema.plan import Decision, NextStep, OpenItemNote, RaciActivity, Risk, Timeline
from golive.schema.process import Term
from golive.schema.rollout import CustomerNotice, TrainingSession
from golive.schema.scope import Scope, Settlement, Volumes
from golive.schema.security import Security
from golive.schema.sign_on import SingleSignOn
from golive.schema.suppression import SuppressedCheck
from golive.schema.testing import Environment, Testing
from golive.schema.values import Code, ContactId, Date, Identifier, Prose, Text, Version
from golive.schema.words import Phase, RoleName


class Integration(Model):
    """Everything the documents of one integration say."""

    id: Annotated[Identifier, describe("Short name; part of every output's file name.")]
    name: Annotated[Text, describe("What the integration is called.", max_length=80)]
    version: Annotated[Version, NONE, describe("Version of this spec, such as 1.2.0.")]
    date: Annotated[Date, NONE, describe("Date of that version.")]
    status: Annotated[Phase, describe("How far the integration has come.")]
    owner: Annotated[ContactId, describe("Who is responsible for this spec.")]
    summary: Annotated[Prose, describe("What is built and why, in two or three sentences.")]
    goals: Annotated[
        tuple[Text, ...], NeededBy(Phase.DESIGN, 319, RoleName.SPONSOR), describe("What the biller wants to achieve.")
    ] = ()
    method_reason: Annotated[
        Text | None, NeededBy(Phase.DESIGN, 1), describe("Why it is real time, batch, or both.", "Why this method")
    ] = None
    biller: Annotated[Biller, describe("The vendor's customer.")]
    parties: Annotated[
        tuple[OtherParty, ...], MINOR, describe("Parties other than the biller and the vendor.", max_length=12)
    ] = ()
    team: Annotated[tuple[Contact, ...], describe("Who takes part.", min_length=1, max_length=60)]
    meetings: Annotated[tuple[Meeting, ...], describe("Standing meetings.", "Cadence")] = ()
    scope: Annotated[Scope, describe("What the integration does and does not do.")]
    volumes: Annotated[Volumes, NeededBy(Phase.DESIGN, 10, RoleName.BILLING_LEAD), describe_group("How much moves.")]
    settlement: Annotated[
        Settlement | None,
        NeededBy(Phase.BUILD, 60, RoleName.FINANCE_LEAD, may_be_absent=True),
        describe("How collected money reaches the biller."),
    ] = None
    connections: Annotated[
        tuple[Connection, ...], NeededBy(Phase.DESIGN, 20), describe("The lines between the two sides.", max_length=30)
    ] = ()
    interfaces: Annotated[tuple[Interface, ...], describe("Everything that moves data.", min_length=1, max_length=60)]
    single_sign_on: Annotated[
        tuple[SingleSignOn, ...], describe("How users sign in once for both sides.", "Single sign-on", max_length=12)
    ] = ()
    bill_images: Annotated[BillImages | None, describe("Where bill images lie and how payers see them.")] = None
    paperless: Annotated[Paperless | None, describe("How payers give up paper bills.")] = None
    security: Annotated[
        Security, NeededBy(Phase.DESIGN, 70, RoleName.SECURITY_LEAD), describe_group("What is protected.")
    ]
    training: Annotated[tuple[TrainingSession, ...], describe("Who is trained, and when.", max_length=60)] = ()
    customer_notices: Annotated[
        tuple[CustomerNotice, ...],
        describe("How payers are informed of the change.", "Customer communication", max_length=60),
    ] = ()
    environments: Annotated[
        tuple[Environment, ...], NeededBy(Phase.BUILD, 80), describe("Where both sides run.", max_length=12)
    ] = ()
    testing: Annotated[Testing, NeededBy(Phase.BUILD, 83, RoleName.TEST_LEAD), describe_group("Both tests.")]
    timeline: Annotated[Timeline, NeededBy(Phase.DESIGN, 110, RoleName.PROJECT_MANAGER), describe_group("The plan.")]
    raci: Annotated[
        tuple[RaciActivity, ...],
        NeededBy(Phase.BUILD, 120),
        describe("Who does what.", "Who does what", max_length=60),
    ] = ()
    operations: Annotated[Operations, NeededBy(Phase.SIT, 130, RoleName.OPERATIONS), describe_group("Running it.")]
    risks: Annotated[tuple[Risk, ...], describe("What may go wrong.")] = ()
    decisions: Annotated[tuple[Decision, ...], describe("What was and is to be decided.")] = ()
    open_items: Annotated[
        tuple[OpenItemNote, ...], PATCH, describe("Notes on what is still open.", "Open items", max_length=1000)
    ] = ()
    next_steps: Annotated[tuple[NextStep, ...], describe("What is done next.", "Next steps")] = ()
    theme: Annotated[
        Code | None, Internal(), describe("PowerPoint template of this deck, from the workspace's folder.")
    ] = None
    deck: Annotated[
        DeckSettings | None,
        Internal(),
        describe("Which slides this integration's decks have, in which order.", "Slides of the decks"),
    ] = None
    explainer: Annotated[
        ExplainerSettings | None, Internal(), describe("In which languages its SIT and UAT explainer is made.")
    ] = None
    glossary: Annotated[tuple[Term, ...], describe("Terms of this integration alone.")] = ()
    silence: Annotated[
        tuple[SuppressedCheck, ...],
        Internal(),
        describe("Checks that do not hold here, each with its reason.", max_length=100),
    ] = ()
    internal_notes: Annotated[Prose | None, Internal(), describe("Notes for the vendor's own team; never shown.")] = (
        None
    )

    @property
    def batch(self) -> tuple[BatchInterface, ...]:
        """The interfaces that move files."""
        return tuple(i for i in self.interfaces if isinstance(i, BatchInterface))

    @property
    def real_time(self) -> tuple[RealTimeInterface, ...]:
        """The interfaces that are calls."""
        return tuple(i for i in self.interfaces if isinstance(i, RealTimeInterface))
