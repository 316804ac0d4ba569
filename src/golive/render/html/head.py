"""The head of a page: its title, and what is said about it."""

from html import escape

from golive.markdown.document import Meta


def head_html(meta: Meta, more: str = "") -> str:
    """What the document says about itself to a reader's software; `more` is put at the end, as it is."""
    title = ": ".join(filter(None, dict.fromkeys((meta.title, meta.subtitle))))
    date = f"{meta.date}T00:00:00Z"
    named = {
        "author": meta.author,
        "description": ", ".join(filter(None, dict.fromkeys((meta.subtitle, meta.subject)))),
        "keywords": ", ".join(filter(None, (meta.subject, f"version {meta.version}", meta.status))),
        "generator": "golive",
        "dcterms.created": date,
        "dcterms.modified": date,
    }
    metas = "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in named.items())
    title = f"{escape(title)} (version {escape(meta.version)})"
    return f'<head><meta charset="utf-8">\n<title>{title}</title>\n{metas}\n{more}</head>\n'
