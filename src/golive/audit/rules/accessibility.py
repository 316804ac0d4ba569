"""Rules for the accessibility of a presentation: screen readers, low vision, outline view."""

from golive.audit.rule import Rule

_ALT = "Describe it (Alt Text), or mark it as decorative."

# fmt: off
ACCESSIBILITY_RULES: tuple[Rule, ...] = (
    Rule("doc-title", "error", "The file has no title in its properties.", "File > Info > Title."),
    Rule("doc-language", "warning", "Neither the file's properties nor any text of it names a language.",
         "Select all text, then Review > Language."),
    Rule("title-missing", "error", "A slide has no title placeholder.",
         "Use a layout with a title; a text box does not count as a title."),
    Rule("title-empty", "error", "A slide's title is empty.", "Write what the slide says."),
    Rule("title-repeated", "error", "Two slides have the same title.",
         "Make each title unique, for example with a number."),
    Rule("title-not-first", "warning", "A slide's title is not read first.", "Move it to the front of the order."),
    Rule("order-jumps", "note", "A slide's reading order jumps up and down.",
         "Order its objects in the selection pane."),
    Rule("alt-missing", "error", "A picture, group, chart, table or wordless shape has no alternative text.", _ALT),
    Rule("alt-missing-connector", "warning", "A connector has no alternative text.", _ALT),
    Rule("alt-poor", "warning", "An alternative text is a file name or a mere \u201cpicture\u201d.",
         "Say what the picture shows."),
    Rule("holder-empty", "warning", "A placeholder is empty.", "Fill it, or remove it."),
    Rule("table-header", "error", "A table has no header row.", "Table Design > Header Row."),
    Rule("table-header-empty", "warning", "A table's header has an empty cell.", "Name the column."),
    Rule("table-merged", "warning", "A table has merged cells.", "Split them; screen readers lose their place."),
    Rule("language-missing", "warning", "Text has no language, and inherits none.", "Review > Language."),
    Rule("text-small", "warning", "Text is smaller than 10 points.", "Make it larger, or say less."),
    Rule("contrast", "error", "The contrast between text and background is too low.",
         "Choose a darker or a lighter color: at least 4.5 to 1, and 3 to 1 for large text."),
    Rule("contrast-partly", "warning", "Part of a text has too little contrast with its background.",
         "Move the text or what is behind it, or put a plain panel between the two."),
    Rule("contrast-unknown", "note", "Text is on a picture, so its contrast cannot be checked.",
         "Look at it, or put a plain panel behind the text."),
    Rule("link-text", "warning", "A link's text does not say where it leads.", "Name the target in the text."),
    Rule("animation", "note", "A slide has animations.", "Make sure that it can be understood without them."),
)
# fmt: on
