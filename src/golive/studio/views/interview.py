"""The short interview for a new integration: its questions, and the spec that the answers make."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct

from golive.project.workspace import Workspace
from golive.scaffold.spec import Method, NewSpecOptions, render_new_spec
from golive.scaffold.time_zones import TIME_ZONE_LABELS, find_time_zone
from golive.schema.values import IDENTIFIER_PATTERN
from golive.schema.words import BillerKind
from golive.support.problems import GoliveError
from golive.topics.identifiers import make_identifier
from golive.topics.inputs import Choice

METHOD_WORDS: Mapping[Method, tuple[str, str]] = {
    "batch": ("By file", "Bills and payments move as files, usually at night."),
    "real-time": ("In real time", "The platform asks the billing system when a payer looks."),
    "hybrid": ("Both", "Bills and payments by file, balances in real time."),
}
_MAX_ID_LENGTH = 60


class InterviewQuestion(Struct, frozen=True):
    """A question of the interview.

    Attributes:
        key: its name in the form.
        label: the question.
        help: one sentence about it.
        control: `text`, `select` or `radio`.
        options: the choices.
        value: the answer so far.
        error: what is wrong with the answer; may be empty.
    """

    key: str
    label: str
    help: str
    control: str = "text"
    options: tuple[Choice, ...] = ()
    value: str = ""
    error: str = ""


class NewIntegration(Struct, frozen=True):
    """A spec to write: its id and its text."""

    id: str
    text: str


def list_interview_questions(
    answers: Mapping[str, str], errors: Mapping[str, str] | None = None
) -> tuple[InterviewQuestion, ...]:
    """Return the questions of the interview with the answers so far and what is wrong with them."""
    methods = tuple(Choice(word, label, meaning) for word, (label, meaning) in METHOD_WORDS.items())
    kinds = tuple(Choice(kind.value, kind.label) for kind in BillerKind)
    zones = (
        Choice("", "The time zone of its state"),
        *(
            Choice(zone, f"{label} ({zone.partition('/')[2].replace('_', ' ')})")
            for zone, label in TIME_ZONE_LABELS.items()
        ),
    )
    rows = (
        ("biller", "Who is the biller?", "The company or public body whose bills are paid online.", "text", ()),
        ("kind", "What kind of organization is it?", "", "select", kinds),
        ("location", "Where is it?", "City and state, such as Riverton, Ohio.", "text", ()),
        ("time_zone", "Which time zone?", "Times in documents are in this zone.", "select", zones),
        ("billing_system", "Which billing system does it use?", "The name of the product.", "text", ()),
        ("method", "How does the data move?", "You can change this later.", "radio", methods),
        ("owner", "Who is responsible for it on your side?", "Usually you.", "text", ()),
    )
    found = errors or {}
    return tuple(
        InterviewQuestion(key, label, text, control, options, answers.get(key, ""), found.get(key, ""))
        for key, label, text, control, options in rows
    )


def create_integration(
    workspace: Workspace, answers: Mapping[str, str], today: date
) -> NewIntegration | dict[str, str]:
    """Return the spec that answers make, or what is wrong with them, by question; the key `` is for none of them.

    Args:
        workspace: the workspace that gets the file.
        answers: the answers by key.
        today: the day of the first version.
    """
    given = {key: " ".join(value.split()) for key, value in answers.items()}
    given["time_zone"] = given.get("time_zone") or find_time_zone(given.get("location", ""))
    errors = {
        question.key: "Please choose one." if question.options else "Please answer this."
        for question in list_interview_questions(given)
        if not given.get(question.key)
        or (question.options and given[question.key] not in {choice.word for choice in question.options})
    }
    if "time_zone" in errors:
        where, _, state = given.get("location", "").rpartition(",")
        if where and state.strip():
            errors["time_zone"] = "Please choose one. Not every place in that state has the same time zone."
        else:  # the place tells the zone, and lacks its state
            errors.setdefault("location", "Please add the state, such as Riverton, Ohio.")
            del errors["time_zone"]
    if errors:
        return errors
    spec_id = choose_integration_id(workspace, given["biller"])
    method = next(word for word in METHOD_WORDS if word == given["method"])
    options = NewSpecOptions(
        id=spec_id,
        method=method,
        biller=given["biller"],
        kind=BillerKind(given["kind"]),
        location=given["location"],
        billing_system=given["billing_system"],
        owner=given["owner"],
        day=today,
        time_zone=given["time_zone"],
    )
    path = workspace.integration_file(spec_id)
    try:
        return NewIntegration(
            spec_id, render_new_spec(options, PurePosixPath(path.relative_to(workspace.root).as_posix()))
        )
    except GoliveError as error:
        return _assign_errors(given, error)


def choose_integration_id(workspace: Workspace, biller: str) -> str:
    """Return a new id for the integration of a biller."""
    taken = {path.stem for path in workspace.list_integration_files()}
    taken |= {path.stem for path in (workspace.data_folder / "changelogs").glob("*.yaml")}
    taken |= {path.name for path in (workspace.data_folder / "releases").glob("*")} | {"guide"}
    found = make_identifier(biller, taken)
    return found if re.fullmatch(IDENTIFIER_PATTERN, found) and len(found) <= _MAX_ID_LENGTH else "integration"


def _assign_errors(given: Mapping[str, str], error: GoliveError) -> dict[str, str]:
    """Return the problems of the made spec beside the answers that they are about."""
    found: dict[str, str] = {}
    for problem in error.problems:
        last = str(problem.where[-1]) if problem.where else ""
        above = str(problem.where[0]) if problem.where else ""
        key = "owner" if above == "team" else "billing_system" if "billing_system" in problem.where else last
        key = "biller" if key in {"name", "short_name", "summary"} else key
        text = f"{problem.message}. {problem.hint}".replace("`", "")
        found.setdefault(key if key in given else "", text[:1].upper() + text[1:])
    return found
