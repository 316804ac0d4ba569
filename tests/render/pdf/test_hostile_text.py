"""Whatever a text says, it is shown and never obeyed; whatever its size, it is set or refused within bounds."""

import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from tests.render.pdf.samples import META, draw_sample_figure, read_style

from golive.markdown.document import CodeBlock, Document, Heading, Paragraph, Run, Table
from golive.markdown.parser import parse_markdown
from golive.render.pdf import render_pdf
from golive.render.pdf.engines import ENGINES
from golive.render.pdf.size_limits import MAX_WORD_LETTERS
from golive.support.problems import GoliveError

MOST_SECONDS = 30  # of the processor; ten on a quiet machine

TEXTS = (
    "<img src=file:///etc/passwd>",
    "<script>alert(1)</script>",
    "</title></style></textarea></svg><img src=x>",
    '"><link rel=attachment href=file:///etc/passwd>',
    "' onload='alert(1)",
    "&lt;img src=x&gt; &amp;nbsp; &#60;img&#62;",
    "}*{background:url(file:///etc/passwd)}",
    '";}@import "file:///etc/passwd";{"',
    "{{ 7*7 }} {% include '/etc/passwd' %} ${7*7} #{7*7}",
    "![x](file:///etc/passwd) [x](javascript:alert(1)) <https://example.org>",
    "]]> --> <!-- <![CDATA[",
    "\\22\\3b\\7d url(file:///etc/passwd)",
    "()<</S/JavaScript/JS(app.alert(1))>> endobj stream",
    "%PDF-1.7 %%EOF /Launch /URI(file:///etc/passwd)",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "\u202egnp.exe\u202c",
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("form", ["runbook", "explainer"])
def test_hostile_text_is_shown_and_never_obeyed_wherever_it_stands(secret: Path, form: Any, engine: Any) -> None:
    del secret
    for start_at in range(0, len(TEXTS), 6):
        texts = [text.replace("\u202e", "").replace("\u202c", "") for text in TEXTS[start_at : start_at + 6]]
        runs = tuple(Run(text) for text in texts)
        document = Document(
            (
                Heading(1, runs[:1]),
                Paragraph(runs),
                CodeBlock("\n".join(texts)),
                Table(
                    ((Run("a"),), (Run("b"),)), tuple(((run,), (replace(run, code=True),)) for run in runs), ("", "")
                ),
            )
        )
        hostile = texts[0]
        meta = replace(META, title=hostile, subtitle=texts[1], subject=hostile, author=hostile, status=texts[2])
        meta = replace(meta, facts=tuple((text, text) for text in texts), draft_mark=texts[-1], version=texts[3])
        content = render_pdf(document, meta, read_style(form), draw_sample_figure, form, engine=engine)
        assert find_commands(content) <= {"/URI"}
        assert b"root:x:" not in content


def find_commands(content: bytes) -> set[str]:
    """Return the kinds of actions that a viewer would run by itself or on a click."""
    found = set()
    with pikepdf.open(BytesIO(content)) as pdf:
        assert {"/OpenAction", "/AA", "/AcroForm"}.isdisjoint(pdf.Root.keys())
        assert not pdf.attachments
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                action = thing if thing.get("/Type") == "/Action" else thing.get("/A")
                if isinstance(action, pikepdf.Dictionary) and "/S" in action:
                    found.add(str(action.S))
    return found


GROWING = {
    "lists in lists": "".join(f"{'  ' * depth}- x\n" for depth in range(300)),
    "a paragraph as long as may be": "**b** _c_ `d` " * 1400,
    "a word as long as may be": "x" * MAX_WORD_LETTERS,
    "a code as long as may be": f"```\n{'x' * MAX_WORD_LETTERS}\n```",
    "lines of code": "```\n" + "some words\n" * 2000 + "```",
    "quotes in quotes": "> " * 3000 + "x",
    "brackets": "[" * 20000,
    "stars": "*a_" * 20000,
    "emphasis": "**" * 20000 + "x",
    "backticks": "".join("`" * n + " " for n in range(1, 150)),
    "links in links": "[x](" * 5000,
    "pictures": "![x](http://127.0.0.1:9/x.png)\n\n" * 50,
    "entities": "&amp;" * 20000,
    "markup": "<div>" * 5000,
    "a long word": "x" * 50000,
    "a wide table": "|" + "a|" * 400 + "\n|" + "-|" * 400 + "\n",
    "containers": "".join(f"{':' * (3 + n)} callout note\n" for n in range(60)),
    "headings": "".join(f"{'#' * (1 + n % 9)} x\n\n" for n in range(200)),
    "attributes": "## x {" + "a=b " * 5000 + "}",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("growing", GROWING)
def test_text_that_grows_takes_bounded_time_and_is_set_or_refused(secret: Path, growing: str, engine: Any) -> None:
    del secret
    began = time.process_time()
    try:
        document = parse_markdown(f"# One\n\n{GROWING[growing]}\n", "x.md.j2")
        said = render_pdf(document, META, read_style("runbook"), draw_sample_figure, "runbook", engine=engine)
    except GoliveError as error:
        said = str(error).encode()
    assert said.startswith((b"%PDF", b"x.md.j2:"))
    assert time.process_time() - began < MOST_SECONDS
