"""Checks for secrets in the text of a file, comments included: keys, passwords, card and bank account numbers.

Masked values, fingerprints, public keys and placeholders pass. For speed, the text is first searched for candidate
shapes (100 times faster than regular expressions); expressions are compiled only when one is found. Sources:
ISO/IEC 7812-1 annex B (Luhn check digit); American Bankers Association, routing number policy (checksum 3-7-1);
ISO 13616 (IBAN, mod 97).
"""

import re
from collections.abc import Iterator
from typing import Final

from golive.checks.character_classes import (
    classify_characters,
    classify_word_characters,
    compute_entropy,
    find_occurrences,
    find_runs,
    get_line_at,
    is_isolated,
)
from golive.checks.check import Check
from golive.support.problems import Problem
from golive.yaml_io.message_text import shorten_for_message
from golive.yaml_io.source import Source

_CARD_PATTERN: Final = r"\d{14,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5}"
# Visa; Mastercard twice; American Express; Diners Club; Discover; JCB.
_ISSUER_PATTERN: Final = (
    r"4\d{15}$|4\d{18}$|5[1-5]\d{14}$|2[2-7]\d{14}$|3[47]\d{13}$|3(?:0[0-5]|[689]\d)\d{11}$"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}$|35[2-8]\d{13}$"
)
_FED_DISTRICTS: Final = (
    *range(1, 13),
    *range(21, 33),
    *range(61, 73),
    80,
)  # Federal Reserve districts: the first two digits
_ROUTING_WORDS: Final = ("routing", "transit", "aba", "rtn", "rdfi", "odfi", "bank")
_BANK_ACCOUNT_WORDS: Final = ("bank", "checking", "savings", "settlement", "deposit")
_ACCOUNT_PATTERN: Final = r"(?i)account[^\d\n*]{0,20}(\d{6,17})(?![\w*-])"
_IBAN_PATTERN: Final = r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
_MIN_IBAN_LENGTH = 15
_PRIVATE_KEY_PATTERN: Final = r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d"
# Well-known secrets that contain a long word; Slack tokens and passwords in URLs do not.
_WELL_KNOWN_PATTERN: Final = (
    r"AKIA[0-9A-Z]{16}\b|AIza[\w-]{35}|gh[pousr]_[A-Za-z0-9]{36}|[rs]k_live_[0-9A-Za-z]{16,}|(?<=glpat-)[\w-]{20}"
    r"|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*"
)
_PATTERNS_BY_PREFIX: Final = (("xox", r"xox[abprs]-[0-9A-Za-z-]{10,}"), ("://", r"://[^\s/:@]+:[^\s/@{*<]+@"))
_SECRET_WORDS: Final = ("pass", "pwd", "secret", "key", "token", "bearer")
_ASSIGNMENT_PATTERN: Final = (
    r"(?i)(?:pass(?:word|wd|phrase)?|pwd|secret|key|token|bearer)\b[\"']?"
    r"(?:\s*[:=]\s?|\sis\s|(?<=bearer)\s)[\"']?([^\s\"',;}{<>()]{8,})"
)
_KEY_PREFIXES: Final = ("api", "access", "secret", "private", "shared", "signing")
_RANDOM_WORD_PATTERN: Final = r"[A-Za-z0-9+_=]{32,}(?![\w/])"
_PUBLIC_WORDS: Final = ("fingerprint", "sha256", "sha-256", "sha1", "sha-1", "md5", "ssh-", "ecdsa-", "public")
_MIN_ENTROPY, _MIN_ENTROPY_ALONE = 2.8, 4.2
_MIN_PER_CLASS = 3  # capitals, lower-case letters and digits, each, in a random word
_CONTEXT_BEFORE = 12  # characters before a keyword that qualify it
_CONTEXT_AFTER = 16  # characters after a keyword in which its value begins


def no_card_numbers(source: Source) -> Iterator[Problem]:
    """The file holds no card number."""
    text, kinds = source.text, classify_characters(source)
    groups = (at for group in (b"0000 0000 0000 0", b"0000 000000 0000") for at in find_occurrences(kinds, group))
    for at in (*find_runs(kinds, b"0", 14), *groups):
        found = re.compile(_CARD_PATTERN).match(text, at)
        if found is None or not is_isolated(text, at, found.end()):
            continue
        digits = re.sub(r"\D", "", found[0])
        grouped = len(digits) != len(found[0])
        if re.match(_ISSUER_PATTERN, digits) and is_luhn_valid(digits) and (grouped or not _starts_with_date(digits)):
            yield source.make_problem(at, found.end(), f"`{_mask(found[0])}` is a card number")


def is_luhn_valid(digits: str) -> bool:
    """Return whether the last digit is the Luhn check digit of the others."""
    odd, even = digits[-1::-2], digits[-2::-2]
    return (sum(map(int, odd)) + sum(sum(divmod(2 * int(digit), 10)) for digit in even)) % 10 == 0


def _starts_with_date(digits: str) -> bool:
    """Return whether digits may be a timestamp: 261231… looks like a card of the range 2221 to 2720."""
    return digits[0] == "2" and "01" <= digits[2:4] <= "12" and "01" <= digits[4:6] <= "31"


def no_bank_accounts(source: Source) -> Iterator[Problem]:
    """The file holds no routing number and no bank account number."""
    text, kinds = source.text, classify_characters(source)
    for at in find_runs(kinds, b"0", 9):
        digits = text[at : at + 9]
        is_one = is_isolated(text, at, at + 9) and int(digits[:2]) in _FED_DISTRICTS and is_routing_number(digits)
        if is_one and any(word in get_line_at(text, at).lower() for word in _ROUTING_WORDS):
            yield source.make_problem(at, at + 9, f"`{_mask(digits)}` is the routing number of a bank")
    lower = text.lower()
    for at in find_occurrences(lower, "account"):
        if not lower[max(0, at - _CONTEXT_BEFORE) : at].rstrip(" _-").endswith(_BANK_ACCOUNT_WORDS):
            continue
        if named := re.compile(_ACCOUNT_PATTERN).match(text, at):
            yield source.make_problem(
                named.start(1), named.end(1), f"`{_mask(named[1])}` is the number of a bank account"
            )
    for at in find_occurrences(kinds, b"AA00"):
        if text[at - 1 : at].isalnum():
            continue
        found = re.compile(_IBAN_PATTERN).match(text, at)
        if found and _is_iban(found[0].replace(" ", "")):
            yield source.make_problem(at, found.end(), f"`{_mask(found[0])}` is an IBAN")


def is_routing_number(digits: str) -> bool:
    """Return whether nine digits have the checksum of a routing number."""
    return sum(weight * int(digit) for weight, digit in zip((3, 7, 1) * 3, digits, strict=True)) % 10 == 0


def _is_iban(text: str) -> bool:
    turned = text[4:] + text[:4]
    return len(text) >= _MIN_IBAN_LENGTH and int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def no_private_keys(source: Source) -> Iterator[Problem]:
    """The file holds no private key."""
    if "PRIVATE KEY" in source.text or "PuTTY" in source.text:
        for found in re.finditer(_PRIVATE_KEY_PATTERN, source.text):
            yield source.make_problem(found.start(), found.end(), "this is a private key")


def no_secrets(source: Source) -> Iterator[Problem]:
    """The file holds no password, token or other secret."""
    text = source.text
    spots = [*_find_known_secrets(text), *_find_long_secrets(source), *_find_assigned_secrets(text)]
    for i, (start, end) in enumerate(spots):
        if not any(start < other_end and other < end for other, other_end in spots[:i]):
            yield source.make_problem(start, end, f"`{_mask(text[start:end])}` looks like a secret")


def _find_known_secrets(text: str) -> Iterator[tuple[int, int]]:
    for start, pattern in _PATTERNS_BY_PREFIX:
        for at in find_occurrences(text, start):
            if found := re.compile(pattern).match(text, at):
                yield at, found.end()


def _find_assigned_secrets(text: str) -> Iterator[tuple[int, int]]:
    """Yield values after a keyword such as `password:`; `key` counts only as in `api key`."""
    lower = text.lower()
    for word in _SECRET_WORDS:
        for at in find_occurrences(lower, word):
            if word == "key" and not lower[max(0, at - _CONTEXT_BEFORE) : at].rstrip(" _-").endswith(_KEY_PREFIXES):
                continue
            behind = lower[at : at + _CONTEXT_AFTER]
            if word != "bearer" and not (":" in behind or "=" in behind or " is " in behind):
                continue
            found = re.compile(_ASSIGNMENT_PATTERN).match(text, at)
            if found and _is_secret(found[1]):
                yield found.span(1)


def _is_secret(value: str) -> bool:
    is_plain = value.isalpha() or value.isdigit() or value.startswith(("http", "urn:", "/"))
    return (
        not is_plain and "**" not in value and any(map(str.isdigit, value)) and compute_entropy(value) >= _MIN_ENTROPY
    )


def _find_long_secrets(source: Source) -> Iterator[tuple[int, int]]:
    """Yield long words that are well-known secrets, or random mixes of upper case, lower case and digits."""
    text = source.text
    for at in find_runs(classify_word_characters(source), b"w", 16):
        if known := re.compile(_WELL_KNOWN_PATTERN).match(text, at):
            yield known.span()
            continue
        found = re.compile(_RANDOM_WORD_PATTERN).match(text, at)
        if found is None or text[at - 1 : at] in {"/", ":", "."}:
            continue
        few = min(sum(map(kind, found[0])) for kind in (str.isupper, str.islower, str.isdigit))
        if few < _MIN_PER_CLASS or compute_entropy(found[0]) < _MIN_ENTROPY_ALONE:
            continue
        if not any(word in get_line_at(text, at).lower() for word in _PUBLIC_WORDS):
            yield found.span()


def _mask(text: str) -> str:
    """Mask a secret for a message: show only its first and last two characters."""
    return f"{shorten_for_message(text[:2])}…{shorten_for_message(text[-2:])}"


SECRET_CHECKS: Final = (
    Check(
        no_card_numbers,
        "The spec is mailed, printed and archived; a card number puts every copy in scope of PCI DSS.",
        "Mask it: `************1111`. Tell the incident contact if it was real.",
        must_hold=True,
    ),
    Check(
        no_bank_accounts,
        "With a routing and account number, anyone can withdraw money by ACH.",
        "Mask it to its last four digits, or use an invented one that begins with 99.",
        must_hold=True,
    ),
    Check(
        no_private_keys,
        "Anyone who reads the file can log in or decrypt.",
        "Remove it, replace the key today, and write its fingerprint instead.",
        must_hold=True,
    ),
    Check(
        no_secrets,
        "Anyone who reads the file can log in.",
        "Remove it, replace the secret today, and state where it is stored; examples may use `(token)` or `****`.",
        must_hold=True,
    ),
)
