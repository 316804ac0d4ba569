"""List the edits of a person: the differences between a deck and what golive writes."""

from collections.abc import Iterator, Sequence

from golive.render.slides.merge.alignment import align_items
from golive.render.slides.merge.comparison import ContentComparison, match_shapes, match_slides, normalize_text
from golive.render.slides.merge.records import ParagraphRecord, ShapeRecord, SlideRecord
from golive.render.slides.merge.report import Aspect, Edit, shorten_text
from golive.render.slides.merge.settings import list_settings_changes

Slides = Sequence[SlideRecord]


def list_edits(written: Slides, edited: Slides, comparison: ContentComparison) -> tuple[Edit, ...]:
    """List the edits in a deck.

    Args:
        written: the slides as golive writes them.
        edited: the slides of the deck.
        comparison: how to compare them.
    """
    places = match_slides(written, edited)
    found = [edit for slide in written for edit in _list_slide_edits(slide, places, edited, comparison)]
    names = {at: name for name, at in places.items()}
    own = [_describe_own_slide(at, slide, written) for at, slide in enumerate(edited) if at not in names]
    order = [places[slide.name] for slide in written if slide.name in places]
    if order != sorted(order):
        own.append(Edit("", "", 0, "", "order", "Slides are in a different order."))
    return (*found, *own)


def _describe_own_slide(at: int, slide: SlideRecord, written: Slides) -> Edit:
    copied = next((one for one in written if one.name == slide.name and slide.name), None)
    what = "is a copy, which golive does not update" if copied else "was added"
    title = slide.title or (copied.title if copied else "")
    return Edit("", title, at + 1, "", "slide", f"Slide {at + 1} “{shorten_text(title)}” {what}.", "", slide.text)


def _list_slide_edits(
    written: SlideRecord, places: dict[str, int], slides: Slides, comparison: ContentComparison
) -> Iterator[Edit]:
    at = places.get(written.name)
    title = shorten_text(written.title)
    if at is None:
        yield Edit(written.name, written.title, 0, "", "slide", f"Slide “{title}” was deleted.", written.text, "")
        return
    edited, where = slides[at], f"Slide {at + 1} “{title}”"

    def make_edit(
        aspect: Aspect, message: str, shape: ShapeRecord | None = None, texts: tuple[str, str] = ("", "")
    ) -> Edit:
        name = shape.name if shape is not None else ""
        return Edit(written.name, written.title, at + 1, name, aspect, f"{where}: {message}", *texts)

    yield from (make_edit(aspect, message) for aspect, message in _list_page_edits(written, edited, comparison))
    pairs = match_shapes(written, edited)
    moved = {one.name: two for one, two in pairs if two is not None}
    for one, two in pairs:
        if two is None:
            if one.parent not in {base.name for base, other in pairs if other is None}:
                yield make_edit(
                    "shape", f"{describe_shape(one)} was deleted.", one, (_get_whole_text(one, written), "")
                )
            continue
        is_carried = one.parent in moved and _is_carried(one, two, pairs, comparison)
        for aspect, message, texts in _list_shape_edits(one, two, comparison, is_carried=is_carried):
            yield make_edit(aspect, message, one, texts)
    known = {id(two) for _, two in pairs if two is not None}
    for shape in edited.shapes:
        if id(shape) not in known:
            yield make_edit("shape", f"{describe_shape(shape)} was added.", shape, ("", shape.text))
    before, after = (" / ".join(one.text for one in side.notes) for side in (written, edited))
    if normalize_text(before) != normalize_text(after):
        yield make_edit("notes", f"the notes are “{shorten_text(after)}”.", None, (before, after))


def _list_page_edits(
    written: SlideRecord, edited: SlideRecord, comparison: ContentComparison
) -> Iterator[tuple[Aspect, str]]:
    if edited.is_hidden != written.is_hidden:
        yield "hidden", "it is hidden." if edited.is_hidden else "it is shown again."
    if comparison.is_strict and edited.layout != written.layout:
        yield "layout", f"it has the layout “{edited.layout}”."
    # LibreOffice writes colors anew, and no background where there was none.
    if edited.background != written.background and (comparison.is_strict or not written.background):
        yield "look", "its background was changed."


def _get_whole_text(shape: ShapeRecord, slide: SlideRecord) -> str:
    """Return the text of a shape and of the shapes inside it."""
    inside = [_get_whole_text(one, slide) for one in slide.shapes if shape.role == "group" and one.parent == shape.name]
    return "\n".join(text for text in (shape.text, *inside) if text)


def _is_carried(
    one: ShapeRecord,
    two: ShapeRecord,
    pairs: Sequence[tuple[ShapeRecord, ShapeRecord | None]],
    comparison: ContentComparison,
) -> bool:
    """Return whether a shape only followed its group, which was moved or scaled as a whole."""
    group = next(((base, other) for base, other in pairs if base.name == one.parent and other is not None), None)
    if group is None or group[1] is None:
        return False
    old, new, mine, theirs = group[0].frame, group[1].frame, one.frame, two.frame
    if old is None or new is None or mine is None or theirs is None:
        return False
    if comparison.has_equal_frame(old, new):
        return False
    expected = []
    for axis in (0, 1):
        scale = new[axis + 2] / old[axis + 2] if old[axis + 2] else 1.0
        expected.append((round(new[axis] + (mine[axis] - old[axis]) * scale), round(mine[axis + 2] * scale)))
    (left, width), (top, height) = expected
    return comparison.has_equal_frame((left, top, width, height), theirs)


def _list_shape_edits(
    one: ShapeRecord, two: ShapeRecord, comparison: ContentComparison, *, is_carried: bool
) -> Iterator[tuple[Aspect, str, tuple[str, str]]]:
    name = describe_shape(one)
    if not is_carried and not comparison.has_equal_frame(one.frame, two.frame):
        is_moved = one.frame is not None and two.frame is not None and one.frame[2:] == two.frame[2:]
        yield "frame", f"{name} was {'moved' if is_moved else 'moved or resized'}.", ("", "")
    if not comparison.has_equal_style(one, two):
        yield "look", f"the look of {name} was changed.", ("", "")
    for aspect, words in list_settings_changes(one.settings, two.settings, is_strict=comparison.is_strict):
        yield aspect, f"{name} {words}.", ("", "")
    if comparison.is_strict and one.alt != two.alt:
        yield "alt text", f"the alternative text of {name} is “{shorten_text(two.alt)}”.", (one.alt, two.alt)
    if comparison.is_strict and one.heights != two.heights and len(one.rows) == len(two.rows):
        yield "look", f"the rows of {name} have other heights.", ("", "")
    if comparison.has_equal_content(one, two):
        return
    if one.rows or two.rows:
        yield from _list_table_edits(one, two, comparison)
    elif one.values != two.values:
        yield "chart", f"the numbers of {name} were changed.", (one.text, two.text)
    else:
        yield from _list_text_edits(one.paragraphs, two.paragraphs, "text", name)


def _list_table_edits(
    one: ShapeRecord, two: ShapeRecord, comparison: ContentComparison
) -> Iterator[tuple[Aspect, str, tuple[str, str]]]:
    name = describe_shape(one)
    widths = [max((len(row) for row in shape.rows), default=0) for shape in (one, two)]
    if widths[0] != widths[1]:
        yield "column", f"{name} has {widths[1]} columns in place of {widths[0]}.", (one.text, two.text)
        return
    if comparison.is_strict and one.columns != two.columns:
        yield "look", f"the columns of {name} have other widths.", ("", "")
    texts = [[" | ".join(cell.text for cell in row) for row in shape.rows] for shape in (one, two)]
    pairs = align_items(*texts)
    for at, row in enumerate(one.rows):
        if at not in pairs:
            yield "row", f"a row of {name} was deleted: “{shorten_text(texts[0][at])}”.", (texts[0][at], "")
            continue
        for cell, other in zip(row, two.rows[pairs[at]], strict=False):
            if not comparison.has_equal_cell(cell, other):
                if cell.text == other.text:
                    yield "format", f"“{shorten_text(cell.text)}” in {name} has another format.", ("", "")
                else:
                    yield from _list_text_edits(cell.paragraphs, other.paragraphs, "cell", name)
    for at in sorted(set(range(len(two.rows))) - set(pairs.values())):
        yield "row", f"a row of {name} was added: “{shorten_text(texts[1][at])}”.", ("", texts[1][at])


def _list_text_edits(
    before: Sequence[ParagraphRecord], after: Sequence[ParagraphRecord], aspect: Aspect, name: str
) -> Iterator[tuple[Aspect, str, tuple[str, str]]]:
    texts = [[normalize_text(one.text) for one in side] for side in (before, after)]
    pairs = align_items(*texts)
    for at, paragraph in enumerate(before):
        if at not in pairs:
            yield aspect, f"“{shorten_text(paragraph.text)}” was deleted from {name}.", (paragraph.text, "")
        elif texts[0][at] != texts[1][pairs[at]]:
            other = after[pairs[at]].text
            message = f"the text of {name} is “{shorten_text(other)}”; golive writes “{shorten_text(paragraph.text)}”."
            yield aspect, message, (paragraph.text, other)
        else:
            one, two = paragraph, after[pairs[at]]
            if (one.runs, one.layout) != (two.runs, two.layout):
                yield "format", f"“{shorten_text(paragraph.text)}” has another format.", ("", "")
    for at in sorted(set(range(len(after))) - set(pairs.values())):
        yield aspect, f"“{shorten_text(after[at].text)}” was added to {name}.", ("", after[at].text)


def describe_shape(shape: ShapeRecord) -> str:
    """Return words for a shape: what it is, and how its text begins."""
    words = {"table": "the table", "chart": "the chart", "group": "the figure", "picture": "the picture"}
    if shape.placeholder == "title:1":
        return "the title"
    if shape.role in words:
        return words[shape.role]
    first = next((one.text for one in shape.paragraphs if one.text.strip()), "")
    return f"the box “{shorten_text(first)[:40]}”" if first else f"the shape “{shape.name}”"
