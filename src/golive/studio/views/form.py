"""The form of one topic: its items as cards or as a grid, each field with its value, help and problems."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.fields import FieldContext, FieldView, build_field
from golive.studio.views.problems import ProblemView, encode_path, list_problem_views, make_element_id
from golive.support.problems import PathStep
from golive.topics.fields import map_fields
from golive.topics.inputs import Choice
from golive.topics.questions import ItemList, Question, TopicItem, list_blank_questions, read_topic, resolve_steps
from golive.topics.topic import Topic, TopicLayout

Layout = Literal["questions", "cards", "grid"]
_MANY_FIELDS = 60
_TOO_MANY_CARDS = 8
_NARROWEST, _WIDEST = 6, 42  # characters of a column


class GroupView(Struct, frozen=True):
    """Fields under one heading.

    Attributes:
        id: the id of its element; empty for fields directly in the item.
        heading: its heading; empty for fields directly in the item.
        fields: its fields.
        is_optional: whether the whole group can be left out.
    """

    id: str
    heading: str
    fields: tuple[FieldView, ...]
    is_optional: bool = False

    @property
    def is_open(self) -> bool:
        """Return whether its fields are shown: a group that can be left out is closed while it holds nothing."""
        return not self.is_optional or any(
            one.value or one.checked or one.items or one.to_do or one.list_problems() or len(one.entries) > 1
            for one in self.fields
        )


class CardView(Struct, frozen=True):
    """One item.

    Attributes:
        id: the id of its element.
        key: what tells it from other cards of the page, also after it was moved.
        path: its path, as JSON.
        index: its place in its list.
        name: its name; empty for a group.
        kind: the words for its kind; may be empty.
        groups: its fields under their headings.
        fix_count: how many problems in it must be fixed.
        to_do_count: how many of its fields are missing or still open.
        is_open: whether the card shows its fields.
        is_new: whether the item is not in the file yet.
        new_kind: the word of its kind, if it is new.
    """

    id: str
    key: str
    path: str
    index: int
    name: str
    kind: str
    groups: tuple[GroupView, ...]
    fix_count: int = 0
    to_do_count: int = 0
    is_open: bool = True
    is_new: bool = False
    new_kind: str = ""


class PartView(Struct, frozen=True):
    """One list or group of a topic.

    Attributes:
        id: the id of its element.
        number: its place among the parts of the topic.
        path: its path, as JSON.
        heading: the names of what contains it, or its label.
        label: its label.
        layout: `questions` for a group, `cards` or `grid` for a list.
        cards: its items.
        columns: labels of the columns of a grid.
        column_keys: keys of the columns of a grid.
        column_widths: widths of the columns of a grid, in characters.
        kinds: the kinds that a new item can have.
        problems: problems of the list as a whole.
    """

    id: str
    number: int
    path: str
    heading: str
    label: str
    layout: Layout
    cards: tuple[CardView, ...]
    columns: tuple[str, ...] = ()
    column_keys: tuple[str, ...] = ()
    column_widths: tuple[int, ...] = ()
    kinds: tuple[Choice, ...] = ()
    problems: tuple[ProblemView, ...] = ()


class PartLink(Struct, frozen=True):
    """A link to one part of a topic with many: its number, its name and whether it is shown."""

    number: int
    name: str
    is_current: bool


class PartLinks(Struct, frozen=True):
    """Links to the parts that belong to the same item; the heading is its name, and empty if each has one part."""

    heading: str
    links: tuple[PartLink, ...]


class FormView(Struct, frozen=True):
    """The form of one topic.

    Attributes:
        topic: the topic.
        parts: the lists and groups that are shown.
        links: the parts to choose from; empty if all are shown.
        other_problems: problems that belong to no field of the page.
    """

    topic: Topic
    parts: tuple[PartView, ...]
    links: tuple[PartLinks, ...] = ()
    other_problems: tuple[ProblemView, ...] = ()


class FormOptions(Struct, frozen=True):
    """What the address of a page asks for.

    Attributes:
        part: the number of the part to show, where only one is shown.
        new_part: the number of the part that gets a blank item; None for none.
        new_kind: the kind of that item.
        at: the id of the element to go to; the part and card that hold it are shown.
        new_inside: the id of the list inside an item that gets a blank item; empty for none.
        has_all_columns: whether a grid shows columns in which nothing stands.
    """

    part: int = 0
    new_part: int | None = None
    new_kind: str = ""
    at: str = ""
    new_inside: str = ""
    has_all_columns: bool = False


def build_form(snapshot: FileSnapshot, topic: Topic, options: FormOptions) -> FormView:
    """Return the form of a topic for a file as it is now.

    Args:
        snapshot: the file; its values must be readable.
        topic: the topic.
        options: what the address of the page asks for.
    """
    lists = read_topic(topic, snapshot.values, snapshot.gaps)
    problems = [one for one in list_problem_views(snapshot) if one.url.startswith(f"{snapshot.target.url}/{topic.id}?")]
    shown = _choose_parts(topic, lists, options)
    query = f"part={shown[0]}" if len(shown) == 1 else "part=0"
    context = FieldContext(snapshot.values, _group_problems(problems), snapshot.target.model, options.new_inside, query)
    parts = tuple(
        _build_part(context, topic, lists[number], number, options, is_alone=len(lists) == 1) for number in shown
    )
    links = _link_parts(lists, shown)
    found = {id(problem) for problem in context.placed}
    others = tuple(one for one in problems if id(one) not in found)
    return FormView(topic, parts, links if len(shown) < len(lists) else (), others)


def _choose_parts(topic: Topic, lists: Sequence[ItemList], options: FormOptions) -> Sequence[int]:
    """Return the numbers of the parts to show: one record layout or interface at a time, all parts of other topics."""
    if len(lists) < 2 or topic.form is TopicLayout.QUESTIONS:  # noqa: PLR2004 - one or none
        return range(len(lists))
    if all(not one.parents for one in lists):
        return range(len(lists))
    for number, one in enumerate(lists):
        if options.at and _holds(make_element_id(one.path), options.at):
            return (number,)
    wanted = options.new_part if options.new_part is not None else options.part
    return (wanted if wanted < len(lists) else 0,)


def _link_parts(lists: Sequence[ItemList], shown: Sequence[int]) -> tuple[PartLinks, ...]:
    """Return the links to all parts, under the name of the item that they belong to."""
    groups: dict[str, list[PartLink]] = {}
    for number, one in enumerate(lists):
        heading, *inner = one.parents or ("",)
        has_twin = sum(other.parents == one.parents for other in lists) > 1
        name = " › ".join((*inner, *((one.label,) if has_twin or not inner else ())))
        groups.setdefault(heading, []).append(PartLink(number, name, number in shown))
    if all(len(links) == 1 for links in groups.values()):
        links = (PartLink(one.number, heading or one.name, one.is_current) for heading, (one,) in groups.items())
        return (PartLinks("", tuple(links)),)
    return tuple(PartLinks(heading, tuple(links)) for heading, links in groups.items())


def _group_problems(problems: Sequence[ProblemView]) -> Mapping[tuple[PathStep, ...], tuple[ProblemView, ...]]:
    grouped: dict[tuple[PathStep, ...], tuple[ProblemView, ...]] = {}
    for problem in problems:
        grouped[problem.where] = (*grouped.get(problem.where, ()), problem)
    return grouped


def _build_part(  # noqa: PLR0913 - what a part is made from
    context: FieldContext, topic: Topic, items: ItemList, number: int, options: FormOptions, *, is_alone: bool
) -> PartView:
    element_id = make_element_id(items.path) if items.path else "f"
    heading = " › ".join(items.parents) or ("" if is_alone else items.label)
    layout: Layout = "questions" if not items.is_list else "grid" if topic.form is TopicLayout.GRID else "cards"
    kind_labels = {kind.word: kind.label for kind in items.kinds} if len(items.kinds) > 1 else {}
    if kind_labels:
        items = _put_kind_first(items, topic.file_kind)
    cards = [_build_card(context, item, index, kind_labels) for index, item in enumerate(items.items)]
    if items.is_list:
        is_asked_for = any(_holds(card.id, options.at) for card in cards)
        wants_open = not is_asked_for and (len(cards) == 1 or sum(map(_count_shown_fields, cards)) <= _MANY_FIELDS)
        cards = [
            replace(
                card,
                is_open=wants_open
                or _holds(card.id, options.at)
                or (card.fix_count > 0 and len(cards) < _TOO_MANY_CARDS and not is_asked_for),
            )
            for card in cards
        ]
        if options.new_part == number:
            cards.append(_build_blank_card(context, topic, items, options.new_kind))
    columns = _choose_columns(cards, has_all=options.has_all_columns) if layout == "grid" else ()
    return PartView(
        element_id,
        number,
        encode_path(items.path),
        heading,
        items.label,
        layout,
        tuple(cards),
        tuple(one.label for one in columns),
        tuple(one.key for one in columns),
        tuple(_measure_column(cards, one.key) for one in columns),
        items.kinds,
        context.take(items.path),
    )


def _put_kind_first(items: ItemList, file_kind: str) -> ItemList:
    """Return items of several kinds with the question for the kind first: it decides which others follow."""
    key = resolve_steps(file_kind, items.path)[0].item_slot.discriminator[0]
    return replace(
        items,
        items=tuple(
            replace(one, questions=tuple(sorted(one.questions, key=lambda asked: asked.path != (*one.path, key))))
            for one in items.items
        ),
    )


def _build_blank_card(context: FieldContext, topic: Topic, items: ItemList, wanted_kind: str) -> CardView:
    words = {kind.word: kind.label for kind in items.kinds}
    kind = wanted_kind if wanted_kind in words else next(iter(words), "")
    path = (*items.path, len(items.items))
    questions = tuple(one for one in list_blank_questions(topic, items, kind) if one.value is None)  # not its kind
    card = _build_card(context, TopicItem(path, "", kind, questions), len(items.items), words)
    name = f"New: {words[kind]}" if len(words) > 1 else "New"
    return replace(card, name=name, new_kind=kind, is_new=True, is_open=True)


def _holds(card_id: str, element_id: str) -> bool:
    return element_id == card_id or element_id.startswith(f"{card_id}-")


def _build_card(context: FieldContext, item: TopicItem, index: int, kind_labels: Mapping[str, str]) -> CardView:
    fields = [(question, build_field(context, question)) for question in item.questions]
    groups = _group_fields(fields)
    own = context.take(item.path)
    found = [*own, *(problem for _, field in fields for problem in field.list_problems())]
    shown = [field for group in groups for field in group.fields]
    return CardView(
        make_element_id(item.path) if item.path else "f",
        f"{encode_path(item.path[:-1])} {item.name}",
        encode_path(item.path),
        index,
        item.name,
        kind_labels.get(item.kind, ""),
        tuple(group for group in groups if group.fields),
        sum(problem.kind == "fix" for problem in found),
        sum(bool(field.to_do) or any(one.kind == "to-do" for one in field.list_problems()) for field in shown),
    )


def _group_fields(fields: Sequence[tuple[Question, FieldView]]) -> tuple[GroupView, ...]:
    """Return fields under their headings; a heading comes once, also if a group inside it stands between its fields."""
    found: dict[tuple[str, ...], GroupView] = {}
    for number, (headings, some) in enumerate(groupby(fields, key=lambda pair: pair[0].groups)):
        pairs = list(some)
        shown = tuple(field for _, field in pairs if not field.is_hidden)
        key = headings or (f"{number}",)
        if key in found:
            found[key] = replace(found[key], fields=(*found[key].fields, *shown))
            continue
        question = pairs[0][0]
        is_optional = bool(headings) and _is_group_optional(question)
        element_id = make_element_id(question.path[:-1]) if headings else ""
        found[key] = GroupView(element_id, " › ".join(headings), shown, is_optional)
    return tuple(found.values())


def _is_group_optional(question: Question) -> bool:
    """Return whether the group that a question belongs to can be left out in every phase."""
    fields = map_fields(question.field.file_kind)
    steps = question.field.steps[:-1]
    while steps and steps not in fields:  # the step for a kind of group is no field
        steps = steps[:-1]
    return bool(steps) and not fields[steps].is_required and fields[steps].needed_by is None


def _count_shown_fields(card: CardView) -> int:
    return sum(len(group.fields) for group in card.groups if group.is_open)


def _measure_column(cards: Sequence[CardView], key: str) -> int:
    """Return the width of a column in characters, by the longest text in it."""
    texts = [field.value for card in cards for group in card.groups for field in group.fields if field.key == key]
    return max(_NARROWEST, min(_WIDEST, max(map(len, texts), default=0) + 1))


def _choose_columns(cards: Sequence[CardView], *, has_all: bool) -> tuple[FieldView, ...]:
    """Return a field for each column of a grid: those that are asked for or in use."""
    first: dict[str, FieldView] = {}
    used: set[str] = set()
    for card in cards:
        for field in (field for group in card.groups for field in group.fields):
            if field.fits_cell:
                first.setdefault(field.key, field)
                if field.value or field.problems or field.is_required:
                    used.add(field.key)
    return tuple(field for key, field in first.items() if has_all or key in used)
