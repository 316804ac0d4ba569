"""What makes the engine faster changes no byte; what it says and starts is under control."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from tests.render.pdf.samples import META, draw_sample_figure, parse_sample, read_style

from golive.render.html.page import render_html
from golive.render.html.paper_size import DocumentForm
from golive.render.html.style_sheet import build_style_sheet
from golive.render.palette import PALETTE
from golive.render.pdf.weasyprint.engine import get_component_versions, load_weasyprint
from golive.render.pdf.weasyprint.write import lay_out

load_weasyprint()

# Every element that a user-agent sheet knows and Markdown could ask for, where our own templates have none of them.
ELEMENTS = (
    "<h1>One</h1><h2>Two</h2><h3>Three</h3><h4>Four</h4><h5>Five</h5><h6>Six</h6><p>Text<br>more<wbr>over</p>"
    "<ul><li>a<ul><li>b<ul><li>c<ol><li>d</li></ol></li></ul></li></ul></li></ul><ol><li>x<ul><li>y</li></ul></li></ol>"
    "<dl><dt>term</dt><dd>meaning</dd></dl><blockquote>said</blockquote><pre>  code\n  more</pre><hr>"
    "<table><caption>c</caption><colgroup><col><col></colgroup><thead><tr><th>a</th><th>b</th></tr></thead>"
    "<tbody><tr><th>1</th><td>2</td></tr></tbody><tfoot><tr><td>3</td><td>4</td></tr></tfoot></table>"
    "<p><a href='https://example.org/'>out</a> <a id='k'>no link</a> <b>b</b> <strong>s</strong> <i>i</i> <em>e</em> "
    "<code>c</code> <kbd>k</kbd> <samp>s</samp> <var>v</var> <sub>b</sub> <sup>p</sup> <small>m</small> <u>u</u> "
    "<ins>i</ins> <del>d</del> <s>s</s> <mark>m</mark> <cite>c</cite> <dfn>d</dfn> <abbr title='t'>a</abbr></p>"
    "<address>where</address><section><header>h</header><main>m</main><article>a</article><aside>a</aside>"
    "<nav>n</nav><footer>f</footer></section><details open><summary>s</summary>d</details>"
    "<figure><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><title>t</title><rect width='9' height='9'/>"
    "</svg><figcaption>f</figcaption></figure>"
)
BOXES = ("top-left-corner", "top-center", "right-middle", "bottom-right", "left-top")
MARGINS = "".join(f'@{name}{{content:"{name}"}}' for name in BOXES)


def make_page(form: DocumentForm, name: str) -> tuple[str, str]:
    return render_html(parse_sample(name), META, draw_sample_figure, form), build_style_sheet(
        read_style(form), META, form, PALETTE
    )


def render_with_stock_weasyprint(html: str, css: str) -> bytes:
    """Render a page with WeasyPrint as its manual says, except for golive's tags and fonts."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from golive.render.pdf.fonts import fonts_css
    from golive.render.pdf.weasyprint.tags import finish_structure
    from golive.render.pdf.weasyprint.url_fetcher import RestrictedFetcher
    from golive.render.seal import seal_pdf

    fonts, fetcher = FontConfiguration(), RestrictedFetcher({})
    sheet = CSS(string=fonts_css() + css, url_fetcher=fetcher, font_config=fonts)
    ours = partial(finish_structure, origin={})
    content: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/a-3a", finisher=ours
    )
    return seal_pdf(content)


@pytest.mark.parametrize(("form", "name"), [("runbook", "every-block"), ("explainer", "explainer")])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_our_papers_have_the_bytes_that_the_engine_gives_them_when_nothing_is_spared(
    form: DocumentForm, name: str
) -> None:
    html, css = make_page(form, name)
    assert lay_out(html, css).write(META) == render_with_stock_weasyprint(html, css)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_every_element_looks_as_under_the_engines_own_sheet() -> None:
    html = f"<html lang='en'><head><title>t</title></head><body>{ELEMENTS}</body></html>"
    css = f"@page{{{MARGINS}}} html{{font-family:Inter}}"
    assert lay_out(html, css).write(META) == render_with_stock_weasyprint(html, css)


@pytest.mark.parametrize(
    ("html", "css", "lean"),
    [
        ("<p>text</p>", "", True),
        ("<p>&lt;q> dir=rtl</p>", "", True),
        ("<p dir=rtl>text</p>", "", False),
        ("<p><q>text</q></p>", "", False),
        ("<table rules=all></table>", "", False),
        ("<p>text</p>", "p{float:footnote}", False),
        ("<p>text</p>", "p{display:list-item}", False),
    ],
)
def test_a_page_beyond_our_own_sheet_gets_the_engines(html: str, css: str, *, lean: bool) -> None:
    from weasyprint.html import UA_STYLESHEET

    from golive.render.pdf.weasyprint.speedups import FastHTML
    from golive.render.pdf.weasyprint.url_fetcher import RestrictedFetcher

    sheets = FastHTML(html, css, RestrictedFetcher({}))._ua_stylesheets()
    assert (sheets != [UA_STYLESHEET]) is lean
    assert len(sheets) == 1


def test_starting_the_engine_starts_no_other_program_and_prints_nothing(tmp_path: Path) -> None:
    for name in ("gcc", "cc", "ld", "ldconfig"):
        trap = tmp_path / name
        trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
        trap.chmod(0o755)
    code = (
        "import sys; sys.addaudithook(lambda event, _: event == 'subprocess.Popen' and print(event))\n"
        "from golive.render.pdf.weasyprint.engine import load_weasyprint; load_weasyprint()"
    )
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert not (tmp_path / "started").exists()


def test_every_part_that_decides_about_bytes_has_a_version() -> None:
    assert set(get_component_versions()) == {"WeasyPrint", "pydyf", "Pango", "HarfBuzz"}
    assert all(version[0].isdigit() and version != "0.0.0" for version in get_component_versions().values())
