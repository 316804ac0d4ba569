"""Problems as people read them: to do or to fix, named by labels, with a link to the field."""

import json
import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from golive.checks.catalog import CHECKS
from golive.editing.emission import find_slot
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.schema.word import format_word
from golive.studio.sessions.conflicts import find_value
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.sessions.targets import Target, find_shared_target
from golive.studio.views.plain_words import reword, reword_commands
from golive.support.problems import PathStep, Problem
from golive.templating.phrases import upper_first
from golive.topics.questions import find_topic

Kind = Literal["to-do", "fix", "look"]
_PHASE = re.compile(r"the phase `([a-z-]+)` needs it")
KIND_WORDS: dict[Kind, str] = {"to-do": "To do", "fix": "To fix", "look": "Worth a look"}


class ProblemView(Struct, frozen=True):
    """A problem as a page shows it.

    Attributes:
        kind: `to-do` for something missing, `fix` for something wrong, `look` for a warning.
        label: where it is, in words, such as "Plan › Activities › Coding"; may be empty.
        message: what was found.
        why: what goes wrong because of it; may be empty.
        hint: what to do about it; may be empty.
        where: the path of the value.
        url: the address of the field; empty if it is in another file or in none.
        line: line of the file, 0 if unknown.
    """

    kind: Kind
    label: str
    message: str
    why: str
    hint: str
    where: tuple[PathStep, ...]
    url: str
    line: int

    @property
    def kind_words(self) -> str:
        """The kind in words."""
        return KIND_WORDS[self.kind]


def make_element_id(path: Iterable[PathStep]) -> str:
    """Return the id of the HTML element for the value at a path: `f-team-0-name`."""
    return "-".join(("f", *(re.sub(r"[^A-Za-z0-9_]", "_", str(step)) for step in path)))


def encode_path(path: Iterable[PathStep]) -> str:
    """Return a path as compact JSON, as pages send it back."""
    return json.dumps(list(path), separators=(",", ":"))


def list_problem_views(snapshot: FileSnapshot) -> tuple[ProblemView, ...]:
    """Return the problems of a file as pages show them: what to fix first, then what to do, then what to look at."""
    return make_problem_views(snapshot, snapshot.problems)


def make_problem_views(snapshot: FileSnapshot, found: Iterable[Problem]) -> tuple[ProblemView, ...]:
    """Return problems about a file, or about documents made from it, as pages show them."""
    views = [_make_view(snapshot, one) for one in found]
    order: tuple[Kind, ...] = ("fix", "to-do", "look")
    return tuple(sorted(views, key=lambda one: order.index(one.kind)))


def _make_view(snapshot: FileSnapshot, problem: Problem) -> ProblemView:
    is_here = problem.path == snapshot.target.path and snapshot.is_readable
    shared = None if is_here else find_shared_target(snapshot.target, problem.path)
    if shared:
        return _make_shared_view(shared, problem)
    url = _find_url(snapshot, problem) if is_here else ""
    kind = choose_kind(snapshot, problem)
    message, hint = _explain_missing(problem) if kind == "to-do" else (problem.message, problem.hint)
    return ProblemView(
        kind,
        problem.label or _name_other_file(snapshot, problem),
        upper_first(reword(snapshot, reword_commands(message), problem.where)).rstrip("."),
        reword(snapshot, _find_reason(problem), problem.where) if kind != "to-do" else "",
        reword(snapshot, reword_commands(hint), problem.where),
        problem.where if is_here else (),
        url,
        problem.line,
    )


def _make_shared_view(target: Target, problem: Problem) -> ProblemView:
    """Return a problem of one of the vendor's own files, which all integrations share, with the address of its form."""
    shared = FileSnapshot(target, "", {}, {}, ())
    url = f"{target.url}/{find_topic(problem.where, {}, target.kind).id}?at={make_element_id(problem.where)}"
    message = upper_first(reword(shared, reword_commands(problem.message), problem.where)).rstrip(".")
    label = f"{target.title} › {problem.label}" if problem.label else target.title
    why, hint = reword(shared, _find_reason(problem), problem.where), reword_commands(problem.hint)
    return ProblemView("fix", label, message, why, hint, (), url, problem.line)


def _find_reason(problem: Problem) -> str:
    """Return what goes wrong if the check of a problem fails; empty if no check found it."""
    check = CHECKS.get(problem.check)
    return check.reason if check else ""


def _name_other_file(snapshot: FileSnapshot, problem: Problem) -> str:
    return problem.path.name if problem.path and problem.path != snapshot.target.path else ""


def _find_url(snapshot: FileSnapshot, problem: Problem) -> str:
    """Return the address of the field that a problem is about; that of its line if no form has such a field."""
    target = snapshot.target
    if problem.where and _is_unknown_key(snapshot, problem.where):
        return f"{target.url}/yaml?line={problem.line}"
    topic = find_topic(problem.where, snapshot.values, target.kind)
    return f"{target.url}/{topic.id}?at={make_element_id(problem.where)}"


def _is_unknown_key(snapshot: FileSnapshot, path: tuple[PathStep, ...]) -> bool:
    group = find_slot(Slot(snapshot.target.model), snapshot.values, path[:-1])
    model = None if group.is_list else choose_model(group, find_value(snapshot.values, path[:-1]))
    return model is not None and path[-1] not in get_slots(model)


def choose_kind(snapshot: FileSnapshot, problem: Problem) -> Kind:
    """Return whether a problem is something missing, something wrong, or a warning."""
    if problem.severity != "error":
        return "look"
    is_here = problem.where and snapshot.is_readable and problem.path == snapshot.target.path
    is_missing = is_here and find_value(snapshot.values, problem.where) is None
    return "to-do" if is_missing or "still to be decided" in problem.message else "fix"


def _explain_missing(problem: Problem) -> tuple[str, str]:
    """Return a message and a hint for a field that is missing: the form shows what belongs there."""
    found = _PHASE.search(problem.message)
    return (f"Still missing, and needed for {format_word(found[1])}" if found else "Still missing"), ""


def format_for_browser(text: str) -> str:
    """Return a message without what is for terminals: options, commands, and backquotes around names."""
    return reword_commands(text).replace("`", "")
