"""The smallest pieces of Confluence's storage format: text, links, anchors and macros.

It is XML that looks like XHTML, with elements of its own: `ac:` for what the wiki does, `ri:` for what it points at.
"""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from golive.markdown.document import Run, Runs

# What the code macro colours; it refuses other names.
_LANGUAGES = {"json": "js", "js": "js", "xml": "xml", "html": "xml", "sql": "sql", "bash": "bash", "python": "py"}
_PLAIN = "text"


def text_of(runs: Runs) -> str:
    """Runs as storage format, shown letter for letter."""
    return "".join(_linked(href, same) for href, same in groupby(runs, key=lambda run: run.href))


def paragraph(content: str, align: str = "") -> str:
    """A paragraph; `align` is "right", "center" or anything else for left."""
    style = f' style="text-align: {align};"' if align in {"right", "center"} else ""
    return f"<p{style}>{content}</p>"


def macro(name: str, parameters: dict[str, str] | None = None, body: str = "") -> str:
    """A macro with its parameters, in their order; `body` is the finished element that holds its content."""
    given = "".join(
        f'<ac:parameter ac:name="{key}">{escape(value)}</ac:parameter>' for key, value in (parameters or {}).items()
    )
    return f'<ac:structured-macro ac:name="{name}" ac:schema-version="1">{given}{body}</ac:structured-macro>'


def boxed(name: str, content: str) -> str:
    """A macro around blocks: "info", "tip", "warning", "details"."""
    return f"{macro(name, None, f'<ac:rich-text-body>{content}</ac:rich-text-body>')}\n"


def anchor(key: str | None) -> str:
    """A place that links name; nothing without a key."""
    return macro("anchor", {"": key}) if key else ""


def code(text: str, language: str) -> str:
    """Lines letter for letter."""
    # The end of a CDATA section cannot stand inside one: it is divided between two.
    inside = text.replace("]]>", "]]]]><![CDATA[>")
    body = f"<ac:plain-text-body><![CDATA[{inside}]]></ac:plain-text-body>"
    return f"{macro('code', {'language': _LANGUAGES.get(language.lower(), _PLAIN)}, body)}\n"


def image(file: str, alt: str) -> str:
    """A picture that is attached to the page. An SVG is not shown when it is given a size here: its file says it."""
    return f'<ac:image ac:alt="{escape(alt)}"><ri:attachment ri:filename="{escape(file)}"/></ac:image>'


def _linked(href: str | None, runs: Iterable[Run]) -> str:
    content = "".join(_dressed(run) for run in runs)
    if href and href.startswith("#"):
        return f'<ac:link ac:anchor="{escape(href[1:])}"><ac:link-body>{content}</ac:link-body></ac:link>'
    return f'<a href="{escape(href)}">{content}</a>' if href else content


def _dressed(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br/>")
    for tag, on in (("code", run.code), ("em", run.italic), ("strong", run.bold)):
        text = f"<{tag}>{text}</{tag}>" if on else text
    return text
