"""Rules for the package of a presentation: its zip, content types and relationships."""

from golive.audit.rule import Rule

_AGAIN = "Save it again from PowerPoint; if a program wrote it, fix how that program writes packages."

# fmt: off
PACKAGE_RULES: tuple[Rule, ...] = (
    Rule("zip-broken", "error", "The zip package is damaged or cut short.", "Download or export it again."),
    Rule("zip-name-twice", "error", "Two entries of the package have the same name.", _AGAIN),
    Rule("zip-name-case", "error", "Two parts have names that differ in upper and lower case only.", _AGAIN),
    Rule("zip-folder-entry", "warning", "The package has an entry for a folder.", _AGAIN),
    Rule("zip-method", "error", "A part is compressed in a way that Office cannot read.", _AGAIN),
    Rule("zip-path", "error", "A part's name leads out of the package, or is written with backslashes.", _AGAIN),
    Rule("part-damaged", "error", "A part cannot be unpacked, or its checksum is wrong.",
         "Download or export it again."),
    Rule("xml-malformed", "error", "A part is not well-formed XML.", _AGAIN),
    Rule("xml-dtd", "error", "A part declares a document type, which packages forbid.", _AGAIN),
    Rule("types-missing", "error", "The package has no list of content types.", _AGAIN),
    Rule("type-twice", "error", "A content type is declared twice.", "Remove one of the two entries."),
    Rule("type-phantom", "error", "A content type is declared for a part that does not exist.", "Remove the entry."),
    Rule("type-missing", "error", "A part has no content type.", "Declare one, or remove the part."),
    Rule("type-generic", "error", "A slide, layout or the like is declared as plain XML.",
         "Declare its own content type."),
    Rule("type-image", "warning", "A picture's content type is not that of its bytes.",
         "Declare what the picture is, or convert it."),
    Rule("type-wrong", "error", "A part's content type is not what its relationship promises.",
         "Declare the content type of the relationship."),
    Rule("type-root", "error", "A part contains something other than its content type says.",
         "Put back what the content type names, or remove the part."),
    Rule("type-main", "error", "The file's extension and its declared kind differ.",
         "Rename the file, or save it as the kind that its name promises."),
    Rule("relation-source-missing", "warning", "Relationships belong to a part that does not exist.", "Remove them."),
    Rule("relation-id-twice", "error", "Two relationships of a part have the same id.", "Give one of them another id."),
    Rule("relation-no-target", "error", "A relationship leads nowhere.", "Remove it, or give it a target."),
    Rule("relation-target-missing", "error", "A relationship points to a part that does not exist.",
         "Remove the relationship, and what uses it."),
    Rule("relation-dangling", "error", "An element names a relationship that its part does not have.",
         "Remove the element, or add the relationship."),
    Rule("relation-unused", "warning", "A picture, chart or link is attached but not used.", "Remove it."),
    Rule("part-orphan", "warning", "No relationship points to a part, so no program shows it.",
         "Remove it, with its content type."),
)
# fmt: on
