"""The command line: one file per command. Only this package prints.

Exit codes: 0 success, 1 problems to fix, 2 wrong usage, 130 stopped by Ctrl-C.
"""

import os
import sys
from importlib import import_module
from itertools import pairwise
from typing import Final

import click

from golive.cli.version import note_verbose, show_version
from golive.support.garbage_collection import collect_rarely
from golive.support.problems import GoliveError

INTERRUPTED = 130
COMPLETE_VARIABLE: Final = "_GOLIVE_COMPLETE"
# Name → what `golive --help` says. The module of a command is named like it, with `_`, and imported when it runs.
COMMANDS: Final = {
    "approve": "Record an approval of the newest release.",
    "audit": "Find problems in any presentation or PDF.",
    "build": "Build the documents of integrations.",
    "check": "Check specs, and list every problem at once.",
    "completion": "Print a script that completes commands in a shell.",
    "diff": "Show what changed between two versions, and its level.",
    "doctor": "Check what this machine can build.",
    "explain": "Explain a check or a field.",
    "export": "Write the plan, the open items or the runbook for other tools.",
    "fmt": "Format YAML files.",
    "import": "Import an API description or record layout into a spec.",
    "init": "Turn a folder into a workspace.",
    "invite": "Write the meetings of the plan as an .ics file.",
    "layout": "Make sample data files, and verify real ones.",
    "log": "Print the change log.",
    "migrate": "Update renamed keys to their current names.",
    "new": "Start the spec of an integration.",
    "plan": "Print the plan with computed days.",
    "publish": "Publish a document as a page of Confluence.",
    "release": "Release a spec: raise its version, log its changes.",
    "schema": "Print a JSON Schema, for editors.",
    "status": "Show how far each integration is.",
    "studio": "Fill in specs in the browser.",
    "take-back": "Copy edited text from a deck back into its spec.",
    "theme": "Inspect a PowerPoint template, and choose its layouts.",
    "unrelease": "Withdraw the newest release.",
    "verify": "Verify documents that golive built.",
    "workbook": "Ask the biller in Excel, and import the answers.",
}
# Where the file has another name, as `import` cannot be one.
_MODULES: Final = {"import": "import_files"}


class _LazyGroup(click.Group):
    """Command group that imports a command when it runs, and suggests the closest one for an unknown name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        name = _MODULES.get(cmd_name, cmd_name.replace("-", "_"))
        command = getattr(import_module(f"golive.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not ctx.resilient_parsing:
            _refuse_empty_arguments(args)
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
            known = ", ".join(COMMANDS)
            hint = f"Did you mean `{near[0]}`?" if near else f"There are: {known}."
            raise click.UsageError(f"There is no command `{name}`. {hint}", ctx)
        return super().resolve_command(ctx, args)


def _refuse_empty_arguments(args: list[str]) -> None:
    """Refuse arguments without content: a script meant a value, and no command may go on with its default instead.

    Raises:
        click.UsageError: an argument is empty, or the value of an option that is written as `--name=`.
    """
    for before, word in pairwise(args):
        name = word.removesuffix("=")
        if not word.strip() or (word.startswith("--") and name != word and "=" not in name):
            place = f"after `{before}`" if not word.strip() else f"of `{name}`"
            raise click.UsageError(
                f"The argument {place} is empty, as when a variable is not set. Write a value, or leave it out."
            )


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, expose_value=False, callback=show_version, help="Show the version and exit.")
@click.option(
    "--verbose",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=note_verbose,
    help="With --version: show Python and the engines too.",
)
def cli() -> None:
    """Turn integration specs into overview decks, runbooks, guides and explainers.

    A workspace is a folder with data/organization.yaml in it; it is found upward from the spec, or
    from the current folder. SPEC is a YAML file, or the id of an integration of the workspace.
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    collect_rarely()
    if COMPLETE_VARIABLE in os.environ:
        from golive.cli import powershell_completion  # noqa: F401 - registers PowerShell
    try:
        code = cli.main(args=arguments, prog_name="golive", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped.", err=True)
        return INTERRUPTED
    except GoliveError as error:
        from golive.cli.output import show_problems

        show_problems(error.problems)
        return 1
    except BrokenPipeError:
        # The reader of the pipe has exited (`golive check | head`); avoid a second error when Python flushes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0
