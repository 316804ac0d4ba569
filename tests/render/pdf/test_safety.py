"""Whatever a page or a style sheet asks for: nothing is read, nothing is requested, and nothing hangs."""

import base64
import time
from pathlib import Path

import pytest
from tests.render.pdf.samples import META

from golive.render.pdf import Attachment
from golive.render.pdf.weasyprint.engine import load_weasyprint
from golive.render.pdf.weasyprint.write import to_pdf
from golive.support.problems import GoliveError

load_weasyprint()

SECRET = "the-secret-that-no-page-may-read"  # as in conftest.py
MOST_SECONDS = 30  # of the processor; ten on a quiet machine


def make_data_url(svg: str) -> str:
    """Return an SVG picture as a `data:` address."""
    head = "<?xml version='1.0'?>" if not svg.startswith("<?xml") else ""
    return f"data:image/svg+xml;base64,{base64.b64encode((head + svg).encode()).decode()}"


def embed_svg(svg: str) -> str:
    """Return a page with an SVG picture in it."""
    return f'<img alt="x" src="{make_data_url(svg)}">'


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


def try_to_render(html: str, css: str = "") -> bytes:
    """Return the PDF of a page, or the error message."""
    page = f"<html lang='en'><head><title>t</title></head><body><p title='x'>text</p>{html}</body></html>"
    began = time.process_time()
    try:
        content = to_pdf(page, f"html{{font-family:Inter}}{css}", META)
    except GoliveError as error:
        content = str(error).encode()
    assert time.process_time() - began < MOST_SECONDS
    return content


def fill_in_secret(attack: str, secret: Path) -> str:
    text = attack.replace("{F}", secret.as_uri()).replace("{P}", str(secret)).replace("NS", NS)
    return embed_svg(text.removeprefix("DATA")) if text.startswith("DATA") else text


@pytest.mark.parametrize("attack", MARKUP)
def test_markup_reads_nothing_and_requests_nothing(secret: Path, attack: str) -> None:
    said = try_to_render(fill_in_secret(MARKUP[attack], secret))
    assert SECRET.encode() not in said
    assert said.startswith((b"%PDF", b"the PDF engine"))


@pytest.mark.parametrize("attack", SHEETS)
def test_a_style_sheet_reads_nothing_and_requests_nothing(secret: Path, attack: str) -> None:
    said = try_to_render("<p>more</p>", fill_in_secret(SHEETS[attack], secret))
    assert SECRET.encode() not in said
    assert said.startswith((b"%PDF", b"the PDF engine"))


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "a\x00b", "x" * 5000, "<b>.yaml"])
def test_a_hostile_attachment_is_only_a_file_in_the_pdf(secret: Path, name: str) -> None:
    attachment = Attachment(name, b"<!DOCTYPE x>", "text/html", "<img src=file:///etc/passwd>")
    content = to_pdf(
        "<html lang='en'><title>t</title><body>x</body></html>", "html{font-family:Inter}", META, (attachment,)
    )
    assert content.startswith(b"%PDF")
    assert secret.exists()
