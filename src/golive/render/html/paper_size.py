"""Paper sizes and margins, and their CSS page rules."""

from typing import Literal

from msgspec import Struct

DocumentForm = Literal["runbook", "explainer"]
_SIZES_IN = {"letter": (8.5, 11.0), "a4": (8.268, 11.693)}


class Sheet(Struct, frozen=True):
    """A sheet of paper and its margins, all in inches."""

    width_in: float
    height_in: float
    top_in: float
    bottom_in: float
    side_in: float

    @property
    def text_width_in(self) -> float:
        """Return the width between the margins."""
        return self.width_in - 2 * self.side_in

    @property
    def text_height_in(self) -> float:
        """Return the height between the margins."""
        return self.height_in - self.top_in - self.bottom_in

    def to_landscape(self) -> "Sheet":
        """Return the sheet in landscape orientation, with slightly smaller margins."""
        return Sheet(self.height_in, self.width_in, self.top_in - 0.08, self.bottom_in - 0.06, self.side_in - 0.12)


def get_sheet(paper: str, form: DocumentForm) -> Sheet:
    """Return the sheet for a paper size ("letter" or "a4") and a document form; Letter if the size is unknown."""
    width, height = _SIZES_IN.get(paper, _SIZES_IN["letter"])
    if form == "explainer":
        return Sheet(width, height, 0.5, 0.62, 0.62)
    return Sheet(width, height, 1.04, 0.88, 0.78)


def page_css(sheet: Sheet) -> str:
    """Return the CSS `@page` rules for portrait, landscape and cover pages, and sheet sizes as custom properties."""
    wide = sheet.to_landscape()
    return "\n".join(
        (
            f"@page{{{_page_box_css(sheet)}}}",
            f"@page wide{{{_page_box_css(wide)}}}",
            f"@page cover{{size:{sheet.width_in}in {sheet.height_in}in;margin:0}}",
            f":root{{--sheet-width:{sheet.width_in}in;--sheet-height:{sheet.height_in}in}}",
            f":root{{--half-page:{sheet.text_height_in / 2:.4g}in}}",
        )
    )


def _page_box_css(sheet: Sheet) -> str:
    size = f"size:{sheet.width_in:.4g}in {sheet.height_in:.4g}in"
    return f"{size};margin:{sheet.top_in:.4g}in {sheet.side_in:.4g}in {sheet.bottom_in:.4g}in"
