"""Make one HTML page of the status of many integrations: sorted, searched and filtered without a server.

The page needs nothing else: its style sheet and its script are inside, and a content security policy allows only these.
Without scripts, the table is there all the same.
"""

import base64
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from golive import __version__
from golive.ooxml.xml_text import replace_invalid_characters
from golive.pipeline.integration_status import DocumentState
from golive.pipeline.status_table import TABLE_SCRIPT, RowLinks, StatusRow, render_status_table
from golive.render.palette import PALETTE
from golive.render.web.colors import screen_css
from golive.schema.value_text import format_date
from golive.schema.words import Phase
from golive.support.problems import Problem

MARK: Final = '<meta name="generator" content="golive status '
"""Text that every page of this kind holds, and nothing else that golive makes."""


def render_status_page(rows: Sequence[StatusRow], problems: Iterable[Problem], today: date, folder: Path) -> bytes:
    """Render the page.

    Args:
        rows: the rows of the table.
        problems: why other integrations have none.
        today: the day of the status.
        folder: the folder that the page goes to; documents are linked from there.

    Returns:
        UTF-8; equal input gives equal bytes.
    """
    css = screen_css(PALETTE) + Path(__file__).with_name("status_page.css").read_text(encoding="utf-8")
    script = TABLE_SCRIPT.read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src {_hash(css)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    html = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{MARK}{__version__}">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Status of all integrations</title>
<style>{css}</style>
</head>
<body>
<main>
<h1>Status of all integrations</h1>
<p class="lead">As of {escape(format_date(today))}</p>
{_render_problems(list(problems))}{_render_counts(rows)}
{render_status_table(rows, RowLinks(lambda _: "", lambda one: _link_document(one, folder)))}</main>
<script type="module">{script}</script>
</body>
</html>
"""
    return replace_invalid_characters(html).encode()


def is_status_page(content: bytes) -> bool:
    """Return whether a file is a page that `render_status_page` made."""
    return MARK.encode() in content


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _render_counts(rows: Sequence[StatusRow]) -> str:
    late = sum(bool(one.late_count) for one in rows)
    phases = Counter(one.phase for one in rows)
    counts = [("Integrations", len(rows), ""), ("With items past due", late, ' class="is-late"' if late else "")]
    counts += [(phase.label, phases[phase], "") for phase in Phase if phases[phase]]
    items = "".join(f"<li{kind}><b>{count:,}</b> {escape(name)}</li>" for name, count, kind in counts)
    return f'<ul class="counts">\n{items}\n</ul>'


def _render_problems(problems: list[Problem]) -> str:
    if not problems:
        return ""
    rows = "".join(
        f"<li>{escape(f'{one.location}: {one.message}' if one.location else one.message)}</li>" for one in problems
    )
    return f'<section class="problems"><h2>Not in the table, because of a problem</h2><ul>{rows}</ul></section>\n'


def _link_document(one: DocumentState, folder: Path) -> str:
    """Return the address of a document from a folder; empty if there is no such file."""
    return quote(Path(os.path.relpath(one.path, folder)).as_posix()) if one.path.is_file() else ""
