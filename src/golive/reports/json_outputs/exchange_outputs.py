"""Outputs about files of other programs: data files, imports and workbooks."""

from typing import Any, Literal, TypedDict

from golive.reports.json_outputs.shared_values import ProblemValues


class DataFileFault(TypedDict):
    """A fault of a data file.

    Attributes:
        line: the line, from 1; 0 for the whole file.
        column: the column, from 1; 0 for the whole line.
        record: the record type; null if the fault is not in one.
        field: the field; null if the fault is not in one.
        found: what was found.
        expected: what was expected.
        message: one sentence.
        hint: what to do about it.
    """

    line: int
    column: int
    record: str | None
    field: str | None
    found: str
    expected: str
    message: str
    hint: str


class LayoutVerifyOutput(TypedDict):
    """How a data file compares with the layout of its interface.

    Attributes:
        file: the file.
        interface: the name of the interface.
        ok: whether there is no fault.
        complete: whether every fault is listed; false if there are more than `--max-problems`.
        problems: the faults.
    """

    file: str
    interface: str
    ok: bool
    complete: bool
    problems: list[DataFileFault]


class ImportedChange(TypedDict):
    """A difference between a file and the spec.

    Attributes:
        kind: whether the import adds, sets or removes the value, or leaves it: a conflict, another order,
            or an item that only the spec has (`keep`).
        path: the path of the value in the spec.
        before: the value in the spec.
        file: the value in the file.
        place: the place in the file; null if it has none.
    """

    kind: Literal["add", "set", "remove", "conflict", "order", "keep"]
    path: list[str]
    before: Any
    file: Any
    place: str | None


class ImportedFileValues(TypedDict):
    """A file that is imported.

    Attributes:
        file: the file.
        kind: its kind, such as `openapi`.
        sha256: its SHA-256, in hexadecimal.
        interface: the interface that it is imported into.
        connection: the connection that it is imported into; null if none is.
        earlier: the file that an earlier import read; null if there was none.
        changes: the differences.
        new: what the file has and nobody picked.
        gone: what an earlier import picked and the file no longer has.
        notes: what is worth knowing.
        problems: the problems that the spec would have then.
    """

    file: str
    kind: str
    sha256: str
    interface: str
    connection: str | None
    earlier: str | None
    changes: list[ImportedChange]
    new: list[str]
    gone: list[str]
    notes: list[ProblemValues]
    problems: list[ProblemValues]


class ImportOutput(TypedDict):
    """The result of an import.

    Attributes:
        files: the files.
        diff: the changes of the spec, as a unified diff.
        written: the files that were written; empty with `--dry-run`, or if there is something to fix.
    """

    files: list[ImportedFileValues]
    diff: str
    written: list[str]


class ImportChoiceValues(TypedDict):
    """Something that can be imported.

    Attributes:
        key: its key, for `--pick` and `--skip`.
        label: what it is.
        place: its place in the file.
        default: whether it is imported if nothing is picked.
    """

    key: str
    label: str
    place: str
    default: bool


class OfferedFile(TypedDict):
    """A file and what it offers.

    Attributes:
        file: the file.
        kind: its kind, such as `openapi`.
        sha256: its SHA-256, in hexadecimal.
        title: its title.
        choices: what can be imported.
    """

    file: str
    kind: str
    sha256: str
    title: str
    choices: list[ImportChoiceValues]


class OffersOutput(TypedDict):
    """What files offer.

    Attributes:
        files: the files, in the order given.
    """

    files: list[OfferedFile]


class OriginValues(TypedDict):
    """Where an imported value comes from.

    Attributes:
        file: the file.
        place: the place in it, such as a line or a cell.
    """

    file: str
    place: str


class OriginsOutput(TypedDict):
    """Where the imported values of a spec come from.

    Attributes:
        origins: the origin of each value, by its path.
    """

    origins: dict[str, OriginValues]


class WorkbookChange(TypedDict):
    """An answer in a workbook.

    Attributes:
        cell: the cell, such as `Biller!D21`.
        path: the path of the value, by keys and list positions from 0.
        question: the question.
        sent: the value that the workbook was sent with.
        theirs: the value in the workbook.
        ours: the value in the spec.
    """

    cell: str
    path: list[str | int]
    question: str
    sent: Any
    theirs: Any
    ours: Any


class WorkbookAddition(TypedDict):
    """A new item in a workbook.

    Attributes:
        cell: the first cell of its row, such as `People!B7`.
        topic: the section of the workbook.
        parents: the items that it belongs to.
        value: the item.
    """

    cell: str
    topic: str
    parents: list[str]
    value: Any


class WorkbookReadOutput(TypedDict):
    """What a workbook brings.

    Attributes:
        file: the workbook.
        spec: the id of its spec.
        sent_version: the version of the spec that it was sent with.
        changes: answers that change the spec.
        additions: new items.
        conflicts: answers to questions whose value was changed in the spec as well.
        problems: what is wrong; if there is anything, nothing is written.
        warnings: what is worth a look.
        diff: the changes of the spec, as a unified diff.
        written: the files that were written.
        copy: the copy of the workbook that was kept; null if none was.
    """

    file: str
    spec: str
    sent_version: str
    changes: list[WorkbookChange]
    additions: list[WorkbookAddition]
    conflicts: list[WorkbookChange]
    problems: list[ProblemValues]
    warnings: list[ProblemValues]
    diff: str
    written: list[str]
    copy: str | None
