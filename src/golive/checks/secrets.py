"""What no spec may hold: keys, passwords, and the numbers of cards and bank accounts. Comments count too.

Masked values, fingerprints, public keys and placeholders pass. A file is first searched for the shape of such a thing,
which takes a hundredth of the time of a regular expression; expressions are compiled when one is found. Sources:
ISO/IEC 7812-1 annex B (Luhn check digit); American Bankers Association, routing number policy (checksum 3-7-1);
ISO 13616 (IBAN, mod 97).
"""

import re
from collections.abc import Iterator
from typing import Final

from golive.checks.character_classes import entropy, is_alone, kinds_of, line_at, places, runs, words_of
from golive.checks.check import Check
from golive.checks.finding import Spot
from golive.yaml_io.naming import shorten
from golive.yaml_io.source import Source

_CARD: Final = r"\d{14,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5}"
# Visa; Mastercard twice; American Express; Diners Club; Discover; JCB.
_ISSUED: Final = (
    r"4\d{15}$|4\d{18}$|5[1-5]\d{14}$|2[2-7]\d{14}$|3[47]\d{13}$|3(?:0[0-5]|[689]\d)\d{11}$"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}$|35[2-8]\d{13}$"
)
_DISTRICTS: Final = (*range(1, 13), *range(21, 33), *range(61, 73), 80)  # of the Federal Reserve: the first two digits
_BANK: Final = ("routing", "transit", "aba", "rtn", "rdfi", "odfi", "bank")
_OF_A_BANK: Final = ("bank", "checking", "savings", "settlement", "deposit")
_ACCOUNT: Final = r"(?i)account[^\d\n*]{0,20}(\d{6,17})(?![\w*-])"
_IBAN: Final = r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
_SHORTEST_IBAN = 15
_PRIVATE_KEY: Final = r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d"
# Well-known secrets, each of which has a long word in it; that of Slack has not, nor has a password in an address.
_KNOWN: Final = (
    r"AKIA[0-9A-Z]{16}\b|AIza[\w-]{35}|gh[pousr]_[A-Za-z0-9]{36}|[rs]k_live_[0-9A-Za-z]{16,}|(?<=glpat-)[\w-]{20}"
    r"|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*"
)
_BY_START: Final = (("xox", r"xox[abprs]-[0-9A-Za-z-]{10,}"), ("://", r"://[^\s/:@]+:[^\s/@{*<]+@"))
_WORDS: Final = ("pass", "pwd", "secret", "key", "token", "bearer")
_VALUE: Final = (
    r"(?i)(?:pass(?:word|wd|phrase)?|pwd|secret|key|token|bearer)\b[\"']?"
    r"(?:\s*[:=]\s?|\sis\s|(?<=bearer)\s)[\"']?([^\s\"',;}{<>()]{8,})"
)
_OF_A_KEY: Final = ("api", "access", "secret", "private", "shared", "signing")
_RANDOM: Final = r"[A-Za-z0-9+_=]{32,}(?![\w/])"
_PUBLIC: Final = ("fingerprint", "sha256", "sha-256", "sha1", "sha-1", "md5", "ssh-", "ecdsa-", "public")
_LEAST_BITS, _LEAST_BITS_ALONE = 2.8, 4.2
_FEWEST = 3  # capitals, small letters and digits in a word without a pattern
_BEFORE = 12  # characters before a word that say what kind of word it is
_BEHIND = 16  # characters behind a word in which its value begins


def no_card_numbers(source: Source) -> Iterator[Spot]:
    """The file holds no card number."""
    text, kinds = source.text, kinds_of(source)
    groups = (at for group in (b"0000 0000 0000 0", b"0000 000000 0000") for at in places(kinds, group))
    for at in (*runs(kinds, b"0", 14), *groups):
        found = re.compile(_CARD).match(text, at)
        if found is None or not is_alone(text, at, found.end()):
            continue
        digits = re.sub(r"\D", "", found[0])
        grouped = len(digits) != len(found[0])
        if re.match(_ISSUED, digits) and luhn(digits) and (grouped or not _starts_with_date(digits)):
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
    text, kinds = source.text, kinds_of(source)
    for at in runs(kinds, b"0", 9):
        digits = text[at : at + 9]
        is_one = is_alone(text, at, at + 9) and int(digits[:2]) in _DISTRICTS and routing(digits)
        if is_one and any(word in line_at(text, at).lower() for word in _BANK):
            yield Spot(at, at + 9, f"`{_masked(digits)}` is the routing number of a bank")
    lower = text.lower()
    for at in places(lower, "account"):
        if not lower[max(0, at - _BEFORE) : at].rstrip(" _-").endswith(_OF_A_BANK):
            continue
        if named := re.compile(_ACCOUNT).match(text, at):
            yield Spot(named.start(1), named.end(1), f"`{_masked(named[1])}` is the number of a bank account")
    for at in places(kinds, b"AA00"):
        if text[at - 1 : at].isalnum():
            continue
        found = re.compile(_IBAN).match(text, at)
        if found and _iban(found[0].replace(" ", "")):
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
        for found in re.finditer(_PRIVATE_KEY, source.text):
            yield Spot(found.start(), found.end(), "a private key stands here")


def no_secrets(source: Source) -> Iterator[Spot]:
    """The file holds no password, token or other secret."""
    text = source.text
    spots = [*_known(text), *_long(source), *_assigned(text)]
    for i, (start, end) in enumerate(spots):
        if not any(start < other_end and other < end for other, other_end in spots[:i]):
            yield Spot(start, end, f"`{_masked(text[start:end])}` looks like a secret")


def _known(text: str) -> Iterator[tuple[int, int]]:
    for start, pattern in _BY_START:
        for at in places(text, start):
            if found := re.compile(pattern).match(text, at):
                yield at, found.end()


def _assigned(text: str) -> Iterator[tuple[int, int]]:
    """Values behind a word such as `password:`; `key` counts where it is an API key or the like."""
    lower = text.lower()
    for word in _WORDS:
        for at in places(lower, word):
            if word == "key" and not lower[max(0, at - _BEFORE) : at].rstrip(" _-").endswith(_OF_A_KEY):
                continue
            behind = lower[at : at + _BEHIND]
            if word != "bearer" and not (":" in behind or "=" in behind or " is " in behind):
                continue
            found = re.compile(_VALUE).match(text, at)
            if found and _is_secret(found[1]):
                yield found.span(1)


def _is_secret(value: str) -> bool:
    is_plain = value.isalpha() or value.isdigit() or value.startswith(("http", "urn:", "/"))
    return not is_plain and "**" not in value and any(map(str.isdigit, value)) and entropy(value) >= _LEAST_BITS


def _long(source: Source) -> Iterator[tuple[int, int]]:
    """Long words that are well-known secrets, or letters of both cases and digits without a pattern."""
    text = source.text
    for at in runs(words_of(source), b"w", 16):
        if known := re.compile(_KNOWN).match(text, at):
            yield known.span()
            continue
        found = re.compile(_RANDOM).match(text, at)
        if found is None or text[at - 1 : at] in {"/", ":", "."}:
            continue
        few = min(sum(map(kind, found[0])) for kind in (str.isupper, str.islower, str.isdigit))
        if few < _FEWEST or entropy(found[0]) < _LEAST_BITS_ALONE:
            continue
        if not any(word in line_at(text, at).lower() for word in _PUBLIC):
            yield found.span()


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
