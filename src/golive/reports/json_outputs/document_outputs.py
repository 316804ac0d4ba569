"""Outputs about documents: made, verified, audited, and taken back."""

from typing import Literal, NotRequired, TypedDict

from golive.reports.json_outputs.shared_values import ApprovalValues, EditValues, ProblemValues


class ConflictValues(TypedDict):
    """A text or shape of a deck that both the spec and a person changed.

    Attributes:
        slide: key of the slide.
        title: title of the slide.
        number: number of the slide in the merged deck, from 1; 0 for a slide that was deleted.
        shape: name of the shape; empty for a slide.
        aspect: what was changed, such as `text`, `cell` or `order`.
        before: the text before both changes.
        spec: the text that golive writes now; empty if the spec removed it.
        mine: the text of the person; empty if the person removed it.
        kept: which of the two is on the slide.
        message: one sentence.
    """

    slide: str
    title: str
    number: int
    shape: str
    aspect: str
    before: str
    spec: str
    mine: str
    kept: Literal["spec", "mine"]
    message: str


class MergeValues(TypedDict):
    """How a deck that a person edited was brought up to date.

    Attributes:
        edits: the person's edits, which are kept.
        conflicts: what both changed.
        applied: how many changes of the spec were brought in.
        faults: layout faults that the merge caused.
        doubts: reasons to look at the deck before it is used.
    """

    edits: list[EditValues]
    conflicts: list[ConflictValues]
    applied: int
    faults: list[str]
    doubts: list[str]


class BuiltDocument(TypedDict):
    """A document that was made.

    Attributes:
        kind: its kind, such as `deck`.
        path: its file.
        bytes: its size.
        sha256: its SHA-256, in hexadecimal.
        kept: why the file was kept as it is.
        merge: how a deck with edits was brought up to date.
        replaced: where the file of a person that this build replaced is kept as it was, or would be.
        engines: versions of the libraries that set a PDF.
    """

    kind: str
    path: str
    bytes: int
    sha256: str
    kept: NotRequired[str]
    merge: NotRequired[MergeValues]
    replaced: NotRequired[str]
    engines: NotRequired[dict[str, str]]


class BuildOutput(TypedDict):
    """The result of a build.

    Attributes:
        documents: the documents that were made, or would be.
        problems: what is wrong; if there is anything, nothing was written.
    """

    documents: list[BuiltDocument]
    problems: list[ProblemValues]


class VerifiedDocument(TypedDict):
    """A document that was verified.

    Attributes:
        file: the file.
        ok: whether it is unchanged, and as the workspace stands now.
        id: the id of its spec.
        kind: its kind, such as `deck`.
        version: the version of its spec.
        digest: digest of all content that it was made from.
        parts: digests of that content, part by part.
        made_by: the golive that made it.
        engine: what set its pages.
        unchanged: whether the file is as it was made.
        changes: what was changed since.
        found: whether the workspace has its spec.
        workspace: the folder that it was compared with; null if there is none.
        differs: the parts in which it differs from the workspace.
        release: how it compares with what was released as its version.
        differs_from_release: the parts in which it differs from the release.
        approvals: the approvals of its version.
    """

    file: str
    ok: bool
    id: str
    kind: str
    version: str
    digest: str
    parts: dict[str, str]
    made_by: str
    engine: NotRequired[str]
    unchanged: bool
    changes: list[str]
    found: bool
    workspace: str | None
    differs: list[str]
    release: str
    differs_from_release: list[str]
    approvals: list[ApprovalValues]


class VerifyOutput(TypedDict):
    """What golive says about documents.

    Attributes:
        files: the documents that golive made.
        problems: the files that cannot be read, or that golive did not make.
    """

    files: list[VerifiedDocument]
    problems: list[ProblemValues]


class AuditFinding(TypedDict):
    """A finding in a file.

    Attributes:
        where: the part, slide or page; empty for the whole file.
        code: the rule, as `golive audit --codes` lists them.
        severity: only errors make the exit code 1.
        message: what was found.
        fix: what to do about it.
    """

    where: str
    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    fix: str


class AuditedFile(TypedDict):
    """A file that was audited.

    Attributes:
        file: the file.
        ok: whether there is no error.
        findings: what was found.
    """

    file: str
    ok: bool
    findings: list[AuditFinding]


class AuditOutput(TypedDict):
    """The result of an audit.

    Attributes:
        files: the files, in the order given.
    """

    files: list[AuditedFile]


class RoleLayout(TypedDict):
    """The layout of a role.

    Attributes:
        role: the role, such as `content`.
        layout: the name of the layout.
        how: how it was found.
    """

    role: str
    layout: str
    how: str


class ThemeFont(TypedDict):
    """A font of a theme.

    Attributes:
        use: what it is used for.
        family: its name.
        exact: whether the widths of its characters are known.
        measured_as: the font whose widths are used, with the margin that is added, such as "Arial + 4%".
    """

    use: str
    family: str
    exact: bool
    measured_as: str


class ThemeColor(TypedDict):
    """A color of a theme.

    Attributes:
        meaning: what it is used for.
        rgb: the color, in hexadecimal.
        source: where it comes from.
        contrast: its contrast with the background of a slide, such as 4.5.
    """

    meaning: str
    rgb: str
    source: str
    contrast: float


class TrialDeckOutput(TypedDict):
    """The trial deck of a template.

    Attributes:
        slides: number of its slides.
        layouts: the layouts that they use.
        files: the files that were written: the deck, and a page with its slides.
    """

    slides: int
    layouts: list[str]
    files: list[str]


class ThemeOutput(TypedDict):
    """How a PowerPoint template would be used.

    Attributes:
        usable: whether it can be used; if not, only the problems are given.
        width: width of a slide, in inches.
        height: height of a slide, in inches.
        roles: the layout of each role.
        fonts: its fonts.
        colors: its colors.
        removed: what decks leave out.
        warnings: what is worth knowing.
        trial: the trial deck that was built.
        problems: why it cannot be used.
    """

    usable: bool
    width: NotRequired[float]
    height: NotRequired[float]
    roles: NotRequired[list[RoleLayout]]
    fonts: NotRequired[list[ThemeFont]]
    colors: NotRequired[list[ThemeColor]]
    removed: NotRequired[list[str]]
    warnings: NotRequired[list[str]]
    trial: NotRequired[TrialDeckOutput]
    problems: list[ProblemValues]


class TakenBackEdit(TypedDict):
    """An edit of a deck that is an edit of one value of the spec.

    Attributes:
        path: the path of the value, by keys and list positions from 0.
        before: the value.
        after: the value that makes golive write the person's text.
        message: one sentence.
        edit: the edit in the deck.
    """

    path: list[str | int]
    before: str
    after: str
    message: str
    edit: EditValues


class OtherEdit(TypedDict):
    """An edit of a deck that cannot be taken back.

    Attributes:
        reason: why not.
        edit: the edit in the deck.
    """

    reason: str
    edit: EditValues


class TakeBackOutput(TypedDict):
    """What edits of a deck mean for its spec.

    Attributes:
        offers: edits that are taken back.
        others: edits that stay in the deck alone.
        diff: the changes of the spec, as a unified diff.
        written: the files that were written; empty with `--dry-run`.
    """

    offers: list[TakenBackEdit]
    others: list[OtherEdit]
    diff: str
    written: list[str]


class EnvironmentFinding(TypedDict):
    """Something that golive uses on this machine.

    Attributes:
        what: what it is.
        ok: whether it is there and works.
        needed: whether golive cannot do without it.
        detail: its version, or what is wrong.
        fix: what to do about it.
    """

    what: str
    ok: bool
    needed: bool
    detail: str
    fix: str


class DoctorOutput(TypedDict):
    """What this machine can build.

    Attributes:
        findings: everything that golive uses.
    """

    findings: list[EnvironmentFinding]
