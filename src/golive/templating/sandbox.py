"""The Jinja environment: what a template may name, call, and how many steps it may take.

Templates come from a workspace, so perhaps from a stranger. One may name the fields of the spec, and use the filters
and functions that golive gives it; it reaches no method, no private name and no file, and it cannot run for ever.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any

from jinja2 import Environment, FileSystemLoader, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context, LoopContext, Macro, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from golive.schema.field import Model, is_internal_field
from golive.templating.escape import Markdown
from golive.templating.line_origins import add_origin_marks, register_template_file
from golive.templating.open_values import OpenFields, OpenValue
from golive.templating.template_cache import get_template_cache
from golive.templating.value_marks import derive_text, get_value_marks
from golive.templating.values import MisuseError, ValueRenderer

MAX_STEPS = 1_000_000  # blocks run (bodies of loops, ifs and macros): a runbook of 60 interfaces needs some 20,000
MAX_TEXT = 2_000_000  # characters joined to one text
_MAX_OPERAND = 10**15
_ALLOWED_FILTERS = (
    "batch",
    "first",
    "groupby",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "reject",
    "rejectattr",
    "select",
)
_MORE_ALLOWED_FILTERS = ("selectattr", "sort", "unique", "upper")
_ALLOWED_TESTS = ("defined", "divisibleby", "eq", "even", "ge", "gt", "in", "le", "lt", "ne", "none", "odd")


class NameMissingError(UndefinedError):
    """Raised when a template uses a name that does not exist."""

    def __init__(self, message: str, owner: object, name: str) -> None:
        super().__init__(message)
        self.owner = owner
        self.name = name


class Missing(StrictUndefined):
    """Value of an unknown name: any use of it raises an error that states the name and where it was looked up."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None) -> None:  # noqa: ANN401
        del exc

        def error(message: str | None = None) -> NameMissingError:
            return NameMissingError(message or "names something that does not exist", obj, name or "")

        super().__init__(hint, obj, name, error)  # type: ignore[arg-type]


class _TemplateCodeGenerator(CodeGenerator):
    """Generates Python code for a template that counts its steps and joins texts as Markdown."""

    def blockvisit(self, nodes: Any, frame: Frame) -> None:  # noqa: ANN401 - jinja's own signature
        self.writeline("environment.count_step()")
        super().blockvisit(nodes, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - jinja's name
        self.write("environment.join_values((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _TemplateLoader(FileSystemLoader):
    """Loads templates from folders, and registers their files, whether they are compiled or taken from the cache."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, file, is_current = super().get_source(environment, template)
        register_template_file(file)
        return source, file, is_current


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with fewer permissions; it writes Markdown instead of HTML."""

    code_generator_class = _TemplateCodeGenerator
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, folders: list[str], renderer: ValueRenderer, open_fields: OpenFields) -> None:
        super().__init__(
            loader=_TemplateLoader(folders),
            undefined=Missing,
            # On, so that what a macro or a `set` block returns is known to be escaped; `finalize` does the escaping.
            autoescape=True,
            finalize=_build_finalizer(renderer),
            optimized=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=get_template_cache(),
            auto_reload=False,
        )
        self.renderer = renderer
        self.open_fields = open_fields
        self.marks = get_value_marks()
        self.steps = 0
        self.globals = {}
        self.filters = {name: self.filters[name] for name in (*_ALLOWED_FILTERS, *_MORE_ALLOWED_FILTERS)}
        self.tests = {name: self.tests[name] for name in _ALLOWED_TESTS}

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Return the template with a mark on each line that writes something."""
        return add_origin_marks(super().preprocess(source, name, filename), filename or name or "")

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - jinja's own signature
        """Return `a.b`, or its placeholder if it is to be decided."""
        if isinstance(obj, OpenValue):
            return obj
        value = super().getattr(obj, attribute)
        if self.marks:
            value = self.marks.copy_field(obj, attribute, value)
        found = self.open_fields.find_open_field(obj, attribute, value) if value is None or value == () else None
        return value if found is None else found

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - jinja's own signature
        """Return `a["b"]`, also for filters that name an attribute; otherwise as `getattr`."""
        if isinstance(obj, OpenValue | Model):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)

    def count_step(self) -> None:
        """Count one step; raise an error when a template takes too many."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise SecurityError(f"runs for too long: more than {MAX_STEPS:,} steps")

    def join_values(self, values: tuple[object, ...]) -> str:
        """Evaluate `a ~ b`.

        If a part is Markdown, the other parts are escaped and the result is Markdown, else plain text.
        """
        if any(isinstance(value, Markup) for value in values):
            joined: str = Markdown("").join(self.renderer.render_inline(value) for value in values)
        else:
            joined = derive_text("".join(self.renderer.format_plain_text(value) for value in values), *values)
        if len(joined) > MAX_TEXT:
            raise SecurityError(f"makes a text of more than {MAX_TEXT:,} characters")
        return joined

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - jinja's own signature
        """Return whether a template may read an attribute.

        Fields and properties of models, and Jinja's own objects.
        """
        if attr.startswith("_"):
            return False
        if isinstance(obj, Model):
            info = type(obj).model_fields.get(attr)
            return not is_internal_field(info) if info else isinstance(getattr(type(obj), attr, None), property)
        if isinstance(obj, Enum):
            return attr in {"label", "value"}
        if isinstance(obj, Mapping):
            return attr in {"items", "keys", "values"}
        if isinstance(obj, LoopContext | Macro) or type(obj).__module__.startswith("jinja2."):
            return super().is_safe_attribute(obj, attr, value)
        return attr in _list_struct_fields(obj)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401 - jinja's own signature
        """Disallow `format`, which can create texts of any width."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - jinja's own signature
        """Evaluate arithmetic on numbers of limited size; texts can only be joined with `~`."""
        if any(isinstance(side, str) for side in (left, right)):
            raise MisuseError(f"uses `{operator}` on text; join texts with `~`")
        if operator == "**" or any(isinstance(side, int) and abs(side) > _MAX_OPERAND for side in (left, right)):
            raise SecurityError("computes with numbers that are too large")
        return super().call_binop(context, operator, left, right)


def _build_finalizer(shown: ValueRenderer) -> Callable[[Context, object], Markdown]:
    """Build the function that converts every printed value with `shown`.

    It takes the context so that Jinja does not escape constants itself, as HTML.
    """

    @pass_context
    def finalize(_context: Context, value: object) -> Markdown:
        return shown.render_block(value)

    return finalize


def _list_struct_fields(obj: object) -> Iterator[str]:
    """Return the field names of a frozen value of golive; none for other objects."""
    if type(obj).__module__.startswith("golive."):
        yield from getattr(type(obj), "__match_args__", ())
