"""What no spec may hold: keys, passwords, and the numbers of cards and bank accounts. Comments count too.

Masked values, fingerprints, public keys and placeholders pass. A file is first searched for the shape of such a thing,
which takes a hundredth of the time of a regular expression. Sources: ISO/IEC 7812-1 annex B (Luhn check digit);
American Bankers Association, routing number policy (checksum 3-7-1); ISO 13616 (IBAN, mod 97).
"""

import re
from collections import Counter
from collections.abc import Iterator
from math import log2
from typing import Final

from golive.spec.checks.finding import Spot
from golive.spec.checks.row import Check
from golive.spec.naming import shorten
from golive.spec.source import Source

_CARD: Final = re.compile(r"\d{14,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5}")
# Visa; Mastercard twice; American Express; Diners Club; Discover; JCB.
_ISSUED: Final = re.compile(
    r"4\d{15}$|4\d{18}$|5[1-5]\d{14}$|2[2-7]\d{14}$|3[47]\d{13}$|3(?:0[0-5]|[689]\d)\d{11}$"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}$|35[2-8]\d{13}$"
)
_ROUTING: Final = re.compile(r"(?:0[1-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}")
_BANK: Final = re.compile(r"routing|transit|\baba\b|\brtn\b|\b[ro]dfi\b|bank", re.IGNORECASE)
_ACCOUNTS: Final = ("bank", "checking", "savings", "settlement", "deposit")
_ACCOUNT: Final = re.compile(r"\w+[ _-]account[^\d\n*]{0,20}(\d{6,17})(?![\w*-])", re.IGNORECASE)
_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_SHORTEST_IBAN = 15
_PRIVATE_KEY: Final = re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d")
# What well-known secrets start with, and how they go on.
_KNOWN: Final = {
    "AKIA": re.compile(r"AKIA[0-9A-Z]{16}\b"),
    "AIza": re.compile(r"AIza[\w-]{35}"),
    "gh": re.compile(r"gh[pousr]_[A-Za-z0-9]{36}"),
    "glpat-": re.compile(r"glpat-[\w-]{20}"),
    "xox": re.compile(r"xox[abprs]-[0-9A-Za-z-]{10,}"),
    "k_live_": re.compile(r"k_live_[0-9A-Za-z]{16,}"),
    "eyJ": re.compile(r"eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*"),
    "://": re.compile(r"://[^\s/:@]+:[^\s/@{*<]+@"),
}
_WORDS: Final = ("pass", "pwd", "secret", "key", "token", "bearer")
_VALUE: Final = re.compile(r"\w+[\"']?(?:\s*[:=]\s?|\sis\s|(?<=[Bb]earer)\s)[\"']?([^\s\"',;}{<>()]{8,})")
_NAME: Final = re.compile(r"(?:pass(?:word|wd|phrase)?|pwd|secret|key|token|bearer)\b", re.IGNORECASE)
_KEY: Final = re.compile(r"(?:api|access|secret|private|shared|signing)[ _-]?$", re.IGNORECASE)
_RANDOM: Final = re.compile(r"[A-Za-z0-9+_=]{32,}(?![\w/])")
_PUBLIC: Final = re.compile(r"fingerprint|sha-?256|sha-?1|md5|ssh-|ecdsa-|public", re.IGNORECASE)
_LEAST_BITS, _LEAST_BITS_ALONE = 2.8, 4.2
_FEWEST = 3  # capitals, small letters and digits in a word without a pattern
_BEFORE = 12  # characters before a word that say what kind of word it is

_SHAPES: Final = (
    bytes(
        ord("0")
        if chr(code).isdigit()
        else ord("A")
        if chr(code).isupper()
        else ord(" ")
        if chr(code) in " -"
        else ord(".")
        for code in range(128)
    )
    + b"." * 128
)
_RUN_OF_14, _RUN_OF_9, _RUN_OF_32 = (
    re.compile(sign * least + sign + b"*") for sign, least in ((b"0", 14), (b"0", 9), (b"w", 32))
)
_GROUPS: Final = re.compile(b"0000 0000 0000 0|0000 000000 0000")
_COUNTRY: Final = re.compile(b"AA00")
_LETTERS: Final = bytes(ord("w") if chr(code).isalnum() or chr(code) in "+_=" else 0 for code in range(128)) + bytes(
    128
)


def no_card_numbers(source: Source) -> Iterator[Spot]:
    """The file holds no card number."""
    text, shape = source.text, _shape(source, _SHAPES)
    for place in (*_RUN_OF_14.finditer(shape), *_GROUPS.finditer(shape)):
        at = place.start()
        found = _CARD.match(text, at)
        if found is None or not _alone(text, at, found.end()):
            continue
        digits = re.sub(r"\D", "", found[0])
        grouped = len(digits) != len(found[0])
        if _ISSUED.match(digits) and luhn(digits) and (grouped or not _starts_with_date(digits)):
            yield Spot(at, found.end(), f"`{_masked(found[0])}` is a card number")


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    odd, even = digits[-1::-2], digits[-2::-2]
    return (sum(map(int, odd)) + sum(sum(divmod(2 * int(digit), 10)) for digit in even)) % 10 == 0


def _starts_with_date(digits: str) -> bool:
    """A time stamp such as 261231… is like a card of the range 2221 to 2720."""
    return digits[0] == "2" and "01" <= digits[2:4] <= "12" and "01" <= digits[4:6] <= "31"


def no_bank_accounts(source: Source) -> Iterator[Spot]:
    """The file holds no routing number and no bank account number."""
    text, shape = source.text, _shape(source, _SHAPES)
    for at in (place.start() for place in _RUN_OF_9.finditer(shape)):
        found = _ROUTING.match(text, at)
        if found and _alone(text, at, found.end()) and routing(found[0]) and _BANK.search(_line(text, at)):
            yield Spot(at, found.end(), f"`{_masked(found[0])}` is the routing number of a bank")
    lower = text.lower()
    for word in _ACCOUNTS:
        for at in _places(lower, word):
            if named := _ACCOUNT.match(text, at):
                yield Spot(named.start(1), named.end(1), f"`{_masked(named[1])}` is the number of a bank account")
    for at in (place.start() for place in _COUNTRY.finditer(shape)):
        found = _IBAN.match(text, at)
        if found and _alone(text, at, found.end()) and _iban(found[0].replace(" ", "")):
            yield Spot(at, found.end(), f"`{_masked(found[0])}` is an IBAN")


def routing(digits: str) -> bool:
    """Whether nine digits have the checksum of a routing number."""
    return sum(weight * int(digit) for weight, digit in zip((3, 7, 1) * 3, digits, strict=True)) % 10 == 0


def _iban(text: str) -> bool:
    turned = text[4:] + text[:4]
    return len(text) >= _SHORTEST_IBAN and int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def no_private_keys(source: Source) -> Iterator[Spot]:
    """The file holds no private key."""
    if "PRIVATE KEY" in source.text or "PuTTY" in source.text:
        for found in _PRIVATE_KEY.finditer(source.text):
            yield Spot(found.start(), found.end(), "a private key stands here")


def no_secrets(source: Source) -> Iterator[Spot]:
    """The file holds no password, token or other secret."""
    text = source.text
    spots = [*_known(text), *_assigned(text), *_random(source)]
    for i, (start, end) in enumerate(spots):
        if not any(start < other_end and other < end for other, other_end in spots[:i]):
            yield Spot(start, end, f"`{_masked(text[start:end])}` looks like a secret")


def _known(text: str) -> Iterator[tuple[int, int]]:
    for start, pattern in _KNOWN.items():
        for at in _places(text, start):
            if found := pattern.match(text, at):
                yield at, found.end()


def _assigned(text: str) -> Iterator[tuple[int, int]]:
    """Values behind a word such as `password:`; `key` counts where it is an API key or the like."""
    lower = text.lower()
    for word in _WORDS:
        for at in _places(lower, word):
            if word == "key" and not _KEY.search(text[max(0, at - _BEFORE) : at]):
                continue
            found = _VALUE.match(text, at)
            if found and _NAME.match(found[0]) and _is_secret(found[1]):
                yield found.span(1)


def _is_secret(value: str) -> bool:
    is_plain = value.isalpha() or value.isdigit() or value.startswith(("http", "urn:", "/"))
    return not is_plain and "**" not in value and any(map(str.isdigit, value)) and _bits(value) >= _LEAST_BITS


def _random(source: Source) -> Iterator[tuple[int, int]]:
    """Long words of letters of both cases and digits, without a pattern."""
    text = source.text
    for at in (place.start() for place in _RUN_OF_32.finditer(_shape(source, _LETTERS))):
        found = _RANDOM.match(text, at)
        if found is None or text[at - 1 : at] in {"/", ":", "."}:
            continue
        few = min(sum(map(kind, found[0])) for kind in (str.isupper, str.islower, str.isdigit))
        if few >= _FEWEST and _bits(found[0]) >= _LEAST_BITS_ALONE and not _PUBLIC.search(_line(text, at)):
            yield found.span()


def _shape(source: Source, kinds: bytes) -> bytes:
    """Every character of a text as its kind, one byte each."""
    return source.text.encode("latin-1", "replace").translate(kinds)


def _places(text: str, wanted: str) -> Iterator[int]:
    """Where a word begins."""
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing that belongs to a number or a mask touches a stretch."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before in {"*", "_", "-", "."} or behind.isalnum() or behind in {"_", "-", "*"})


def _bits(text: str) -> float:
    """Shannon entropy of a text's letters, in bits for each letter."""
    return -sum(count / len(text) * log2(count / len(text)) for count in Counter(text).values())


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def _masked(text: str) -> str:
    """Enough of it to find it, and no more: a message is a place where secrets leak as well."""
    return f"{shorten(text[:2])}…{shorten(text[-2:])}"


SECRETS: Final = (
    Check(
        no_card_numbers,
        "The spec is mailed, printed and kept; a card number in it puts every copy into the scope of PCI DSS.",
        "Mask it: `************1111`. Tell the incident contact if it was real.",
        must_hold=True,
    ),
    Check(
        no_bank_accounts,
        "With routing and account number anyone can draw money by ACH.",
        "Mask it to its last four digits, or invent one that begins with 99.",
        must_hold=True,
    ),
    Check(
        no_private_keys,
        "Whoever reads the file can log in or decrypt.",
        "Remove it, replace the key today, and write its fingerprint instead.",
        must_hold=True,
    ),
    Check(
        no_secrets,
        "Whoever reads the file can log in.",
        "Remove it, replace the secret today, and say where it is kept; examples may have `(token)` or `****`.",
        must_hold=True,
    ),
)
