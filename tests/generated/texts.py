"""Make words and texts of every script and any length, beyond what an author of samples would think of."""

from random import Random

_ALPHABETS: dict[str, str] = {
    "latin": "bill payment a of reconciliation SFTP control-totals 02:00 Straße every day",
    "technical": "/inbound/bills_YYYYMMDD.txt account_no https://api.example.org/v2/{id}?x=1&y=<2> SHA-256",
    "wide": f"W WWWW MMMMMMMMMM {'W' * 45}",
    "narrow": "i l iiii . lil'",
    "unbroken": f"{'x' * 70} {'Donaudampfschifffahrtsgesellschaft' * 3} {'0123456789' * 8}",
    "cjk": "支払い通知ファイル 请求书 。 계좌번호 「請求」 ア 支払",
    "emoji": "👩‍👩‍👧‍👦 🇺🇸 🏳️‍🌈 🙂 👍🏽 x",
    "rtl": "שלום مرحبا דוח الفاتورة 123 (א)",
    "combining": "e\u0301\u0302\u0323 Z\u0351\u036b\u0343a\u0348l\u0359 n\u0303 क्षत्रिय ที่",
    "marks": "** _x_ | <b>&amp; # - ::: ` {key=x} Table: [a](#b) 1. \\ ! $ ~",
}
SCRIPTS = (*_ALPHABETS, "mixed")


def make_text(random: Random, script: str, most: int) -> str:
    """One line of words.

    Args:
        random: decides.
        script: one of `SCRIPTS`.
        most: characters; the text has nearly that many.
    """
    words: list[str] = []
    room = most
    while room > 0:
        words.append(make_word(random, script)[:room])
        room -= len(words[-1]) + 1
    return " ".join(words).strip()[:most].strip() or "x"


def make_word(random: Random, script: str) -> str:
    """Return one word."""
    if script == "mixed":
        script = random.choice(tuple(_ALPHABETS))
    return random.choice(_ALPHABETS[script].split())


def make_prose(random: Random, script: str, most: int) -> str:
    """Return Markdown as an author writes it: paragraphs, lists, emphasis, code."""
    parts: list[str] = []
    room = most
    while room > 0:
        said = make_text(random, script, min(room, random.randint(1, 120)))
        form = random.choice(("{}", "{}", "**{}**", "- {}\n- {}", "1. {}\n2. {}", "`{}`", "```\n{}\n```"))
        parts.append(form.format(said, said))
        room -= len(parts[-1]) + 2
    return "\n\n".join(parts)[:most].strip() or "x"
