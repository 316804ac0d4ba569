"""Look for texts that cannot be read, in a presentation in memory."""

import io
import zipfile

from golive.audit.office.legibility import check_legibility
from golive.audit.office.slide_view import read_slide_views
from golive.ooxml.limits import is_xml_name
from golive.ooxml.raw_package import RawPackage, build_raw_package
from golive.ooxml.xml_parser import parse_or_none
from golive.support.problems import Problem

_UNREADABLE = frozenset({"contrast", "contrast-partly"})


def find_unreadable_texts(content: bytes) -> tuple[Problem, ...]:
    """Find the texts of a presentation whose contrast is too low, in all or in a part of them.

    Args:
        content: bytes of a .pptx that golive wrote.
    """
    found = check_legibility(read_slide_views(_open_package(content)))
    return tuple(one for one in found if one.check in _UNREADABLE)


def _open_package(content: bytes) -> RawPackage:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parsed = {name: parse_or_none(part) for name, part in parts.items() if is_xml_name(name)}
    return build_raw_package(parts, {name: tree for name, tree in parsed.items() if tree is not None}, ".pptx")
