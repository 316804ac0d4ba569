"""Copy elements from the new deck into the edited one: relationships, ids and charts follow."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart

from golive.ooxml.namespaces import C, P, R
from golive.ooxml.package import iter_related_parts
from golive.render.slides.merge.settings import find_shape_properties
from golive.support.whole_numbers import parse_whole_number

_LINKS: Final = ("hlinkClick", "hlinkHover", "hlinkMouseOver")
_CHART_DATA: Final = frozenset({f"{C}tx", f"{C}cat", f"{C}val"})
_ENDS: Final = ("stCxn", "endCxn")


class SlideTransfer:
    """Copies elements of one slide of the new deck into one slide of the edited deck."""

    def __init__(self, source: Any, target: Any, slides: Mapping[str, Any], root: Any = None) -> None:  # noqa: ANN401
        """Prepare the transfer.

        Args:
            source: slide part of the new deck.
            target: slide part of the edited deck.
            slides: slide part of the edited deck by the part name of the slide in the new deck.
            root: the root element whose shape ids must stay unique; that of the target if left out.
        """
        self._source, self._target, self._slides = source, target, slides
        self._root = target._element if root is None else root  # noqa: SLF001 - python-pptx's way to a part's tree
        self._ids: dict[str, str] = {}
        self._connectors: list[Any] = []
        self._last_id = max((parse_whole_number(one) or 0 for one in _iter_ids(self._root)), default=1)

    def copy(self, element: Any) -> Any:  # noqa: ANN401 - lxml's elements
        """Return a copy of an element whose relationships are those of the target."""
        copied = deepcopy(element)
        self.map_relationships(copied)
        return copied

    def copy_shape(self, element: Any, replaced: Any = None) -> Any:  # noqa: ANN401 - lxml's elements
        """Return a copy of a shape with ids of its own; shapes that it replaces give their ids to those of their name.

        Args:
            element: the shape in the new deck.
            replaced: the shape in the edited deck that it replaces; None if it is new.
        """
        copied = self.copy(element)
        former = {}
        if replaced is not None:
            former = {one.get("name", ""): one.get("id", "") for one in replaced.iter(f"{P}cNvPr")}
        for number, one in enumerate([*copied.iter(f"{P}cNvPr")]):
            old = one.get("id", "")
            same = former.get(one.get("name", ""))
            if same is None and not number and replaced is not None:
                same = find_shape_properties(replaced).get("id", "")
            one.set("id", same or self._make_id())
            self._ids[old] = one.get("id", "")
        self._connectors += [one for name in _ENDS for one in copied.iter(f"{{*}}{name}")]
        return copied

    def note_match(self, ours: Any, theirs: Any) -> None:  # noqa: ANN401 - lxml's elements
        """Note that a shape of the new deck is a shape of the edited deck, for connectors between them."""
        one, other = find_shape_properties(ours), find_shape_properties(theirs)
        if one is not None and other is not None:
            self._ids.setdefault(one.get("id", ""), other.get("id", ""))

    def attach_connectors(self) -> None:
        """Attach copied connectors to the shapes of the edited deck; those whose shape is gone end free."""
        present = set(_iter_ids(self._root))
        for end in self._connectors:
            number = self._ids.get(end.get("id", ""), "")
            if end.getparent() is None:
                continue
            if number in present:
                end.set("id", number)
            else:
                end.getparent().remove(end)
        self._connectors = []

    def map_relationships(self, element: Any) -> None:  # noqa: ANN401 - lxml's elements
        """Give the target the relationships that an element of the source uses, and change its ids to theirs."""
        for one in [*element.iter()]:
            for name, number in [*one.items()]:
                if not name.startswith(R) or number not in self._source.rels:
                    continue
                found = self._relate(self._source.rels[number])
                if found:
                    one.set(name, found)
                elif str(one.tag).rpartition("}")[2] in _LINKS and one.getparent() is not None:
                    one.getparent().remove(one)

    def _relate(self, relation: Any) -> str:  # noqa: ANN401 - python-pptx's relationship
        """Return the id of the same relationship of the target; empty if its slide is gone."""
        if relation.is_external:
            return str(self._target.relate_to(relation.target_ref, relation.reltype, is_external=True))
        part = relation.target_part
        if relation.reltype == RELATIONSHIP_TYPE.SLIDE:
            part = self._slides.get(part.partname)
        elif relation.reltype == RELATIONSHIP_TYPE.CHART:
            part = self._copy_chart(part)
        else:
            return ""
        return str(self._target.relate_to(part, relation.reltype)) if part is not None else ""

    def copy_chart_data(self, base: Any, element: Any, target: Any) -> bool:  # noqa: ANN401 - lxml's elements
        """Give a chart of the edited deck the data of one of the new deck; its look stays.

        Args:
            base: root element of the chart as golive wrote it last time.
            element: the frame of the chart in the new deck.
            target: that in the edited deck.

        Returns:
            False if the two have different series; then nothing is changed.
        """
        new, old = self._find_chart(self._source, element), self._find_chart(self._target, target)
        if new is None or old is None:
            return False
        pairs = [[*one._element.iter(f"{C}ser")] for one in (new, old)]  # noqa: SLF001
        parts = [[[child.tag for child in one if child.tag in _CHART_DATA] for one in side] for side in pairs]
        kinds = [[one.getparent().tag for one in side] for side in pairs]
        if parts[0] != parts[1] or kinds[0] != kinds[1]:
            return False
        for series, former in zip(*pairs, strict=True):
            for one in series:
                if one.tag in _CHART_DATA:
                    former.replace(former.find(one.tag), deepcopy(one))
        ends = [[*one.iter(f"{C}max")] for one in (base, new._element, old._element)]  # noqa: SLF001
        for before, after, own in zip(*ends, strict=False):
            if own.get("val") == before.get("val"):
                own.set("val", after.get("val", ""))
        books = [next(iter_related_parts(one, "/package"), None) for one in (new, old)]
        if books[0] is not None and books[1] is not None:
            books[1].blob = books[0].blob
        return True

    @staticmethod
    def _find_chart(part: Any, element: Any) -> Any:  # noqa: ANN401 - python-pptx's parts
        """Return the part of the chart in a frame; None if there is none."""
        frame = next(element.iter(f"{C}chart"), None)
        relation = part.rels.get(frame.get(f"{R}id", "")) if frame is not None else None
        return relation.target_part if relation is not None and not relation.is_external else None

    def _copy_chart(self, chart: Any) -> Any:  # noqa: ANN401 - python-pptx's part
        package = self._target.package
        copied = ChartPart.load(
            package.next_partname("/ppt/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, package, chart.blob
        )
        # The new part must be reachable before the next name is asked for.
        self._target.relate_to(copied, RELATIONSHIP_TYPE.CHART)
        for relation in chart.rels.values():
            name = package.next_partname(EmbeddedXlsxPart.partname_template)
            workbook = EmbeddedXlsxPart(name, EmbeddedXlsxPart.content_type, package, relation.target_part.blob)
            number = copied.relate_to(workbook, relation.reltype)
            for one in copied._element.iter("{*}externalData"):  # noqa: SLF001
                one.set(f"{R}id", number)
        return copied

    def _make_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)


def _iter_ids(root: Any) -> Iterator[str]:  # noqa: ANN401 - lxml's elements
    for one in root.iter("{*}cNvPr"):
        number = one.get("id", "")
        if number.isascii() and number.isdigit():
            yield number
