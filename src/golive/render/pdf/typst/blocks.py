"""Translate the blocks of an HTML page to Typst, in order, with the spaces between them."""

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from msgspec import Struct
from msgspec.structs import replace

from golive.render.html.paper_size import DocumentForm
from golive.render.pdf.typst.inline import InlineTranslator, TextSetting, get_classes, text_of
from golive.render.pdf.typst.insets import get_insets
from golive.render.pdf.typst.literals import array_literal, boolean_literal, number_literal, string_literal
from golive.render.pdf.typst.tables import TableTranslator
from golive.render.pdf.typst.tag_plan import CONTINUED_LIST, TagPlan

_TEXT_PT = {"runbook": 9.4, "explainer": 9.6}
_TONES = frozenset({"accent", "real-time", "batch", "sit", "uat", "live"})
_COLORED_HEADS = _TONES - {"accent"}
_SVG = "{http://www.w3.org/2000/svg}"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "head"})
_MARKED_LEVELS = 3
_LOWEST_LEVEL = 4  # style of all headings below it
_MARKERS = "•◦▪"  # by depth; the deepest lists share the last one
_CODE_PT = 7.8
_PAIR = 2


class _Part(Struct, frozen=True):
    """A block: its kind, which decides the space around it, its expression, and whether the next block goes with it."""

    kind: str
    expression: str
    is_sticky: bool = False


class BlockTranslator:
    """Translates blocks, and notes what the structure tree must hold."""

    def __init__(
        self, form: DocumentForm, scale: float, drawings: Iterable[str], moved: frozenset[str] = frozenset()
    ) -> None:
        """Create a translator.

        Args:
            form: "runbook" or "explainer".
            scale: scale of all type.
            drawings: the SVG of each figure, in order.
            moved: anchors of headings that begin a new page.
        """
        self._drawings, self._depth = iter(drawings), 0
        self.plan = TagPlan()
        self.inline = InlineTranslator(self.plan)
        self._insets = get_insets(form, scale)
        self._tables = TableTranslator(self.inline, self.plan, scale, self._insets)
        self._form, self._size, self._scale, self._moved = form, _TEXT_PT[form] * scale, scale, moved

    def translate(self, elements: Iterable[Element], room_pt: float, *, after: str = "", marks: bool = False) -> str:
        """Return statements for blocks, one in a line.

        Args:
            elements: the blocks.
            room_pt: the width that they get.
            after: kind of the block before them; empty if there is none.
            marks: whether the start and the end of each block that may end a page are marked, so that one sees how
                full a page is.
        """
        lines = []
        before = after
        for part in self._iter_parts(elements, room_pt, before):
            if before:
                lines.append(f"gap({string_literal(before)},{string_literal(part.kind)})")
            is_marked = marks and not part.is_sticky
            lines += ["block-starts", part.expression, "block-ends"] if is_marked else [part.expression]
            before = part.kind
        return "\n".join(lines)

    def _iter_parts(self, elements: Iterable[Element], room_pt: float, after: str) -> Iterator[_Part]:
        before = after
        for element in elements:
            is_lead = "lead-in" in get_classes(element)
            for part in self._translate_block(element, room_pt, before):
                yield replace(part, is_sticky=is_lead or part.kind in _HEADINGS)
                before = part.kind

    def _translate_block(self, element: Element, room_pt: float, before: str) -> Iterator[_Part]:
        classes = get_classes(element)
        match element.tag:
            case "p":
                yield self._paragraph(element, room_pt, before)
            case "ul" | "ol":
                yield self._list(element, room_pt, is_inner=False)
            case "table":
                kind = "facts" if "facts" in classes else "table"
                yield _Part(kind, self._tables.translate(element, room_pt))
            case "pre":
                yield self._code(element, room_pt)
            case "figure":
                yield self._figure(element, room_pt)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield self._heading(element, room_pt)
            case "div":
                yield from self._division(element, classes, room_pt)
            case "nav":
                yield _Part("contents", self._contents(element, room_pt))
            case _:
                raise AssertionError(element.tag)

    def _setting(self, room_pt: float, scale: float = 1.0) -> TextSetting:
        return TextSetting(room_pt, self._size * scale, has_plates=self._form == "runbook")

    def _paragraph(self, element: Element, room_pt: float, before: str) -> _Part:
        is_intro = before in {"h1", "intro"} if self._form == "explainer" else before == "h1"
        kind = "intro" if is_intro else "p"
        text = self.inline.translate(element, self._setting(room_pt, 1.14 if is_intro else 1.0))
        lead = ",lead:true" if "lead-in" in get_classes(element) else ""
        return _Part(kind, f"{kind}({text}{lead})")

    def _heading(self, element: Element, room_pt: float) -> _Part:
        classes = get_classes(element)
        kind = "head" if "head" in classes else f"h{min(int(classes[0].removeprefix('level-')), _LOWEST_LEVEL)}"
        key = element.get("id")
        number = element.find("span")
        is_numbered = number is not None and "number" in get_classes(number)
        title = Element(element.tag)
        title.text = element.text
        children = list(element)
        if is_numbered and number is not None:
            title.text, children = number.tail, children[1:]
        title.extend(children)
        is_marked = kind[1:].isdigit() and int(kind[1:]) <= (_MARKED_LEVELS if self._form == "runbook" else 1)
        options = [f"bookmarked:{boolean_literal(is_marked)}"]
        if is_numbered and number is not None:
            options.append(f"number-text:{string_literal(number.text or '')}")
        break_before = "pagebreak(weak:true)\n" * (key in self._moved)
        setting = replace(self._setting(room_pt, 2.2 if kind == "h1" else 1.4), is_title=True)
        text = self.inline.translate(title, setting)
        place = string_literal(key) if key else "none"
        parts = (string_literal(kind), element.tag[1:], place, text, *options)
        return _Part(kind, f"{break_before}heading-block({','.join(parts)})")

    def _list(self, element: Element, room_pt: float, *, is_inner: bool) -> _Part:
        is_narrow = room_pt < _NARROW_PT
        room = room_pt - (self._insets.inner_list_item if is_narrow else self._insets.list_item)
        classes = get_classes(element)
        self._depth += 1
        groups = []
        start = 1
        for items, is_whole in _group_items(element):
            self.plan.lists.append(element.tag if start == 1 else CONTINUED_LIST)
            made = array_literal(self._item(item, room) for item in items)
            groups.append(f"(start:{start},is-whole:{boolean_literal(is_whole)},items:{made})")
            start += len(items)
        self._depth -= 1
        lead = boolean_literal("lead-in" in classes)
        indent = f"look.list.{'inner-' * is_narrow}indent"
        function = "numbers(" if element.tag == "ol" else f"bullets({string_literal(_MARKERS[min(self._depth, 2)])},"
        return _Part("inner-list" if is_inner else "list", f"{function}{indent},{lead},{array_literal(groups)})")

    def _item(self, item: Element, room_pt: float) -> str:
        blocks = frozenset({"ul", "ol", "p", "table", "pre", "figure", "div"})
        text = self.inline.translate(item, self._setting(room_pt), stop_at=blocks)
        rest = [child for number, child in enumerate(item) if child.tag in blocks or _comes_after(item, number, blocks)]
        if not rest:
            # Without a block that is as tall as a line, the mark of an empty item may stand below the page area.
            return f"[#{text}]" if text != '""' else '[#block(breakable:false,hide("."))]'
        lines = [f"par({text})"] if text != '""' else []
        before = "inner-p" if lines else ""
        for part in self._iter_item_parts(rest, room_pt):
            lines += [f'gap("{before}","{part.kind}")'] * bool(before) + [part.expression]
            before = part.kind
        return f"{{{chr(10).join(lines)}}}"

    def _iter_item_parts(self, elements: Sequence[Element], room_pt: float) -> Iterator[_Part]:
        for element in elements:
            if element.tag in {"ul", "ol"}:
                yield self._list(element, room_pt, is_inner=True)
            elif element.tag == "p":
                part = self._paragraph(element, room_pt, "")
                yield _Part("inner-p", part.expression)
            else:
                yield from self._translate_block(element, room_pt, "")

    def _code(self, element: Element, room_pt: float) -> _Part:
        setting = TextSetting(room_pt - self._insets.code, _CODE_PT / 0.89 * self._scale, is_code=True)
        lines = []
        for line in (element.text or "").split("\n"):
            # A line that begins with spaces keeps them.
            indent = len(line) - len(line.lstrip(" "))
            parts = [f"h({number_literal(0.6 * indent, 'em')})"] * bool(indent) if not line.strip() else []
            parts += self.inline.translate_line(line, setting)
            lines.append(f"{{{';'.join(parts)}}}")
        short, lead = (boolean_literal(name in get_classes(element)) for name in ("short", "lead-in"))
        return _Part("code", f"code-block({array_literal(lines)},{short},{lead})")

    def _figure(self, element: Element, room_pt: float) -> _Part:
        drawing, caption, key = element.find(f"{_SVG}svg"), element.find("figcaption"), element.get("id")
        if drawing is None:
            raise AssertionError(element.attrib)
        alt = drawing.findtext(f"{_SVG}title", "")
        self.plan.figures.append(alt)
        shown = "none" if caption is None else self.inline.translate(caption, self._setting(room_pt))
        place = string_literal(key) if key else "none"
        return _Part("figure", f"picture({place},{string_literal(next(self._drawings))},{string_literal(alt)},{shown})")

    def _division(self, element: Element, classes: Sequence[str], room_pt: float) -> Iterator[_Part]:
        if "callout" in classes:
            yield _Part("callout", self._callout(element, classes, room_pt))
        elif "cards" in classes or "columns" in classes:
            yield _Part("cards", self._side_by_side(element, classes, room_pt))
        else:  # a chart shown as a table, under its own anchor
            key = element.get("id") or ""
            yield _Part("table", f"anchored({string_literal(key)},block({{{self.translate(element, room_pt)}}}))")

    def _callout(self, element: Element, classes: Sequence[str], room_pt: float) -> str:
        room = room_pt - self._insets.callout
        first, *rest = element
        name, *others = first
        text = Element("p")
        text.text = name.tail
        text.extend(others)
        shown = self.inline.translate(text, self._setting(room))
        more = self.translate(rest, room, after="p") if rest else ""
        body = f'named => {{p({{named;" ";{shown}}})\n{more}}}'
        kind, short = string_literal(classes[1]), boolean_literal("short" in classes)
        return f"callout({kind},{string_literal(text_of(name))},{short},{body})"

    def _side_by_side(self, element: Element, classes: Sequence[str], room_pt: float) -> str:
        count = int(next(name for name in classes if name.startswith("side-")).removeprefix("side-"))
        kind = "card" if "cards" in classes else "column"
        room = (room_pt - self._insets.gap * (count - 1)) / count - (self._insets.card if kind == "card" else 0)
        parts = []
        for part in element:
            tone = next((name for name in get_classes(part)[1:] if name in _TONES), "plan")
            body = self.translate(part, room)
            if kind == "column" and self._form == "runbook" and tone in _COLORED_HEADS:
                body = body.replace('heading-block("head",', f'heading-block(tone:{string_literal(tone)},"head",', 1)
            parts.append(f"(tone:{string_literal(tone)},body:{{{body}}})")
        return f"side-by-side({string_literal(kind)},{count},{array_literal(parts)})"

    def _contents(self, element: Element, room_pt: float) -> str:
        self.plan.lists.append("contents")
        entries = []
        for item in element.iter("li"):
            level = get_classes(item)[0].removeprefix("level-")
            number, link = item.findtext("span", ""), item.find("a")
            if link is None:
                raise AssertionError(item.attrib)
            self.plan.links.append(text_of(link))
            setting = TextSetting(room_pt - 60, self._size, has_plates=False)
            title = self.inline.translate(link, setting)
            key = string_literal(link.get("href", "").removeprefix("#"))
            entries.append(f"contents-entry({level},{key},{string_literal(number)},{title})")
        return f"contents({array_literal(entries)})"


_NARROW_PT = 300.0


def _group_items(element: Element) -> Iterator[tuple[list[Element], bool]]:
    """Yield the items of a list in groups, each with whether it stays on one page."""
    items = list(element)
    if "small" in get_classes(element):
        yield items, True
        return
    first = _PAIR * any("first" in get_classes(item) for item in items[:1])
    last = len(items) - _PAIR * any("last" in get_classes(item) for item in items[-1:])
    if last < first:  # three items: the one in the middle stays with both others
        first, last = len(items), len(items)
    for group, is_whole in ((items[:first], True), (items[first:last], False), (items[last:], True)):
        if group:
            yield group, is_whole


def _comes_after(item: Element, number: int, blocks: frozenset[str]) -> bool:
    """Return whether a child of a list item comes after its first block."""
    return any(child.tag in blocks for child in list(item)[:number])
