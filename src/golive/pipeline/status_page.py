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

from golive import __version__
from golive.ooxml.xml_text import replace_invalid_characters
from golive.pipeline.integration_status import DocumentState, IntegrationStatus
from golive.render.palette import PALETTE
from golive.render.web.colors import screen_css
from golive.schema.value_text import format_count, format_date
from golive.schema.words import Phase
from golive.support.problems import Problem

MARK: Final = '<meta name="generator" content="golive status '
"""Text that every page of this kind holds, and nothing else that golive makes."""
_COLUMNS: Final = (
    ("Integration", ""),
    ("Version", ""),
    ("Phase", ""),
    ("Next", ""),
    ("Left", "number"),
    ("Open", "number"),
    ("Past due", "number"),
    ("Documents", ""),
)


def render_status_page(
    found: Sequence[IntegrationStatus], problems: Iterable[Problem], today: date, folder: Path
) -> bytes:
    """Render the page.

    Args:
        found: the status of each integration.
        problems: why others have none.
        today: the day of the status.
        folder: the folder that the page goes to; documents are linked from there.

    Returns:
        UTF-8; equal input gives equal bytes.
    """
    own = Path(__file__).parent
    css = screen_css(PALETTE) + (own / "status_page.css").read_text(encoding="utf-8")
    script = (own / "status_page.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src {_hash(css)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    late = sum(bool(one.late) for one in found)
    counts = [("Integrations", len(found), ""), ("With items past due", late, "is-late" if late else "")]
    phases = Counter(one.spec.status for one in found)
    counts += [(phase.label, phases[phase], "") for phase in Phase if phases[phase]]
    heads = "".join(
        f'<th scope="col"{_format_class(kind)}><button type="button">{name}</button></th>' for name, kind in _COLUMNS
    )
    rows = "".join(_render_row(one, folder) for one in found)
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
{_render_problems(list(problems))}<ul class="counts">
{"".join(f"<li{_format_class(kind)}><b>{count:,}</b> {escape(name)}</li>" for name, count, kind in counts)}
</ul>
<form hidden role="search">
<label>Search <input id="search" type="search" autocomplete="off"></label>
<label>Phase <select id="phase"><option value="">All</option>{_render_options(phases)}</select></label>
<p class="shown" id="shown" role="status"></p>
</form>
<div class="scroll" role="region" aria-label="Integrations" tabindex="0">
<table>
<caption>One row for each integration</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}</tbody>
</table>
</div>
</main>
<script>{script}</script>
</body>
</html>
"""
    return replace_invalid_characters(html).encode()


def is_status_page(content: bytes) -> bool:
    """Return whether a file is a page that `render_status_page` made."""
    return MARK.encode() in content


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _format_class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _render_options(phases: Iterable[Phase]) -> str:
    there = set(phases)
    return "".join(f'<option value="{phase.value}">{escape(phase.label)}</option>' for phase in Phase if phase in there)


def _render_problems(problems: list[Problem]) -> str:
    if not problems:
        return ""
    rows = "".join(
        f"<li>{escape(f'{one.location}: {one.message}' if one.location else one.message)}</li>" for one in problems
    )
    return f'<section class="problems"><h2>Not in the table, because of a problem</h2><ul>{rows}</ul></section>\n'


def _render_row(progress: IntegrationStatus, folder: Path) -> str:
    spec, mark = progress.spec, progress.milestone
    draft = f'<span class="small">{escape(progress.draft)}</span>' if progress.draft else ""
    comes = "nothing more" if progress.has_plan else "no plan yet"
    following = f"{escape(mark.name)}<span class='small'>{escape(format_date(mark.date))}</span>" if mark else comes
    left = escape(format_count(mark.days_left, "business day")) if mark else ""
    unready = f'<span class="small">{progress.unready} needed now</span>' if progress.unready else ""
    late = f'<span class="late">{len(progress.late)}</span>' if progress.late else "–"
    cells = (
        f'<th scope="row">{escape(spec.name)}<span class="id">{escape(spec.id)}</span></th>',
        f"<td>{escape(spec.version)}{draft}</td>",
        f'<td data-sort="{list(Phase).index(spec.status)}">{escape(spec.status.label)}</td>',
        f'<td data-sort="{mark.date.isoformat() if mark else ""}">{following}</td>',
        f'<td class="number" data-sort="{mark.days_left if mark else ""}">{left}</td>',
        f'<td class="number" data-sort="{len(progress.items)}">{len(progress.items)}{unready}</td>',
        f'<td class="number" data-sort="{len(progress.late)}">{late}</td>',
        f"<td>{_render_documents(progress.documents, folder)}</td>",
    )
    return f'<tr data-phase="{spec.status.value}">{"".join(cells)}</tr>\n'


def _render_documents(documents: Iterable[DocumentState], folder: Path) -> str:
    rows = []
    for one in documents:
        name = escape(one.kind)
        if one.path.is_file():
            address = Path(os.path.relpath(one.path, folder)).as_posix()
            name = f'<a href="{escape(_quote(address))}">{name}</a>'
        rows.append(f'<li>{name} <span class="state">{escape(one.state)}</span></li>')
    return f'<ul class="documents">{"".join(rows)}</ul>'


def _quote(address: str) -> str:
    from urllib.parse import quote

    return quote(address)
