"""Rules for a file as a whole, before its contents are read."""

from golive.audit.rule import Rule

_SAVE = "Open it in PowerPoint and save it as .pptx."

# fmt: off
FILE_RULES: tuple[Rule, ...] = (
    Rule("file-unreadable", "error", "The file cannot be read.", "Check its name and its permissions."),
    Rule("file-empty", "error", "The file is empty.", "Export or download it again."),
    Rule("file-unknown", "error", "The file is neither a presentation nor a PDF.", "Name a .pptx, .potx or .pdf file."),
    Rule("file-encrypted", "error", "The file is locked with a password.", "Save a copy without a password."),
    Rule("file-old", "error", "The file is an OLE file, the format of Office before 2007, and not a .pptx.", _SAVE),
    Rule("file-other", "error", "The file is an Office package, but not a PowerPoint presentation.",
         "Only presentations and PDFs are looked at: export it as PDF, or save it as .pptx."),
    Rule("file-strict", "error", "The presentation has the format ISO Strict, which few programs read.",
         "Save it as PowerPoint Presentation (*.pptx), not as Strict Open XML."),
    Rule("file-too-large", "error", "Checking the file would take more memory or time than a document should.",
         "Do not open it unless you trust who sent it; then save it again from its program."),
    Rule("audit-stopped", "error", "The file caused a validation engine to stop.",
         "Save it again from its program, then try again."),
    Rule("more-findings", "note", "There are more findings of one rule than are listed.",
         "Fix the listed ones, then audit again."),
)
# fmt: on
