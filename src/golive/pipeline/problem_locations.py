"""Point problems of a rendered document to the place to fix: the values in the YAML files, else the template line.

The template is rendered once more, with marks around the printed values. The text of the document that a problem is
about is found by its line; the values within it are those to fix. Nothing is guessed: a text that holds no value of a
file is located at its line of the template.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from golive.markdown.document import (
    Block,
    CodeBlock,
    Container,
    Document,
    Heading,
    Paragraph,
    Table,
    plain_text,
    walk_blocks,
)
from golive.markdown.parser import parse_markdown
from golive.markdown.text_mapping import map_document_text
from golive.project.project import IntegrationProject, Project
from golive.schema.field import Model
from golive.schema.unbroken_values import keep_values_whole
from golive.support.problems import GoliveError, Problem, SpecError
from golive.templating.line_origins import Origin
from golive.templating.templates import RenderedMarkdown
from golive.templating.value_marks import (
    MarkedSpan,
    ValueMarks,
    ValuePlace,
    get_value_at,
    read_marked_text,
    strip_link_marks,
    use_value_marks,
)
from golive.yaml_io.load import read_tree
from golive.yaml_io.nodes import Tree
from golive.yaml_io.renamed_keys import rename_former_keys

_MAX_NAMED_PLACES = 5


class Rendering(NamedTuple):
    """The input from which the document with problems was rendered.

    Attributes:
        project: the project whose files hold the content.
        template: the template's name.
        origins: the template line that each line of the Markdown comes from.
        render_again: renders the same Markdown once more; called with value marks in use.
    """

    project: Project
    template: str
    origins: Sequence[Origin]
    render_again: Callable[[], RenderedMarkdown]


class _ContentFile(NamedTuple):
    """A YAML file that a document is made from, and its model."""

    path: Path
    model: Model


class _TextUnit(NamedTuple):
    """A text of the document: its Markdown line, the text, and the ranges of it that values were printed in."""

    line: int
    text: str
    spans: tuple[MarkedSpan, ...]
    is_heading: bool


def relocate_problems(problems: Iterable[Problem], rendering: Rendering) -> tuple[Problem, ...]:
    """Return the problems with the file and line where they can be fixed.

    Args:
        problems: problems as raised by a renderer: the path is the template name, the line is a Markdown line.
        rendering: what the document was rendered from.
    """
    finder = _ValueFinder(rendering)
    return tuple(
        finder.locate_problem(problem) or _locate_in_template(problem, rendering.template, rendering.origins)
        for problem in problems
    )


class _ValueFinder:
    """Finds the values that a text of a document was made from."""

    def __init__(self, rendering: Rendering) -> None:
        self._rendering = rendering
        self._files = _list_content_files(rendering.project)
        self._trees: dict[str, Tree | None] = {}

    def locate_problem(self, problem: Problem) -> Problem | None:
        """Return the problem at the first of its values, with the others in its hint; None if it is about no value."""
        if not problem.offending_text:
            return None
        places = tuple(dict.fromkeys(self._find_places(problem)))
        # Of a text that is made of several values, those that hold the faulty part.
        places = tuple(place for place in places if self._holds_text(place, problem.offending_text)) or places
        located = [found for place in places if (found := self._locate_value(problem, place))]
        if not located:
            return None
        first, *others = located
        if not others:
            return first
        named = ", ".join(f"{one.label} ({one.location})" for one in others[:_MAX_NAMED_PLACES])
        return first._replace(hint=f"{first.hint} The text is also made of: {named}.".strip())

    @cached_property
    def _marks(self) -> ValueMarks:
        return ValueMarks({name: file.model for name, file in self._files.items()})

    @cached_property
    def _units(self) -> tuple[_TextUnit, ...]:
        """The texts of the document, with the values in them; empty if it cannot be rendered again."""
        try:
            with use_value_marks(self._marks):
                words = self._rendering.render_again()
            document = map_document_text(
                parse_markdown(strip_link_marks(words.text), self._rendering.template), keep_values_whole
            )
        except GoliveError:
            return ()
        return tuple(_iterate_units(document, words, self._marks))

    @cached_property
    def _units_by_line(self) -> Mapping[int, Sequence[_TextUnit]]:
        found: dict[int, list[_TextUnit]] = {}
        for unit in self._units:
            found.setdefault(unit.line, []).append(unit)
        return found

    @cached_property
    def _units_by_text(self) -> Mapping[str, Sequence[_TextUnit]]:
        found: dict[str, list[_TextUnit]] = {}
        for unit in self._units:
            found.setdefault(unit.text, []).append(unit)
        return found

    def _find_places(self, problem: Problem) -> Iterator[ValuePlace]:
        text = problem.offending_text
        if places := self._marks.find_places(text):  # a value that is printed without a template, as on a cover
            yield from places
            return
        if problem.line:
            units = self._units_by_line.get(problem.line, ())
            exact = [unit for unit in units if unit.text == text]
            # A slide's title may be a heading with a number added.
            parts = exact or [
                one for one in units if text in one.text or (one.is_heading and text.startswith(one.text))
            ]
        else:
            parts = []
        if not parts:
            whole = self._units_by_text.get(text, ())
            parts = list(whole) if len(whole) == 1 else []
        for unit in parts:
            start = max(unit.text.find(text), 0)
            yield from _list_places_in(unit, start, start + len(text))
        if not problem.line and not parts:
            # Figures and margins carry no marks. What they cannot show is in every value that contains it.
            numbers = tuple(number for value, number in self._marks.list_texts() if text in value)
            yield from self._marks.get_places(numbers)

    def _holds_text(self, place: ValuePlace, text: str) -> bool:
        value = get_value_at(self._files[place.file].model, place.path)
        return isinstance(value, str) and text in value

    def _locate_value(self, problem: Problem, place: ValuePlace) -> Problem | None:
        if place.file not in self._trees:
            self._trees[place.file] = self._read_file(self._files[place.file])
        tree = self._trees[place.file]
        if tree is None:
            return None
        start, end = _narrow_range(tree, tree.find_caret_offsets(place.path), problem.offending_text.strip())
        found = tree.source.make_problem(start, end, problem.message, problem.hint)
        found = tree.add_where(found, place.path, type(self._files[place.file].model))
        return found._replace(check=problem.check, severity=problem.severity)

    def _read_file(self, file: _ContentFile) -> Tree | None:
        try:
            tree = read_tree(file.path, inside=self._rendering.project.workspace.data_folder)
            return rename_former_keys(tree, type(file.model))
        except SpecError:  # the file was changed since it was loaded: fall back to the template's line
            return None


def _narrow_range(tree: Tree, offsets: tuple[int, int], text: str) -> tuple[int, int]:
    """Return the offsets of a text within a value, or of the whole value if it does not contain the text as written."""
    start, end = offsets
    source, begin = tree.source.find_file(start)
    inside = source.text.find(text, begin, begin + end - start)
    return (start + inside - begin, start + inside - begin + len(text)) if inside >= 0 else offsets


def _list_content_files(project: Project) -> Mapping[str, _ContentFile]:
    """Return the YAML files that a document is made from, by the name of their part."""
    workspace, about = project.workspace, project.document_subject
    own = project.spec_file if isinstance(project, IntegrationProject) else workspace.guide_file
    files = {"subject": _ContentFile(own, about)} if own else {}
    files["organization"] = _ContentFile(workspace.organization_file, project.organization)
    files["process"] = _ContentFile(workspace.process_file, project.process)
    if project.changelog is not None:
        files["changelog"] = _ContentFile(workspace.changelog_file(about.id), project.changelog)
    return files


def _iterate_units(document: Document, words: RenderedMarkdown, marks: ValueMarks) -> Iterator[_TextUnit]:
    """Yield every text of a document that is laid out as one unit."""
    for block in walk_blocks(document.blocks):
        line = getattr(block, "line", 0)
        values = words.block_values[line - 1] if 0 < line <= len(words.block_values) else ()
        for text in _list_block_texts(block):
            plain, spans = read_marked_text(text, marks)
            whole = (MarkedSpan(0, len(plain), marks.get_places(values)),) if values else ()
            yield _TextUnit(line, plain, (*spans, *whole), isinstance(block, Heading))


def _list_block_texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield plain_text(block.runs)
        case Table():
            for row in (block.header, *block.rows, (block.caption,)):
                yield from map(plain_text, row)
        case CodeBlock():
            yield block.text
    if isinstance(block, Heading | Table | Container):
        yield from block.attributes.values()


def _list_places_in(unit: _TextUnit, start: int, end: int) -> Iterator[ValuePlace]:
    """Yield the places of the values that were printed in a range of a text, in reading order."""
    for span in sorted(unit.spans, key=lambda span: span.start):
        if span.start < end and start < span.end:
            yield from span.places


def _locate_in_template(problem: Problem, template: str, origins: Sequence[Origin]) -> Problem:
    if problem.path != Path(template):
        return problem
    if not 0 < problem.line <= len(origins):
        return problem._replace(line=0)
    origin = origins[problem.line - 1]
    return problem._replace(path=origin.path, line=origin.line)
