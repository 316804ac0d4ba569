"""Interfaces: batch (files) and real time (calls)."""

from typing import Annotated, Final, Literal

from pydantic import Field

from golive.schema.batch import (
    Acknowledgement,
    BatchSample,
    Controls,
    FileName,
    FileVolume,
    RecordLayout,
    Schedule,
)
from golive.schema.change_level import MAJOR, MINOR, PATCH
from golive.schema.field import FormerDefault, Internal, Model, describe
from golive.schema.migration import Migration
from golive.schema.needed_by import NeededBy, describe_group
from golive.schema.realtime import Availability, ErrorCase, Fallback, Operation, Retry
from golive.schema.values import Code, ContactId, Identifier, Prose, Separator, Text
from golive.schema.words import Direction, FileFormat, LineEnding, Phase

FORMATS_WITHOUT_RECORDS: Final = frozenset({FileFormat.PDF, FileFormat.IMAGES, FileFormat.SPREADSHEET})
_FOR_PEOPLE: Final = ("format", frozenset({FileFormat.PDF.value, FileFormat.SPREADSHEET.value}))
_METHOD: Final = describe("Whether the data moves as files or as calls.")
_WITHOUT_RECORDS: Final = ("format", frozenset(word.value for word in FORMATS_WITHOUT_RECORDS))


class TroubleshootingStep(Model):
    """Something that will go wrong one day, and what to do then."""

    symptom: Annotated[Text, describe("What is seen.")]
    check: Annotated[Text, describe("How to find out why.")]
    action: Annotated[Text, describe("What to do.")]
    escalate_to: Annotated[ContactId, describe("Who helps when that did not.", "Escalate to")]


class _Interface(Model):
    id: Annotated[Identifier, describe("How other parts of the spec refer to it.")]
    name: Annotated[Text, describe("What it is called.", max_length=60)]
    purpose: Annotated[Text, describe("What it is for, in one sentence.")]
    direction: Annotated[Direction, MAJOR, describe("Which way the data moves.")]
    party: Annotated[
        Identifier | None,
        MAJOR,
        describe(
            "The party beside biller and vendor that sends or receives it.",
            "Other party",
            json_schema_extra={"refersTo": "parties"},
        ),
    ] = None
    connection: Annotated[
        Identifier | None,
        MAJOR,
        NeededBy(Phase.DESIGN, 30),
        describe("The connection it uses.", json_schema_extra={"refersTo": "connections"}),
    ] = None
    owner: Annotated[ContactId, describe("Who is responsible.")]
    carries: Annotated[
        tuple[Text, ...],
        MINOR,
        describe("What moves: bills, balances, payments, reversals, enrollments.", min_length=1),
    ]
    business_rules: Annotated[tuple[Text, ...], MINOR, describe("What the two sides agreed on.")] = ()
    success: Annotated[
        Text | None, NeededBy(Phase.BUILD, 31), describe("How to see that it worked.", "Success criterion")
    ] = None
    troubles: Annotated[
        tuple[TroubleshootingStep, ...], describe("What to do when it did not.", "Troubleshooting")
    ] = ()
    build_notes: Annotated[Prose | None, Internal(), describe("Notes for the vendor's engineers; never shown.")] = None


class BatchInterface(_Interface):
    """Data that moves as a file."""

    method: Annotated[Literal["batch"], _METHOD]
    use: Annotated[
        Identifier | None,
        PATCH,
        describe("The preset that its layout starts from; what is written here differs from it.", "Preset"),
    ] = None
    without: Annotated[tuple[Identifier, ...], PATCH, describe("Records of the preset that the file never has.")] = ()
    format: Annotated[FileFormat | None, MAJOR, NeededBy(Phase.DESIGN, 32), describe("How the file is laid out.")] = (
        None
    )
    delimiter: Annotated[
        Separator | None, MAJOR, describe("What separates columns: its characters, or `tab`.", max_length=5)
    ] = None
    terminator: Annotated[
        Separator | None,
        MAJOR,
        describe("What ends a record: a character, or `newline`.", max_length=7),
    ] = None
    blocking: Annotated[
        int | None,
        MAJOR,
        describe("Lines in a block; lines of nines fill the last one.", "Blocking factor", ge=2, le=1000),
    ] = None
    encoding: Annotated[
        Text | None,
        MAJOR,
        FormerDefault("UTF-8"),
        describe("Character set; `golive layout` takes UTF-8 when it is left out."),
    ] = None
    line_ending: Annotated[
        LineEnding | None,
        MAJOR,
        FormerDefault(LineEnding.LF),
        describe("What ends a line; `golive layout` takes `lf` when it is left out."),
    ] = None
    folder: Annotated[
        Code | None, NeededBy(Phase.BUILD, 33, unless=_FOR_PEOPLE), describe("Where the file is put.")
    ] = None
    file_name: Annotated[FileName, NeededBy(Phase.BUILD, 34), describe_group("What the file is called.")]
    schedule: Annotated[Schedule, NeededBy(Phase.DESIGN, 38), describe_group("When it moves.")]
    volume: Annotated[FileVolume | None, describe("How large it is.")] = None
    controls: Annotated[
        Controls,
        NeededBy(Phase.BUILD, 43, unless=_WITHOUT_RECORDS),
        describe_group("How the receiver knows that it is whole."),
    ]
    retention: Annotated[Text | None, MINOR, describe("How long the receiver keeps the file.", "Kept for")] = None
    migration: Annotated[Migration | None, describe("How data is migrated from a former system.")] = None
    acknowledgement: Annotated[Acknowledgement | None, describe("The file that confirms receipt.")] = None
    records: Annotated[
        tuple[RecordLayout, ...],
        NeededBy(Phase.BUILD, 46, unless=_WITHOUT_RECORDS),
        describe("Its record layouts, in file order.", "Record layouts", max_length=40),
    ] = ()
    samples: Annotated[tuple[BatchSample, ...], describe("A few lines of the file.")] = ()
    errors: Annotated[tuple[ErrorCase, ...], describe("Codes for rejected files and records.", "Error codes")] = ()

    @property
    def has_records(self) -> bool:
        """Return whether files of its format consist of records, or the format is still open."""
        return self.format not in FORMATS_WITHOUT_RECORDS


class RealTimeInterface(_Interface):
    """Data that moves as calls."""

    method: Annotated[Literal["real-time"], _METHOD]
    style: Annotated[Literal["request-response", "webhook"], MAJOR, describe("Whether the caller asks, or tells.")]
    caller: Annotated[Literal["biller", "vendor", "party"], MAJOR, describe("The side that calls.")]
    operations: Annotated[tuple[Operation, ...], NeededBy(Phase.BUILD, 47), describe("Its calls.", max_length=40)] = ()
    retry: Annotated[Retry, NeededBy(Phase.SIT, 50), describe_group("What the caller does when no answer comes.")]
    fallback: Annotated[Fallback, NeededBy(Phase.SIT, 54), describe_group("What happens while the other side is down.")]
    availability: Annotated[
        Availability, NeededBy(Phase.SIT, 58), describe_group("When it can be used, and how fast it is.")
    ]


Interface = Annotated[BatchInterface | RealTimeInterface, Field(discriminator="method")]
