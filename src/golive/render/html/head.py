"""Render the HTML head: title and metadata."""

from html import escape

from golive.markdown.document import Meta
from golive.translation import translate


def head_html(meta: Meta, extra_html: str = "") -> str:
    """Render the head with the document's metadata; `extra_html` is appended unchanged."""
    title = ": ".join(filter(None, dict.fromkeys((meta.title, meta.subtitle))))
    date = f"{meta.date}T00:00:00Z"
    version = translate("version-in-text", version=meta.version)
    named = {
        "author": meta.author,
        "description": ", ".join(filter(None, dict.fromkeys((meta.subtitle, meta.subject)))),
        "keywords": ", ".join(filter(None, (meta.subject, version, meta.status))),
        "generator": "golive",
        "dcterms.created": date,
        "dcterms.modified": date,
    }
    metas = "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in named.items())
    title = f"{escape(title)} ({escape(version)})"
    return f'<head><meta charset="utf-8">\n<title>{title}</title>\n{metas}\n{extra_html}</head>\n'
