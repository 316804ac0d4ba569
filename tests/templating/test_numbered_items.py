"""Open items in documents: numbered from 1, none lost, gaps of one kind on one line."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.examples import examples

from golive.open_items.items import OpenItem
from golive.schema.words import Phase
from golive.templating.numbered_items import number_open_items


def make_gap(subject: str, field: str, *, owner: str = "ada", due: date | None = None, note: str = "") -> OpenItem:
    path = ("interfaces", len(subject), field) if subject else (field,)
    what = f"{subject}: {field}" if subject else field
    return OpenItem(f"{field}-{subject}", what, owner, due, note, Phase.DESIGN, path, subject, field)


def list_texts(*items: OpenItem) -> list[str]:
    return [f"{line.number} {line.what}" for line in number_open_items(items)]


def test_the_same_field_of_several_items_is_one_line() -> None:
    assert list_texts(
        make_gap("Bill file", "drop-by"), make_gap("", "Summary"), make_gap("Payment file", "drop-by")
    ) == [
        "1 Drop-by: Bill file and Payment file",
        "2 Summary",
    ]


def test_several_fields_of_the_same_item_are_one_line() -> None:
    assert list_texts(make_gap("Bill file", "drop-by"), make_gap("Bill file", "format")) == [
        "1 Bill file: drop-by and format"
    ]


def test_what_two_people_answer_stays_apart() -> None:
    assert len(list_texts(make_gap("Bill file", "drop-by"), make_gap("Payment file", "drop-by", owner="ben"))) == 2
    assert (
        len(list_texts(make_gap("Bill file", "drop-by"), make_gap("Payment file", "drop-by", due=date(2027, 1, 4))))
        == 2
    )
    assert (
        len(list_texts(make_gap("Bill file", "drop-by"), make_gap("Payment file", "drop-by", note="Asked on Monday.")))
        == 2
    )


_GAPS = st.builds(
    make_gap,
    st.sampled_from(["", "Bill file", "Payment file", "Vendor server"]),
    st.sampled_from(["drop-by", "format", "host"]),
    owner=st.sampled_from(["ada", "ben"]),
    due=st.sampled_from([None, date(2027, 1, 4)]),
)


@settings(max_examples=examples(100))
@given(st.lists(_GAPS, max_size=12))
def test_no_item_is_lost_and_numbers_have_no_gap(items: list[OpenItem]) -> None:
    items = [replace(item, id=str(at)) for at, item in enumerate(items)]
    lines = number_open_items(items)

    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert sorted(id(item) for line in lines for item in line.items) == sorted(map(id, items))
    for line in lines:
        assert {(item.owner, item.due, item.note) for item in line.items} == {(line.owner, line.due, line.note)}
        assert all(item.field in line.what.lower() or item.field in line.what for item in line.items)
