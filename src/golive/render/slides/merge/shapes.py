"""Merge the shapes of one slide: frames, looks, texts, tables, charts; shapes that were added or removed."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from golive.ooxml.geometry import Placement, find_transform
from golive.ooxml.namespaces import A, P
from golive.render.slides.merge.animations import is_animated, list_shape_ids, remove_effects
from golive.render.slides.merge.comparison import ContentComparison, match_shapes
from golive.render.slides.merge.paragraphs import merge_paragraphs
from golive.render.slides.merge.records import Frame, ShapeRecord, SlideRecord
from golive.render.slides.merge.session import WRITTEN, SlideSession
from golive.render.slides.merge.settings import find_shape_properties
from golive.render.slides.merge.tables import merge_table

_GROUP: Final = f"{P}grpSp"
_NO_SHAPES: Final = frozenset({f"{P}nvGrpSpPr", f"{P}grpSpPr", f"{P}extLst"})
"""What is in a group beside shapes."""


class ShapeMerge:
    """Merges the shapes of one slide into its tree in the edited deck."""

    def __init__(self, base: SlideRecord, ours: SlideRecord, theirs: SlideRecord, session: SlideSession) -> None:
        self._base, self._ours, self._session = base, ours, session
        self._theirs = {one.name: two for one, two in match_shapes(base, theirs) if two is not None}
        self._known = {one.name: one for one in base.shapes}
        self._new = {one.name: one for one in ours.shapes}
        self._root = theirs.root
        self._tree = theirs.root.find(f"{P}cSld/{P}spTree")
        self._elements: dict[str, Any] = {}

    def merge(self) -> None:
        """Merge every shape, in the order of the new slide."""
        present = list_shape_ids(self._tree)
        self._remove_shapes()
        replaced: set[str] = set()
        for shape in self._ours.shapes:
            if shape.parent in replaced:
                replaced.add(shape.name)
                continue
            theirs = self._theirs.get(shape.name)
            base = self._known.get(shape.name)
            self._session.shape = theirs or shape
            if theirs is not None and base is not None:
                if self._merge_shape(base, shape, theirs):
                    replaced.add(shape.name)
            elif base is None:
                if self._add_shape(shape):
                    replaced.add(shape.name)
            elif not WRITTEN.is_equal(base, shape) and base.text != shape.text:
                self._session.add_conflict("shape", (base.text, shape.text, ""), "mine")
        self._session.shape = None
        self._session.transfer.attach_connectors()
        remove_effects(self._root, present - list_shape_ids(self._tree))

    def _merge_shape(self, base: ShapeRecord, ours: ShapeRecord, theirs: ShapeRecord) -> bool:
        """Merge a shape that all three have; return True if it was replaced with everything in it."""
        self._elements[ours.name] = theirs.element
        self._session.transfer.note_match(ours.element, theirs.element)
        if ours.role == "group" and self._is_equal_group(base, ours, WRITTEN, self._new):
            return False
        if ours.role != "group" and WRITTEN.is_equal(base, ours):
            return False
        if self._comparison.is_strict and ours.role == theirs.role and self._is_untouched(base, theirs):
            self._replace(ours, theirs)
            return True
        self._merge_aspects(base, ours, theirs)
        return False

    def _is_untouched(self, base: ShapeRecord, theirs: ShapeRecord) -> bool:
        if base.role != "group":
            moved = self._move_with_group(base, theirs)
            return moved == base.frame and self._comparison.is_equal(base, theirs)
        return self._is_equal_group(base, theirs, self._comparison, self._theirs)

    def _is_equal_group(
        self, base: ShapeRecord, other: ShapeRecord, comparison: ContentComparison, shapes: dict[str, ShapeRecord]
    ) -> bool:
        """Return whether a group and all shapes in it are equal, and nothing was added to it."""
        inside = [one for one in self._base.shapes if one.parent == base.name]
        count = sum(1 for one in other.element if one.tag not in _NO_SHAPES)
        return (
            comparison.is_equal(base, other)
            and count == len(inside)
            and all(one.name in shapes and comparison.is_equal(one, shapes[one.name]) for one in inside)
        )

    def _replace(self, ours: ShapeRecord, theirs: ShapeRecord) -> None:
        copied = self._session.transfer.copy_shape(ours.element, theirs.element)
        theirs.element.getparent().replace(theirs.element, copied)
        self._elements[ours.name] = copied
        self._session.merge.applied += 1

    def _merge_aspects(self, base: ShapeRecord, ours: ShapeRecord, theirs: ShapeRecord) -> None:
        comparison, session = self._comparison, self._session
        expected = self._move_with_group(base, theirs)
        if not WRITTEN.has_equal_frame(base.frame, ours.frame) and comparison.has_equal_frame(expected, theirs.frame):
            self._set_frame(ours, theirs)
            session.merge.applied += 1
        if comparison.is_strict and base.style != ours.style and base.style == theirs.style:
            self._set_style(ours, theirs)
            session.merge.applied += 1
        titles = (base.settings.title, ours.settings.title, theirs.settings.title)
        for name, texts in (("descr", (base.alt, ours.alt, theirs.alt)), ("title", titles)):
            self._merge_alternative_text(theirs, name, texts)
        if WRITTEN.has_equal_content(base, ours):
            return
        if ours.role == "table" and theirs.role == "table":
            merge_table(base, ours, theirs, session)
        elif ours.role == "chart":
            self._merge_chart(base, ours, theirs)
        else:
            self._merge_text(base, ours, theirs)

    def _merge_alternative_text(self, theirs: ShapeRecord, name: str, texts: tuple[str, str, str]) -> None:
        """Merge one attribute of the alternative text; a program may have lost it."""
        base, ours, mine = texts
        if ours == base:
            return
        if not mine or mine == base or self._session.add_conflict("alt text", texts) == "spec":
            find_shape_properties(theirs.element).set(name, ours)
            self._session.merge.applied += 1

    def _merge_text(self, base: ShapeRecord, ours: ShapeRecord, theirs: ShapeRecord) -> None:
        body = theirs.element.find(f"{P}txBody")
        if body is None and ours.paragraphs:
            if theirs.element.tag != f"{P}sp":
                self._session.add_conflict("text", (base.text, ours.text, theirs.text), "mine")
                return
            body = self._session.transfer.copy(ours.element.find(f"{P}txBody"))
            for paragraph in body.findall(f"{A}p"):
                body.remove(paragraph)
            theirs.element.append(body)
        if body is not None:
            merge_paragraphs(body, (base.paragraphs, ours.paragraphs, theirs.paragraphs), self._session)

    def _merge_chart(self, base: ShapeRecord, ours: ShapeRecord, theirs: ShapeRecord) -> None:
        """Take the numbers of the new chart, unless the person changed them too and is preferred; keep their look."""
        is_same = theirs.role == "chart" and theirs.values == base.values
        has_own_look = is_same and self._comparison.is_strict and theirs.style != base.style
        if has_own_look and self._session.transfer.copy_chart_data(base.chart, ours.element, theirs.element):
            self._session.merge.applied += 1
            return
        mine = f"a look of your own for {theirs.text}" if has_own_look else theirs.text
        is_free = is_same and not has_own_look
        if is_free or self._session.add_conflict("chart", (base.text, ours.text, mine)) == "spec":
            frame = theirs.frame
            self._replace(ours, theirs)
            if frame is not None and not self._comparison.has_equal_frame(base.frame, frame):
                _write_frame(self._elements[ours.name], frame)

    def _set_style(self, ours: ShapeRecord, theirs: ShapeRecord) -> None:
        new, old = ours.element.find(f"{P}spPr"), theirs.element.find(f"{P}spPr")
        if new is not None and old is not None:
            copied = deepcopy(new)
            for transform in copied.findall(f"{A}xfrm"):
                copied.remove(transform)
            for transform in reversed(old.findall(f"{A}xfrm")):
                copied.insert(0, transform)
            old.getparent().replace(old, copied)
        new, old = (one.element.find(f"{P}txBody/{A}bodyPr") for one in (ours, theirs))
        if new is not None and old is not None:
            old.getparent().replace(old, deepcopy(new))

    def _set_frame(self, ours: ShapeRecord, theirs: ShapeRecord) -> None:
        transform, new = find_transform(theirs.element), find_transform(ours.element)
        if new is None:
            if transform is not None and theirs.placeholder:
                transform.getparent().remove(transform)
            return
        if ours.frame is None:
            return
        if transform is None:
            properties = theirs.element.find(f"{P}spPr")
            if properties is not None:
                properties.insert(0, deepcopy(new))
            return
        placement = self._find_placement(theirs.element)
        moved = self._move_with_group(ours, theirs) or ours.frame
        _write_frame(theirs.element, _undo_placement(moved, placement))
        if ours.role == "group" and theirs.role == "group" and placement == Placement():
            for name in ("chOff", "chExt"):
                old, own = transform.find(f"{A}{name}"), new.find(f"{A}{name}")
                if old is not None and own is not None and self._has_own_coordinates(theirs):
                    old.attrib.update(own.attrib)

    @staticmethod
    def _has_own_coordinates(theirs: ShapeRecord) -> bool:
        """Return whether the coordinates inside a group are those of the slide, as golive writes them."""
        inside = Placement().enter_group(theirs.element)
        return inside == Placement()

    def _move_with_group(self, shape: ShapeRecord, theirs: ShapeRecord) -> Frame | None:
        """Return where a shape of a group stands if the person moved or scaled the group as a whole."""
        group, moved = self._known.get(shape.parent), self._theirs.get(theirs.parent)
        if shape.frame is None or group is None or moved is None or group.frame is None or moved.frame is None:
            return shape.frame
        if self._comparison.has_equal_frame(group.frame, moved.frame) or not self._comparison.is_strict:
            return shape.frame
        across = moved.frame[2] / group.frame[2] if group.frame[2] else 1.0
        down = moved.frame[3] / group.frame[3] if group.frame[3] else 1.0
        x, y = moved.frame[0] - group.frame[0] * across, moved.frame[1] - group.frame[1] * down
        left, top, width, height = Placement(across, down, x, y).place(shape.frame)
        return round(left), round(top), round(width), round(height)

    def _find_placement(self, element: Any) -> Placement:  # noqa: ANN401 - lxml's elements
        groups = list(element.iterancestors(_GROUP))
        placement = Placement()
        for group in reversed(groups):
            placement = placement.enter_group(group)
        return placement

    def _add_shape(self, shape: ShapeRecord) -> bool:
        """Add a shape that only the new deck has; return False if the person removed the group that it belongs to."""
        parent: Any = self._tree
        if shape.parent:
            parent = self._elements.get(shape.parent)
            if parent is None:
                self._session.add_conflict("shape", ("", shape.text, ""), "mine")
                return False
        copied = self._session.transfer.copy_shape(shape.element)
        self._find_predecessor(shape, parent).addnext(copied)
        self._elements[shape.name] = copied
        if shape.parent and shape.frame is not None:
            placement = self._find_placement(copied)
            moved = self._move_with_group(shape, self._theirs.get(shape.parent, shape)) or shape.frame
            if placement != Placement() or moved != shape.frame:
                _write_frame(copied, _undo_placement(moved, placement))
        self._session.merge.applied += 1
        return True

    def _find_predecessor(self, shape: ShapeRecord, parent: Any) -> Any:  # noqa: ANN401 - lxml's elements
        """Return the element after which a new shape stands."""
        siblings = [one for one in self._ours.shapes if one.parent == shape.parent]
        place = siblings.index(shape)
        for before in reversed(siblings[:place]):
            element = self._elements.get(before.name)
            if element is not None and element.getparent() is parent:
                return element
        return parent.find(f"{P}grpSpPr")

    def _remove_shapes(self) -> None:
        """Remove shapes that the spec removed; those in groups first, so that a group is empty when it goes."""
        for base in reversed(self._base.shapes):
            theirs = self._theirs.get(base.name)
            if base.name in self._new or theirs is None:
                continue
            self._session.shape = theirs
            expected = self._move_with_group(base, theirs)
            is_untouched = self._comparison.is_equal(base, theirs) or (
                self._comparison.has_equal_content(base, theirs)
                and self._comparison.has_equal_frame(expected, theirs.frame)
                and self._comparison.has_equal_style(base, theirs)
                and self._comparison.has_equal_settings(base, theirs)
            )
            if base.role == "group" and _has_shapes(theirs.element):
                continue  # a shape of the person is in it
            if not is_untouched or is_animated(self._root, theirs.element):
                texts = (base.text or base.alt, "", theirs.text or theirs.alt)
                if self._session.add_conflict("shape", texts) == "mine":
                    continue
            theirs.element.getparent().remove(theirs.element)
            self._session.merge.applied += 1

    @property
    def _comparison(self) -> ContentComparison:
        return self._session.merge.comparison


def merge_notes(
    bodies: tuple[SlideRecord, SlideRecord, SlideRecord],
    body: Any,  # noqa: ANN401 - lxml's elements
    session: SlideSession,
) -> None:
    """Merge the notes of a slide; `body` is the text body of the notes page in the edited deck."""
    base, ours, theirs = (one.notes for one in bodies)
    merge_paragraphs(body, (base, ours, theirs), session, "notes")


def _has_shapes(group: Any) -> bool:  # noqa: ANN401 - lxml's elements
    return any(one.tag not in _NO_SHAPES for one in group)


def _undo_placement(frame: Frame, placement: Placement) -> Frame:
    """Return a frame on the slide in the coordinates of a group."""
    left, top, width, height = frame
    across, down = placement.across or 1.0, placement.down or 1.0
    return (
        round((left - placement.x) / across),
        round((top - placement.y) / down),
        round(width / across),
        round(height / down),
    )


def _write_frame(element: Any, frame: Frame) -> None:  # noqa: ANN401 - lxml's elements
    transform = find_transform(element)
    if transform is None:
        return
    names: Sequence[tuple[str, str, str]] = (("off", "x", "y"), ("ext", "cx", "cy"))
    for number, (name, first, second) in enumerate(names):
        one = transform.find(f"{A}{name}")
        if one is not None:
            one.set(first, str(frame[2 * number]))
            one.set(second, str(frame[2 * number + 1]))
