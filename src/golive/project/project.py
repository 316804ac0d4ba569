"""Load and check a project: the input for the documents of one integration or of the guide."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar, Literal, TypeVar

from msgspec import Struct

from golive.checks import check_change_log, run_checks
from golive.planning.schedule import fill_plan_dates
from golive.project.languages import check_process_translations, choose_explainer_languages
from golive.project.organization_file import RequiredVersionError, load_organization
from golive.project.theme import find_named_theme
from golive.project.workspace import Workspace
from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.schema.field import Model
from golive.support.problems import GoliveError, Problem, SpecError
from golive.yaml_io.load import Loaded, load

M = TypeVar("M", bound=Model)


class ReleaseStatus(Struct, frozen=True):
    """A project compared with its last release.

    Attributes:
        digest: short digest of all content of its documents.
        parts: key and digest of each part, including the change log.
        released: the last released version; empty before the first release.
        draft: text of the draft mark; empty if there is none.
    """

    digest: str
    parts: tuple[tuple[str, str], ...]
    released: str = ""
    draft: str = ""


class _SharedInput(Struct, frozen=True):
    """The input that the documents of an integration and of the guide have in common.

    Attributes:
        workspace: the folder with the input, the templates and the output.
        organization: the vendor.
        process: the typical process.
        changelog: the change log of the documents; None if there is none.
        theme_file: the slide theme; None for the built-in one.
        release_status: how it compares with its last release; None until `golive.releases.status` has compared them.
        warnings: the findings that do not stop a build.
        is_internal: True for documents of the vendor's own team, who may read what billers must not.
        languages: codes of the languages that a command asks for; empty for those of the spec.
        pdf_engine: the PDF engine to use in place of the vendor's choice; empty for that choice.
        reference_day: the day of a status report; None for the day of the version.
        since: the day of the last status report; None for that of the newest release before, or a week before.
    """

    workspace: Workspace
    organization: Organization
    process: Process
    changelog: ChangeLog | None = None
    theme_file: Path | None = None
    release_status: ReleaseStatus | None = None
    warnings: tuple[Problem, ...] = ()
    is_internal: bool = False
    languages: tuple[str, ...] = ()
    pdf_engine: str = ""
    reference_day: date | None = None
    since: date | None = None

    def list_explainer_languages(self) -> tuple[str, ...]:
        """Return the codes of the languages of the explainer: those of the command line, the spec or the vendor."""
        return self.languages or choose_explainer_languages(None, self.organization)

    def _list_source_files(self, first: Path | None, document_id: str) -> tuple[Path, ...]:
        common = (
            self.workspace.organization_file,
            self.workspace.process_file,
            self.workspace.changelog_file(document_id),
        )
        return (*((first,) if first else ()), *(path for path in common if path.is_file()))


class IntegrationProject(_SharedInput, frozen=True, kw_only=True):
    """The input of an integration's documents.

    Attributes:
        spec: the integration, with the computed dates of its plan.
        spec_file: the path of its spec; None if it was not read from a file.
    """

    kind: ClassVar[Literal["integration"]] = "integration"
    spec: Integration
    spec_file: Path | None = None

    @property
    def source_files(self) -> tuple[Path, ...]:
        """The files that the documents are made from, the spec first."""
        return self._list_source_files(self.spec_file, self.spec.id)

    @property
    def document_subject(self) -> Integration:
        """The integration, which the documents describe."""
        return self.spec

    def list_explainer_languages(self) -> tuple[str, ...]:
        """Return the codes of the languages of the explainer: those of the command line, the spec or the vendor."""
        return self.languages or choose_explainer_languages(self.spec, self.organization)


class GuideProject(_SharedInput, frozen=True, kw_only=True):
    """The input of the participation guide.

    Attributes:
        guide: the guide.
        snapshot_file: the released version that it was read from; None for the guide of the workspace.
    """

    kind: ClassVar[Literal["guide"]] = "guide"
    guide: Guide
    snapshot_file: Path | None = None

    @property
    def source_files(self) -> tuple[Path, ...]:
        """The files that the documents are made from, the guide first."""
        return self._list_source_files(self.snapshot_file or self.workspace.guide_file, self.guide.id)

    @property
    def document_subject(self) -> Guide:
        """The guide, which the documents describe."""
        return self.guide


Project = IntegrationProject | GuideProject
"""The input of a build: that of an integration's documents, or that of the guide."""


def get_integration(project: Project) -> Integration | None:
    """Return the integration that a project is about; None for the guide."""
    return project.spec if isinstance(project, IntegrationProject) else None


def get_guide(project: Project) -> Guide | None:
    """Return the guide that a project is about; None for an integration."""
    return project.guide if isinstance(project, GuideProject) else None


def load_integration(workspace: Workspace, path: Path) -> IntegrationProject:
    """Load and check a spec and its related files.

    Raises:
        SpecError: all problems in all files, including warnings; not raised for warnings alone.
    """
    problems: list[Problem] = []
    spec = _load_or_collect(problems, lambda: load(path, Integration, inside=workspace.data_folder))
    organization = _load_or_collect(problems, lambda: load_organization(workspace))
    process = _load_or_collect(problems, lambda: load(workspace.process_file, Process, inside=workspace.data_folder))
    changelog = _load_changelog(workspace, spec.value.id, problems) if spec else None
    problems += workspace.check_special_files()
    if spec:
        problems += check_spec(spec)
        if changelog:
            problems += check_change_log(changelog, spec.value.version, spec.value.date)
    if spec and organization and process:
        languages = choose_explainer_languages(spec.value, organization.value)
        problems += check_process_translations(process.value, workspace, languages)
    theme = _find_theme(workspace, (spec, organization), problems)
    warnings = tuple(one for one in problems if one.severity == "warning")
    if len(warnings) < len(problems) or spec is None or organization is None or process is None:
        raise SpecError(*problems)
    log = changelog.value if changelog else None
    vendor, typical = organization.value, process.value
    planned = fill_plan_dates(spec.value)
    return IntegrationProject(
        workspace, vendor, typical, spec=planned, changelog=log, theme_file=theme, spec_file=path, warnings=warnings
    )


def load_guide(workspace: Workspace) -> GuideProject:
    """Load and check the participation guide and its related files.

    Raises:
        SpecError: all problems in all files.
    """
    problems: list[Problem] = []
    guide = _load_or_collect(problems, lambda: load(workspace.guide_file, Guide, inside=workspace.data_folder))
    organization = _load_or_collect(problems, lambda: load_organization(workspace))
    process = _load_or_collect(problems, lambda: load(workspace.process_file, Process, inside=workspace.data_folder))
    changelog = _load_changelog(workspace, "guide", problems)
    problems += workspace.check_special_files()
    if guide and changelog:
        problems += check_change_log(changelog, guide.value.version, guide.value.date)
    theme = _find_theme(workspace, (organization,), problems)
    if problems or guide is None or organization is None or process is None:
        raise SpecError(*problems)
    log = changelog.value if changelog else None
    return GuideProject(
        workspace, organization.value, process.value, guide=guide.value, changelog=log, theme_file=theme
    )


def load_shared_files(
    workspace: Workspace, document_id: str, problems: list[Problem]
) -> tuple[Loaded[Organization] | None, Loaded[Process] | None, Loaded[ChangeLog] | None]:
    """Load what a document needs beside its spec: the vendor, the typical process and its change log.

    Args:
        workspace: the workspace.
        document_id: id of the integration, or `guide`.
        problems: list to add problems to; a file with problems is None.
    """
    folder = workspace.data_folder
    return (
        _load_or_collect(problems, lambda: load_organization(workspace)),
        _load_or_collect(problems, lambda: load(workspace.process_file, Process, inside=folder)),
        _load_changelog(workspace, document_id, problems),
    )


def check_spec(spec: Loaded[Integration]) -> tuple[Problem, ...]:
    """Run every check on a spec: the rules across its fields, and the examples and samples of its record layouts.

    All checks always run, so that no finding hides another. The only exception: samples are not checked against a
    record layout that has errors.
    """
    found = run_checks(spec)
    if not spec.value.batch:
        return found
    from golive.data_files.layout_checks import check_layouts

    return (*found, *check_layouts(spec, found))


def _find_theme(
    workspace: Workspace, files: tuple[Loaded[Integration] | Loaded[Organization] | None, ...], problems: list[Problem]
) -> Path | None:
    """Return the slide theme of the first file that names one."""
    found = [find_named_theme(workspace.root, file, problems) for file in files if file]
    return next((path for path in found if path), None)


def _load_changelog(workspace: Workspace, document_id: str, problems: list[Problem]) -> Loaded[ChangeLog] | None:
    path = workspace.changelog_file(document_id)
    return _load_or_collect(problems, lambda: load(path, ChangeLog)) if path.exists() else None


def _load_or_collect(problems: list[Problem], action: Callable[[], Loaded[M]]) -> Loaded[M] | None:
    """Run a load action; if it fails, add its problems to the list and return None.

    Raises:
        RequiredVersionError: the workspace is for another golive, so that nothing else in it can be judged.
    """
    try:
        return action()
    except RequiredVersionError:
        raise
    except GoliveError as error:
        problems += error.problems
        return None
