from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from tests.figures.samples import make_minimal, make_subject
from tests.figures.subjects import make_huge, make_typical

from golive.figures.drawing import Box, Connector, Drawing, Frame, Label
from golive.figures.flows import merge_by_direction_and_method
from golive.figures.registry import draw_figure
from golive.figures.subject import FigureSubject
from golive.schema.interfaces import Interface
from golive.schema.parties import OtherParty
from golive.schema.words import Direction, PartyRole

DECK = Frame(12.3, 5.2)
PAPER = Frame(7.1, 4, 8.5, 7, "Inter")


def list_texts(drawing: Drawing) -> Iterator[str]:
    for shape in drawing.shapes:
        if isinstance(shape, Box | Label):
            yield " ".join(line.text for line in shape.lines)


def list_arrows(drawing: Drawing) -> list[Connector]:
    return [s for s in drawing.shapes if isinstance(s, Connector) and not s.decorative]


def test_every_interface_has_its_name_and_an_arrow_on_both_sides_of_its_connection() -> None:
    one = make_typical()
    drawing = draw_figure("dataflow", one, DECK)
    assert one.spec is not None
    for interface in one.spec.interfaces:
        assert interface.name in list_texts(drawing)
        first, second = (
            a for a in list_arrows(drawing) if a.id in {f"flow-{interface.id}-1", f"flow-{interface.id}-2"}
        )
        assert {first.start, first.end} == {"biller", f"connection-{interface.connection}"}
        assert {second.start, second.end} == {"vendor", f"connection-{interface.connection}"}


def test_lines_run_straight() -> None:
    assert all(a.y1 == a.y2 for a in list_arrows(draw_figure("dataflow", make_typical(), DECK)))


def test_arrows_point_where_the_data_goes() -> None:
    by_id = {a.id: a for a in list_arrows(draw_figure("dataflow", make_typical(), DECK))}
    assert (by_id["flow-i-0-1"].start, by_id["flow-i-0-2"].end) == ("biller", "vendor")
    assert (by_id["flow-i-2-1"].end, by_id["flow-i-2-2"].start) == ("biller", "vendor")


def test_no_two_arrows_meet_a_box_at_the_same_place() -> None:
    ends = [(a.start, a.x1, a.y1) for a in list_arrows(draw_figure("dataflow", make_typical(), DECK))]
    assert len(ends) == len(set(ends))


def test_batch_is_dashed_and_real_time_is_not_and_the_legend_says_so() -> None:
    drawing = draw_figure("dataflow", make_typical(), DECK)
    by_id = {a.id: a for a in list_arrows(drawing)}
    assert (by_id["flow-i-0-1"].color, by_id["flow-i-0-1"].dashed) == ("batch", True)
    assert (by_id["flow-i-5-1"].color, by_id["flow-i-5-1"].dashed) == ("real-time", False)
    assert {"Real time: a call, answered at once", "Batch: a file, on a schedule"} <= set(list_texts(drawing))


def test_a_method_that_does_not_occur_is_not_in_the_legend() -> None:
    spec = make_minimal().spec
    assert spec is not None
    calls = [i.model_dump(mode="json") for i in spec.real_time]
    drawing = draw_figure("dataflow", make_subject(interfaces=calls), DECK)
    assert not any("Batch" in text for text in list_texts(drawing))


def test_how_and_when_a_file_moves_is_said_in_words() -> None:
    assert "Batch: fixed-width business days by 11:30 PM ET" in list_texts(
        draw_figure("dataflow", make_minimal(), DECK)
    )


def test_many_interfaces_become_fewer_arrows_and_none_is_lost_from_the_words() -> None:
    one = make_huge("Payment notification")
    drawing = draw_figure("dataflow", one, PAPER)
    assert one.spec is not None
    assert "10 files" in list_texts(drawing)
    assert "60 interfaces drawn as 6 arrows." in list_texts(drawing)
    assert all(interface.name in drawing.alt for interface in one.spec.interfaces)
    assert "60 interfaces drawn as 6 arrows." in drawing.alt


def test_the_bank_is_there_where_money_is_settled() -> None:
    assert "Bank" in list_texts(draw_figure("dataflow", make_typical(), DECK))
    assert "Bank" not in list_texts(draw_figure("dataflow", make_minimal(), DECK))


def test_little_to_show_takes_little_height() -> None:
    assert draw_figure("dataflow", make_minimal(), DECK).height < 0.6 * DECK.height_in


def test_the_words_name_both_sides_of_every_interface() -> None:
    alt = draw_figure("dataflow", make_minimal(), DECK).alt
    assert (
        "Bill file: from Millbrook to Northgate over File server (batch: fixed-width, business days by 11:30 PM ET)."
        in alt
    )
    assert "Payers pay Northgate by ACH or card, through: Web." in alt


def test_at_a_glance_names_what_goes_each_way_where_the_names_fit() -> None:
    one = make_typical()
    shown = list(list_texts(draw_figure("glance", one, replace(DECK, width_in=20))))
    flows = merge_by_direction_and_method("glance", one.require_spec().interfaces)

    assert len(flows) == 4
    for flow in flows:
        assert any(text.startswith(", ".join(flow.members)) for text in shown)


def test_at_a_glance_counts_by_direction_and_method_where_names_are_too_long() -> None:
    drawing = draw_figure("glance", make_typical(), replace(DECK, width_in=5))
    found = [text for text in list_texts(drawing) if "file" in text or "interface" in text]
    assert [text.split(" ", 2)[:2] for text in found] == [
        ["3", "files"],
        ["1", "real-time"],
        ["2", "files"],
        ["2", "real-time"],
    ]


def test_at_a_glance_draws_one_arrow_each_way_where_there_is_little_room_and_tells_of_all() -> None:
    low = draw_figure("glance", make_typical(), replace(DECK, height_in=1.55))
    roomy = draw_figure("glance", make_typical(), DECK)

    assert sum(isinstance(shape, Connector) for shape in low.shapes) == 2
    assert sum(isinstance(shape, Connector) for shape in roomy.shapes) == 4
    assert low.loss > roomy.loss == 0
    assert low.alt == roomy.alt
    assert any(text.startswith("3 files and 1 real-time interface") for text in list_texts(low))


def draw_with_a_bank(frame: Frame, name: str = "dataflow") -> Drawing:
    """Draw the usual eight interfaces; a bank sends the second and receives the last."""
    spec = make_typical().require_spec()
    interfaces = list(spec.interfaces)
    for i, way in ((1, Direction.PARTY_TO_VENDOR), (7, Direction.VENDOR_TO_PARTY)):
        interfaces[i] = interfaces[i].model_copy(update={"direction": way, "party": "bank"})
    return draw_figure(name, replace_interfaces(interfaces, ("bank", "Harbor Bank")), frame)


def replace_interfaces(interfaces: Sequence[Interface], *parties: tuple[str, str]) -> FigureSubject:
    one = make_typical()
    made = tuple(OtherParty(id=id_, name=name, role=PartyRole.BANK) for id_, name in parties)
    spec = one.require_spec().model_copy(update={"interfaces": tuple(interfaces), "parties": made})
    return FigureSubject(one.organization, one.process, spec)


def test_another_party_has_its_own_box_and_its_files_do_not_meet_the_biller() -> None:
    by_id = {a.id: a for a in list_arrows(draw_with_a_bank(DECK))}

    assert by_id["flow-i-1-1"].start == "party-bank"
    assert by_id["flow-i-1-1"].end == by_id["flow-i-1-2"].start == "connection-c-0--bank"
    assert (by_id["flow-i-1-2"].end, by_id["flow-i-0-1"].start) == ("vendor", "biller")
    assert (by_id["flow-i-7-2"].start, by_id["flow-i-7-1"].end) == ("vendor", "party-bank")
    assert "Harbor Bank" in list_texts(draw_with_a_bank(DECK))
    assert "Bill presentment file: from Harbor Bank to " in draw_with_a_bank(DECK).alt


def test_at_a_glance_another_party_has_its_own_box_and_arrows() -> None:
    drawing = draw_with_a_bank(DECK, "glance")
    ends = {frozenset((a.start, a.end)) for a in list_arrows(drawing)}

    assert ends == {frozenset(("biller", "vendor")), frozenset(("party-bank", "vendor"))}
    assert "Harbor Bank" in list_texts(drawing)


def test_parties_that_do_not_all_fit_share_one_box() -> None:
    parties = [(f"p-{n}", f"Party {n}") for n in range(12)]
    first, *rest = make_typical().require_spec().interfaces * 5
    made = [
        one.model_copy(update={"id": f"x-{n}", "direction": Direction.PARTY_TO_VENDOR, "party": f"p-{n % 12}"})
        for n, one in enumerate(rest)
    ]
    drawing = draw_figure("dataflow", replace_interfaces([first, *made], *parties), PAPER)

    assert "12 other parties" in list_texts(drawing)
    assert all(f"from Party {n} to" in drawing.alt for n in range(12))
