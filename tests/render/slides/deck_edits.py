"""Edit a deck as a person would and a document as a spec would; each edit returns a check of what must hold.

An edit of a person returns a check that looks into a merged deck and its report, and says what is lost; empty if
nothing is. Checks read the deck with python-pptx, not with the code that merges.
"""

import io
import random
from collections.abc import Callable
from typing import Any

from pptx import Presentation
from pptx.util import Emu
from tests.render.slides.brands import make_picture

from golive.render.slides.merge.report import MergeReport

Check = Callable[[Any, MergeReport], str]
PersonEdit = Callable[[Any, random.Random], Check | None]


def find_slide(deck: Any, name: str, title: str = "") -> Any:
    """Return the slide of a key, by its name, the names of its shapes or its title; LibreOffice drops slide names."""
    found = next((slide for slide in deck.slides if slide.name == name), None)
    if found is not None or not name:
        return found
    nameless = [slide for slide in deck.slides if not slide.name]
    counts = [sum(shape.name.startswith(f"{name}:") for shape in slide.shapes) for slide in nameless]
    if any(counts):
        return nameless[counts.index(max(counts))]
    titles = [(slide, slide.shapes.title) for slide in nameless]
    return next((slide for slide, own in titles if own is not None and title and own.text_frame.text == title), None)


def list_texts(slide: Any) -> list[str]:
    """Return every paragraph of a slide, in boxes, groups and tables."""
    found: list[str] = []

    def collect(shapes: Any) -> None:
        for shape in shapes:
            if hasattr(shape, "shapes"):
                collect(shape.shapes)
            elif getattr(shape, "has_table", False) and shape.has_table:
                found.extend(
                    p.text for row in shape.table.rows for cell in row.cells for p in cell.text_frame.paragraphs
                )
            elif shape.has_text_frame:
                found.extend(p.text for p in shape.text_frame.paragraphs)

    collect(slide.shapes)
    return found


def is_reported(report: MergeReport, slide: str, text: str = "", shape: str = "") -> bool:
    """Tell whether a conflict names what a person wrote or the shape that it is in."""
    return any(
        one.slide == slide and (text in one.mine if text else not shape or one.shape == shape)
        for one in report.conflicts
    )


def _pick_text_shape(slide: Any, rng: random.Random) -> Any:
    shapes = [
        shape
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text.strip() and ":margin:" not in shape.name
    ]
    return rng.choice(shapes) if shapes else None


def _pick_slide(deck: Any, rng: random.Random) -> Any:
    named = [slide for slide in deck.slides if slide.name]
    return rng.choice(named) if named else None


def edit_text(deck: Any, rng: random.Random) -> Check | None:
    slide = _pick_slide(deck, rng)
    shape = _pick_text_shape(slide, rng)
    if shape is None:
        return None
    runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if run.text.strip()]
    if not runs:
        return None
    word = f"Mine{rng.randrange(10**6)}"
    run = rng.choice(runs)
    run.text = rng.choice([f"{word} {run.text}", f"{run.text} {word}", word])
    return _check_text(slide.name, word)


def _check_text(name: str, word: str) -> Check:
    def check(deck: Any, report: MergeReport) -> str:
        slide = find_slide(deck, name)
        shown = slide is not None and any(word in text for text in list_texts(slide))
        return "" if shown or is_reported(report, name, word) else f"the text {word} on {name} is lost"

    return check


def make_bold(deck: Any, rng: random.Random) -> Check | None:
    slide = _pick_slide(deck, rng)
    shape = _pick_text_shape(slide, rng)
    if shape is None:
        return None
    paragraphs = [one for one in shape.text_frame.paragraphs if one.text.strip()]
    paragraph = rng.choice(paragraphs)
    for run in paragraph.runs:
        run.font.italic = True
        run.font.underline = True
    name, own, words = slide.name, shape.name, set(paragraph.text.split())

    def check(merged: Any, report: MergeReport) -> str:
        found = find_slide(merged, name)
        for other in found.shapes if found is not None else ():
            if other.has_text_frame:
                runs = [run for one in other.text_frame.paragraphs for run in one.runs]
                marked = [run for run in runs if run.font.italic and run.font.underline]
                if any(other.name == own or words & set(run.text.split()) for run in marked):
                    return ""
        return (
            "" if is_reported(report, name, shape=own) or is_reported(report, name) else f"the format of {own} is lost"
        )

    return check


def move_shape(deck: Any, rng: random.Random) -> Check | None:
    slide = _pick_slide(deck, rng)
    shapes = [shape for shape in slide.shapes if not shape.is_placeholder]
    if not shapes:
        return None
    shape = rng.choice(shapes)
    shape.left, shape.top = Emu(shape.left + 250_000), Emu(max(shape.top - 120_000, 0))
    if (
        not hasattr(shape, "shapes")
        and not shape.has_chart
        and not getattr(shape, "has_table", False)
        and rng.random() < 0.5
    ):
        shape.width = Emu(int(shape.width * 0.9))
    return _check_place(slide.name, shape.name, (shape.left, shape.top))


def _check_place(name: str, own: str, place: tuple[int, int]) -> Check:
    def check(deck: Any, report: MergeReport) -> str:
        slide = find_slide(deck, name)
        found = [shape for shape in slide.shapes if shape.name == own] if slide is not None else []
        if any(abs(shape.left - place[0]) < 9_525 and abs(shape.top - place[1]) < 9_525 for shape in found):
            return ""
        return "" if is_reported(report, name, shape=own) else f"{own} was moved back"

    return check


def delete_shape(deck: Any, rng: random.Random) -> Check | None:
    slide = _pick_slide(deck, rng)
    shapes = [shape for shape in slide.shapes if not shape.is_placeholder]
    if not shapes:
        return None
    shape = rng.choice(shapes)
    name, own = slide.name, shape.name
    if getattr(shape, "has_chart", False):
        slide.part.rels.pop(shape._element.chart_rId)
    shape._element.getparent().remove(shape._element)

    def check(merged: Any, report: MergeReport) -> str:
        found = find_slide(merged, name)
        is_back = found is not None and any(one.name == own for one in found.shapes)
        return f"{own} came back" if is_back else ""

    return check


def add_shape(deck: Any, rng: random.Random) -> Check | None:
    slide = _pick_slide(deck, rng)
    if slide.slide_layout.name != "Title Only":
        return None  # its background may be dark
    word = f"Box{rng.randrange(10**6)}"
    box = slide.shapes.add_textbox(Emu(200_000), Emu(6_000_000), Emu(1_500_000), Emu(300_000))
    box.name, box.text_frame.text = word, word
    for run in box.text_frame.paragraphs[0].runs:
        run._r.get_or_add_rPr().set("lang", "en-US")
    return _check_text(slide.name, word)


def add_picture(deck: Any, rng: random.Random) -> Check | None:
    slide = _pick_slide(deck, rng)
    word = f"Picture{rng.randrange(10**6)}"
    image = slide.shapes.add_picture(io.BytesIO(make_picture()), Emu(300_000), Emu(300_000))
    image.name = word
    image._element.nvPicPr.cNvPr.set("descr", f"A picture, {word}")
    name = slide.name

    def check(merged: Any, report: MergeReport) -> str:
        found = find_slide(merged, name)
        shown = [one for one in found.shapes if one.name == word] if found is not None else []
        return "" if shown and shown[0].image.blob == make_picture() else f"the picture {word} is lost"

    return check


def add_slide(deck: Any, rng: random.Random) -> Check | None:
    layouts = sorted(
        (one for one in deck.slide_layouts if any(p.placeholder_format.type in {1, 3} for p in one.placeholders)),
        key=lambda layout: layout.name != "Title Only",
    )
    word = f"Slide{rng.randrange(10**6)}"
    slide = deck.slides.add_slide(layouts[0])
    for holder in [*slide.placeholders]:
        if holder.placeholder_format.idx:
            holder._element.getparent().remove(holder._element)
    slide.shapes.title.text = word
    for run in slide.shapes.title.text_frame.paragraphs[0].runs:
        run._r.get_or_add_rPr().set("lang", "en-US")
    listed = deck.slides._sldIdLst
    entry = listed[-1]
    listed.remove(entry)
    listed.insert(rng.randrange(1, len(listed) + 1), entry)

    def check(merged: Any, report: MergeReport) -> str:
        titles = [one.shapes.title.text_frame.text for one in merged.slides if one.shapes.title is not None]
        return "" if word in titles else f"the slide {word} is lost"

    return check


def delete_slide(deck: Any, rng: random.Random) -> Check | None:
    if len(deck.slides) < 6:
        return None
    at = rng.randrange(1, len(deck.slides))
    slide = deck.slides[at]
    name = slide.name
    for other in deck.slides:
        for number, relation in [*other.part.rels.items()]:
            if not relation.is_external and relation.target_part is slide.part:
                for one in [*other._element.iter()]:
                    if number in one.values() and one.getparent() is not None and "hlink" in str(one.tag):
                        one.getparent().remove(one)
                other.part.rels.pop(number)
    entry = deck.slides._sldIdLst[at]
    deck.part.drop_rel(entry.rId)
    deck.slides._sldIdLst.remove(entry)
    deck.part.rename_slide_parts([one.rId for one in deck.slides._sldIdLst])

    def check(merged: Any, report: MergeReport) -> str:
        return "" if not name or find_slide(merged, name) is None else f"the slide {name} came back"

    return check


def reorder_slides(deck: Any, rng: random.Random) -> Check | None:
    listed = deck.slides._sldIdLst
    entry = listed[rng.randrange(2, len(listed))]
    listed.remove(entry)
    listed.insert(1, entry)
    names = [slide.name for slide in deck.slides if slide.name]
    moved = deck.slides[1].name

    def check(merged: Any, report: MergeReport) -> str:
        present = [slide.name for slide in merged.slides if slide.name in names]
        if moved not in present:
            return ""  # the spec removed the slide that was moved
        if any(one.slide == moved and one.aspect == "slide" for one in report.conflicts):
            # The spec removed it, it was kept, and the other slides are in the order of the spec.
            return "" if present.index(moved) == 1 else "the slide that was moved and kept is at another place"
        return "" if present == [name for name in names if name in present] else "the order of slides was changed back"

    return check


def hide_slide(deck: Any, rng: random.Random) -> Check | None:
    slide = _pick_slide(deck, rng)
    slide._element.set("show", "0")
    name = slide.name

    def check(merged: Any, report: MergeReport) -> str:
        found = find_slide(merged, name)
        return "" if found is None or found._element.get("show") == "0" else f"the slide {name} is shown again"

    return check


def edit_notes(deck: Any, rng: random.Random) -> Check | None:
    slide = _pick_slide(deck, rng)
    word = f"Note{rng.randrange(10**6)}"
    frame = slide.notes_slide.notes_text_frame
    frame.add_paragraph().text = word
    name = slide.name

    def check(merged: Any, report: MergeReport) -> str:
        found = find_slide(merged, name)
        shown = found is not None and word in found.notes_slide.notes_text_frame.text
        return "" if shown or is_reported(report, name, word) else f"the note {word} is lost"

    return check


def edit_cell(deck: Any, rng: random.Random) -> Check | None:
    tables = [
        (slide, shape)
        for slide in deck.slides
        if slide.name
        for shape in slide.shapes
        if getattr(shape, "has_table", False) and shape.has_table
    ]
    if not tables:
        return None
    slide, shape = rng.choice(tables)
    rows = shape.table.rows
    cell = shape.table.cell(rng.randrange(1, len(rows)), rng.randrange(len(shape.table.columns)))
    runs = [run for paragraph in cell.text_frame.paragraphs for run in paragraph.runs]
    word = f"Cell{rng.randrange(10**6)}"
    if not runs:
        return None
    runs[0].text = f"{runs[0].text} {word}"
    return _check_text(slide.name, word)


def delete_row(deck: Any, rng: random.Random) -> Check | None:
    tables = [
        (slide, shape)
        for slide in deck.slides
        if slide.name
        for shape in slide.shapes
        if getattr(shape, "has_table", False) and shape.has_table and len(shape.table.rows) > 3
    ]
    if not tables:
        return None
    slide, shape = rng.choice(tables)
    row = shape.table.rows[rng.randrange(1, len(shape.table.rows))]
    texts = [cell.text_frame.text for cell in row.cells]
    row._tr.getparent().remove(row._tr)
    name, own = slide.name, shape.name

    def check(merged: Any, report: MergeReport) -> str:
        found = find_slide(merged, name)
        for one in found.shapes if found is not None else ():
            if one.name == own and one.has_table:
                rows = [[cell.text_frame.text for cell in line.cells] for line in one.table.rows]
                return f"the row {texts} came back" if texts in rows and not is_reported(report, name) else ""
        return ""

    return check


def add_comment(deck: Any, rng: random.Random) -> Check | None:
    from golive.render.slides.merge.comments import add_comment as add_golive_comment

    slide = _pick_slide(deck, rng)
    word = f"Comment{rng.randrange(10**6)}"
    add_golive_comment(deck.part, slide.part, word, None, "2026-09-14")
    name = slide.name

    def check(merged: Any, report: MergeReport) -> str:
        found = find_slide(merged, name)
        if found is None:
            return "" if is_reported(report, name) else f"the comment {word} is lost"
        parts = [one.target_part for one in found.part.rels.values() if one.reltype.endswith("/comments")]
        return "" if any(word.encode() in part.blob for part in parts) else f"the comment {word} is lost"

    return check


def add_transition(deck: Any, rng: random.Random) -> Check | None:
    slide = _pick_slide(deck, rng)
    root = slide._element
    transition = root.makeelement(root.tag.replace("}sld", "}transition"), {"spd": "med"})
    transition.append(root.makeelement(root.tag.replace("}sld", "}fade")))
    root.insert(list(root).index(root.find("{*}clrMapOvr")) + 1, transition)
    name = slide.name

    def check(merged: Any, report: MergeReport) -> str:
        found = find_slide(merged, name)
        is_there = found is not None and found._element.find(".//{*}fade") is not None
        return "" if is_there or (found is None and is_reported(report, name)) else f"the transition of {name} is lost"

    return check


PERSON_EDITS: tuple[PersonEdit, ...] = (
    edit_text, make_bold, move_shape, delete_shape, add_shape, add_picture, add_slide, delete_slide, reorder_slides,
    hide_slide, edit_notes, edit_cell, delete_row, add_comment,
    add_transition,
)  # fmt: skip


def edit_deck(content: bytes, rng: random.Random, count: int) -> tuple[bytes, list[Check]]:
    """Make random edits; return the deck and what must hold after a merge."""
    deck = Presentation(io.BytesIO(content))
    edits = [rng.choice(PERSON_EDITS) for _ in range(count)]
    # Slides and shapes that are deleted go first, so that no other edit is deleted with them; the order comes last.
    edits = [one for at, one in enumerate(edits) if one is not reorder_slides or reorder_slides not in edits[:at]]
    edits.sort(key=lambda edit: (edit not in {delete_slide, delete_shape, delete_row}, edit is reorder_slides))
    checks = [check for edit in edits if (check := edit(deck, rng)) is not None]
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue(), checks


def edit_markdown(text: str, rng: random.Random, count: int) -> str:
    """Change a document as changes of a spec do: words, items, rows, slides, notes."""
    for _ in range(count):
        text = rng.choice(_MARKDOWN_EDITS)(text, rng)
    return text


def _change_line(text: str, rng: random.Random, start: str) -> str:
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if line.startswith(start) and "---" not in line and "{" not in line]
    rows = [at for at in places if start != "|" or (at and lines[at - 1].startswith("|"))]
    if not rows:
        return text
    at = rng.choice(rows)
    word = f"New{rng.randrange(10**6)}"
    if start == "|":
        cells = lines[at].split("|")
        cells[rng.randrange(1, len(cells) - 1)] = f" {word} "
        changed = "|".join(cells)
        return "\n".join([*lines[:at], changed, *lines[at + 1 :]]) if "R is" not in lines[at] else text
    lines[at] = f"{lines[at]} {word}"
    return "\n".join(lines)


def _change_item(text: str, rng: random.Random) -> str:
    return _change_line(text, rng, "- ")


def _add_item(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if line.startswith("- ")]
    if places:
        lines.insert(rng.choice(places), f"- Added {rng.randrange(10**6)}")
    return "\n".join(lines)


def _remove_item(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    places = [
        at
        for at, line in enumerate(lines)
        if line.startswith("- ") and lines[at - 1].startswith("- ") and not lines[at + 1].startswith(" ")
    ]
    if places:
        del lines[rng.choice(places)]
    return "\n".join(lines)


def _change_cell(text: str, rng: random.Random) -> str:
    head, mark, rest = text.partition("## Five interfaces")
    body, end, tail = rest.partition("## The bill file")
    return f"{head}{mark}{_change_line(body, rng, '|')}{end}{tail}"


def _add_row(text: str, rng: random.Random) -> str:
    row = f"| Row{rng.randrange(10**6)} | Both ways | Batch | CSV | Weekly | Somebody |\n"
    place = rng.choice(["| Payment file | Vendor", "| Enrolments |"])
    return text.replace(place, row + place, 1)


def _remove_row(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if line.startswith(("| Payment notice |", "| Run UAT |", "| Exit |"))]
    if places:
        del lines[rng.choice(places)]
    return "\n".join(lines)


def _split_slides(text: str) -> list[str]:
    head, *rest = text.split("\n## ")
    return [head, *(f"## {one}" for one in rest)]


def _remove_slide(text: str, rng: random.Random) -> str:
    slides = _split_slides(text)
    if len(slides) > 6:
        at = rng.randrange(1, len(slides))
        if "{key=dataflow" not in slides[at]:
            del slides[at]
    return "\n".join(slides)


def _add_slide(text: str, rng: random.Random) -> str:
    slides = _split_slides(text)
    number = rng.randrange(10**6)
    slides.insert(
        rng.randrange(1, len(slides) + 1), f"## New slide {number} {{key=new-{number}}}\n\n- One\n- Two {number}\n"
    )
    return "\n".join(slides)


def _swap_slides(text: str, rng: random.Random) -> str:
    slides = _split_slides(text)
    at = rng.randrange(1, len(slides) - 1)
    slides[at], slides[at + 1] = slides[at + 1], slides[at]
    return "\n".join(slides)


def _change_title(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if line.startswith("## ")]
    at = rng.choice(places)
    lines[at] = lines[at].replace(" {key", f" {rng.randrange(1000)} {{key", 1)
    return "\n".join(lines)


def _change_notes(text: str, rng: random.Random) -> str:
    return text.replace("Welcome everyone.", f"Welcome all {rng.randrange(10**6)}.").replace("Point at", "Look at")


def _change_value(text: str, rng: random.Random) -> str:
    old, new = rng.choice(
        [("31,000", "32,500"), ("2:00 AM", "3:00 AM"), ("Riverton IT", "Riverton Data"), ("12,400", "13,100")]
    )
    return text.replace(old, new)


_MARKDOWN_EDITS = (
    _change_item, _add_item, _remove_item, _change_cell, _add_row, _remove_row, _remove_slide, _add_slide, _swap_slides,
    _change_title, _change_notes, _change_value,
)  # fmt: skip
