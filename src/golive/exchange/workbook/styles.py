"""The formats of cells, in one place."""

from typing import Any, Final

from golive.exchange.workbook.book import BookCell

_FONT: Final = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
_BORDER: Final = {"border": 1, "border_color": "#C3C9D1"}
_TEXT: Final = "@"
OPEN_COLOR: Final = "#FFF2B3"
_RED: Final = "#C00000"


class Styles:
    """The formats of a workbook.

    Attributes:
        title: of a sheet's heading.
        text: of plain text.
        help: of explanations.
        question: of questions.
        group: of headings between questions.
        head: of the headings of columns.
        key: of hidden keys, which Excel must be able to sort.
        label: of explanations in a grid.
        parent: of the names of what contains an item.
        link: of links to other sheets.
        none: of cells in which nothing belongs.
        count: of numbers.
        fault_note: of the heading above what is wrong.
    """

    def __init__(self, workbook: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
        make = workbook.add_format
        self.title = make({**_FONT, "bold": True, "font_size": 16, "text_wrap": False, "font_color": "#103C5E"})
        self.text = make(_FONT)
        self.help = make({**_FONT, "font_color": "#48535F"})
        self.lead = make({**_FONT, "font_color": "#48535F", "text_wrap": False})
        self.question = make({**_FONT, **_BORDER, "bold": True})
        self.group = make({**_FONT, "bold": True, "bg_color": "#DCE6F0", "font_color": "#103C5E", "text_wrap": False})
        self.head = make({**_FONT, "border": 1, "bold": True, "bg_color": "#103C5E", "font_color": "#FFFFFF"})
        self.label = make({**_FONT, **_BORDER, "font_color": "#48535F"})
        self.key = make({**_FONT, "num_format": _TEXT, "locked": False, "text_wrap": False})
        self.parent = make({**_FONT, **_BORDER, "num_format": _TEXT, "bg_color": "#EEF2F6"})
        self.link = make({**_FONT, "font_color": "#0B5CAD", "underline": 1})
        self.count = make({**_FONT, "align": "center"})
        self.none = make({**_FONT, **_BORDER, "bg_color": "#E6E8EB"})
        self.fault_note = make({**_FONT, "bold": True, "font_color": _RED})
        answer = {**_FONT, **_BORDER, "num_format": _TEXT, "locked": False}
        self._answers = {
            "open": make({**answer, "bg_color": OPEN_COLOR}),
            "blank": make({**answer, "bg_color": "#FFFCEB"}),
            "answered": make(answer),
            "locked": make({**answer, "locked": True, "bg_color": "#F1F3F5", "font_color": "#48535F"}),
        }
        framed = {"border": 5, "border_color": _RED, "bg_color": "#FDECEA"}
        self._framed = make({**answer, **framed})

    def choose(self, cell: BookCell) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """Return the format of an answer."""
        return self._framed if cell.fault else self._answers[cell.state]

    @property
    def blank(self) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """The format of an answer of a new item."""
        return self._answers["blank"]
