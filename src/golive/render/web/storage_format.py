"""Render the basic elements of Confluence's storage format: text, links, anchors and macros.

The format is XML similar to XHTML with additional elements: `ac:` for macros and links, `ri:` for resources.
"""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from golive.markdown.document import Run, Runs

# Languages that the code macro highlights; it rejects other names.
_LANGUAGES = {"json": "js", "js": "js", "xml": "xml", "html": "xml", "sql": "sql", "bash": "bash", "python": "py"}
_PLAIN = "text"


def runs_to_xml(runs: Runs) -> str:
    """Render runs in storage format, escaped."""
    return "".join(_link_xml(href, same) for href, same in groupby(runs, key=lambda run: run.href))


def paragraph_xml(content: str, align: str = "") -> str:
    """Render a paragraph; `align` is "right", "center" or anything else for left."""
    style = f' style="text-align: {align};"' if align in {"right", "center"} else ""
    return f"<p{style}>{content}</p>"


def macro_xml(name: str, parameters: dict[str, str] | None = None, body: str = "") -> str:
    """Render a macro with its parameters in order; `body` is the XML of its body element."""
    given = "".join(
        f'<ac:parameter ac:name="{key}">{escape(value)}</ac:parameter>' for key, value in (parameters or {}).items()
    )
    return f'<ac:structured-macro ac:name="{name}" ac:schema-version="1">{given}{body}</ac:structured-macro>'


def rich_text_macro_xml(name: str, content: str) -> str:
    """Render a macro that contains blocks: "info", "tip", "warning" or "details"."""
    return f"{macro_xml(name, None, f'<ac:rich-text-body>{content}</ac:rich-text-body>')}\n"


def anchor_xml(key: str | None) -> str:
    """Render an anchor for internal links; return an empty string without a key."""
    return macro_xml("anchor", {"": key}) if key else ""


def code_xml(text: str, language: str) -> str:
    """Render a code block verbatim."""
    # A CDATA section cannot contain its own end mark: it is split between two sections.
    inside = text.replace("]]>", "]]]]><![CDATA[>")
    body = f"<ac:plain-text-body><![CDATA[{inside}]]></ac:plain-text-body>"
    return f"{macro_xml('code', {'language': _LANGUAGES.get(language.lower(), _PLAIN)}, body)}\n"


def image_xml(file: str, alt: str) -> str:
    """Render an attached image without a size: Confluence does not show an SVG with a size here."""
    return f'<ac:image ac:alt="{escape(alt)}"><ri:attachment ri:filename="{escape(file)}"/></ac:image>'


def _link_xml(href: str | None, runs: Iterable[Run]) -> str:
    content = "".join(_run_xml(run) for run in runs)
    if href and href.startswith("#"):
        return f'<ac:link ac:anchor="{escape(href[1:])}"><ac:link-body>{content}</ac:link-body></ac:link>'
    return f'<a href="{escape(href)}">{content}</a>' if href else content


def _run_xml(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br/>")
    for tag, on in (("code", run.code), ("em", run.italic), ("strong", run.bold)):
        text = f"<{tag}>{text}</{tag}>" if on else text
    return text
