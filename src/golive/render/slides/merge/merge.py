"""Merge an edited deck with the deck that golive makes now, on the base of the snapshot inside it.

The steps: read the three; take slides away and add new ones; merge each slide shape by shape; order the slides;
write the conflicts as comments; give the result the identity of the new deck. Then every edit of the person and
every difference from the new deck is looked for in the result: what cannot be explained makes the merge doubtful.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from golive.ooxml.geometry import EMU_PER_INCH
from golive.ooxml.limits import DECK_LIMITS
from golive.ooxml.package import (
    UnreadablePackageError,
    is_strict_package,
    iter_related_parts,
    open_own_package,
    open_package,
    read_part_xml,
    serialize_package,
)
from golive.ooxml.slides import list_slide_parts
from golive.ooxml.xml_elements import parse_integer
from golive.ooxml.zip_writer import write_package
from golive.render.seal import seal_parts
from golive.render.slides.merge.comments import add_comment, has_threaded_comments
from golive.render.slides.merge.comparison import choose_comparison, match_slides
from golive.render.slides.merge.decks import DeckRecord, record_deck, record_snapshot
from golive.render.slides.merge.edits import list_edits
from golive.render.slides.merge.identity import (
    copy_identity,
    find_snapshot_part,
    list_title_edits,
    read_date,
    read_golive_properties,
)
from golive.render.slides.merge.records import SlideRecord, find_notes_body
from golive.render.slides.merge.report import Conflict, Edit, MergeReport, Preference
from golive.render.slides.merge.result_checks import (
    find_lost_edits,
    find_new_overlaps,
    has_work_beside_shapes,
    list_overlaps,
)
from golive.render.slides.merge.session import WRITTEN, MergeSession, SlideSession
from golive.render.slides.merge.shapes import ShapeMerge, merge_notes
from golive.render.slides.merge.slides import (
    SlideLayouts,
    add_notes_page,
    add_slide_part,
    drop_unused_relationships,
    fill_slide_part,
    find_layout,
    order_slides,
    remove_slide,
    set_hidden,
    set_layout,
)
from golive.render.slides.merge.transfer import SlideTransfer
from golive.render.slides.pptx.snapshot import DeckSnapshot, find_snapshot_number, snapshot_from_xml

_MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_OTHER_KINDS: Final = {
    "macroEnabled": "as a presentation with macros (.pptm)",
    "slideshow": "as a slide show (.ppsx)",
    "template": "as a template (.potx)",
}
_READABLE_SNAPSHOTS: Final = 2


class MergeRefusedError(ValueError):
    """An edited deck cannot be merged; the message says why."""


class MergedDeck(Struct, frozen=True):
    """The result of a merge: the bytes of the deck, and the report."""

    content: bytes
    report: MergeReport


def merge_decks(theirs: bytes, ours: bytes, preference: Preference = "spec") -> MergedDeck:
    """Merge an edited deck with a new one.

    Args:
        theirs: bytes of the deck that a person edited; its snapshot is the base.
        ours: bytes of the deck that golive makes now.
        preference: whose text stays on a slide that both changed; the other one goes into a comment.

    Returns:
        The merged deck; the bytes of `theirs` if there is nothing to apply.

    Raises:
        MergeRefusedError: `theirs` cannot be read, or holds no snapshot of the same document.
    """
    edited, snapshot = _open_edited_deck(theirs)
    new = record_deck(open_own_package(ours))
    now = _read_snapshot(new)
    if now is None or (snapshot.id, snapshot.kind) != (now.id, now.kind):
        raise MergeRefusedError(f"its snapshot is of another document, the {snapshot.kind} of {snapshot.id}")
    if not snapshot.written:
        raise MergeRefusedError(
            "its snapshot was written by an earlier golive and holds texts only, so that moved and formatted shapes "
            "cannot be told from those that golive placed"
        )
    base = record_snapshot(snapshot, new if snapshot.template == now.template else edited)
    return _DeckMerge(base, new, edited, preference).run(theirs, (snapshot, now))


def compare_with_snapshot(content: bytes) -> tuple[Edit, ...]:
    """List the edits in a deck since golive made or merged it.

    Args:
        content: bytes of the deck.

    Raises:
        MergeRefusedError: it cannot be read, or holds no snapshot with the slides as they were written.
    """
    edited, snapshot = _open_edited_deck(content)
    if not snapshot.written:
        raise MergeRefusedError("its snapshot was written by an earlier golive and holds texts only")
    base = record_snapshot(snapshot, edited)
    places = match_slides(base, edited.slides)
    comparison = choose_comparison(base, {name: edited.slides[at] for name, at in places.items()})
    return list_edits(base, edited.slides, comparison) + list_title_edits(edited.package, _join_texts(base))


def _open_edited_deck(content: bytes) -> tuple[DeckRecord, DeckSnapshot]:
    try:
        package = open_package(content, DECK_LIMITS)
        if is_strict_package(package):
            raise MergeRefusedError("it was saved as Strict Open XML; save it as PowerPoint Presentation (.pptx)")
        edited = record_deck(package)
    except UnreadablePackageError as error:
        raise MergeRefusedError(str(error)) from error
    if edited.main.content_type != _MAIN_TYPE:
        known = (words for part, words in _OTHER_KINDS.items() if part in edited.main.content_type)
        kind = next(known, "in another format than .pptx")
        raise MergeRefusedError(f"it was saved {kind}; save it as PowerPoint Presentation (.pptx)")
    snapshot = _read_snapshot(edited)
    if snapshot is None:
        number = find_snapshot_number(content)
        if number > _READABLE_SNAPSHOTS:
            raise MergeRefusedError("a later golive made it; update golive")
        raise MergeRefusedError("the snapshot of what golive wrote is missing or damaged")
    return edited, snapshot


def _read_snapshot(deck: DeckRecord) -> DeckSnapshot | None:
    part = find_snapshot_part(deck.package)
    return snapshot_from_xml(part.blob) if part is not None else None


class _DeckMerge:
    """One merge of three decks."""

    def __init__(
        self, base: Sequence[SlideRecord], new: DeckRecord, edited: DeckRecord, preference: Preference
    ) -> None:
        self._base, self._new, self._edited = {slide.name: slide for slide in base}, new, edited
        self._ours = {slide.name: slide for slide in new.slides}
        self._our_parts = new.parts_by_name
        places = match_slides(base, edited.slides)
        self._theirs = {name: edited.slides[at] for name, at in places.items()}
        self._their_parts = {name: edited.parts[at] for name, at in places.items()}
        self._comparison = choose_comparison(base, self._theirs)
        self._layouts = SlideLayouts(self._map_layouts(), are_rewritten=not self._comparison.is_strict)
        self._session = MergeSession(self._comparison, preference, [])
        self._copies = [
            (slide, part)
            for at, (slide, part) in enumerate(zip(edited.slides, edited.parts, strict=True))
            if slide.name in self._base and at not in places.values()
        ]

    def run(self, theirs: bytes, snapshots: tuple[DeckSnapshot, DeckSnapshot]) -> MergedDeck:
        """Merge, and check the result."""
        edited = self._edited
        before = list_edits([*self._base.values()], edited.slides, self._comparison)
        doubts = [*self._find_doubts(snapshots)]
        self._remove_slides()
        self._add_slides()
        for name in [one for one in self._ours if one in self._base and one in self._theirs]:
            self._merge_slide(name)
        self._order_slides()
        is_same = read_golive_properties(edited.package) == read_golive_properties(self._new.package)
        if self._session.applied or not is_same:
            self._name_slides()
        for copied, part in self._copies:
            self._report_stale_copy(copied, part)
        result = record_deck(edited.package, edited.cache)
        made = {name: list_overlaps(slide) for name, slide in self._ours.items()}
        faults = tuple(find_new_overlaps(edited, result, made)) if self._session.applied else ()
        self._write_comments(result, read_date(self._new.package))
        edits = list_edits(self._new.slides, result.slides, self._comparison)
        if snapshots[0].template != snapshots[1].template:
            # Other differences are those between the two templates.
            known = {(one.slide, one.shape, one.aspect) for one in before}
            edits = tuple(one for one in edits if (one.slide, one.shape, one.aspect) in known)
        conflicts = tuple(self._number_conflicts(result))
        if conflicts and has_threaded_comments(result.parts):
            doubts.append(
                "It has threaded comments, beside which golive cannot write its own; see the report for conflicts."
            )
        doubts += find_lost_edits(before, edits, conflicts, self._ours)
        texts = _join_texts(self._base.values())
        edits += list_title_edits(edited.package, texts)
        report = MergeReport(edits, conflicts, self._session.applied, faults, tuple(doubts))
        if not self._session.applied and not conflicts and is_same:
            return MergedDeck(theirs, report)
        copy_identity(edited.package, self._new.package, len(edits), texts)
        return MergedDeck(write_package(seal_parts(serialize_package(edited.package))), report)

    def _map_layouts(self) -> Mapping[str, Any]:
        """Return the layouts that most of the edited slides have now, by the names of those that golive gave them."""
        found: dict[str, list[Any]] = {}
        for name, part in self._their_parts.items():
            found.setdefault(self._base[name].layout, []).extend(iter_related_parts(part, "/slideLayout"))
        return {name: max(layouts, key=layouts.count) for name, layouts in found.items() if layouts}

    def _name_slides(self) -> None:
        """Give slides their names again, which LibreOffice loses."""
        for name, slide in self._theirs.items():
            if not slide.name:
                read_part_xml(self._their_parts[name]).find("{*}cSld").set("name", name)

    def _find_doubts(self, snapshots: tuple[DeckSnapshot, DeckSnapshot]) -> Iterator[str]:
        base, now = snapshots
        if base.template != now.template:
            yield "The PowerPoint template was changed since; the merged deck has the former look."
        elif (theirs := _read_slide_size(self._edited)) != (ours := _read_slide_size(self._new)):
            yield (
                f"Your slides are {theirs}, and golive makes slides of {ours}: what the spec brings in may not fit "
                "on them."
            )

    def _remove_slides(self) -> None:
        for name, slide in self._base.items():
            if name in self._ours or name not in self._theirs:
                continue
            edits = list_edits([slide], [self._theirs[name]], self._comparison)
            part = self._their_parts.pop(name)
            theirs = self._theirs.pop(name)
            if edits or has_work_beside_shapes(part):
                conflict = SlideSession(self._session, None, part, name, slide.title)  # type: ignore[arg-type]
                conflict.add_conflict("slide", (slide.text, "", theirs.text), "mine")
                continue
            remove_slide(self._edited.main, part, self._edited.parts)
            self._session.applied += 1

    def _add_slides(self) -> None:
        before: Any = None
        added = []
        for name in self._ours:
            if name not in self._base and name not in self._their_parts:
                self._their_parts[name] = add_slide_part(
                    self._edited.main, self._our_parts[name], before, self._layouts
                )
                added.append(name)
                self._session.applied += 1
            before = self._their_parts.get(name, before)
        targets = self._map_slides()
        for name in added:
            fill_slide_part(self._their_parts[name], self._our_parts[name], targets)

    def _map_slides(self) -> Mapping[str, Any]:
        return {
            part.partname: self._their_parts[name]
            for name, part in self._our_parts.items()
            if name in self._their_parts
        }

    def _merge_slide(self, name: str) -> None:
        base, ours, theirs = self._base[name], self._ours[name], self._theirs[name]
        part, source = self._their_parts[name], self._our_parts[name]
        transfer = SlideTransfer(source, part, self._map_slides())
        session = SlideSession(self._session, transfer, part, name, ours.title)
        if base.layout != ours.layout and (base.layout == theirs.layout or not self._comparison.is_strict):
            layout = find_layout(self._edited.main, source, self._layouts)
            if layout is not None:  # else the slide keeps its own
                set_layout(part, layout)
                self._session.applied += 1
        if base.is_hidden != ours.is_hidden and theirs.is_hidden == base.is_hidden:
            set_hidden(part, is_hidden=ours.is_hidden)
            self._session.applied += 1
        ShapeMerge(base, ours, theirs, session).merge()
        drop_unused_relationships(part)
        if WRITTEN.has_equal_paragraphs(base.notes, ours.notes):
            return
        page = next((one.target_part for one in part.rels.values() if one.reltype.endswith("/notesSlide")), None)
        body = find_notes_body(page._element) if page is not None else None  # noqa: SLF001
        if body is not None:
            merge_notes((base, ours, theirs), body, session)
        elif page is None and not base.notes:
            add_notes_page(part, source)
            self._session.applied += 1
        elif ours.notes:
            texts = tuple(" ".join(one.text for one in slide.notes) for slide in (base, ours, theirs))
            session.add_conflict("notes", (texts[0], texts[1], texts[2]), "mine")

    def _order_slides(self) -> None:
        """Take the new order of slides, unless the person changed the order; own slides follow their predecessor."""
        known = [name for name in self._base if name in self._ours and name in self._theirs]
        places = {id(part): at for at, part in enumerate(self._edited.parts)}
        mine = sorted(known, key=lambda name: places[id(self._their_parts[name])])
        spec = [name for name in self._ours if name in known]
        if spec in (known, mine):
            return
        if known != mine:
            texts = (", ".join(known), ", ".join(spec), ", ".join(mine))
            conflict = SlideSession(self._session, None, None, "", "")  # type: ignore[arg-type]
            conflict.add_conflict("order", texts, "mine")
            return
        current = list_slide_parts(self._edited.package)
        names = {id(part): name for name, part in self._their_parts.items()}
        followers: dict[str, list[Any]] = {"": []}
        last = ""
        for part in current:
            if id(part) in names and names[id(part)] in self._ours:
                last = names[id(part)]
                followers[last] = []
            followers[last].append(part)
        ordered = [*followers[""], *(part for name in self._ours if name in followers for part in followers[name])]
        order_slides(self._edited.main, ordered)
        self._session.applied += 1

    def _report_stale_copy(self, copied: SlideRecord, part: Any) -> None:  # noqa: ANN401 - python-pptx's part
        """Report a copy of a slide whose source the spec changed since: golive does not update copies."""
        base, ours = self._base[copied.name], self._ours.get(copied.name)
        if ours is None or base.text == ours.text:
            return
        conflict = SlideSession(self._session, None, part, copied.name, copied.title)  # type: ignore[arg-type]
        conflict.add_conflict("slide", (base.text, ours.text, copied.text), "mine")

    def _write_comments(self, result: DeckRecord, date: str) -> None:
        if has_threaded_comments(result.parts):
            return
        present = {id(part) for part in result.parts}
        for one in self._session.conflicts:
            if one.part is not None and id(one.part) in present:
                place = one.shape.frame if one.shape is not None else None
                add_comment(result.main, one.part, _describe_for_comment(one.conflict), place, date)

    def _number_conflicts(self, result: DeckRecord) -> Iterator[Conflict]:
        numbers = {id(part): number for number, part in enumerate(result.parts, 1)}
        for one in self._session.conflicts:
            yield replace(one.conflict, number=numbers.get(id(one.part), 0))


def _join_texts(slides: Iterable[SlideRecord]) -> str:
    return "\n".join(slide.text for slide in slides)


def _read_slide_size(deck: DeckRecord) -> str:
    """Return the size of the slides of a deck in words."""
    size = read_part_xml(deck.main).find("{*}sldSz")
    width, height = (parse_integer(size.get(name)) or 0 for name in ("cx", "cy")) if size is not None else (0, 0)
    return f"{width / EMU_PER_INCH:.4g} × {height / EMU_PER_INCH:.4g} in"


def _describe_for_comment(conflict: Conflict) -> str:
    """Return the text of a comment: what is not on the slide, in full."""
    if conflict.kept == "spec":
        shown = f"The spec says now: {conflict.spec}" if conflict.spec else "The spec no longer has this."
        return f"{shown}\nYour edit, which is not on the slide any more:\n{conflict.mine}"
    if not conflict.mine:
        return f"You removed this; the spec changed it since to:\n{conflict.spec}"
    spec = f"The spec says now:\n{conflict.spec}" if conflict.spec else "The spec no longer has this."
    return f"Your edit is kept on the slide.\n{spec}"
