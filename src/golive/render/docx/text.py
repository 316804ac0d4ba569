"""Runs of text as elements of WordprocessingML: bold, italic, code, links, languages and line breaks."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from msgspec import Struct

from golive.markdown.document import Run
from golive.ooxml.xml_text import replace_invalid_characters

CODE_FONT: Final = "Consolas"
_BREAKS: Final = re.compile(r"([\n\t\u2028])")


class TextContext(Struct, frozen=True):
    """What links need.

    Attributes:
        relate: adds an external target to the document part and returns the id of the relationship.
        bookmarks: the name of the bookmark of each anchor.
        link_color: six hexadecimal digits.
    """

    relate: Callable[[str], str]
    bookmarks: Mapping[str, str]
    link_color: str


def make_context(part: Any, anchors: Iterable[str], link_color: str) -> TextContext:  # noqa: ANN401 - python-docx's part
    """Return the context of a document.

    Args:
        part: the document part of python-docx.
        anchors: the anchors that links may name, in order.
        link_color: six hexadecimal digits.
    """

    def relate(target: str) -> str:
        return str(part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    # Word knows only short names of letters, digits and underscores.
    return TextContext(relate, {name: f"golive_{n}" for n, name in enumerate(anchors, start=1)}, link_color)


def make_element(tag: str, /, **attributes: object) -> Any:  # noqa: ANN401 - elements of python-docx
    """Return an element `w:tag` with attributes of the same namespace."""
    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), replace_invalid_characters(str(value)))
    return element


def add_runs(
    paragraph: Any,  # noqa: ANN401 - an element of python-docx
    runs: Iterable[Run],
    context: TextContext,
    *,
    bold: bool = False,
    color: str = "",
) -> None:
    """Append runs to a `w:p` element.

    Args:
        paragraph: the element.
        runs: the runs.
        context: what links need.
        bold: whether all of them are bold.
        color: six hexadecimal digits; empty for that of the paragraph.
    """
    for run in runs:
        parent = paragraph
        is_link = run.href is not None and (not run.href.startswith("#") or run.href[1:] in context.bookmarks)
        if is_link and run.href:
            parent = _make_hyperlink(run.href, context)
            paragraph.append(parent)
        parent.append(_make_run(run, bold=bold or run.bold, color=context.link_color if is_link else color))


def _make_hyperlink(href: str, context: TextContext) -> Any:  # noqa: ANN401 - as above
    if href.startswith("#"):
        return make_element("hyperlink", anchor=context.bookmarks[href[1:]], history=1)
    element = make_element("hyperlink", history=1)
    element.set(qn("r:id"), context.relate(href))
    return element


def _make_run(run: Run, *, bold: bool, color: str) -> Any:  # noqa: ANN401 - as above
    element, properties = make_element("r"), make_element("rPr")
    if run.code:
        properties.append(make_element("rFonts", ascii=CODE_FONT, hAnsi=CODE_FONT, cs=CODE_FONT))
    if bold:
        properties.append(make_element("b"))
    if run.italic:
        properties.append(make_element("i"))
    if run.code:
        properties.append(make_element("noProof"))
    if color:
        properties.append(make_element("color", val=color))
    if run.language:
        properties.append(make_element("lang", val=run.language))
    if len(properties):
        element.append(properties)
    add_text(element, run.text)
    return element


def add_text(run: Any, text: str) -> None:  # noqa: ANN401 - as above
    """Append a text to a `w:r` element, with its line breaks and tabs."""
    for part in _BREAKS.split(replace_invalid_characters(text)):
        if part == "\t":
            run.append(make_element("tab"))
        elif part in {"\n", "\u2028"}:
            run.append(make_element("br"))
        elif part:
            element = make_element("t")
            element.text = part
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(element)
