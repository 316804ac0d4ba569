"""Whatever a page, a style sheet or a text asks for: nothing is read, nothing is requested, and nothing hangs."""

import base64
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from tests.publish.page.samples import META, figure, style

from golive.errors import GoliveError
from golive.publish.document import Code, Document, Heading, Paragraph, Run, Table
from golive.publish.markdown import parse
from golive.publish.page import Attachment, make
from golive.publish.page.caps import MOST_IN_PARAGRAPH
from golive.publish.page.engine import start
from golive.publish.page.pdf import to_pdf

start()

SECRET = "the-secret-that-no-page-may-read"
MOST_SECONDS = 30  # of the processor; ten on a quiet machine
WATCHED = {"open", "socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "subprocess.Popen"}
_seen: list[tuple[str, str]] = []
_watching: list[bool] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event in WATCHED:
        _seen.append((event, str(arguments[0])))


sys.addaudithook(_hear)


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Path]:
    """A file that no page may read; afterwards, nobody has tried to, or to reach a network or a program."""
    path = tmp_path / "secret.svg"
    path.write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>")
    _seen.clear()
    _watching.append(True)
    yield path
    _watching.clear()
    forbidden = (str(path), "/etc/passwd", "/etc/hostname", "/proc/")
    assert [one for one in _seen if one[0] != "open" or one[1].startswith(forbidden)] == []


def data(svg: str) -> str:
    """An SVG picture as an address."""
    head = "<?xml version='1.0'?>" if not svg.startswith("<?xml") else ""
    return f"data:image/svg+xml;base64,{base64.b64encode((head + svg).encode()).decode()}"


def inside(svg: str) -> str:
    """A page with an SVG picture in it."""
    return f'<img alt="x" src="{data(svg)}">'


NS = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'"
BILLION = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

# {F} is the address of the secret file, {P} its path; nobody listens at the address of the network.
MARKUP = {
    "img file": '<img alt="x" src="{F}">',
    "img path": '<img alt="x" src="{P}">',
    "img http": '<img alt="x" src="http://127.0.0.1:9/x.png">',
    "img https": '<img alt="x" src="https://127.0.0.1:9/x.png">',
    "img ftp": '<img alt="x" src="ftp://127.0.0.1:9/x.png">',
    "img upper case": '<img alt="x" src="FILE://{P}">',
    "img with a host": '<img alt="x" src="file://localhost{P}">',
    "img without scheme": '<img alt="x" src="//127.0.0.1:9/x.png">',
    "img jar": '<img alt="x" src="jar:{F}!/x">',
    "img of a font's folder": '<img alt="x" src="font:../../../../../../../../../../..{P}">',
    "img of an attachment": '<img alt="x" src="attachment:../{P}">',
    "img null byte": '<img alt="x" src="{F}&#0;.png">',
    "img javascript": '<img alt="x" src="javascript:alert(1)">',
    "img srcset": '<img alt="x" src="data:," srcset="{F} 1x">',
    "base": '<base href="file:///"><img alt="x" src="{P}">',
    "link stylesheet": '<link rel="stylesheet" href="{F}">',
    "link attachment": '<link rel="attachment" href="{F}">',
    "link attachment http": '<link rel="attachment" href="http://127.0.0.1:9/x">',
    "anchor attachment": '<a rel="attachment" href="{F}">x</a>',
    "link icon": '<link rel="icon" href="{F}">',
    "object": '<object data="{F}">x</object>',
    "embed": '<embed src="{F}">',
    "iframe": '<iframe src="{F}"></iframe>',
    "video": '<video src="{F}" poster="{F}"></video>',
    "audio": '<audio src="{F}"></audio>',
    "input image": '<input type="image" alt="x" src="{F}">',
    "meta refresh": '<meta http-equiv="refresh" content="0;url={F}">',
    "form": '<form action="http://127.0.0.1:9/"><input name="a"></form>',
    "script": '<script src="{F}"></script><script>fetch("{F}")</script>',
    "background attribute": '<table background="{F}"><tr><td background="{F}">x</td></tr></table>',
    "style background": '<p style="background:url({F})">x</p>',
    "style content": '<p style="content:url({F})">x</p>',
    "style list": '<ul style="list-style-image:url({F})"><li>x</li></ul>',
    "style border": '<p style="border:1px solid;border-image:url({F}) 1">x</p>',
    "style cursor": '<p style="cursor:url({F}),auto">x</p>',
    "style mask": '<p style="mask:url({F})">x</p>',
    "style filter": '<p style="filter:url({F})">x</p>',
    "svg image": "<svg NS><title>x</title><image xlink:href='{F}' width='9' height='9'/></svg>",
    "svg image href": "<svg NS><title>x</title><image href='{F}' width='9' height='9'/></svg>",
    "svg use": "<svg NS><title>x</title><use xlink:href='{F}#a'/></svg>",
    "svg fill": "<svg NS><title>x</title><rect width='9' height='9' fill='url({F}#a)'/></svg>",
    "svg marker": "<svg NS><title>x</title><path d='M0 0L9 9' marker-end='url({F}#a)'/></svg>",
    "svg style": "<svg NS><title>x</title><style>@import url({F});</style></svg>",
    "svg text path": "<svg NS><title>x</title><text><textPath href='{F}#a'>x</textPath></text></svg>",
    "svg foreign object": "<svg NS><title>x</title><foreignObject><img src='{F}'/></foreignObject></svg>",
    "data svg image": "DATA<svg NS><image xlink:href='{F}' width='9' height='9'/></svg>",
    "data svg style": "DATA<svg NS><style>@import url({F});</style><rect width='9' height='9'/></svg>",
    "data svg sheet": "DATA<?xml version='1.0'?>"
    "<?xml-stylesheet href='{F}'?><svg NS><rect width='9' height='9'/></svg>",
    "data svg entity of a file": "DATA<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM '{F}'>]><svg NS>&x;</svg>",
    "data svg outer entity": "DATA<?xml version='1.0'?><!DOCTYPE svg SYSTEM '{F}'><svg NS><text>x</text></svg>",
    "data svg parameter entity": "DATA<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY % x SYSTEM '{F}'> %x;]><svg NS/>",
    "data svg billion laughs": f"DATA<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY l0 'lol'>{BILLION}]>"
    "<svg NS><text>&l9;</text></svg>",
    "data svg use of itself": "DATA<svg NS><g id='a'><use href='#a'/></g></svg>",
    "data html": '<link rel="stylesheet" href="data:text/css,@import url({F});">',
    "data broken": '<img alt="x" src="data:image/png;base64,!!!!">',
    "data that is no picture": '<img alt="x" src="data:image/png;base64,AAAA">',
    "data too large": f'<img alt="x" src="data:image/png;base64,{"A" * 3_000_000}">',
    "rowspan": '<table><tr><td rowspan="65534">x</td></tr></table>',
    "list start": '<ol start="999999999999"><li value="-99999999999">x</li></ol>',
    "end of the body": "</body></html><img alt='x' src='{F}'>",
    "comment": "<!--><img alt='x' src='{F}'>-->",
    "cdata": "<![CDATA[<img src='{F}'>]]>",
}

SHEETS = {
    "import": "@import url({F});",
    "import text": "@import '{F}';",
    "import http": "@import 'http://127.0.0.1:9/x.css';",
    "import data": "@import url('data:text/css,@import url({F});');",
    "font face": "@font-face{font-family:x;src:url({F})} p{font-family:x}",
    "font face local": "@font-face{font-family:x;src:local('{P}')} p{font-family:x}",
    "page background": "@page{background:url({F})}",
    "margin box": "@page{@top-left{content:url({F})}}",
    "before": "p::before{content:url({F})}",
    "attribute": "p::before{content:attr(title url)}",
    "color profile": "@color-profile --x{src:url({F})} p{color:color(--x 1 0 0)}",
    "escaped": "p{background:\\75\\72\\6c({F})}",
    "variable": ":root{--x:url({F})} p{background:var(--x)}",
    "gradient stops": f"p{{background:linear-gradient({','.join(['red'] * 5000)})}}",
    "a page of a million inches": "@page{size:1000000in 1000000in}",
    "a shadow of a million inches": "p{box-shadow:0 0 1000000in red;text-shadow:0 0 1000000in red}",
    "many counters": "p{counter-increment:a 2147483647} p::before{content:counter(a,lower-roman)}",
}


def tried(html: str, css: str = "") -> bytes:
    """What comes of it: a PDF, or what is said about it."""
    page = f"<html lang='en'><head><title>t</title></head><body><p title='x'>text</p>{html}</body></html>"
    began = time.process_time()
    try:
        content = to_pdf(page, f"html{{font-family:Inter}}{css}", META)
    except GoliveError as error:
        content = str(error).encode()
    assert time.process_time() - began < MOST_SECONDS
    return content


def filled(attack: str, secret: Path) -> str:
    text = attack.replace("{F}", secret.as_uri()).replace("{P}", str(secret)).replace("NS", NS)
    return inside(text.removeprefix("DATA")) if text.startswith("DATA") else text


@pytest.mark.parametrize("attack", MARKUP)
def test_markup_reads_nothing_and_requests_nothing(secret: Path, attack: str) -> None:
    said = tried(filled(MARKUP[attack], secret))
    assert SECRET.encode() not in said
    assert said.startswith((b"%PDF", b"the PDF engine"))


@pytest.mark.parametrize("attack", SHEETS)
def test_a_style_sheet_reads_nothing_and_requests_nothing(secret: Path, attack: str) -> None:
    said = tried("<p>more</p>", filled(SHEETS[attack], secret))
    assert SECRET.encode() not in said
    assert said.startswith((b"%PDF", b"the PDF engine"))


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


@pytest.mark.parametrize("form", ["runbook", "explainer"])
def test_hostile_text_is_shown_and_never_obeyed_wherever_it_stands(secret: Path, form: Any) -> None:
    del secret
    for start_at in range(0, len(TEXTS), 6):
        texts = [text.replace("\u202e", "").replace("\u202c", "") for text in TEXTS[start_at : start_at + 6]]
        runs = tuple(Run(text) for text in texts)
        document = Document(
            (
                Heading(1, runs[:1]),
                Paragraph(runs),
                Code("\n".join(texts)),
                Table(
                    ((Run("a"),), (Run("b"),)), tuple(((run,), (replace(run, code=True),)) for run in runs), ("", "")
                ),
            )
        )
        hostile = texts[0]
        meta = replace(META, title=hostile, subtitle=texts[1], subject=hostile, author=hostile, status=texts[2])
        meta = replace(meta, facts=tuple((text, text) for text in texts), draft=texts[-1], version=texts[3])
        content = make(document, meta, style(form), figure, form)
        assert commands(content) <= {"/URI"}
        assert b"root:x:" not in content


def commands(content: bytes) -> set[str]:
    """What a reader's software would do of itself or on a click, by its kind."""
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


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "a\x00b", "x" * 5000, "<b>.yaml"])
def test_a_hostile_attachment_is_only_a_file_in_the_pdf(secret: Path, name: str) -> None:
    attachment = Attachment(name, b"<!DOCTYPE x>", "text/html", "<img src=file:///etc/passwd>")
    content = to_pdf(
        "<html lang='en'><title>t</title><body>x</body></html>", "html{font-family:Inter}", META, (attachment,)
    )
    assert content.startswith(b"%PDF")
    assert secret.exists()


GROWING = {
    "lists in lists": "".join(f"{'  ' * depth}- x\n" for depth in range(300)),
    "a paragraph as long as may be": "**b** _c_ `d` " * (MOST_IN_PARAGRAPH // 8),
    "a word as long as may be": "x" * MOST_IN_PARAGRAPH,
    "a code as long as may be": f"```\n{'x' * MOST_IN_PARAGRAPH}\n```",
    "lines of code": "```\n" + "some words\n" * 2000 + "```",
    "quotes in quotes": "> " * 3000 + "x",
    "brackets": "[" * 20000,
    "stars": "*a_" * 20000,
    "emphasis": "**" * 20000 + "x",
    "backticks": "".join("`" * n + " " for n in range(1, 300)),
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


@pytest.mark.parametrize("growing", GROWING)
def test_text_that_grows_takes_bounded_time_and_is_set_or_refused(secret: Path, growing: str) -> None:
    del secret
    began = time.process_time()
    try:
        document = parse(f"# One\n\n{GROWING[growing]}\n", "x.md.j2")
        said = make(document, META, style("runbook"), figure, "runbook")
    except GoliveError as error:
        said = str(error).encode()
    assert said.startswith((b"%PDF", b"x.md.j2:"))
    assert time.process_time() - began < MOST_SECONDS
