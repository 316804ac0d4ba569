"""The sheet of paper that a document is set on: its size, its margins, the room between them."""

from typing import Literal

from msgspec import Struct

Form = Literal["runbook", "explainer"]
_SIZES_IN = {"letter": (8.5, 11.0), "a4": (8.268, 11.693)}


class Sheet(Struct, frozen=True):
    """A sheet and its margins, all in inches."""

    width_in: float
    height_in: float
    top_in: float
    bottom_in: float
    side_in: float

    @property
    def text_width_in(self) -> float:
        """Width between the margins."""
        return self.width_in - 2 * self.side_in

    @property
    def text_height_in(self) -> float:
        """Height between the margins."""
        return self.height_in - self.top_in - self.bottom_in

    def turned(self) -> "Sheet":
        """The same sheet on its side; the margins lose a little, since the sheet is low."""
        return Sheet(self.height_in, self.width_in, self.top_in - 0.08, self.bottom_in - 0.06, self.side_in - 0.12)


def sheet_of(paper: str, form: Form) -> Sheet:
    """The sheet for a paper ("letter" or "a4") and a form; Letter where the paper is unknown."""
    width, height = _SIZES_IN.get(paper, _SIZES_IN["letter"])
    if form == "explainer":
        return Sheet(width, height, 0.5, 0.62, 0.62)
    return Sheet(width, height, 1.04, 0.88, 0.78)


def page_rules(sheet: Sheet) -> str:
    """The CSS of the sheet: sizes and margins of upright, sideways and cover pages, and the cover's own size."""
    wide = sheet.turned()
    return "\n".join(
        (
            f"@page{{{_box(sheet)}}}",
            f"@page wide{{{_box(wide)}}}",
            f"@page cover{{size:{sheet.width_in}in {sheet.height_in}in;margin:0}}",
            f":root{{--sheet-width:{sheet.width_in}in;--sheet-height:{sheet.height_in}in}}",
            f":root{{--half-page:{sheet.text_height_in / 2:.4g}in}}",
        )
    )


def _box(sheet: Sheet) -> str:
    size = f"size:{sheet.width_in:.4g}in {sheet.height_in:.4g}in"
    return f"{size};margin:{sheet.top_in:.4g}in {sheet.side_in:.4g}in {sheet.bottom_in:.4g}in"
