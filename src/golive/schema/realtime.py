"""The parts of a real-time interface: its operations, retries and fallback."""

from decimal import Decimal
from typing import Annotated

from golive.schema.change_level import MAJOR, MAJOR_UNLESS_WIDER, MINOR, PATCH
from golive.schema.field import FormerDefault, FormerKey, Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.values import Code, Count, Identifier, Percent, Prose, Text, Verbatim
from golive.schema.words import FieldType, Need, Phase


class MessageField(Model):
    """One field of a request or a response."""

    name: Annotated[Code, describe("The field's name or path.", "Field")]
    type: Annotated[FieldType, MAJOR, describe("What it contains.")]
    need: Annotated[
        Need | None,
        MAJOR_UNLESS_WIDER,
        FormerDefault(Need.MANDATORY),
        describe("Whether it must be filled.", "Usage"),
    ] = None
    length: Annotated[int | None, MAJOR_UNLESS_WIDER, describe("Most characters.", "Max length", ge=1, le=100_000)] = (
        None
    )
    example: Annotated[Code | None, PATCH, describe("An invented value.")] = None
    meaning: Annotated[Text, describe("What it means.")]


class ErrorCase(Model):
    """One way it can go wrong, and what each side does then."""

    code: Annotated[Code, describe("The code as the system sends it.")]
    meaning: Annotated[Text, describe("What went wrong.")]
    payer_sees: Annotated[Text | None, describe("What the payer is shown.", "Payer sees")] = None
    action: Annotated[Text | None, NeededBy(Phase.SIT, 333), describe("What to do.", "Action")] = None
    retry: Annotated[
        bool | None,
        FormerDefault(value=False),
        describe("Whether the same request may be sent again.", "Retry allowed"),
    ] = None


class Operation(Model):
    """One call: what is asked, what is answered, what can go wrong."""

    id: Annotated[Identifier, describe("Name of the operation, unique in its interface.")]
    name: Annotated[Text, describe("What it does, in words.", "Operation", max_length=80)]
    verb: Annotated[Code, describe("HTTP method or SOAP action.", "Method or action")]
    path: Annotated[Code | None, NeededBy(Phase.SIT, 48), describe("Path below the connection's address.")] = None
    purpose: Annotated[Text, describe("What it is for.")]
    trigger: Annotated[
        Text | None, NeededBy(Phase.BUILD, 332), describe("What makes the caller call.", "Called when")
    ] = None
    request: Annotated[
        tuple[MessageField, ...], NeededBy(Phase.BUILD, 49), describe("Fields of the request.", max_length=200)
    ] = ()
    response: Annotated[tuple[MessageField, ...], describe("Fields of the response.", max_length=200)] = ()
    request_example: Annotated[Verbatim | None, describe("A whole request, with invented data.")] = None
    response_example: Annotated[Verbatim | None, describe("A whole response, with invented data.")] = None
    errors: Annotated[tuple[ErrorCase, ...], describe("What can go wrong.")] = ()
    timeout_s: Annotated[
        Decimal | None,
        NeededBy(Phase.SIT, 59),
        describe("How long the caller waits, in seconds.", "Timeout (seconds)", gt=0, le=600),
    ] = None


class Retry(Model):
    """What the caller does when no answer comes."""

    attempts: Annotated[
        int | None, NeededBy(Phase.SIT, 51), describe("How often it is tried in all.", "Total attempts", ge=1, le=100)
    ] = None
    wait: Annotated[
        Text | None, MINOR, NeededBy(Phase.SIT, 52), describe("How long between tries.", "Wait between attempts")
    ] = None
    idempotency_key: Annotated[Code | None, describe("What makes a repeated request harmless.", "Idempotency key")] = (
        None
    )
    gives_up: Annotated[
        Text | None,
        MINOR,
        NeededBy(Phase.SIT, 53),
        describe("What happens after the last try.", "After the last attempt"),
    ] = None


class Fallback(Model):
    """What happens while the other side is down."""

    when: Annotated[Text | None, NeededBy(Phase.SIT, 55), describe("When it starts.", "Fallback starts")] = None
    behavior: Annotated[
        Prose | None,
        FormerKey("behaviour"),
        NeededBy(Phase.SIT, 56),
        describe("What payers and staff see meanwhile.", "During an outage"),
    ] = None
    recovery: Annotated[
        Text | None, NeededBy(Phase.SIT, 57), describe("How the two sides come together again.", "After the outage")
    ] = None


class Availability(Model):
    """When the interface can be used, and how fast it is."""

    hours: Annotated[Text | None, NeededBy(Phase.SIT, 69), describe("When it is up.")] = None
    target: Annotated[Percent | None, describe("Agreed share of time, in percent.", "Availability target")] = None
    response_ms: Annotated[
        int | None,
        describe(
            "Agreed time for 95 of 100 answers, in milliseconds.",
            "95th-percentile response time (ms)",
            ge=1,
            le=600_000,
        ),
    ] = None
    peak_per_s: Annotated[Decimal | None, describe("Calls in the busiest second.", "Peak calls per second", gt=0)] = (
        None
    )
    calls_per_month: Annotated[Count | None, describe("Calls in a usual month.")] = None
    calls_on_peak_day: Annotated[Count | None, describe("Calls on the busiest day.")] = None
    maintenance: Annotated[Text | None, describe("When it is regularly down.")] = None
