"""Strategies for documents of every shape, with any text in every place."""

from hypothesis import strategies as st

from golive.markdown.document import (
    Block,
    CodeBlock,
    Container,
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Run,
    Runs,
    Table,
)

ATTACKS = (
    "<script>alert(1)</script>",
    "</p></main></body><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    ']]><ac:structured-macro ac:name="html"/>',
    "]]]]>>",
    "<![CDATA[x]]>",
    "<!-- x --> <!DOCTYPE x>",
    "&lt;b&gt; &amp; &#60; &nbsp; &undefined;",
    "<?xml version='1.0'?>",
    "</style><style>*{display:none}",
    "</title><title>x",
    "</ac:plain-text-body></ac:structured-macro>",
    "</table></td></tr><table>",
    "<ri:attachment ri:filename='/etc/passwd'/>",
    "javascript:alert(1) data:text/html,x",
    "{{ x }} {% if %} ${x} {stem}",
    "a  b   c",
    "\u202e abc \u2066 \ufeff \u200b",
    "水 שלום 😀 \U0001f468\u200d\U0001f469",
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip()) and "\ufffe" not in text and "\uffff" not in text
)
_LINKS = st.sampled_from((None, None, None, "#one", "https://example.org/?a=1&b=2", "mailto:a@example.org"))


def _draw_run(text: str, style: int, href: str | None) -> Run:
    return Run(text, bold=bool(style & 1), italic=bool(style & 2), code=bool(style & 4), href=href)


RUNS: st.SearchStrategy[Runs] = st.lists(
    st.builds(_draw_run, TEXTS, st.integers(0, 7), _LINKS), min_size=1, max_size=3
).map(tuple)
PARAGRAPHS = st.builds(Paragraph, RUNS)


@st.composite
def tables(draw: st.DrawFn, columns: int | None = None) -> Table:
    """Draw a table of any kind, with or without a caption."""
    wide = columns or draw(st.integers(1, 5))
    rows = st.lists(RUNS, min_size=wide, max_size=wide).map(tuple)
    kind = draw(st.sampled_from(("", "layout", "raci", "keys")))
    align = tuple(draw(st.sampled_from(("left", "right", "center"))) for _ in range(wide))
    body = tuple(draw(st.lists(rows, min_size=1, max_size=4)))
    return Table(draw(rows), body, align, draw(st.just(()) | RUNS), {"kind": kind} if kind else {})


CODES = st.builds(CodeBlock, TEXTS, st.sampled_from(("", "text", "json", "<x>")))
LISTS = st.builds(
    List,
    st.lists(PARAGRAPHS.map(lambda block: Item((block, List((Item((block,)),))))), min_size=1, max_size=3).map(tuple),
    st.booleans(),
)
INNER = PARAGRAPHS | LISTS | CODES | tables()


def _make_container(name: str, argument: str, blocks: tuple[Block, ...]) -> Container:
    return Container(name, argument, blocks)


_NESTED = st.lists(INNER, min_size=1, max_size=3).map(tuple)
_HEADED = st.tuples(st.builds(Heading, st.just(3), RUNS), INNER)
BOXES = (
    st.builds(_make_container, st.just("callout"), st.sampled_from(("note", "warning", "tip")), _NESTED)
    | st.builds(_make_container, st.sampled_from(("cards", "columns")), st.just(""), _HEADED)
    | st.builds(_make_container, st.just("landscape"), st.just(""), _NESTED)
    | st.builds(_make_container, st.just("facts"), st.just(""), st.tuples(tables(columns=2)))
    | st.builds(_make_container, st.just("figure"), st.just("flow"), st.just(()) | st.tuples(PARAGRAPHS))
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a runbook of one to three chapters, with or without contents."""
    blocks: list[Block] = [Heading(1, draw(RUNS), {"key": "one"})]
    if draw(st.booleans()):
        blocks.append(Container("contents", "", ()))
    for _ in range(draw(st.integers(1, 3))):
        blocks += draw(st.lists(INNER | BOXES, min_size=1, max_size=4))
        blocks.append(Heading(draw(st.integers(1, 4)), draw(RUNS)))
    return Document(tuple(blocks), "any.md")


def put_text_everywhere(text: str) -> Document:
    """Return a document with one text in every place."""
    runs, dressed = (Run(text),), (Run(text, bold=True, code=True), Run(text, href="#t"))
    table = Table((runs, runs, runs, runs), ((runs, dressed, runs, runs),), ("left",) * 4, dressed, {"key": "t"})
    return Document(
        (
            Heading(1, runs, {"key": "a"}),
            Paragraph(dressed),
            List((Item((Paragraph(runs), Paragraph(runs))),)),
            table,
            CodeBlock(text),
            Container("callout", "note", (Paragraph(runs),)),
            Container("cards", "", (Heading(3, dressed), Paragraph(runs))),
            Container("facts", "", (Table(((), ()), ((runs, dressed),), ("", "")),)),
            Container("figure", "flow", (Paragraph(runs),)),
        ),
        "any.md",
    )
