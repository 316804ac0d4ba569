"""Runs → HTML: text shown letter for letter, and its dress."""

from html import escape

from golive.markdown.document import Run, Runs


def inline(runs: Runs, *, paged: bool = True) -> str:
    """Runs as HTML.

    Args:
        runs: the text.
        paged: whether a reference to another part says on which page it stands.
    """
    out = []
    for index, run in enumerate(runs):
        out.append(_run(run))
        follows = runs[index + 1].href if index + 1 < len(runs) else None
        if paged and run.href and run.href.startswith("#") and run.href != follows:
            out.append(f'<span class="page" {target(run.href)}></span>')
    return "".join(out)


def target(href: str) -> str:
    """The attribute by which the style sheet knows what an element refers to, for the number of its page.

    A custom property, not `attr()`: WeasyPrint 70.0 does not set a page again when only a target that is named by
    `attr()` has moved.

    Args:
        href: a number sign and an anchor.
    """
    said = href.replace("\\", "\\\\").replace('"', '\\"')
    return f'style="{escape(f"--to:{chr(34)}{said}{chr(34)}")}"'


def label(runs: Runs) -> str:
    """Runs as plain escaped text, for an attribute or the inside of a link."""
    return escape(" ".join("".join(run.text for run in runs).split()))


def _run(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br>")
    if run.href is not None:
        return _link(run)
    if run.code:
        text = f"<code>{text}</code>"
    if run.italic:
        text = f"<em>{text}</em>"
    if run.bold:
        text = f"<strong>{text}</strong>"
    return text


def _link(run: Run) -> str:
    """A link holds no element: each would become a link of its own in a tagged PDF. Classes dress it instead."""
    dress = [name for name, on in (("b", run.bold), ("i", run.italic), ("m", run.code)) if on]
    href = run.href or ""
    dress.insert(0, "xref" if href.startswith("#") else "out")
    return f'<a class="{" ".join(dress)}" href="{escape(href)}">{escape(run.text.replace(chr(10), " "))}</a>'
