"""Plan an import: which interface it is for, what the spec becomes, and what is different; nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from golive.editing import Edit, EditedFile, EditResult, InsertItem, SetValue, apply_edits, save_edits
from golive.exchange.imports.environments import assign_environments, drop_incomplete_sign_on
from golive.exchange.imports.import_log import ImportEntry, ImportLog, get_log_file, read_log
from golive.exchange.imports.merge import Difference, list_texts, merge_values
from golive.exchange.imports.names import make_id
from golive.exchange.imports.offer import ImportChoice, ImportNote, ImportOffer, get_plain_value
from golive.exchange.imports.picks import (
    PickedValues,
    compose_values,
    leave_out,
    list_defaults,
    list_places,
    pick_choices,
)
from golive.project.project import check_spec
from golive.project.workspace import Workspace
from golive.schema import Integration
from golive.support.problems import OutputError, Problem, SpecError, make_problem
from golive.yaml_io.load import load
from golive.yaml_io.message_text import shorten_for_message, suggest_words
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import read_source, use_unsaved_texts

CALL_KINDS: Final = {"openapi": "rest", "wsdl": "soap"}
"""The kinds of file that describe calls, with the kind of connection that they belong to."""


class ExactChoice(Struct, frozen=True):
    """What a person ticked in a list of choices, by keys.

    Attributes:
        shown: the choices that the person has seen: those of the top level, and those inside some of them.
        chosen: those that were ticked.
    """

    shown: frozenset[str]
    chosen: frozenset[str]


class ImportRequest(Struct, frozen=True):
    """What a person asks for.

    Attributes:
        interface: the id of the interface; empty for the only one that fits.
        picks: patterns of the choices to import, beside those of an earlier import; the default ones if both are empty.
        skips: patterns of choices to leave out.
        accept: whether the file wins where the spec says something else.
        prune: whether records, calls and fields that the file never had are removed from the interface.
        choice: what was ticked; then there are no patterns.
    """

    interface: str = ""
    picks: tuple[str, ...] = ()
    skips: tuple[str, ...] = ()
    accept: bool = False
    prune: bool = False
    choice: ExactChoice | None = None


class ImportPlan(Struct, frozen=True):
    """The result of an import before it is written.

    Attributes:
        offer: what the file offers.
        interface: the id of the interface.
        connection: the id of the connection that gets values too; empty if none does.
        earlier_file: the name of an earlier version of the file; empty if none was imported.
        is_unchanged: whether exactly this file was imported before.
        changes: every difference between the file and the spec.
        places: the place of each value in the file.
        new_choices: keys of the top level that an earlier version of the file did not have and that are not picked.
        gone_picks: keys that were picked before and are no longer in the file.
        notes: what a person should know.
        new_problems: what `golive check` finds after the import and did not find before.
        result: the new texts of the spec's files.
        log: the log of the spec's imports with this one.
    """

    offer: ImportOffer
    interface: str
    connection: str
    earlier_file: str
    is_unchanged: bool
    changes: tuple[Difference, ...]
    places: Mapping[str, str]
    new_choices: tuple[str, ...]
    gone_picks: tuple[str, ...]
    notes: tuple[ImportNote, ...]
    new_problems: tuple[Problem, ...]
    result: EditResult
    log: ImportLog

    @property
    def lacks_picks(self) -> bool:
        """Whether the file has records or calls, and none of them is picked."""
        tops = {choice.key for choice in self.offer.choices if choice.list_name}
        entry = self.log.find_entry(self.offer.kind, self.interface, self.offer.file, frozenset(tops))
        return bool(tops) and (entry is None or not tops & set(entry.picks))

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """The differences that the import leaves as the spec has them."""
        return tuple(change for change in self.changes if change.kind in {"conflict", "order"})


class FilesToWrite(Struct, frozen=True):
    """What an import writes: the spec's files, and its log.

    Attributes:
        result: the new texts of the spec's files.
        log_file: the path of the log.
        log: its new content.
        log_before: its content as it was read; None if there was none.
    """

    result: EditResult
    log_file: Path
    log: bytes
    log_before: bytes | None

    def save(self) -> None:
        """Write all files, or none.

        Raises:
            ConflictError: a file of the spec was changed since it was read.
            OutputError: a file cannot be written, or the log was changed since it was read.
        """
        save_edits(self.result, more={self.log_file: (self.log_before, self.log)})


def plan_imports(
    workspace: Workspace, spec_file: Path, offers: Sequence[ImportOffer], request: ImportRequest
) -> tuple[list[ImportPlan], FilesToWrite]:
    """Plan the imports of several files, one after the other, and join what is to be written.

    Args:
        workspace: the workspace of the spec.
        spec_file: the spec.
        offers: what each file offers.
        request: what the person asks for.

    Raises:
        SpecError: the spec cannot be read.
        EditError: the spec's text cannot be changed without losing something.
        OutputError: there is no such interface or choice, or the values do not fit the spec.
    """
    spec_id = load(spec_file, Integration, inside=workspace.data_folder).value.id
    log_file = get_log_file(workspace.data_folder, spec_id)
    log, log_before = read_log(log_file)
    texts: dict[Path, str] = {}
    changes: dict[Path, EditedFile] = {}
    comments: tuple[str, ...] = ()
    plans = []
    for offer in offers:
        with use_unsaved_texts(texts):
            plan = _plan_import(_State(workspace, spec_file, texts, log), offer, request)
        plans.append(plan)
        log = plan.log
        comments += plan.result.removed_comments
        for change in plan.result.changes:
            first = changes.get(change.path, change)
            changes[change.path] = replace(change, before=first.before)
            texts[change.path] = change.after
    result = EditResult(tuple(changes.values()), comments)
    return plans, FilesToWrite(result, log_file, log.encode(), log_before)


class _State(Struct, frozen=True):
    """The spec as the imports before this one leave it."""

    workspace: Workspace
    spec_file: Path
    texts: Mapping[Path, str]
    log: ImportLog


def _plan_import(state: _State, offer: ImportOffer, request: ImportRequest) -> ImportPlan:
    """Plan the import of one file."""
    workspace, spec_file = state.workspace, state.spec_file
    loaded = load(spec_file, Integration, inside=workspace.data_folder)
    spec = loaded.value
    index = _choose_interface(spec, offer, request.interface)
    interface = spec.interfaces[index]
    tops = frozenset(choice.key for choice in offer.choices if choice.list_name)
    earlier = state.log.find_entry(offer.kind, interface.id, offer.file, tops)
    picked = compose_values(offer, choose_keys(offer, request, earlier))
    notes = list(offer.find_notes(picked.keys))
    theirs: dict[str, Any] = {target: get_plain_value(value) for target, value in picked.values.items()}
    paths: dict[str, tuple[str | int, ...]] = {"interface": ("interfaces", index)}
    connection = _find_connection(spec, interface.connection, offer)
    if "connection" in theirs and connection is None:
        notes.append(_note_no_connection(spec_file, interface.id, offer))
        del theirs["connection"]
    elif connection is not None:
        paths["connection"] = ("connections", connection)
        notes += assign_environments(spec, connection, theirs.get("connection", {}), offer)
    own = _read_own_values(workspace, spec_file)
    if connection is not None:
        notes += drop_incomplete_sign_on(theirs.get("connection", {}), own["connections"][connection], offer)
    _refuse_preset(own, paths["interface"], theirs, spec_file)
    questions, asked = _list_decisions(spec, index, notes, earlier)
    changes = [Difference("add", ("decisions", edit.value["id"]), theirs=edit.value["question"]) for edit in questions]
    edits: list[Edit] = list(questions)
    said: dict[str, str] = {}
    now_said: dict[str, str] = {}
    for target, path in paths.items():
        base = earlier.values.get(target, {}) if earlier else {}
        now, ours = theirs.get(target, {}), _get_value(own, path)
        named = {key: ours[key] for key in ours if key in now or key in base}
        merged, found = merge_values(base, now, named, accept=request.accept, prune=request.prune)
        edits += [
            SetValue((*path, key), merged.get(key, {})) for key in {**now, **base} if merged.get(key) != ours.get(key)
        ]
        changes += found
        said |= list_texts(merged)
        now_said |= list_texts(now)
    result = apply_edits(spec_file, edits, inside=workspace.data_folder, overlay=state.texts)
    name = spec.connections[connection].id if connection is not None and "connection" in theirs else ""
    entry = _make_entry(offer, interface.id, name, picked, theirs)
    places = entry.places
    taken = {path: place for path, place in places.items() if said.get(path, "") == now_said.get(path)}
    entry = replace(entry, asked=asked, places=taken)
    before = (earlier.file, earlier.sha256 == offer.digest) if earlier else ("", False)
    return ImportPlan(
        offer, interface.id, name, *before,
        tuple(changes), places, _find_new(offer, picked.keys, earlier), _find_gone(offer, earlier), tuple(notes),
        _find_new_problems(workspace, spec_file, result, check_spec(loaded)), result,
        state.log.replace_entry(earlier, entry),
    )  # fmt: skip


def _choose_interface(spec: Integration, offer: ImportOffer, wanted: str) -> int:
    """Return the index of the interface to import into.

    Raises:
        OutputError: there is no such interface, none fits, or several fit.
    """
    method = "real-time" if offer.kind in CALL_KINDS else "batch"
    fitting = [at for at, one in enumerate(spec.interfaces) if one.method == method]
    named = [at for at, one in enumerate(spec.interfaces) if one.id == wanted]
    ids = tuple(spec.interfaces[at].id for at in fitting)
    if wanted and not named:
        message = f"`{spec.id}` has no interface `{shorten_for_message(wanted)}`"
        raise OutputError(make_problem(message, suggest_words(wanted, ids, "Interfaces that fit")))
    if named and named[0] not in fitting:
        own = spec.interfaces[named[0]].method
        message = f"`{wanted}` is of the method `{own}`, and {offer.file} describes one of the method `{method}`"
        raise OutputError(make_problem(message, suggest_words("", ids, "Interfaces that fit")))
    if named or len(fitting) == 1:
        return (named or fitting)[0]
    if not fitting:
        message = f"`{spec.id}` has no interface of the method `{method}`, which {offer.file} describes"
        raise OutputError(make_problem(message, "Add one to the spec first."))
    hint = f"Say which with --interface: {', '.join(ids)}."
    raise OutputError(make_problem(f"{len(ids)} interfaces of `{spec.id}` fit {offer.file}", hint))


def choose_keys(offer: ImportOffer, request: ImportRequest, earlier: ImportEntry | None) -> frozenset[str]:
    """Return the picked keys: those that are asked for, those of an earlier import, and its new default ones.

    Raises:
        OutputError: a pattern matches nothing.
    """
    if request.choice is not None:
        return frozenset(_list_ticked_keys(offer, request.choice, earlier))
    if earlier is None:
        return pick_choices(offer, request.picks, request.skips)
    keys: set[str] = set()
    for top in offer.choices:
        if top.key in earlier.picks or (not top.list_name and top.key not in earlier.known):
            keys |= _list_keys_as_before(top, earlier)
    keys |= pick_choices(offer, request.picks) if request.picks else frozenset()
    return leave_out(offer, keys, request.skips)


def _list_keys_as_before(top: ImportChoice, earlier: ImportEntry) -> set[str]:
    """Return what an earlier import picked of a choice, and its default choices that were not left out then."""
    before, left_out = set(earlier.picks), set(earlier.left_out) - set(earlier.picks)
    picked = {choice.key for choice in top.walk()} & before if top.key in before else set()
    return picked | ({choice.key for choice in list_defaults(top)} - left_out)


def _list_ticked_keys(offer: ImportOffer, choice: ExactChoice, earlier: ImportEntry | None) -> Iterator[str]:
    """Yield the ticked keys; a choice whose inside was not shown brings what it brought before, or its defaults."""
    for top in offer.choices:
        if top.key not in choice.chosen:
            continue
        if any(child.key in choice.shown for child in top.children):
            yield top.key
            yield from (one.key for one in top.walk() if any(inner.key in choice.chosen for inner in one.walk()))
        elif earlier and top.key in earlier.picks:
            yield from _list_keys_as_before(top, earlier)
        else:
            yield from (one.key for one in list_defaults(top))


def _find_connection(spec: Integration, wanted: str | None, offer: ImportOffer) -> int | None:
    """Return the index of the connection that the interface uses, or of the only one that fits."""
    kind = CALL_KINDS.get(offer.kind)
    fitting = [at for at, one in enumerate(spec.connections) if one.kind == kind]
    named = [at for at in fitting if spec.connections[at].id == wanted]
    return named[0] if named else fitting[0] if len(fitting) == 1 and not wanted else None


def _note_no_connection(spec_file: Path, interface: str, offer: ImportOffer) -> ImportNote:
    kind = CALL_KINDS.get(offer.kind, "")
    message = (
        f"`{interface}` has no connection of the kind `{kind}`: what {offer.file} says of its servers is not imported"
    )
    hint = f"Add a connection with `kind: {kind}`, name it in the interface, and import the file again."
    return ImportNote(make_problem(message, hint, path=spec_file)._replace(severity="warning"))


def _read_own_values(workspace: Workspace, spec_file: Path) -> Any:  # noqa: ANN401 - the plain values of a spec
    """Return the values of a spec with its includes and without its presets."""
    tree = parse_yaml(read_source(spec_file))
    if tree.has_include:
        from golive.yaml_io.includes import expand_includes

        tree = expand_includes(tree, spec_file, workspace.data_folder)
    return tree.root.value


def _get_value(value: Any, path: Sequence[str | int]) -> Any:  # noqa: ANN401 - a group of plain values
    for step in path:
        value = value[step]
    return value


def _list_decisions(
    spec: Integration, interface: int, notes: Sequence[ImportNote], earlier: ImportEntry | None
) -> tuple[list[InsertItem], list[str]]:
    """Return the edits that add an open decision for each new question, and the ids of all that were ever asked."""
    owner, asked = spec.interfaces[interface].owner, list(earlier.asked) if earlier else []
    known = {*asked, *(one.id for one in spec.decisions)}
    edits: list[InsertItem] = []
    for note in notes:
        name = make_id(f"{spec.interfaces[interface].id}-{note.question_id}")
        if note.question and name not in known:
            decision = {"id": name, "question": note.question, "owner": owner}
            edits.append(InsertItem(("decisions",), len(spec.decisions) + len(edits), decision))
            known.add(name)
            asked.append(name)
    return edits, asked


def _refuse_preset(own: Any, path: tuple[str | int, ...], theirs: Mapping[Any, Any], spec_file: Path) -> None:  # noqa: ANN401
    """Refuse records for an interface that has them from a preset, and a preset for one that has its own.

    Raises:
        OutputError: the two would be mixed.
    """
    interface, now = _get_value(own, path), theirs.get("interface", {})
    if "use" in interface and "records" in now:
        message = f"`{interface['id']}` has its records from the preset `{interface['use']}`"
        hint = "Remove `use` first, or import into another interface; the two layouts would be mixed."
        raise OutputError(make_problem(message, hint, path=spec_file))
    if "use" in now and interface.get("records") and "use" not in interface:
        message = f"the file follows the preset `{now['use']}`, and `{interface['id']}` has records of its own"
        hint = "Remove them to use the preset, or import the file into another interface."
        raise OutputError(make_problem(message, hint, path=spec_file))


def _make_entry(
    offer: ImportOffer, interface: str, connection: str, picked: PickedValues, theirs: Mapping[Any, Any]
) -> ImportEntry:
    tops = [top for top in offer.choices if top.key in picked.keys]
    defaults = {choice.key for top in tops for choice in list_defaults(top)}
    places = {name: place for value in picked.values.values() for name, place in list_places(value).items()}
    return ImportEntry(
        offer.kind, offer.file, offer.digest, interface, connection,
        [choice.key for top in tops for choice in top.walk() if choice.key in picked.keys],
        sorted(defaults - picked.keys), [top.key for top in offer.choices], values=dict(theirs), places=places,
    )  # fmt: skip


def _find_new(offer: ImportOffer, keys: frozenset[str], earlier: ImportEntry | None) -> tuple[str, ...]:
    known = set(earlier.known) if earlier else {top.key for top in offer.choices}
    return tuple(top.key for top in offer.choices if top.key not in known and top.key not in keys)


def _find_gone(offer: ImportOffer, earlier: ImportEntry | None) -> tuple[str, ...]:
    if earlier is None:
        return ()
    before = set(earlier.picks)
    present = {choice.key for top in offer.choices if top.key in before for choice in top.walk()}
    return tuple(key for key in earlier.picks if key not in present)


def _find_new_problems(
    workspace: Workspace, spec_file: Path, result: EditResult, before: Sequence[Problem]
) -> tuple[Problem, ...]:
    """Return the findings of the checks that the import brings.

    Raises:
        OutputError: the spec could not be read any more.
    """
    with use_unsaved_texts(result.overlay):
        try:
            after = check_spec(load(spec_file, Integration, inside=workspace.data_folder))
        except SpecError as error:
            first = make_problem(
                "the imported values do not fit the spec", "Pick fewer, or others. Nothing was written."
            )
            raise OutputError(first, *error.problems) from None
    known = {problem.message for problem in before}
    return tuple(problem for problem in after if problem.message not in known)
