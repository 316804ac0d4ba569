"""Write conflicts as PowerPoint comments at the shapes that they are about."""

from typing import Any, Final

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from golive.ooxml.namespaces import DECLARATIONS, P
from golive.ooxml.package import read_part_xml
from golive.ooxml.xml_elements import parse_integer
from golive.ooxml.xml_parser import serialize_xml
from golive.ooxml.xml_text import XML_DECLARATION
from golive.render.slides.merge.records import Frame

AUTHOR: Final = "golive"
_AUTHORS_PART: Final = "/ppt/commentAuthors.xml"
_EMU_PER_UNIT: Final = 1587.5
"""Positions of comments are in 1/576 inch."""
_LONGEST_TEXT: Final = 2_000


def add_comment(main: Any, slide: Any, text: str, place: Frame | None, date: str) -> None:  # noqa: ANN401
    """Add a comment to a slide, unless it has one of this text.

    Args:
        main: the presentation part.
        slide: the slide part.
        text: the comment.
        place: frame of the shape that it is about; None for the corner of the slide.
        date: ISO date of the document, so that equal input gives equal bytes.
    """
    comments = _find_or_add(slide, RELATIONSHIP_TYPE.COMMENTS, "/ppt/comments/comment%d.xml", "cmLst")
    root = read_part_xml(comments)
    content = text[:_LONGEST_TEXT]
    if any(one.text == content for one in root.iter(f"{P}text")):
        return
    author, number = _count_comment(main)
    comment = root.makeelement(f"{P}cm", {"authorId": author, "dt": f"{date[:10]}T00:00:00.000", "idx": number})
    position = comment.makeelement(f"{P}pos", {"x": _convert(place, 0), "y": _convert(place, 1)})
    words = comment.makeelement(f"{P}text")
    words.text = content
    comment.extend((position, words))
    root.append(comment)
    _write(comments, root)


def has_threaded_comments(package_parts: Any) -> bool:  # noqa: ANN401 - python-pptx's parts
    """Return whether slides hold the threaded comments of newer versions of PowerPoint."""
    return any(
        relation.reltype.startswith("http://schemas.microsoft.com/") and relation.reltype.endswith("/comments")
        for part in package_parts
        for relation in part.rels.values()
    )


def _count_comment(main: Any) -> tuple[str, str]:  # noqa: ANN401 - python-pptx's part
    """Return the id of golive as an author, and the number of its next comment."""
    authors = _find_or_add(main, RELATIONSHIP_TYPE.COMMENT_AUTHORS, _AUTHORS_PART, "cmAuthorLst")
    root = read_part_xml(authors)
    own = next((one for one in root.iter(f"{P}cmAuthor") if one.get("name") == AUTHOR), None)
    if own is None:
        ids = [parse_integer(one.get("id")) or 0 for one in root.iter(f"{P}cmAuthor")]
        number = str(max(ids, default=-1) + 1)
        values = {"id": number, "name": AUTHOR, "initials": "gl", "lastIdx": "0", "clrIdx": number}
        own = root.makeelement(f"{P}cmAuthor", values)
        root.append(own)
    own.set("lastIdx", str((parse_integer(own.get("lastIdx")) or 0) + 1))
    _write(authors, root)
    return own.get("id", "0"), own.get("lastIdx", "1")


def _find_or_add(source: Any, kind: str, name: str, root: str) -> Any:  # noqa: ANN401 - python-pptx's parts
    for relation in source.rels.values():
        if relation.reltype == kind and not relation.is_external and read_part_xml(relation.target_part) is not None:
            return relation.target_part
    package = source.package
    partname = package.next_partname(name) if "%d" in name else PackURI(name)
    content_type = CONTENT_TYPE.PML_COMMENTS if root == "cmLst" else CONTENT_TYPE.PML_COMMENT_AUTHORS
    part = Part(partname, content_type, package, f"{XML_DECLARATION}<p:{root} {DECLARATIONS}/>".encode())
    source.relate_to(part, kind)
    return part


def _write(part: Any, root: Any) -> None:  # noqa: ANN401
    part.blob = serialize_xml(root)


def _convert(place: Frame | None, axis: int) -> str:
    return str(max(round((place[axis] if place else 0) / _EMU_PER_UNIT), 10))
