"""Render the HTML head: title and metadata."""

from html import escape

from golive.markdown.document import Meta
from golive.translation import translate


def list_properties(meta: Meta) -> dict[str, str]:
    """Return the properties of a document's file: title, author, description, keywords, creator and date."""
    title = ": ".join(filter(None, dict.fromkeys((meta.title, meta.subtitle))))
    version = translate("version-in-text", version=meta.version)
    return {
        "title": f"{title} ({version})",
        "author": meta.author,
        "description": ", ".join(filter(None, dict.fromkeys((meta.subtitle, meta.subject)))),
        "keywords": ", ".join(filter(None, (meta.subject, version, meta.status))),
        "creator": "golive",
        "date": meta.date,
    }


def head_html(meta: Meta, extra_html: str = "") -> str:
    """Render the head with the document's metadata; `extra_html` is appended unchanged."""
    properties = list_properties(meta)
    date = f"{meta.date}T00:00:00Z"
    named = {
        "author": properties["author"],
        "description": properties["description"],
        "keywords": properties["keywords"],
        "generator": properties["creator"],
        "dcterms.created": date,
        "dcterms.modified": date,
    }
    metas = "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in named.items())
    title = escape(properties["title"])
    return f'<head><meta charset="utf-8">\n<title>{title}</title>\n{metas}\n{extra_html}</head>\n'
