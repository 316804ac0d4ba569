"""Translate the text of an HTML element to Typst: strings, formatting, links and page references."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct
from msgspec.structs import replace

from golive.render.pdf.typst.breaks import measure_bold_width_pt, split_wide_words
from golive.render.pdf.typst.literals import array_literal, boolean_literal, number_literal, string_literal
from golive.render.pdf.typst.tag_plan import TagPlan

_SPACES = re.compile(r"[ \t\r\n\f]+")
_CODE_SCALE = 0.89
_CHIP_LEAST_PT, _CHIP_PADDING_PT = 15.0, 8.0


class TextSetting(Struct, frozen=True):
    """How a text is set.

    Attributes:
        room_pt: width of its lines, in points.
        size_pt: its size, in points.
        has_plates: whether code lies on a colored plate.
        is_code: whether it is set in the font for code.
        is_title: whether it is a heading, which Typst must be able to read without setting it.
    """

    room_pt: float
    size_pt: float
    has_plates: bool = True
    is_code: bool = False
    is_title: bool = False


def join_expressions(expressions: Iterable[str]) -> str:
    """Return one expression that shows several, one after the other."""
    listed = list(expressions)
    return listed[0] if len(listed) == 1 else f"{{{';'.join(listed)}}}" if listed else '""'


def breakable_text(text: str, room_pt: float, size_pt: float) -> str:
    """Return an expression for a text on its own, whose words may be broken where they are wider than `room_pt`."""
    return join_expressions(_iter_words(collapse_spaces(text), TextSetting(room_pt, size_pt), is_fresh=True))


def collapse_spaces(text: str) -> str:
    """Return a text on one line, with one space between words; no-break spaces stay."""
    return _SPACES.sub(" ", text).strip(" ")


def in_language(shown: str, tag: str) -> str:
    """Return an expression in a language, a BCP 47 tag; the same expression if there is none."""
    language, _, region = tag.partition("-")
    if not language:
        return shown
    place = string_literal(region.lower()) if region else "none"
    own = string_literal(language)
    return f"text(lang:{own},region:{place},single-hyphens({own},{shown}))"


def get_classes(element: Element) -> list[str]:
    """Return the classes of an element."""
    return element.get("class", "").split()


def get_page_target(element: Element) -> str:
    r"""Return the anchor in the style of a page reference, `--to:"#anchor"`."""
    quoted = element.get("style", "").removeprefix('--to:"#').removesuffix('"')
    return re.sub(r"\\(.)", r"\1", quoted)


def text_of(element: Element) -> str:
    """Return the text of an element on one line."""
    return collapse_spaces("".join(element.itertext()))


class InlineTranslator:
    """Translates the text inside blocks, and notes its links and whether a line has begun."""

    def __init__(self, plan: TagPlan) -> None:
        self._plan = plan
        self._is_fresh = True

    def translate(self, element: Element, setting: TextSetting, *, stop_at: frozenset[str] = frozenset()) -> str:
        """Return an expression for the text of an element, up to a child with one of the tags `stop_at`."""
        self._is_fresh = True
        return join_expressions(self._iter_content(element, setting, stop_at))

    def translate_line(self, text: str, setting: TextSetting) -> Iterator[str]:
        """Yield expressions for a line of its own whose white space counts."""
        self._is_fresh = True
        yield from self._iter_text(text, setting)

    def _iter_text(self, text: str, setting: TextSetting) -> Iterator[str]:
        yield from _iter_words(text, setting, is_fresh=self._is_fresh)
        if text.strip():
            self._is_fresh = False

    def _break_line(self) -> str:
        self._is_fresh = True
        return "linebreak()"

    def _iter_content(self, element: Element, setting: TextSetting, stop_at: frozenset[str]) -> Iterator[str]:
        yield from self._set_text(_collapse(element.text or "").lstrip(" "), setting)
        children = list(element)
        for number, child in enumerate(children):
            if child.tag in stop_at:
                return
            before = element.text if number == 0 else children[number - 1].tail
            is_first = number == 0 and not (before or "").strip()
            yield from self._translate_child(child, setting, _is_open(before) or is_first)
            tail = _collapse(child.tail or "")
            is_last = number == len(children) - 1 or children[number + 1].tag in stop_at
            yield from self._set_text(tail.rstrip(" ") if is_last else tail, setting)

    def _set_text(self, text: str, setting: TextSetting) -> Iterator[str]:
        if text:
            yield from self._iter_text(text, setting)

    def _translate_child(self, child: Element, setting: TextSetting, is_open: bool) -> Iterator[str]:  # noqa: FBT001
        inner = setting
        match child.tag:
            case "br":
                yield self._break_line()
            case "strong" | "b":
                yield f"b({self._whole(child, inner)})"
            case "em":
                yield f"i({self._whole(child, inner)})"
            case "code":
                yield self._code(child, setting, is_open=is_open)
            case "a":
                yield self._link(child, setting)
            case "span":
                yield self._span(child, setting)
            case _:
                raise AssertionError(child.tag)

    def _whole(self, element: Element, setting: TextSetting) -> str:
        """Translate an element inside a line, whose outer spaces count."""
        parts = [*self._set_text(_collapse(element.text or ""), setting)]
        for child in element:
            parts += [*self._translate_child(child, setting, is_open=False)]
            parts += self._set_text(_collapse(child.tail or ""), setting)
        return join_expressions(parts)

    def _code(self, element: Element, setting: TextSetting, *, is_open: bool) -> str:
        text = "".join("\n" if part.tag == "br" else part.text or "" for part in _iter_parts(element))
        inner = replace(setting, is_code=True)
        parts: list[str] = []
        for number, line in enumerate(text.split("\n")):
            parts += [self._break_line()] * bool(number)
            parts += self._iter_text(line, inner)
        shown = join_expressions(parts)
        if not setting.has_plates:
            return f"code({shown})"
        sides = f"before:{boolean_literal(is_open)},after:{boolean_literal(_is_open(element.tail, at_start=True))}"
        return f"plate({shown},{sides})"

    def _link(self, element: Element, setting: TextSetting) -> str:
        classes, href = get_classes(element), element.get("href", "")
        inner = replace(setting, is_code="m" in classes)
        shown = join_expressions(self._iter_text(_collapse(element.text or ""), inner))
        for name, function in (("m", "code"), ("i", "i"), ("b", "b")):
            if name in classes:
                shown = f"{function}({shown})"
        shown = in_language(shown, element.get("lang", ""))
        self._plan.links.append(text_of(element))
        if href.startswith("#"):
            return f"xref({string_literal(href[1:])},{shown})"
        return f"{'out' if setting.has_plates else 'plain-out'}({string_literal(href)},{shown})"

    def _span(self, element: Element, setting: TextSetting) -> str:
        classes = get_classes(element)
        if "page" in classes:
            return f"page-of({string_literal(get_page_target(element))})"
        if "number" in classes:
            return f"number({string_literal(element.text or '')})"
        if "chip" in classes:
            return self._chip(element, setting)
        shown = self._whole(element, setting)
        return in_language(shown, element.get("lang", ""))

    def _chip(self, element: Element, setting: TextSetting) -> str:
        text = text_of(element)
        width = measure_bold_width_pt(text, setting.size_pt) + _CHIP_PADDING_PT
        kind = next((letter for letter in "arci" if letter.upper() in text), "")
        size = number_literal(max(_CHIP_LEAST_PT, width), "pt")
        return f"chip({string_literal(kind)},{size},{self._whole(element, setting)})"


def _iter_parts(element: Element) -> Iterator[Element]:
    """Yield the text of an element and its line breaks, each as an element."""
    for part in element.iter():
        if part is element:
            yield _text_element(part.text or "")
            continue
        yield part
        yield _text_element(part.tail or "")


def _text_element(text: str) -> Element:
    made = Element("text")
    made.text = text
    return made


def _iter_words(text: str, setting: TextSetting, *, is_fresh: bool) -> Iterator[str]:
    """Yield expressions for a text, with a function for each word that may be wider than its line.

    Args:
        text: the text.
        setting: how it is set.
        is_fresh: whether it begins a line; a word that is too wide begins one.
    """
    size = setting.size_pt * (_CODE_SCALE if setting.is_code else 1)
    for part in split_wide_words(text, setting.room_pt, size, is_code=setting.is_code):
        if isinstance(part, str):
            yield string_literal(part)
            is_fresh = is_fresh and not part.strip()
            continue
        if setting.is_title:
            yield from _iter_title_pieces(part, setting.room_pt, size)
        else:
            pieces = array_literal(map(string_literal, part))
            yield f"wide({number_literal(setting.room_pt, 'pt')},{boolean_literal(is_fresh)},{pieces})"
        is_fresh = False


def _iter_title_pieces(pieces: Iterable[str], room_pt: float, size_pt: float) -> Iterator[str]:
    for number, piece in enumerate(pieces):
        if number:
            yield "break-here"
        is_wide = measure_bold_width_pt(piece, size_pt) > room_pt
        yield f"{string_literal(piece)}{'.clusters().join(break-here)' * is_wide}"


def _collapse(text: str) -> str:
    return _SPACES.sub(" ", text)


def _is_open(text: str | None, *, at_start: bool = False) -> bool:
    """Return whether a line may be broken at the end of a text (or at its start) anyway: after a space, or nothing."""
    if not text:
        return at_start
    return (text[0] if at_start else text[-1]).isspace()
