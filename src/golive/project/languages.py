"""Choose the languages in which the documents of a project are made, and read the typical process in each."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from golive.project.workspace import Workspace, get_bundled_root
from golive.schema import Integration, Organization, Process
from golive.schema.process import ProcessTranslation
from golive.support.problems import GoliveError, Problem, make_problem
from golive.translation import DOCUMENT_LANGUAGES
from golive.yaml_io.load import load

DEFAULT_LANGUAGE: Final = "en"
_TRANSLATED_FIELDS: Final = tuple(ProcessTranslation.model_fields)


def choose_explainer_languages(spec: Integration | None, organization: Organization) -> tuple[str, ...]:
    """Return the codes of the languages of the explainer: those of the spec, or else of the vendor."""
    settings = (spec and spec.explainer) or organization.explainer
    return settings.languages if settings else (DEFAULT_LANGUAGE,)


def load_process_translation(workspace: Workspace, language: str) -> ProcessTranslation:
    """Read the typical process in another language; the bundled file if the workspace has none.

    Raises:
        SpecError: the file has problems.
    """
    file = _get_translation_file(workspace, language)
    return load(file, ProcessTranslation, inside=workspace.data_folder).value


def translate_process(process: Process, workspace: Workspace, language: str) -> Process:
    """Return the typical process in another language; what no document in it shows stays in English.

    Raises:
        SpecError: the translation has problems.
    """
    if language == DEFAULT_LANGUAGE:
        return process
    translation = load_process_translation(workspace, language)
    return process.model_copy(update={name: getattr(translation, name) for name in _TRANSLATED_FIELDS})


def check_process_translations(process: Process, workspace: Workspace, languages: Iterable[str]) -> list[Problem]:
    """Return what prevents documents in some languages from showing the typical process.

    That is a translation with problems, with other steps than the process, or missing beside a process with texts of
    the workspace's own.
    """
    problems: list[Problem] = []
    for language in languages:
        if language != DEFAULT_LANGUAGE:
            try:
                problems += _check_process_translation(process, workspace, language)
            except GoliveError as error:
                problems += error.problems
    return problems


def _check_process_translation(process: Process, workspace: Workspace, language: str) -> list[Problem]:
    file, name = _get_translation_file(workspace, language), DOCUMENT_LANGUAGES[language].name
    translation = load_process_translation(workspace, language)
    own, usual = workspace.data_folder / file.name, workspace.process_file
    if file != own and process != load(get_bundled_root() / "data" / "process.yaml", Process).value:
        message = f"is missing, and {usual.name} beside it has texts of your own"
        hint = f"Copy {file} to this place and say in {name} what {usual.name} says."
        return [make_problem(message, hint, path=own)]
    steps, wanted = ([step.id for step in one.steps] for one in (translation, process))
    if steps != wanted:
        message = f"has the steps {', '.join(steps)}; {usual.name} has {', '.join(wanted)}"
        return [make_problem(message, "Write the same steps, in the same order, in both files.", path=file)]
    return []


def _get_translation_file(workspace: Workspace, language: str) -> Path:
    name = f"process.{language}.yaml"
    own = workspace.data_folder / name
    return own if own.exists() else get_bundled_root() / "data" / name
