"""Open the template of a brand: cleaned, repaired, without slides. Cached once per template."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.namespaces import A, P
from golive.ooxml.package import (
    FAILURES,
    UnreadablePackageError,
    copy_part,
    find_main_part,
    iter_parts,
    iter_related_parts,
    open_own_package,
    read_part_xml,
    write_part_xml,
)
from golive.ooxml.simple_types import find_bad_attributes
from golive.ooxml.template_archive import COPY_AGAIN_HINT, make_theme_error, open_template_archive
from golive.ooxml.template_cleaning import clean_template
from golive.ooxml.xml_elements import parse_integer
from golive.support.problems import Problem, ThemeError

_MAX_FAULTS = 20
_ROOTS: Final = {
    "presentationml.slideMaster+xml": f"{P}sldMaster",
    "presentationml.slideLayout+xml": f"{P}sldLayout",
    "presentationml.notesMaster+xml": f"{P}notesMaster",
    "presentationml.handoutMaster+xml": f"{P}handoutMaster",
    "presentationml.presProps+xml": f"{P}presentationPr",
    "presentationml.viewProps+xml": f"{P}viewPr",
    "presentationml.tableStyles+xml": f"{A}tblStyleLst",
    "officedocument.theme+xml": f"{A}theme",
}
"""The root elements of parts, by the end of their content types."""
_REPAIR_HINT = "Open it in PowerPoint, let it repair the file, and save it."


class Template(Struct, frozen=True, eq=False):
    """A template that is ready for slides; its parts are shared by all decks, so they must not be changed.

    Attributes:
        package: python-pptx's package.
        presentation: the presentation part, with an empty list of slides.
        parts: every part by name, without a leading slash.
        layouts: slide layout parts by part name.
        notes_master: the notes master part.
        placeholder_indexes: `idx` of its slide image and text placeholders.
        removed: descriptions of what was removed from the file, with counts above 1.
        repaired: warnings about faults of the file that decks on it do not have, one sentence each.
    """

    package: Any
    presentation: Any
    parts: Mapping[str, Any]
    layouts: Mapping[str, Any]
    notes_master: Any
    placeholder_indexes: tuple[int, int]
    removed: tuple[str, ...]
    repaired: tuple[str, ...] = ()

    def start_deck(self) -> tuple[Any, Any]:
        """Return a new package with a presentation part of its own, which shares masters and layouts."""
        from pptx.opc.constants import RELATIONSHIP_TYPE
        from pptx.package import Package

        deck = Package("")
        presentation = copy_part(self.presentation, deck)
        deck.relate_to(presentation, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        return deck, presentation


@lru_cache(maxsize=8)
def load_template(source: bytes) -> Template:
    """Open a template without its sample slides, macros and author data, and repair it.

    Args:
        source: the bytes of a .pptx, .potx, .ppsx, or one of these with macros.

    Raises:
        ThemeError: the file is of another kind, damaged, or larger than a template needs to be.
    """
    content, removed = clean_template(open_template_archive(source))
    try:
        return _prepare_template(content, removed)
    except FAILURES as error:
        reason = str(error)[:120] if isinstance(error, UnreadablePackageError) else "its parts contradict each other"
        raise make_theme_error(f"is damaged: {reason}", COPY_AGAIN_HINT) from error


def _prepare_template(content: bytes, removed: tuple[str, ...]) -> Template:
    from golive.ooxml.repairs import repair_template

    package = open_own_package(content)
    main = find_main_part(package)
    _remove_comments(package)
    _reject_bad_parts(package)
    if not any(iter_related_parts(main, "/notesMaster")):
        _add_notes_master(package, main)
    repair_template(package, main)
    repaired = tuple(_repair_table_styles(main))
    notes = next(iter_related_parts(main, "/notesMaster"))
    layouts = {
        part.partname.membername: part
        for master in iter_related_parts(main, "/slideMaster")
        for part in iter_related_parts(master, "/slideLayout")
    }
    parts = {part.partname.membername: part for part in iter_parts(package)}
    return Template(package, main, parts, layouts, notes, _read_placeholder_indexes(notes), removed, repaired)


def _repair_table_styles(main: Any) -> Iterator[str]:  # noqa: ANN401
    """Repair the parts with table styles; yield a warning about each that had a fault."""
    from golive.ooxml.table_style_repairs import repair_table_styles

    for part in iter_related_parts(main, "/tableStyles"):
        root = read_part_xml(part)
        changed = repair_table_styles(root) if root is not None else ()
        if changed:
            write_part_xml(part, root)
            yield (
                f"the table styles break the schema ({part.partname.membername}: {', '.join(changed)}), so that "
                "PowerPoint would offer a repair: they are put in order, and what is not allowed is left out"
            )


def _reject_bad_parts(package: Any) -> None:  # noqa: ANN401
    """Raise one ThemeError with every part of another kind and every attribute of another type, up to a limit."""
    found: list[Problem] = []
    for part in iter_parts(package):
        is_xml = str(part.partname).endswith(".xml")  # a program may leave .vml parts unclosed
        root = read_part_xml(part) if is_xml else None
        if is_xml and root is None:
            message = f"is damaged: {part.partname.membername} is no XML, or its elements are nested too deeply"
            found += make_theme_error(message, _REPAIR_HINT).problems
        wanted = next((tag for kind, tag in _ROOTS.items() if part.content_type.endswith(kind)), None)
        if root is not None and wanted not in {None, root.tag}:
            name = str(wanted).rpartition("}")[2]
            message = f"is damaged: {part.partname.membername} begins with another element than `{name}`"
            found += make_theme_error(message, _REPAIR_HINT).problems
        for element, name, value, kind in find_bad_attributes(root) if root is not None else ():
            message = f'has {name}="{value}" at the element {element} of {part.partname.membername}'
            found += make_theme_error(f"is damaged: it {message}, which is not {kind}", _REPAIR_HINT).problems
            if len(found) == _MAX_FAULTS:
                raise ThemeError(*found)
    if found:
        raise ThemeError(*found)


def _remove_comments(package: Any) -> None:  # noqa: ANN401
    """Remove XML comments, so that whoever reads the parts meets elements only."""
    from lxml import etree

    for part in iter_parts(package):
        if hasattr(part, "_element"):
            etree.strip_tags(read_part_xml(part), etree.Comment, etree.ProcessingInstruction)


def _add_notes_master(package: Any, main: Any) -> None:  # noqa: ANN401
    """Add a plain notes master with a copy of the slide theme.

    python-pptx's own one brings the fonts and colors of Office instead of the brand's.
    """
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.opc.packuri import PackURI
    from pptx.parts.slide import NotesMasterPart

    from golive.ooxml.notes_master import notes_master_xml

    themes = (
        theme for master in iter_related_parts(main, "/slideMaster") for theme in iter_related_parts(master, "/theme")
    )
    theme = next(themes, None)
    if theme is None:
        raise make_theme_error("is damaged: none of its slide masters has a theme", COPY_AGAIN_HINT)
    copied = copy_part(theme, package)
    copied.partname = package.next_partname("/ppt/theme/theme%d.xml")
    name = PackURI("/ppt/notesMasters/notesMaster1.xml")
    master = NotesMasterPart.load(name, CONTENT_TYPE.PML_NOTES_MASTER, package, notes_master_xml())
    master.relate_to(copied, RELATIONSHIP_TYPE.THEME)
    main.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)


def _read_placeholder_indexes(master: Any) -> tuple[int, int]:  # noqa: ANN401
    numbers = {
        ph.get("type", "obj"): parse_integer(ph.get("idx"), 0) or 0 for ph in read_part_xml(master).iter("{*}ph")
    }
    return numbers.get("sldImg", 2), numbers.get("body", 3)
