"""Secrets: what is one is found wherever it stands; what only looks like one is not."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.yaml_io.samples import read_sample as sample

from golive.checks import run_checks
from golive.checks.secrets import (
    is_luhn_valid,
    is_routing_number,
    no_bank_accounts,
    no_card_numbers,
    no_private_keys,
    no_secrets,
)
from golive.schema import Integration
from golive.yaml_io.load import load
from golive.yaml_io.source import Source

RULES = (no_card_numbers, no_bank_accounts, no_private_keys, no_secrets)


def find_secrets(text: str) -> list[str]:
    """Return the secrets that are found in a text, letter for letter."""
    source = Source(Path("x.yaml"), text)
    problems = [problem for rule in RULES for problem in rule(source)]
    starts = [source.find_offset(problem.line, problem.column) for problem in problems]
    return [text[start : start + problem.width] for start, problem in zip(starts, problems, strict=True)]


SECRET = {
    "Visa": ("pays with 4111111111111111 twice", "4111111111111111"),
    "Visa in groups": ("4111 1111 1111 1111", "4111 1111 1111 1111"),
    "Visa with hyphens": ("card: 4012-8888-8888-1881", "4012-8888-8888-1881"),
    "Mastercard": ("'5555555555554444'", "5555555555554444"),
    "Mastercard of the range of 2": ("2223003122003222", "2223003122003222"),
    "American Express": ("# 378282246310005", "378282246310005"),
    "American Express in groups": ("3782 822463 10005", "3782 822463 10005"),
    "Discover": ("6011111111111117", "6011111111111117"),
    "Diners Club": ("30569309025904", "30569309025904"),
    "JCB": ("3530111333300000", "3530111333300000"),
    "a routing number": ("routing: 011000015", "011000015"),
    "a routing number behind its name": ("ABA 021000021 of the bank", "021000021"),
    "a bank account": ("bank account 0123456789", "0123456789"),
    "a checking account": ("Checking account no. 445566778", "445566778"),
    "an IBAN": ("to DE89 3704 0044 0532 0130 00 please", "DE89 3704 0044 0532 0130 00"),
    "an IBAN without spaces": ("GB29NWBK60161331926819", "GB29NWBK60161331926819"),
    "a private key": ("-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----"),
    "a PGP key": ("  -----BEGIN PGP PRIVATE KEY BLOCK-----", "-----BEGIN PGP PRIVATE KEY BLOCK-----"),
    "a password": ("password: Harb0r-2027!", "Harb0r-2027!"),
    "a password in JSON": ('{"password": "s3cr3tW0rd"}', "s3cr3tW0rd"),
    "a password in a sentence": ("The password is Tr0ub4dor3 for now", "Tr0ub4dor3"),
    "an API key": ("api_key=9f8e7d6c5b4a3210", "9f8e7d6c5b4a3210"),
    "a bearer": ("Authorization: Bearer 8xK2mQ9pL4vR7tZ1", "8xK2mQ9pL4vR7tZ1"),
    "a key of a cloud": ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
    "a password in an address": ("sftp://user:hunter22@host", "://user:hunter22@"),
    "a word of no pattern": ("code: aZ3kQ9mX2pL7vT4rB8nW5sD1fG6hJ0yC", "aZ3kQ9mX2pL7vT4rB8nW5sD1fG6hJ0yC"),
}


@pytest.mark.parametrize("name", SECRET)
def test_a_secret_is_found_where_it_stands(name: str) -> None:
    text, secret = SECRET[name]

    assert find_secrets(text) == [secret]
    assert find_secrets(f"über: ünïcode €\n# {text}\n") == [secret]


HARMLESS = (
    "account: '******4417'",
    "************1111",
    "4111-****-****-1111",
    "41111111111111111111111",  # longer than any card
    "4111111111111112",  # a wrong check digit
    "x4111111111111111",
    "BILL_4111111111111111.txt",
    "20270113013412",  # a time stamp
    "2701200000000417",
    "routing: 990000505",  # no bank has it
    "bill number 011000015",  # no bank is spoken of
    "fingerprint: SHA256:c9rIvJ4wTe2nQxGd7kUe0sLm5aYpVb8hZfRt1oWq3Nk",
    "fingerprint: 7C41 D0E9 52BA 8F36 11C7 9A04 E6D3 5B28 F09C 4AD1",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJd8mQ2kXr7vZ0pL4tB6nW9s",
    "-----BEGIN PUBLIC KEY-----",
    "Authorization: Bearer (token)",
    "Authorization: Bearer {token}",
    "password: '********'",
    "password: changed every 180 days",
    "token_address: https://login.example.org/oauth2/token",
    "token_lifetime_s: 900",
    "idempotency_key: paymentId",
    "api key: key-name",
    "https://www.example.org/a/very/long/path/with/some/2027/numbers/in/it/and/more",
    "AnIdentifierInCamelCaseThatIsLongButHasNoDigits",
    "0000000000000000000000000000000000000000",
    "phone: 617-555-0121",
)  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_a_secret_is_not_complained_of(text: str) -> None:
    assert find_secrets(text) == []


def test_a_message_never_repeats_the_secret() -> None:
    for text, secret in SECRET.values():
        said = [spot.message for rule in RULES for spot in rule(Source(Path("x.yaml"), text))]
        assert not any(secret in message for message in said)


@given(st.integers(10**13, 10**14 - 1).map(lambda number: f"4{number}"))
@example("400000000000000")
def test_of_ten_last_digits_one_makes_a_card_number(start: str) -> None:
    numbers = [f"{start}{last}" for last in range(10)]

    assert sum(map(is_luhn_valid, numbers)) == 1
    assert [number for number in numbers if find_secrets(f"pays with {number} now")] == list(
        filter(is_luhn_valid, numbers)
    )


@given(st.integers(1_000_000, 12_999_999).map(lambda number: f"{number:08}"))
def test_of_ten_last_digits_one_makes_a_routing_number(start: str) -> None:
    assert sum(is_routing_number(f"{start}{last}") for last in range(10)) == 1


@given(st.text(max_size=200))
@example("://a:b@\n4111 1111 1111 1111\n-----BEGIN")
def test_any_text_can_be_searched(text: str) -> None:
    assert all(found in text for found in find_secrets(text))


def test_a_card_number_in_an_included_file_is_named_there(tmp_path: Path) -> None:
    shared = tmp_path / "data" / "common" / "recovery.yaml"
    shared.parent.mkdir(parents=True)
    shared.write_text("recovery_time_hours: 4\nrecovery_point_hours: 1\nplan: Call 4111 1111 1111 1111.\n")
    spec = tmp_path / "data" / "integrations" / "x.yaml"
    spec.parent.mkdir()
    spec.write_text(
        re.sub(r"(  disaster_recovery:\n)(    .*\n)+", r"\1    include: ../common/recovery.yaml\n", sample())
    )

    (found,) = (one for one in run_checks(load(spec, Integration, inside=tmp_path / "data")) if "no-card" in one.check)

    assert (found.path, found.line) == (shared, 3)
    assert "4111" not in found.message
