"""Load a YAML file into a model, or report all its problems at once, each with its location."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct
from pydantic import ValidationError

from golive.schema.field import Model
from golive.support.garbage_collection import freeze_results
from golive.support.problems import PathStep, Problem, SpecError
from golive.yaml_io.nodes import Tree
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.plain_values import extract_plain_values
from golive.yaml_io.presets import expand_presets
from golive.yaml_io.renamed_keys import rename_former_keys
from golive.yaml_io.source import Source, SourceSpan, decode_source, read_source

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=Model)


class Loaded(Struct, Generic[M], frozen=True):
    """A model and the file it was loaded from.

    Attributes:
        value: the model.
        tree: the parsed file, with the location of every value.
    """

    value: M
    tree: Tree

    @property
    def path(self) -> Path:
        """The path of the file, as shown in messages."""
        return self.tree.source.path

    @property
    def source(self) -> Source:
        """The text of the file."""
        return self.tree.source

    def make_span(self, path: tuple[PathStep, ...], *, key: bool = False) -> SourceSpan:
        """Return the span of the value at a path such as `("interfaces", 2, "schedule", "cut_off")`, or of its key.

        Raises:
            KeyError: there is nothing at that path; or no key, as with an item of a list.
        """
        return self.tree.make_span(path, key=key)

    def make_problem(self, path: tuple[PathStep, ...], message: str, hint: str = "") -> Problem:
        """Return a Problem at the value of a path, or at the nearest key above it if there is no such value."""
        return self.tree.make_problem(path, message, hint, type(self.value))

    def locate(self, problem: Problem) -> Problem:
        """Return a Problem with the file, line, column and label of the value that its `where` leads to."""
        located = self.make_problem(problem.where, problem.message, problem.hint)
        return located._replace(check=problem.check, severity=problem.severity)

    def add_where(self, problem: Problem, where: tuple[PathStep, ...]) -> Problem:
        """Return a Problem that was located in the text with the path and label of the value that it is about."""
        return self.tree.add_where(problem, where, type(self.value))


def load(path: Path, model: type[M], display_path: Path | None = None, inside: Path | None = None) -> Loaded[M]:
    """Read and validate a YAML file.

    Args:
        path: the file.
        model: the model to validate it against.
        display_path: the path shown in messages; `path` by default.
        inside: the folder that included files must lie in, and that may contain presets. Without it, nothing can be
            included and only the bundled presets are available.

    Raises:
        SpecError: the file cannot be read, is not YAML, or does not fit the model; all problems at once, in file order.
    """
    return validate_tree(read_tree(path, display_path, inside), model)


def load_text(data: bytes, model: type[M], display_path: Path, inside: Path | None = None) -> Loaded[M]:
    """Load from the bytes of a file that is not on this disk; included files are resolved from `display_path`.

    Raises:
        SpecError: as `load`.
    """
    return validate_tree(_expand_tree(parse_yaml(decode_source(data, display_path)), display_path, inside), model)


def read_tree(path: Path, display_path: Path | None = None, inside: Path | None = None) -> Tree:
    """Read a YAML file, and expand its includes and presets; arguments and errors as for `load`."""
    return _expand_tree(parse_yaml(read_source(path, display_path)), path, inside)


def _expand_tree(tree: Tree, path: Path, inside: Path | None) -> Tree:
    if inside is not None and tree.has_include:
        from golive.yaml_io.includes import expand_includes

        tree = expand_includes(tree, path, inside)
    return expand_presets(tree, inside / "presets" if inside else None)


def validate_tree(tree: Tree, model: type[M]) -> Loaded[M]:
    """Validate a tree and return its model.

    Raises:
        SpecError: the values do not fit the model, or a key is there under its former and its present name.
    """
    tree = rename_former_keys(tree, model)
    content = extract_plain_values(tree, model)
    value, errors = _validate(content.value, model)
    if value is None:
        from golive.yaml_io.names_for_ids import replace_names_by_ids
        from golive.yaml_io.validation_problems import explain_errors

        if (with_ids := replace_names_by_ids(content.value, errors, model)) is not None:
            value, errors = _validate(with_ids, model)
        if value is None:
            raise SpecError(*explain_errors(errors, tree, model, content.forbidden_gaps))
    if tree.has_empty or content.forbidden_gaps:
        from golive.yaml_io.validation_problems import explain_errors

        if problems := explain_errors([], tree, model, content.forbidden_gaps):
            raise SpecError(*problems)
    return Loaded(value, tree)


def _validate(plain: Any, model: type[M]) -> "tuple[M | None, Sequence[ErrorDetails]]":  # noqa: ANN401 - plain values
    """Return the model of plain values; or None, and the errors."""
    try:
        return _build_validator(model).model_validate(plain), ()
    except ValidationError as error:
        return None, error.errors(include_url=False)


@cache
def _build_validator(model: type[M]) -> type[M]:
    """Build the validator of a model before its first use."""
    with freeze_results(), _without_plugins():
        model.model_rebuild()
    return model


@contextmanager
def _without_plugins() -> Iterator[None]:
    """Let pydantic build validators without searching for plugins.

    Before its first validator, pydantic searches all installed packages for plugins. It finds none, and importing the
    modules for that search takes a tenth of the time of `golive check`. No pydantic setting avoids that import, so an
    empty module replaces the one that searches.
    """
    name = "pydantic.plugin._loader"
    if name in sys.modules:
        yield
        return
    nothing = ModuleType(name)
    nothing.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules[name] = nothing
    try:
        yield
    finally:
        del sys.modules[name]
