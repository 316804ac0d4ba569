"""Describe formats and looks as text, so that equal ones give equal texts whatever program wrote them."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from golive.ooxml.geometry import find_transform
from golive.ooxml.namespaces import A, C, P, R
from golive.ooxml.xml_parser import parse_untrusted_xml, serialize_element

_IGNORED_TAGS: Final = frozenset({f"{A}extLst", f"{P}extLst", f"{A}xfrm", f"{P}xfrm", f"{A}noAutofit"})
_IGNORED_TAGS_OF_BODIES: Final = _IGNORED_TAGS | {f"{A}normAutofit", f"{A}spAutoFit"}
_RUN_ATTRIBUTES: Final = frozenset({"cap", "spc", "baseline", "strike", "noProof"})
_USUAL_LANGUAGE: Final = "en-US"
"""The language that programs give to a run without one."""
_PARAGRAPH_ATTRIBUTES: Final = frozenset({"lvl", "algn", "marL", "indent"})
_TRUE: Final = frozenset({"1", "true"})
_LINK: Final = f"{A}hlinkClick"


def find_format(properties: Any, links: Mapping[str, str]) -> tuple[str, str]:  # noqa: ANN401 - lxml's elements
    """Return the emphasis of a run, and the rest of its format.

    Args:
        properties: the `rPr` of the run; None if it has none.
        links: target of each relationship of the slide, by its id.
    """
    if properties is None:
        return "", ""
    content = serialize_element(properties)
    emphasis, detail = _describe_format(content)
    if b"hlinkClick" not in content:
        return emphasis, detail
    numbers = [one.get(f"{R}id", "") for one in properties.iterfind(_LINK)]
    return emphasis, f"{detail} link={links.get(numbers[0], '')}" if numbers else detail


@lru_cache(maxsize=2048)
def _describe_format(content: bytes) -> tuple[str, str]:
    properties = parse_untrusted_xml(content)
    emphasis = "".join(name for name in "bi" if properties.get(name) in _TRUE)
    emphasis += "u" if properties.get("u", "none") != "none" else ""
    parts = [properties.get("sz", "")]
    parts += [f"{name}={properties.get(name)}" for name in sorted(_RUN_ATTRIBUTES) if properties.get(name)]
    if (language := properties.get("lang", _USUAL_LANGUAGE)) != _USUAL_LANGUAGE:
        parts.append(f"lang={language}")
    ignored = {*_IGNORED_TAGS, _LINK}
    return emphasis, " ".join(
        [*parts, *(_describe_tree(one, _IGNORED_TAGS) for one in properties if one.tag not in ignored)]
    )


def describe_layout(properties: Any) -> str:  # noqa: ANN401 - lxml's elements
    """Describe the layout of a paragraph: level, alignment, bullet, spacing."""
    return _describe_layout(serialize_element(properties))


@lru_cache(maxsize=2048)
def _describe_layout(content: bytes) -> str:
    properties = parse_untrusted_xml(content)
    parts = [f"{name}={properties.get(name)}" for name in sorted(_PARAGRAPH_ATTRIBUTES) if properties.get(name)]
    return " ".join(
        [*parts, *(_describe_tree(one, _IGNORED_TAGS) for one in properties if one.tag not in _IGNORED_TAGS)]
    )


def describe_style(element: Any, table: Any, chart: Any) -> str:  # noqa: ANN401 - lxml's elements
    """Describe how a shape looks, without its frame and its text."""
    parts = [describe_element(element.find(f"{P}{name}")) for name in ("spPr", "style")]
    transform = find_transform(element)
    if transform is not None:
        parts += [f"{name}={transform.get(name)}" for name in ("rot", "flipH", "flipV") if transform.get(name)]
    body = element.find(f"{P}txBody")
    if body is not None and body.find(f"{A}p/{A}r") is not None:  # python-pptx adds empty bodies while reading
        parts.append(describe_element(body.find(f"{A}bodyPr"), _IGNORED_TAGS_OF_BODIES))
    if table is not None:
        parts.append(describe_element(table.find(f"{A}tblPr")))
    if chart is not None:
        parts.append(describe_element(chart, _IGNORED_TAGS | _CHART_DATA))
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


_CHART_DATA: Final = frozenset({f"{C}{name}" for name in ("cat", "val", "tx", "extLst", "externalData", "ptCount")})


def describe_element(element: Any, ignored: frozenset[str] = _IGNORED_TAGS) -> str:  # noqa: ANN401 - lxml's elements
    """Describe an element and what is in it as text, without namespaces.

    A deck repeats few formats thousands of times, so the descriptions are kept by the bytes of their elements.
    """
    return _describe_bytes(serialize_element(element), ignored) if element is not None else ""


@lru_cache(maxsize=8192)
def _describe_bytes(content: bytes, ignored: frozenset[str]) -> str:
    return _describe_tree(parse_untrusted_xml(content), ignored)


def _describe_tree(element: Any, ignored: frozenset[str]) -> str:  # noqa: ANN401 - lxml's elements
    attributes = "".join(f" {name.rpartition('}')[2]}={value}" for name, value in sorted(element.items()))
    inside = "".join(
        _describe_tree(one, ignored) for one in element if isinstance(one.tag, str) and one.tag not in ignored
    )
    return f"<{element.tag.rpartition('}')[2]}{attributes}>{inside}"
