"""Read what a person sets for a shape beside its look and its text: link, title, visibility, data of an add-in."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.namespaces import DECORATIVE, A, P, R
from golive.render.slides.merge.report import Aspect

_TRUE: Final = frozenset({"1", "true"})
_LINKS: Final = (f"{A}hlinkClick", f"{A}hlinkHover")


class ShapeSettings(Struct, frozen=True):
    """The settings of a shape.

    Attributes:
        link: where a click on the shape, or the pointer over it, leads; empty if nowhere.
        title: the title of its alternative text.
        is_hidden: whether it is hidden in the selection pane.
        is_decorative: whether it is marked as decorative.
        has_data: whether an add-in put data into it.
    """

    link: str = ""
    title: str = ""
    is_hidden: bool = False
    is_decorative: bool = False
    has_data: bool = False


def find_shape_properties(element: Any) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the `cNvPr` of a shape, also of one that is wrapped for several versions of PowerPoint; None without."""
    first = element[0].find(f"{P}cNvPr") if len(element) else None
    return first if first is not None else next(element.iter("{*}cNvPr"), None)


def read_settings(element: Any, links: Mapping[str, str]) -> ShapeSettings:  # noqa: ANN401 - lxml's elements
    """Read the settings of a shape.

    Args:
        element: the shape.
        links: target of each relationship of its slide, by its id.
    """
    properties = find_shape_properties(element)
    if properties is None:
        return ShapeSettings()
    marks = properties.iter(DECORATIVE)
    return ShapeSettings(
        " ".join(_describe_link(one, links) for one in properties if one.tag in _LINKS),
        properties.get("title", ""),
        properties.get("hidden") in _TRUE,
        any(one.get("val", "1") in _TRUE for one in marks),
        element[0].find(f"{P}nvPr/{P}custDataLst") is not None,
    )


def list_settings_changes(
    before: ShapeSettings, after: ShapeSettings, *, is_strict: bool
) -> Iterator[tuple[Aspect, str]]:
    """Yield the aspect and the end of a sentence for each setting that differs.

    Args:
        before: the settings that golive wrote.
        after: those of the edited deck.
        is_strict: False for a deck of a program that loses titles and marks.
    """
    if before.link != after.link:
        yield "look", f"links to “{after.link}”" if after.link else "has no link"
    if before.is_hidden != after.is_hidden:
        yield "hidden", "is hidden" if after.is_hidden else "is shown again"
    if not is_strict:
        return
    if before.title != after.title:
        yield "alt text", f"has the title “{after.title}” for its alternative text"
    if before.is_decorative != after.is_decorative:
        yield "alt text", "is marked as decorative" if after.is_decorative else "is not marked as decorative"
    if before.has_data != after.has_data:
        yield "look", "holds data of an add-in" if after.has_data else "holds no data of an add-in"


def _describe_link(element: Any, links: Mapping[str, str]) -> str:  # noqa: ANN401 - lxml's elements
    target = links.get(element.get(f"{R}id", ""), "")
    return target or element.get("action", "").removeprefix("ppaction://")
