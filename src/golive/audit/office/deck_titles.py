"""Look for slide titles that cannot be read, in a presentation in memory."""

import io
import zipfile
from collections.abc import Iterator

from msgspec import Struct

from golive.audit.office.legibility import check_legibility
from golive.audit.office.slide_view import SlideView, read_slide_views, shape_text
from golive.ooxml.limits import is_xml_name
from golive.ooxml.raw_package import RawPackage, build_raw_package
from golive.ooxml.xml_parser import parse_untrusted_xml

_UNREADABLE = frozenset({"contrast", "contrast-partly"})


class UnreadableTitle(Struct, frozen=True):
    """A title that cannot be read: its slide, its text, and what was measured."""

    slide: str
    text: str
    finding: str


def find_unreadable_titles(content: bytes) -> tuple[UnreadableTitle, ...]:
    """Find the titles of a presentation whose contrast is too low.

    Args:
        content: bytes of a .pptx that golive wrote.
    """
    return tuple(one for view in read_slide_views(_open_package(content)) for one in _check_title(view))


def _open_package(content: bytes) -> RawPackage:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: parse_untrusted_xml(part) for name, part in parts.items() if is_xml_name(name)}
    return build_raw_package(parts, trees, ".pptx")


def _check_title(view: SlideView) -> Iterator[UnreadableTitle]:
    title = view.title
    if title is None:
        return
    named = f"in \u201c{title.name}\u201d"
    found = (one for one in check_legibility((view,)) if one.check in _UNREADABLE and named in one.message)
    yield from (UnreadableTitle(view.where, shape_text(title), one.message) for one in list(found)[:1])
