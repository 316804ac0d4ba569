"""Set up a .docx file: paper, styles, the mark on every page, properties, and changes that are tracked."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from golive.figures.drawing import Color
from golive.markdown.document import Meta
from golive.render.docx.text import CODE_FONT, make_element
from golive.render.html.head import list_properties
from golive.render.html.paper_size import Sheet, get_sheet
from golive.translation import translate

REVIEW_MARK: Final = "For review, not the record"
"""What stands on every page, and in the properties of the file."""
TEXT_FONT: Final = "Calibri"
_HEADING_SIZES_PT: Final = (18, 14, 12, 11)
_AFTER_PROOF_STATE: Final = "proofState"
_TABLE_STYLE: Final = "Table Text"


def create_docx(meta: Meta, palette: Mapping[Color, str]) -> Any:  # noqa: ANN401 - python-docx's document
    """Return an empty document with paper, styles, header, footer and properties."""
    document = docx.Document()
    _set_styles(document, meta, palette)
    set_paper(document.sections[0], get_sheet(meta.paper_size, "runbook"), is_landscape=False)
    _write_margins(document.sections[0], meta, palette)
    _set_properties(document, meta)
    _drop_leftovers(document.part)
    settings = document.settings.element
    settings.find(qn(f"w:{_AFTER_PROOF_STATE}")).addnext(make_element("trackRevisions"))
    return document


def _drop_leftovers(part: Any) -> None:  # noqa: ANN401 - python-docx's document part
    """Remove what the template of python-docx carries: a picture of an empty page, and styles for Word 2007."""
    for owner, ending in ((part.package, "/thumbnail"), (part, "/stylesWithEffects")):
        for name in [name for name, one in owner.rels.items() if one.reltype.endswith(ending)]:
            del owner.rels[name]


def set_paper(section: Any, sheet: Sheet, *, is_landscape: bool) -> float:  # noqa: ANN401 - as above
    """Set size and margins of a section, and return the width between the margins in inches."""
    size = sheet.to_landscape() if is_landscape else sheet
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Inches(size.width_in), Inches(size.height_in)
    section.left_margin = section.right_margin = Inches(size.side_in)
    section.top_margin, section.bottom_margin = Inches(size.top_in), Inches(size.bottom_in)
    section.header_distance = section.footer_distance = Inches(0.45)
    return size.text_width_in


def begin_section(document: Any, meta: Meta, *, is_landscape: bool) -> float:  # noqa: ANN401 - as above
    """Begin a section on a new page, and return the width between its margins in inches."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    return set_paper(section, get_sheet(meta.paper_size, "runbook"), is_landscape=is_landscape)


def _set_styles(document: Any, meta: Meta, palette: Mapping[Color, str]) -> None:  # noqa: ANN401 - as above
    styles = document.styles
    dark, muted = (RGBColor.from_string(palette[name]) for name in ("dark", "muted"))
    _set_font(styles["Normal"], TEXT_FONT, 10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    language = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    language.set(qn("w:val"), meta.language)
    for level, size in enumerate(_HEADING_SIZES_PT, start=1):
        style = styles[f"Heading {level}"]
        _set_font(style, TEXT_FONT, size)
        style.font.color.rgb, style.font.italic = dark, False
        style.paragraph_format.space_before = Pt(14 if level < len(_HEADING_SIZES_PT) else 8)
        style.paragraph_format.space_after = Pt(4)
    _set_font(styles["Title"], TEXT_FONT, 26)
    styles["Title"].font.color.rgb = dark
    _set_font(styles["Subtitle"], TEXT_FONT, 14)
    styles["Subtitle"].font.color.rgb, styles["Subtitle"].font.italic = muted, False
    _set_font(styles["Caption"], TEXT_FONT, 9)
    styles["Caption"].font.color.rgb = muted
    table = styles.add_style(_TABLE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    _set_font(table, TEXT_FONT, 9)
    table.paragraph_format.space_before = table.paragraph_format.space_after = Pt(2)
    code = styles.add_style("Code", WD_STYLE_TYPE.PARAGRAPH)
    _set_font(code, CODE_FONT, 8)
    for level in (1, 2):
        contents = styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
        _set_font(contents, TEXT_FONT, 10.5)
        contents.paragraph_format.space_after = Pt(2)
        contents.paragraph_format.left_indent = Inches(0.25 * (level - 1))
    for style in (table, code):
        style.base_style = styles["Normal"]


def _set_font(style: Any, family: str, size_pt: float) -> None:  # noqa: ANN401 - as above
    """Set the family and size of a style; the fonts of the theme would win over the family."""
    style.font.name, style.font.size = family, Pt(size_pt)
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _write_margins(section: Any, meta: Meta, palette: Mapping[Color, str]) -> None:  # noqa: ANN401 - as above
    head = section.header.paragraphs[0]
    mark = head.add_run(REVIEW_MARK)
    mark.bold, mark.font.color.rgb = True, RGBColor.from_string(palette["red"])
    head.add_run(f" · {meta.title}")
    foot = section.footer.paragraphs[0]
    about = (meta.draft_mark, translate("version", version=meta.version), meta.display_date, meta.status)
    foot.add_run(f"{' · '.join(filter(None, about))} · Page ")
    add_field(foot.add_run()._r, "PAGE", "1")  # noqa: SLF001 - python-docx has no fields
    for paragraph in (head, foot):
        paragraph.style.font.size = Pt(8.5)


def add_field(run: Any, code: str, text: str) -> None:  # noqa: ANN401 - an element of python-docx
    """Append a field to a `w:r` element, with the text that is shown until it is computed."""
    run.append(make_element("fldChar", fldCharType="begin"))
    instruction = make_element("instrText")
    instruction.text = code
    run.append(instruction)
    run.append(make_element("fldChar", fldCharType="separate"))
    shown = make_element("t")
    shown.text = text
    run.append(shown)
    run.append(make_element("fldChar", fldCharType="end"))


def _set_properties(document: Any, meta: Meta) -> None:  # noqa: ANN401 - as above
    properties, known = document.core_properties, list_properties(meta)
    properties.title, properties.author, properties.last_modified_by = known["title"], known["author"], known["author"]
    properties.subject, properties.keywords = known["description"], known["keywords"]
    properties.comments = properties.category = properties.content_status = REVIEW_MARK
    properties.language, properties.version, properties.revision = meta.language, meta.version, 1
    day = datetime.fromisoformat(meta.date).replace(tzinfo=UTC)
    properties.created = properties.modified = day
