"""Files that the other side sends: what they offer, and what an import changes in the spec."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import islice
from typing import Any, Literal

from msgspec import Struct

from golive.editing import EditResult
from golive.editing.emission import find_slot
from golive.exchange.imports.difference_text import describe_value, find_place
from golive.exchange.imports.import_log import ImportEntry, ImportLog, get_log_file, read_log
from golive.exchange.imports.merge import Difference
from golive.exchange.imports.offer import ImportChoice, ImportOffer
from golive.exchange.imports.plan import CALL_KINDS, FilesToWrite, ImportPlan, choose_keys, plan_imports
from golive.exchange.imports.registry import KINDS
from golive.schema.field import get_field_label
from golive.schema.introspection import Slot, get_slots
from golive.studio.sessions.history import CompanionFile
from golive.studio.sessions.pending_import import PendingImport
from golive.studio.sessions.session import EditConflictError, EditSession
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.problems import ProblemView, make_problem_views
from golive.support.problems import EditError, OutputError, Problem, make_problem
from golive.topics.inputs import Choice

Tone = Literal["new", "changed", "removed", "kept"]
_FEW_CHOICES = 12
_MAX_ORIGINS = 500
_WORDS: dict[str, tuple[Tone, str]] = {
    "add": ("new", "New"),
    "set": ("changed", "Changed"),
    "remove": ("removed", "Removed"),
    "conflict": ("kept", "Yours stays"),
    "keep": ("kept", "Only here, stays"),
    "order": ("kept", "Your order stays"),
}
_ORDER: tuple[Tone, ...] = ("kept", "removed", "changed", "new")


class OfferedChoice(Struct, frozen=True):
    """Something that can be imported.

    Attributes:
        key: its key, as the page sends it back.
        label: what it is.
        place: where it is in the file.
        is_chosen: whether it is imported.
    """

    key: str
    label: str
    place: str
    is_chosen: bool


class OfferPage(Struct, frozen=True):
    """What a file offers.

    Attributes:
        file_name: the name of the file.
        kind: what kind of file it is, in words.
        title: what the file says it describes.
        choices: what can be imported.
        interfaces: the interfaces that it can be imported into.
        interface: the id of the one that is chosen.
        earlier: the name of the file that was imported into it before; empty if there was none.
        groups: the fields of what is chosen, once it was chosen.
        notes: what should be known before.
    """

    file_name: str
    kind: str
    title: str
    choices: tuple[OfferedChoice, ...]
    interfaces: tuple[Choice, ...]
    interface: str
    earlier: str
    groups: tuple["FieldGroup", ...]
    notes: tuple[ProblemView, ...]


class ChangeRow(Struct, frozen=True):
    """What an import changes, or leaves: where, what stood there, what the file says, and where the file says it."""

    tone: Tone
    words: str
    where: str
    before: str
    after: str
    place: str


class FieldGroup(Struct, frozen=True):
    """The fields of a call or record: how many are imported, and each of them."""

    key: str
    label: str
    chosen: int
    fields: tuple[OfferedChoice, ...]


class ChangesPage(Struct, frozen=True):
    """What an import would change.

    Attributes:
        interface: the name of the interface.
        rows: the changes, what is kept first.
        kept: how many differences stay as the spec has them.
        is_unchanged: whether exactly this file was imported before.
        others: the names of what is new in the file and not chosen.
        notes: what a person should know.
        new_problems: what there will be to fix.
        accept: whether the file wins where both say something.
        seen: a digest of all this, as the page sends it back.
        is_empty: whether nothing would change.
    """

    interface: str
    rows: tuple[ChangeRow, ...]
    kept: int
    is_unchanged: bool
    others: tuple[str, ...]
    notes: tuple[ProblemView, ...]
    new_problems: tuple[ProblemView, ...]
    accept: bool
    seen: str
    is_empty: bool


class ImportedFileRow(Struct, frozen=True):
    """A file that was imported.

    Attributes:
        name: its name.
        kind: its kind.
        interface: where it went.
        count: how many values it brought.
        origins: the values in words, each with its place in the file; the first ones if there are many.
    """

    name: str
    kind: str
    interface: str
    count: int
    origins: tuple[tuple[str, str], ...]


def list_interfaces(snapshot: FileSnapshot, offer: ImportOffer) -> tuple[Choice, ...]:
    """Return the interfaces that a file can be imported into."""
    method = "real-time" if offer.kind in CALL_KINDS else "batch"
    return tuple(
        Choice(str(one["id"]), str(one.get("name") or one["id"]))
        for one in _list_interfaces(snapshot)
        if one.get("method") == method and one.get("id")
    )


def list_imported_files(session: EditSession) -> tuple[ImportedFileRow, ...]:
    """Return the files that were imported so far.

    Raises:
        OutputError: the log of imports cannot be read.
    """
    snapshot = session.read()
    return tuple(
        ImportedFileRow(
            entry.file,
            KINDS[entry.kind].label if entry.kind in KINDS else entry.kind,
            _name_interface(snapshot, entry.interface),
            len(entry.places),
            _list_origins(snapshot, entry),
        )
        for entry in _read_log(session).imports
    )


def build_offer_page(session: EditSession, pending: PendingImport) -> OfferPage:
    """Return what a file offers, with what was chosen before.

    Raises:
        OutputError: the log of imports cannot be read.
    """
    snapshot, offer = session.read(), pending.offer
    interfaces = list_interfaces(snapshot, offer)
    interface = pending.interface or _guess_interface(session, offer, interfaces)
    earlier = _find_entry(_read_log(session), offer, interface)
    chosen = pending.chosen if pending.shown else _choose_at_first(offer, earlier)
    return OfferPage(
        offer.file,
        KINDS[offer.kind].label,
        offer.title,
        tuple(_make_choice(choice, chosen) for choice in offer.choices),
        interfaces,
        interface,
        earlier.file if earlier else "",
        tuple(_group_fields(offer, choose_keys(offer, pending.make_request(), earlier))) if pending.shown else (),
        _make_notes(snapshot, (note.problem for note in offer.find_notes(chosen))),
    )


def build_changes_page(session: EditSession, pending: PendingImport) -> ChangesPage:
    """Return what an import would change.

    Raises:
        GoliveError: it cannot be made.
    """
    plan, files = _plan(session, pending)
    snapshot = session.read()
    rows = sorted(
        (_make_row(snapshot, plan, change) for change in plan.changes), key=lambda row: _ORDER.index(row.tone)
    )
    return ChangesPage(
        _name_interface(snapshot, plan.interface),
        tuple(rows),
        len(plan.conflicts),
        plan.is_unchanged,
        tuple(top.label for top in pending.offer.choices if top.key in plan.new_choices),
        _make_notes(snapshot, (note.problem for note in plan.notes)),
        make_problem_views(snapshot, map(_detach, plan.new_problems)),
        pending.accept,
        _digest(files),
        not files.result.changes,
    )


def plan_writing(session: EditSession, pending: PendingImport, seen: str) -> tuple[EditResult, CompanionFile]:
    """Return what an import writes, if it is what the person saw.

    Raises:
        EditConflictError: it is not.
        GoliveError: the import cannot be made.
    """
    plan, files = _plan(session, pending)
    if _digest(files) != seen:
        raise EditConflictError((), None)
    undone = files.log_before if files.log_before is not None else ImportLog().encode()
    return plan.result, CompanionFile(files.log_file, files.log_before, files.log, undone)


def _plan(session: EditSession, pending: PendingImport) -> tuple[ImportPlan, FilesToWrite]:
    if session.overlay:
        raise EditError(make_problem("the last changes could not be saved yet", "Save them first."))
    path = session.target.path
    try:
        [plan], files = plan_imports(session.workspace, path, [pending.offer], pending.make_request())
    except OutputError as error:
        raise OutputError(*(_detach(one) for one in error.problems)) from None
    return plan, files


def _detach(problem: Problem) -> Problem:
    """Return a problem of the spec as an import would make it, whose paths and lines the present one does not have."""
    return problem._replace(path=None, where=())


def _digest(files: FilesToWrite) -> str:
    return sha256(files.log + b"".join(one.after.encode() for one in files.result.changes)).hexdigest()[:24]


def _read_log(session: EditSession) -> ImportLog:
    spec_id = str(session.read().values.get("id", session.target.id))
    return read_log(get_log_file(session.workspace.data_folder, spec_id))[0]


def _find_entry(log: ImportLog, offer: ImportOffer, interface: str) -> ImportEntry | None:
    tops = frozenset(choice.key for choice in offer.choices if choice.list_name)
    return log.find_entry(offer.kind, interface, offer.file, tops)


def _guess_interface(session: EditSession, offer: ImportOffer, interfaces: tuple[Choice, ...]) -> str:
    """Return the interface that the file was imported into before; the only one; or none."""
    log = _read_log(session)
    known = [one.word for one in interfaces if _find_entry(log, offer, one.word)]
    return known[0] if known else interfaces[0].word if len(interfaces) == 1 else ""


def _choose_at_first(offer: ImportOffer, earlier: ImportEntry | None) -> frozenset[str]:
    """Return what is chosen before anybody chose: as before; else all of a few, and none of many."""
    tops = [top for top in offer.choices if top.list_name]
    settings = {top.key for top in offer.choices if not top.list_name}
    if earlier:
        return frozenset(settings | set(earlier.picks))
    return frozenset(settings | {top.key for top in tops if top.is_default and len(tops) <= _FEW_CHOICES})


def _make_choice(choice: ImportChoice, chosen: frozenset[str]) -> OfferedChoice:
    place = choice.place
    words = f"line {place.line}" if place.line else place.pointer
    return OfferedChoice(choice.key, choice.label, words, choice.key in chosen)


def _group_fields(offer: ImportOffer, keys: frozenset[str]) -> Iterator[FieldGroup]:
    for top in offer.choices:
        fields = [inner for child in top.children for inner in child.walk()] if top.key in keys else []
        if fields:
            chosen = sum(one.key in keys for one in fields)
            yield FieldGroup(top.key, top.label, chosen, tuple(_make_choice(one, keys) for one in fields))


def _make_row(snapshot: FileSnapshot, plan: ImportPlan, change: Difference) -> ChangeRow:
    tone, words = _WORDS[change.kind]
    index = next(at for at, one in enumerate(_list_interfaces(snapshot)) if one.get("id") == plan.interface)
    is_order = change.kind == "order"
    return ChangeRow(
        tone,
        words,
        _label(snapshot, index, change.names),
        "" if change.ours is None or is_order else describe_value(change.ours).strip("`"),
        "" if change.theirs is None or is_order else describe_value(change.theirs).strip("`"),
        _format_place(find_place(change, plan.places)),
    )


def _list_origins(snapshot: FileSnapshot, entry: ImportEntry) -> tuple[tuple[str, str], ...]:
    ids = [one.get("id") for one in _list_interfaces(snapshot)]
    if entry.interface not in ids:
        return ()
    index = ids.index(entry.interface)
    return tuple(
        (_label(snapshot, index, tuple(path.split("/"))), _format_place(place))
        for path, place in islice(entry.places.items(), _MAX_ORIGINS)
    )


def _format_place(place: str) -> str:
    """Return a place such as `12:8 #/info/version` for people who open the file: "line 12"."""
    line = place.partition(":")[0].partition(" ")[0]
    return f"line {line}" if line.isdecimal() else place


def _label(snapshot: FileSnapshot, interface: int, names: tuple[str, ...]) -> str:
    """Return the place of a difference in words: labels of fields, names of items."""
    root = Slot(snapshot.target.model)
    slots = [find_slot(root, snapshot.values, ("interfaces", interface)), get_slots(root.models[0])["connections"]]
    slots.append(root)
    start = next((slot for slot in slots if _find_key(slot, names[0])), None)
    words, slot = [], start
    for name in names:
        if slot is None or slot.is_list:
            words.append(name)
            slot = slot.item_slot if slot else None
            continue
        slot = _find_key(slot, name)
        words.append(get_field_label(name, slot.field_info) if slot and slot.field_info else name)
    return " › ".join(words)


def _find_key(slot: Slot, key: str) -> Slot | None:
    item = slot.item_slot if slot.is_list else slot
    return next((get_slots(model)[key] for model in item.models if key in get_slots(model)), None)


def _make_notes(snapshot: FileSnapshot, problems: Iterator[Any]) -> tuple[ProblemView, ...]:
    return make_problem_views(snapshot, problems)


def _list_interfaces(snapshot: FileSnapshot) -> list[Mapping[str, Any]]:
    found = snapshot.values.get("interfaces") if isinstance(snapshot.values, dict) else None
    return [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []


def _name_interface(snapshot: FileSnapshot, interface: str) -> str:
    return next(
        (str(one.get("name") or interface) for one in _list_interfaces(snapshot) if one.get("id") == interface),
        interface,
    )
