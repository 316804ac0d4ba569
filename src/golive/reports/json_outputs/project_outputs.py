"""Outputs about a spec: its checks, its status, its plan, and the reference of checks and fields."""

from typing import Literal, NotRequired, TypedDict

from golive.reports.json_outputs.shared_values import ApprovalValues, OpenItemValues, ProblemValues


class ReleaseComparison(TypedDict):
    """How a document compares with its newest release.

    Attributes:
        version: the newest release; null if nothing was released.
        as_released: whether the content is that of the release.
        moved: the parts that differ, such as `spec` or `templates`.
        changes: number of changes of the spec.
        level: what they ask for: MAJOR, MINOR or PATCH.
        next_version: the lowest version that they may be released as.
        command: the command that releases them; null if there is nothing to release.
        approvals: the approvals of the newest release.
    """

    version: str | None
    as_released: bool
    moved: list[str]
    changes: int
    level: str
    next_version: str
    command: str | None
    approvals: list[ApprovalValues]


class CheckedDocument(TypedDict):
    """A spec that was checked.

    Attributes:
        id: its id.
        version: its version.
        digest: digest of all content of its documents.
        open_items: its gaps and open decisions.
        released: how it compares with its newest release, with `--released`; null if that cannot be read.
    """

    id: str
    version: str
    digest: str
    open_items: list[OpenItemValues]
    released: NotRequired[ReleaseComparison | None]


class CheckOutput(TypedDict):
    """The result of a check.

    Attributes:
        checked: the specs that could be loaded.
        problems: what is wrong, each problem once.
    """

    checked: list[CheckedDocument]
    problems: list[ProblemValues]


class Milestone(TypedDict):
    """A gate, or go-live.

    Attributes:
        id: its id.
        name: its name.
        date: its day, as YYYY-MM-DD.
        business_days_left: business days from today until then.
    """

    id: str
    name: str
    date: str
    business_days_left: int


class WithdrawnRelease(TypedDict):
    """A release that was withdrawn.

    Attributes:
        version: its version.
        date: when it was withdrawn, as YYYY-MM-DD.
        by: who took it back.
        reason: why; null if nobody said.
    """

    version: str
    date: str
    by: str
    reason: str | None


class DocumentStatus(TypedDict):
    """A document of an integration.

    Attributes:
        kind: its kind, such as `deck`.
        path: its file.
        state: `current` if a build would change nothing; `edited` if a person changed it; `foreign` if golive did not
            make it; `unknown` if there is no record of its build.
    """

    kind: str
    path: str
    state: Literal["missing", "current", "out of date", "edited", "foreign", "unknown"]


class ReplacedFiles(TypedDict):
    """The files of people that builds replaced.

    Attributes:
        folder: where they are kept as they were; golive never deletes them.
        files: how many they are.
        bytes: their size.
    """

    folder: str
    files: int
    bytes: int


class IntegrationStatus(TypedDict):
    """How far an integration is.

    Attributes:
        id: its id.
        name: its name.
        version: its version.
        phase: its phase.
        next: the next gate, or go-live; null if nothing lies ahead.
        open_items: its gaps and open decisions.
        needed_now: how many items its phase needs and does not have.
        past_due: how many items are past due.
        draft: the text of the draft mark on its documents; empty if its content was released.
        withdrawn: the newest release, if it was withdrawn; otherwise null.
        documents: its documents.
        replaced: the files of people that builds of it replaced; null if none are kept.
    """

    id: str
    name: str
    version: str
    phase: str
    next: Milestone | None
    open_items: list[OpenItemValues]
    needed_now: int
    past_due: int
    draft: str
    withdrawn: WithdrawnRelease | None
    documents: list[DocumentStatus]
    replaced: ReplacedFiles | None


class StatusOutput(TypedDict):
    """How far every integration is.

    Attributes:
        date: the day it is for, as YYYY-MM-DD.
        integrations: the integrations that could be loaded.
        problems: what is wrong with the others, and what is past due.
    """

    date: str
    integrations: list[IntegrationStatus]
    problems: list[ProblemValues]


class DateRange(TypedDict):
    """A range of days.

    Attributes:
        start: the first day, as YYYY-MM-DD.
        end: the last day, as YYYY-MM-DD.
    """

    start: str
    end: str


class PlannedActivity(TypedDict):
    """An activity, a gate or go-live.

    Attributes:
        id: its id.
        name: its name.
        start: the first day, as YYYY-MM-DD.
        end: the last day, as YYYY-MM-DD.
        business_days: number of business days.
        agreed: the days that were agreed; null if there is no baseline.
        slip: business days that it is late, less than 0 if it is early; null if there is no baseline.
    """

    id: str
    name: str
    start: str
    end: str
    business_days: int
    agreed: DateRange | None
    slip: int | None


class PlanOutput(TypedDict):
    """The plan of a spec.

    Attributes:
        id: the id of the spec.
        activities: its activities.
        gates: its gates.
        go_live: go-live; null if its day is not decided.
    """

    id: str
    activities: list[PlannedActivity]
    gates: list[PlannedActivity]
    go_live: PlannedActivity | None


class TypicalStepValues(TypedDict):
    """A step of the typical process.

    Attributes:
        id: its id.
        name: its name.
        least_days: the fewest business days that it takes.
        most_days: the most business days that it takes.
        shortest: its days if every step is as short as it can be.
        longest: its days if every step is as long as it can be.
    """

    id: str
    name: str
    least_days: int
    most_days: int
    shortest: DateRange
    longest: DateRange


class TypicalPlanOutput(TypedDict):
    """The typical process, scheduled from a day on or back from go-live.

    Attributes:
        start: the day given with `--start`; null if none was.
        go_live: the day given with `--go-live`; null if none was.
        steps: its steps.
    """

    start: str | None
    go_live: str | None
    steps: list[TypicalStepValues]


class CheckDescription(TypedDict):
    """One check.

    Attributes:
        id: its id.
        severity: whether it finds errors or warnings.
        since: the first phase in which it looks.
        can_be_silenced: whether a spec may suppress it.
        meaning: what it finds.
        reason: why that matters.
        fix: what to do about it.
    """

    id: str
    severity: Literal["error", "warning"]
    since: str
    can_be_silenced: bool
    meaning: str
    reason: str
    fix: str


class ChecksOutput(TypedDict):
    """All checks.

    Attributes:
        checks: every check.
    """

    checks: list[CheckDescription]


class FieldDescription(TypedDict):
    """One field of a file.

    Attributes:
        file: the kind of file.
        path: its path; `[]` stands for each item of a list.
        label: its name in documents and forms.
        meaning: what it says.
        topic: the section in which people fill it in.
        kind: how it is typed in: the kind of input, or `group` for a group of fields.
        is_list: whether it is a list.
        words: the words that it can be.
        example: an example; empty if there is none.
        needed_by: the phase that needs it; null if none does.
        required: whether a file without it is wrong.
        internal: whether only the vendor sees it.
        change: what a change of it costs: MAJOR, MINOR or PATCH.
    """

    file: str
    path: str
    label: str
    meaning: str
    topic: str
    kind: str
    is_list: bool
    words: list[str]
    example: str
    needed_by: str | None
    required: bool
    internal: bool
    change: str


class FieldsOutput(TypedDict):
    """The fields that a name means.

    Attributes:
        fields: every one of them.
    """

    fields: list[FieldDescription]
