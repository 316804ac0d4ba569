"""Values that several outputs hold."""

from typing import Literal, NotRequired, TypedDict


class ProblemValues(TypedDict):
    """A problem to fix.

    Attributes:
        path: the file; null if the problem concerns no file.
        line: the line, from 1; 0 for the whole file.
        column: the column, from 1; 0 for the whole line.
        severity: only an error stops documents.
        check: the id of the check that found it, as `golive explain` lists them; empty if none did.
        message: what was found.
        hint: what to do about it; may be empty.
        where: the path of the value in its YAML file, by keys and list positions from 0.
        label: the same path in the words of the documents; empty if the problem is not about a value.
        cell: the cell of a workbook, such as `Biller!D21`.
    """

    path: str | None
    line: int
    column: int
    severity: Literal["error", "warning", "note"]
    check: str
    message: str
    hint: str
    where: list[str | int]
    label: str
    cell: NotRequired[str]


class OpenItemValues(TypedDict):
    """A gap or an open decision.

    Attributes:
        id: its number.
        what: what is open.
        owner: who answers it: the id of a person, or a side.
        due: the day it is needed by, as YYYY-MM-DD; null if it has none.
        past_due: whether that day has passed.
        phase: the phase that needs it; null if none does.
        note: a note about it.
        path: the path of the value in the spec.
    """

    id: str
    what: str
    owner: str
    due: str | None
    past_due: bool
    phase: str | None
    note: str
    path: str


class ApprovalValues(TypedDict):
    """The approval of a version.

    Attributes:
        name: who approves.
        organization: the organization that the approver represents.
        role: in which role.
        date: when it was given, as YYYY-MM-DD; null while it is pending.
        digest: digest of the release that was approved; null if it is not bound to one.
        state: `pending`, `valid`, `void` since the content changed, or `not bound to a release`.
    """

    name: str
    organization: str
    role: str
    date: str | None
    digest: str | None
    state: str


class EditValues(TypedDict):
    """An edit of a person in a deck.

    Attributes:
        slide: key of the slide; empty for a slide that golive does not write.
        title: title of the slide.
        number: number of the slide in the edited deck, from 1; 0 for a slide that was deleted.
        shape: name of the shape; empty if the edit is not about one.
        aspect: what was changed, such as `text`, `cell` or `order`.
        message: one sentence.
        before: the text that golive writes; empty if the edit is not about a text.
        after: the text of the person; empty if the edit is not about a text.
    """

    slide: str
    title: str
    number: int
    shape: str
    aspect: str
    message: str
    before: str
    after: str
