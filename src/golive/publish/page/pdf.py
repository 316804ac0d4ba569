"""HTML + CSS → PDF, through WeasyPrint; the only module that starts it.

Equal input gives equal bytes: fonts are the bundled ones, dates are the version's, nothing outside is read.
The boundary is narrow, so that another engine could take its place.
"""

import gc
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from golive.errors import OutputError, problem
from golive.publish.document import Meta
from golive.publish.page.attachment import Attachment

_VARIANT = "pdf/a-3a"
_FACES = (
    ("Inter", 400, "normal", "Inter-Regular"),
    ("Inter", 400, "italic", "Inter-Italic"),
    ("Inter", 500, "normal", "Inter-Medium"),
    ("Inter", 600, "normal", "Inter-SemiBold"),
    ("Inter", 600, "italic", "Inter-SemiBoldItalic"),
    ("Inter", 700, "normal", "Inter-Bold"),
    ("JetBrains Mono", 400, "normal", "JetBrainsMono-400"),
    ("JetBrains Mono", 600, "normal", "JetBrainsMono-600"),
)
_ADVICE = (
    "It needs Pango. Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0. macOS: brew install pango. "
    "Windows: install MSYS2, run `pacman -S mingw-w64-ucrt-x86_64-pango`, and add its bin folder to PATH. "
    "The deck needs none of this: golive build --only deck."
)


def to_pdf(html: str, css: str, meta: Meta, attachments: tuple[Attachment, ...] = ()) -> bytes:
    """Set a page as a tagged PDF (PDF/UA-1 and PDF/A-3a).

    Args:
        html: the whole document; it reads nothing from outside.
        css: its style sheet, sizes and colours included.
        meta: dates the attachments.
        attachments: files to embed, in the order given.

    Raises:
        OutputError: the engine is missing, or has found something that it would leave out or set wrongly.
    """
    engine = _engine()
    from golive.publish.page.tags import finish

    with _watched():
        files = {str(number): attachment for number, attachment in enumerate(attachments)}
        document, fetcher = _laid_out(engine, html, css, files)
        day = datetime.fromisoformat(meta.date).replace(tzinfo=UTC)
        embedded = [
            engine.Attachment(
                url=f"attachment:{number}",
                url_fetcher=fetcher,
                name=file.name,
                description=file.description,
                created=day,
                modified=day,
                relationship=file.relationship,
            )
            for number, file in files.items()
        ]
        content: bytes = document.write_pdf(finisher=finish, pdf_variant=_VARIANT, attachments=embedded)
    return content


def count_pages(html: str, css: str) -> int:
    """How many pages a document would fill."""
    engine = _engine()
    with _watched():
        document, _ = _laid_out(engine, html, css, {})
        return len(document.pages)


def engine_version() -> str:
    """What sets the pages here.

    Raises:
        OutputError: the engine is missing; its hint says what to install on this system.
    """
    engine = _engine()
    from weasyprint.text.ffi import pango

    major, rest = divmod(pango.pango_version(), 10_000)
    return f"WeasyPrint {engine.__version__}, Pango {major}.{rest // 100}.{rest % 100}"


def _laid_out(engine: ModuleType, html: str, css: str, files: dict[str, Attachment]) -> tuple[Any, Any]:
    from weasyprint.text.fonts import FontConfiguration

    from golive.publish.page.fetch import LockedFetcher

    fonts, fetcher = FontConfiguration(), LockedFetcher(files)
    sheet = engine.CSS(string=_font_rules() + css, url_fetcher=fetcher, font_config=fonts)
    page = engine.HTML(string=html, url_fetcher=fetcher)
    return page.render(stylesheets=[sheet], font_config=fonts, pdf_variant=_VARIANT), fetcher


def _font_rules() -> str:
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};src:url("font:{name}.ttf")}}'
        for family, weight, style, name in _FACES
    )


def _engine() -> ModuleType:
    """WeasyPrint, told to see no font but ours. Fontconfig reads its setting once, when it is first loaded."""
    from golive.publish.page.coverage import FONT_FOLDER

    os.environ["FONTCONFIG_FILE"] = str(FONT_FOLDER / "fonts.conf")
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="No fonts configured")
            import weasyprint
    except OSError as error:
        raise OutputError(problem(f"the PDF engine cannot start: {error}", _ADVICE)) from error
    engine: ModuleType = weasyprint
    return engine


class _Listener(logging.Handler):
    """Keeps what the engine complains about: it would carry on without an image or a rule it does not know."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _watched() -> Iterator[None]:
    """Run the engine without collecting garbage (the boxes are one large cycle), and raise what it logs."""
    from weasyprint.urls import FatalURLFetchingError

    listener, log, collecting = _Listener(), logging.getLogger("weasyprint"), gc.isenabled()
    log.addHandler(listener)
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its colour profile open
            yield
    except FatalURLFetchingError as error:
        raise OutputError(
            problem(f"the PDF engine was stopped: {error}", "Documents are made from this workspace alone.")
        ) from error
    finally:
        log.removeHandler(listener)
        if collecting:
            gc.enable()
    if listener.heard:
        raise OutputError(*(problem(f"the PDF engine says: {text}") for text in dict.fromkeys(listener.heard)))
