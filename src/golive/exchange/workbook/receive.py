"""Receive a returned workbook: merge it, prove its edits, and say of every problem in which cell it is."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from golive.editing import EditResult, apply_edits
from golive.exchange.workbook.additions import AddedItem, build_additions, list_added_references
from golive.exchange.workbook.book import Book, Selection
from golive.exchange.workbook.build import BookSource, build_book
from golive.exchange.workbook.edits import PlacedEdit, WorkbookEdits, build_workbook_edits, find_place
from golive.exchange.workbook.merge import CellChange, CellReader, MergeState, PresentSpec, Side, merge_cells
from golive.exchange.workbook.plain_problems import explain_in_words
from golive.exchange.workbook.returned import Returned, make_cell_problem
from golive.open_items.items import collect_open_items
from golive.project.project import load_integration
from golive.project.workspace import Workspace
from golive.schema import Integration
from golive.support.problems import EditError, GoliveError, Problem, drop_duplicates
from golive.yaml_io.load import read_tree
from golive.yaml_io.renamed_keys import rename_former_keys
from golive.yaml_io.source import use_unsaved_texts

_MISSING: Final = re.compile(r" has no `(\w+)`$")
Choose = Callable[[CellChange], Side | None]
"""Chooses between the workbook and the spec where both changed an answer; None leaves the conflict open."""


class SpecFile(Struct, frozen=True):
    """The file of a spec.

    Attributes:
        workspace: its workspace.
        path: the file.
        unsaved: unsaved text by file, read in place of what is on the disk.
    """

    workspace: Workspace
    path: Path
    unsaved: Mapping[Path, str] = {}


class Receipt(Struct, frozen=True):
    """What a returned workbook brings.

    Attributes:
        changes: the answers that are taken over.
        additions: the items that are added.
        conflicts: the answers for which somebody has to choose.
        problems: what has to be fixed first.
        warnings: what should be looked at.
        edits: the edits of the spec.
        result: the new texts; empty while there are conflicts or problems.
        present: the spec that it was merged into.
    """

    changes: tuple[CellChange, ...]
    additions: tuple[AddedItem, ...]
    conflicts: tuple[CellChange, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    edits: WorkbookEdits
    result: EditResult
    present: PresentSpec

    @property
    def is_complete(self) -> bool:
        """Return whether everything can be taken over."""
        return not self.problems and not self.conflicts


def read_spec_values(spec: SpecFile) -> Any:  # noqa: ANN401 - plain values
    """Return the plain values of a spec, with its includes, presets and present keys.

    Raises:
        SpecError: a file cannot be read, or is not YAML.
    """
    with use_unsaved_texts(spec.unsaved):
        tree = read_tree(spec.path, inside=spec.workspace.data_folder)
        return rename_former_keys(tree, Integration).root.value


def read_book_source(spec: SpecFile) -> BookSource:
    """Return what the workbook of a spec is made from.

    Raises:
        SpecError: the spec is not valid.
    """
    with use_unsaved_texts(spec.unsaved):
        project = load_integration(spec.workspace, spec.path)
    return BookSource(read_spec_values(spec), project.organization.name, collect_open_items(project.spec))


def build_whole_book(returned: Returned, spec: SpecFile) -> Book:
    """Return the workbook of a spec as it is now, with the sheets of one that came back.

    Raises:
        SpecError: the spec is not valid.
    """
    return build_book(read_book_source(spec), Selection(topics=frozenset(returned.record.topics)))


def receive_workbook(returned: Returned, spec: SpecFile, choose: Choose) -> Receipt:
    """Merge a workbook into a spec; nothing is written.

    Args:
        returned: the workbook.
        spec: the spec.
        choose: chooses where both changed an answer.

    Raises:
        SpecError: the spec cannot be read.
    """
    values = read_spec_values(spec)
    book = build_book(BookSource(values, ""), Selection(topics=frozenset(returned.record.topics)))
    present = PresentSpec(values, book)
    state = MergeState(problems=list(returned.problems), warnings=list(returned.warnings))
    reader = CellReader(returned, list_added_references(returned, present), state)
    merge_cells(returned, present, reader, state)
    additions = build_additions(returned, present, reader, state)
    chosen = [(change, choose(change) if change.is_conflict else "theirs") for change in state.changes]
    taken = [change for change, side in chosen if side == "theirs"]
    conflicts = tuple(change for change, side in chosen if side is None)
    edits = build_workbook_edits(taken, additions, present)
    result, errors, warnings = _prove_edits(returned, edits, spec)
    problems = tuple(drop_duplicates([*state.problems, *errors]))
    return Receipt(
        tuple(taken),
        additions,
        conflicts,
        problems,
        tuple(drop_duplicates([*state.warnings, *warnings])),
        edits,
        EditResult() if problems or conflicts else result,
        present,
    )


def describe_conflict(returned: Returned, change: CellChange) -> Problem:
    """Return the problem that both sides changed an answer."""
    message = f"came back as `{change.theirs}`; it was sent as `{change.sent}`, and the spec now says `{change.ours}`"
    return make_cell_problem(returned.path, change.place, f"{change.label}: {message}", "Choose one of them.")


def _prove_edits(
    returned: Returned, edits: WorkbookEdits, spec: SpecFile
) -> tuple[EditResult, list[Problem], list[Problem]]:
    """Return the edited texts, with the errors and warnings that the edits bring, each at its cell."""
    if not edits.edits:
        return EditResult(), [], []
    result, refused = _apply(returned, edits.edits, spec)
    if refused:
        return EditResult(), refused, []
    before = {(one.label, one.message) for one in _check(spec, {})}
    after = [one for one in _check(spec, result.overlay) if (one.label, one.message) not in before]
    placed = [_place_problem(returned, edits, one) for one in after]
    errors = [one for one in placed if one.severity == "error"]
    return result, errors, [one for one in placed if one.severity != "error"]


def _apply(returned: Returned, edits: Sequence[PlacedEdit], spec: SpecFile) -> tuple[EditResult, list[Problem]]:
    """Apply edits; where that is refused, find out which of them are refused."""

    def apply(some: Sequence[PlacedEdit]) -> EditResult:
        inside = spec.workspace.data_folder
        return apply_edits(spec.path, [one.edit for one in some], inside=inside, overlay=spec.unsaved)

    try:
        return apply(edits), []
    except EditError as error:
        first = error
    problems = []
    for one in edits:
        try:
            apply([one])
        except EditError as error:
            found = error.problems[0]
            problems.append(make_cell_problem(returned.path, one.place, found.message, found.hint))
    return EditResult(), problems or list(first.problems)


def _check(spec: SpecFile, overlay: Mapping[Path, str]) -> tuple[Problem, ...]:
    """Return all problems and warnings of a spec."""
    with use_unsaved_texts({**spec.unsaved, **overlay}):
        try:
            return load_integration(spec.workspace, spec.path).warnings
        except GoliveError as error:
            return tuple(error.problems)


def _place_problem(returned: Returned, edits: WorkbookEdits, problem: Problem) -> Problem:
    """Return a problem of the edited spec at the cell that it comes from; others stay where they are."""
    missing = _MISSING.search(problem.message)
    where = problem.where
    if missing and where[-1:] != (missing[1],):
        where = (*where, missing[1])
    asked = edits.places.get(where) or find_place(edits.places, problem.where)
    if asked is None:
        return problem
    message, hint = explain_in_words(problem, asked, is_missing=bool(missing) and where in edits.places)
    found = make_cell_problem(returned.path, asked.place, message, hint)
    return found._replace(severity=problem.severity, check=problem.check, label=problem.label)
