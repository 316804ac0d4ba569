"""An interface: one thing that moves data, by file or by call."""

from typing import Annotated, Literal

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
from golive.schema.field import Internal, Model, about
from golive.schema.needed_by import NeededBy, group
from golive.schema.realtime import Availability, ErrorCase, Fallback, Operation, Retry
from golive.schema.values import Code, ContactId, Identifier, Prose, Text
from golive.schema.words import Direction, FileFormat, LineEnding, Phase


class Trouble(Model):
    """Something that will go wrong one day, and what to do then."""

    symptom: Annotated[Text, about("What is seen.")]
    check: Annotated[Text, about("How to find out why.")]
    action: Annotated[Text, about("What to do.")]
    escalate_to: Annotated[ContactId, about("Who helps when that did not.", "Escalate to")]


class _Interface(Model):
    id: Annotated[Identifier, about("How other parts of the spec refer to it.")]
    name: Annotated[Text, about("What it is called.", max_length=60)]
    purpose: Annotated[Text, about("What it is for, in one sentence.")]
    direction: Annotated[Direction, MAJOR, about("Which way the data moves.")]
    connection: Annotated[
        Identifier | None,
        MAJOR,
        NeededBy(Phase.DESIGN, 30),
        about("The connection it uses.", json_schema_extra={"refersTo": "connections"}),
    ] = None
    owner: Annotated[ContactId, about("Who answers for it.")]
    carries: Annotated[
        tuple[Text, ...], MINOR, about("What moves: bills, balances, payments, reversals, enrollments.", min_length=1)
    ]
    business_rules: Annotated[tuple[Text, ...], MINOR, about("What the two sides agreed on.")] = ()
    success: Annotated[
        Text | None, NeededBy(Phase.BUILD, 31), about("How to see that it worked.", "It worked when")
    ] = None
    troubles: Annotated[tuple[Trouble, ...], about("What to do when it did not.", "When it did not work")] = ()
    build_notes: Annotated[Prose | None, Internal(), about("Notes for the vendor's engineers; never shown.")] = None


class BatchInterface(_Interface):
    """Data that moves as a file."""

    method: Literal["batch"]
    use: Annotated[
        Identifier | None, PATCH, about("The preset that its layout starts from; what stands here differs.", "Preset")
    ] = None
    without: Annotated[tuple[Identifier, ...], PATCH, about("Records of the preset that the file never has.")] = ()
    format: Annotated[FileFormat | None, MAJOR, NeededBy(Phase.DESIGN, 32), about("How the file is laid out.")] = None
    delimiter: Annotated[Code | None, about("What separates columns.", max_length=5)] = None
    terminator: Annotated[Code | None, about("What ends a record, beside the end of its line.", max_length=1)] = None
    blocking: Annotated[
        int | None,
        MAJOR,
        about("Lines in a block; lines of nines fill the last one.", "Blocking factor", ge=2, le=1000),
    ] = None
    encoding: Annotated[Text, MAJOR, about("Character set.")] = "UTF-8"
    line_ending: Annotated[LineEnding, MAJOR, about("What ends a line.")] = LineEnding.LF
    folder: Annotated[Code | None, NeededBy(Phase.BUILD, 33), about("Where the file is put.")] = None
    file_name: Annotated[FileName, NeededBy(Phase.BUILD, 34), group("What the file is called.")]
    schedule: Annotated[Schedule, NeededBy(Phase.DESIGN, 38), group("When it moves.")]
    volume: Annotated[FileVolume | None, about("How large it is.")] = None
    controls: Annotated[Controls, NeededBy(Phase.BUILD, 43), group("How the receiver knows that it is whole.")]
    acknowledgement: Annotated[Acknowledgement | None, about("The file that confirms receipt.")] = None
    records: Annotated[
        tuple[RecordLayout, ...],
        NeededBy(Phase.BUILD, 46),
        about("Its record layouts, in file order.", "Record layouts", max_length=40),
    ] = ()
    samples: Annotated[tuple[BatchSample, ...], about("A few lines of it.")] = ()
    errors: Annotated[tuple[ErrorCase, ...], about("Codes for rejected files and records.", "Error codes")] = ()


class RealTimeInterface(_Interface):
    """Data that moves as calls."""

    method: Literal["real-time"]
    style: Annotated[Literal["request-response", "webhook"], MAJOR, about("Whether the caller asks, or tells.")]
    caller: Annotated[Literal["biller", "vendor"], MAJOR, about("The side that calls.")]
    operations: Annotated[tuple[Operation, ...], NeededBy(Phase.BUILD, 47), about("Its calls.", max_length=40)] = ()
    retry: Annotated[Retry, NeededBy(Phase.SIT, 50), group("What the caller does when no answer comes.")]
    fallback: Annotated[Fallback, NeededBy(Phase.SIT, 54), group("What happens while the other side is down.")]
    availability: Annotated[Availability, NeededBy(Phase.SIT, 58), group("When it can be used, and how fast it is.")]


Interface = Annotated[BatchInterface | RealTimeInterface, Field(discriminator="method")]
