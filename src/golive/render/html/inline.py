"""Render runs as inline HTML: escaped text with formatting and links."""

from html import escape

from golive.markdown.document import Run, Runs


def inline_html(runs: Runs, *, is_paged: bool = True) -> str:
    """Render runs as HTML.

    Args:
        runs: the text.
        is_paged: whether internal references are followed by their page number.
    """
    out = []
    for index, run in enumerate(runs):
        out.append(_run_html(run))
        if is_paged and run.href and is_followed_by_page_number(runs, index):
            out.append(f'<span class="page" {page_reference_attribute(run.href)}></span>')
    return "".join(out)


def is_followed_by_page_number(runs: Runs, index: int) -> bool:
    """Return whether a run is the end of an internal reference, which pages show with a page number."""
    href = runs[index].href
    following = runs[index + 1].href if index + 1 < len(runs) else None
    return href is not None and href.startswith("#") and href != following


def page_reference_attribute(href: str) -> str:
    """Return the style attribute from which the style sheet gets the target of a page reference.

    It is a custom property instead of `attr()`, because WeasyPrint 70.0 does not lay out a page again when only a
    target named by `attr()` has moved.

    Args:
        href: a number sign and an anchor.
    """
    escaped = href.replace("\\", "\\\\").replace('"', '\\"')
    return f'style="{escape(f"--to:{chr(34)}{escaped}{chr(34)}")}"'


def label_html(runs: Runs) -> str:
    """Return runs as escaped plain text, for an attribute or the content of a link."""
    return escape(" ".join("".join(run.text for run in runs).split()))


def _run_html(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br>")
    if run.href is not None:
        return _link_html(run)
    if run.code:
        text = f"<code>{text}</code>"
    if run.italic:
        text = f"<em>{text}</em>"
    if run.bold:
        text = f"<strong>{text}</strong>"
    return f"<span{_language_attribute(run)}>{text}</span>" if run.language else text


def _link_html(run: Run) -> str:
    """Render a link; formats it with classes, because nested elements would become separate links in a tagged PDF."""
    classes = [name for name, on in (("b", run.bold), ("i", run.italic), ("m", run.code)) if on]
    href = run.href or ""
    classes.insert(0, "xref" if href.startswith("#") else "out")
    text = escape(run.text.replace("\n", " "))
    return f'<a class="{" ".join(classes)}" href="{escape(href)}"{_language_attribute(run)}>{text}</a>'


def _language_attribute(run: Run) -> str:
    return f' lang="{escape(run.language)}"' if run.language else ""
