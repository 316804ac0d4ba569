"""The nightly jobs of the billing system, and its maintenance windows."""

from typing import Annotated

from golive.schema.change_level import MAJOR_ALWAYS, MINOR
from golive.schema.field import Model, describe
from golive.schema.values import Clock, Identifier, Text


class Job(Model):
    """A job of the billing system."""

    id: Annotated[Identifier, describe("Name of the job, unique in the billing system.", "Job")]
    name: Annotated[Text, describe("What it does.", "What it does", max_length=100)]
    at: Annotated[Clock | None, MINOR, describe("When it starts.", "Starts")] = None
    after: Annotated[tuple[Identifier, ...], MAJOR_ALWAYS, describe("Jobs that must have ended before.")] = ()
    interface: Annotated[
        Identifier | None,
        describe("The interface whose data it writes or loads.", json_schema_extra={"refersTo": "interfaces"}),
    ] = None


class MaintenanceWindow(Model):
    """A time at which the billing system is regularly down."""

    days: Annotated[Text, MINOR, describe("On which days.", "Days")]
    start: Annotated[Clock, MINOR, describe("When it begins.", "From")]
    end: Annotated[Clock, MINOR, describe("When it ends.", "To")]
    effect: Annotated[Text | None, MINOR, describe("What does not work meanwhile.", "Meanwhile")] = None
