"""Project: all that the documents of one integration, or the guide, are made from; loaded and checked."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from golive.checks import check, check_changelog
from golive.planning.schedule import scheduled
from golive.project.theme import named_theme
from golive.project.workspace import Workspace
from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.schema.field import Model
from golive.support.problems import GoliveError, Problem, SpecError
from golive.yaml_io.load import Loaded, load

M = TypeVar("M", bound=Model)


class Standing(Struct, frozen=True):
    """How a project stands to what was released of it.

    Attributes:
        digest: of everything that its documents say, short.
        parts: the same part by part: key and digest of each, that of the change log too.
        released: the version that was released last; empty before the first release.
        draft: what the draft mark says; empty where there is none.
    """

    digest: str
    parts: tuple[tuple[str, str], ...]
    released: str = ""
    draft: str = ""


class Project(Struct, frozen=True):
    """What a build starts from. Exactly one of `spec` and `guide` is there; `theme` is None for our own.

    `source` is the file of the spec; `standing` is None until `golive.releases.status` has compared the project with
    its last release; `warnings` are the findings that stop no document; `internal` is True for documents of the
    vendor's own team, who may read what billers must not.
    """

    workspace: Workspace
    organization: Organization
    process: Process
    spec: Integration | None = None
    guide: Guide | None = None
    changelog: ChangeLog | None = None
    theme: Path | None = None
    source: Path | None = None
    standing: Standing | None = None
    warnings: tuple[Problem, ...] = ()
    internal: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the documents' words come from, the one that they are about first."""
        own = self.source or (self.workspace.guide if self.guide else None)
        common = (self.workspace.organization, self.workspace.process, self.workspace.changelog(self.about.id))
        return (*((own,) if own else ()), *(path for path in common if path.is_file()))

    @property
    def about(self) -> Integration | Guide:
        """What the documents are about."""
        about = self.spec or self.guide
        if about is None:
            raise ValueError("a project is about an integration or the guide")
        return about


def load_integration(workspace: Workspace, path: Path) -> Project:
    """Read and check a spec and what goes with it.

    Raises:
        SpecError: every problem in every file that was read, warnings among them; warnings alone are no error.
    """
    problems: list[Problem] = []
    spec = _take(problems, lambda: load(path, Integration, inside=workspace.data))
    organization = _take(problems, lambda: load(workspace.organization, Organization, inside=workspace.data))
    process = _take(problems, lambda: load(workspace.process, Process, inside=workspace.data))
    changelog = _changelog(workspace, spec.value.id, problems) if spec else None
    if spec:
        problems += check_spec(spec)
        if changelog:
            problems += check_changelog(changelog, spec.value.version, spec.value.date)
    theme = _theme(workspace, (spec, organization), problems)
    warnings = tuple(one for one in problems if one.severity == "warning")
    if len(warnings) < len(problems) or spec is None or organization is None or process is None:
        raise SpecError(*problems)
    log = changelog.value if changelog else None
    vendor, typical = organization.value, process.value
    planned = scheduled(spec.value)
    return Project(workspace, vendor, typical, spec=planned, changelog=log, theme=theme, source=path, warnings=warnings)


def load_guide(workspace: Workspace) -> Project:
    """Read and check the participation guide and what goes with it.

    Raises:
        SpecError: every problem in every file that was read.
    """
    problems: list[Problem] = []
    guide = _take(problems, lambda: load(workspace.guide, Guide, inside=workspace.data))
    organization = _take(problems, lambda: load(workspace.organization, Organization, inside=workspace.data))
    process = _take(problems, lambda: load(workspace.process, Process, inside=workspace.data))
    changelog = _changelog(workspace, "guide", problems)
    if guide and changelog:
        problems += check_changelog(changelog, guide.value.version, guide.value.date)
    theme = _theme(workspace, (organization,), problems)
    if problems or guide is None or organization is None or process is None:
        raise SpecError(*problems)
    log = changelog.value if changelog else None
    return Project(workspace, organization.value, process.value, guide=guide.value, changelog=log, theme=theme)


def check_spec(spec: Loaded[Integration]) -> tuple[Problem, ...]:
    """Run every check on a spec: the rules across its fields, and the examples and samples of its record layouts.

    All checks always run, so that no finding of one hides a finding of another.
    """
    found = check(spec)
    if not spec.value.batch:
        return found
    from golive.data_files.layout_checks import check_layouts

    return (*found, *check_layouts(spec))


def _theme(
    workspace: Workspace, files: tuple[Loaded[Integration] | Loaded[Organization] | None, ...], problems: list[Problem]
) -> Path | None:
    """The slide theme that the first of the files to name one names."""
    found = [named_theme(workspace.root, file, problems) for file in files if file]
    return next((path for path in found if path), None)


def _changelog(workspace: Workspace, document_id: str, problems: list[Problem]) -> Loaded[ChangeLog] | None:
    path = workspace.changelog(document_id)
    return _take(problems, lambda: load(path, ChangeLog)) if path.exists() else None


def _take(problems: list[Problem], action: Callable[[], Loaded[M]]) -> Loaded[M] | None:
    """What the action loads; when it cannot, its problems are kept and the rest goes on."""
    try:
        return action()
    except GoliveError as error:
        problems += error.problems
        return None
