"""The page that describes every rule: `golive audit --codes > docs/audit.md`."""

from typing import Final

from golive.audit.rules import CHAPTERS

_OPENING: Final = """\
# What `golive audit` finds

`golive audit FILE…` looks at any `.pptx`, `.potx` or `.pdf`, ours or not, and says what is wrong with it.
An *error* must be mended: the file is damaged, is not what it claims to be, or shuts readers out; the exit code is 1.
A *warning* should be mended, a *note* is worth a look. `--json` says the same for machines. Files are opened in a
process of their own, with bounds on memory and time, and nothing is fetched.

This page is made by `golive audit --codes > docs/audit.md`.
"""


def guide() -> str:
    """Markdown: a chapter of rules for each kind of thing that is looked at."""
    parts = [_OPENING]
    for title, rules in CHAPTERS:
        rows = "\n".join(f"| `{r.code}` | {r.severity} | {r.meaning} | {_cell(r.mend)} |" for r in rules)
        parts.append(f"\n## {title}\n\n| code | severity | what is wrong | what to do |\n|---|---|---|---|\n{rows}\n")
    return "".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
