"""Stages of a go-live, dates that cannot move, milestones, training and what customers are told."""

from typing import Annotated

from golive.schema.change_level import MINOR, PATCH
from golive.schema.field import Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.values import Clock, ContactId, Count, Date, Identifier, Text
from golive.schema.words import NoticeChannel, Phase, StageKind


class Stage(Model):
    """A group of payers who go live on a day of their own."""

    name: Annotated[Text, describe("What it is called.", "Stage", max_length=60)]
    kind: Annotated[StageKind, describe("Whether it is a pilot before go-live, or a wave.")]
    date: Annotated[Date, describe("When it goes live.", "Goes live")]
    audience: Annotated[Text, MINOR, describe("Who goes live.")]
    accounts: Annotated[Count | None, MINOR, describe("How many accounts.")] = None
    ends_when: Annotated[
        Text | None, NeededBy(Phase.UAT, 311), MINOR, describe("What must hold for the next stage.", "Exit criterion")
    ] = None


class HardStop(Model):
    """A day that the project cannot move, such as the end of a contract."""

    name: Annotated[Text, describe("What ends or begins.", "Hard stop", max_length=80)]
    date: Annotated[Date, describe("When.")]
    party: Annotated[
        Identifier | None,
        describe("The other party that sets it.", "Set by", json_schema_extra={"refersTo": "parties"}),
    ] = None
    consequence: Annotated[Text | None, MINOR, describe("What happens if it is missed.", "If missed")] = None


class Milestone(Model):
    """A day of the plan on which nobody has to decide anything."""

    name: Annotated[Text, describe("What is reached.", "Milestone", max_length=60)]
    date: Annotated[Date, describe("When.")]
    owner: Annotated[ContactId | None, describe("Who is responsible.")] = None
    note: Annotated[Text | None, PATCH, describe("What readers should know about it.")] = None


class TrainingSession(Model):
    """A training of the biller's staff."""

    name: Annotated[Text, describe("What is taught.", "Training", max_length=80)]
    audience: Annotated[Text, MINOR, describe("Who is trained.")]
    date: Annotated[Date | None, NeededBy(Phase.UAT, 312), describe("When.")] = None
    at: Annotated[Clock | None, describe("When it starts, in the biller's zone.", "Starts")] = None
    minutes: Annotated[int | None, describe("How long it takes, in minutes.", "Duration (minutes)", ge=5, le=960)] = (
        None
    )
    place: Annotated[Text | None, describe("Where, or by which means.")] = None
    trainer: Annotated[ContactId | None, NeededBy(Phase.UAT, 313), describe("Who teaches.")] = None


class CustomerNotice(Model):
    """Something that payers are told about the change."""

    name: Annotated[Text, describe("What is said.", "Message", max_length=120)]
    audience: Annotated[Text, MINOR, describe("Which payers are informed.")]
    channel: Annotated[NoticeChannel, describe("How payers are informed.")]
    date: Annotated[Date | None, NeededBy(Phase.UAT, 314), describe("When, or its first day.")] = None
    end: Annotated[Date | None, describe("Its last day.", "Until")] = None
    owner: Annotated[ContactId | None, NeededBy(Phase.UAT, 315), describe("Who sends it.")] = None
