"""The command line: one file per command. Only this package prints.

Exit codes: 0 success, 1 problems to fix, 2 wrong usage, 130 stopped by Ctrl-C.
"""

import os
import sys

import click

from golive import __version__
from golive.cli.approve import approve
from golive.cli.audit import audit
from golive.cli.build import build
from golive.cli.check import check
from golive.cli.completion import COMPLETE_VARIABLE, completion
from golive.cli.diff import diff
from golive.cli.doctor import doctor
from golive.cli.explain import explain
from golive.cli.fmt import fmt
from golive.cli.import_files import import_files
from golive.cli.init import init
from golive.cli.invite import invite
from golive.cli.layout import layout
from golive.cli.log import log
from golive.cli.new import new
from golive.cli.plan import plan
from golive.cli.release import release
from golive.cli.schema import schema
from golive.cli.status import status
from golive.cli.studio import studio
from golive.cli.take_back import take_back
from golive.cli.theme import theme
from golive.cli.verify import verify
from golive.support.garbage_collection import collect_rarely
from golive.support.problems import GoliveError

INTERRUPTED = 130


class _SuggestingGroup(click.Group):
    """Command group that suggests the closest command for an unknown name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, self.commands, n=1, cutoff=0.5)
            known = ", ".join(sorted(self.commands))
            hint = f"Did you mean `{near[0]}`?" if near else f"There are: {known}."
            raise click.UsageError(f"There is no command `{name}`. {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_SuggestingGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="golive")
def cli() -> None:
    """Turn integration specs into overview decks, runbooks, guides and explainers.

    A workspace is a folder with data/organization.yaml in it; it is found upward from the spec, or
    from the current folder. SPEC is a YAML file, or the id of an integration of the workspace.
    """


for _command in (
    init, new, import_files, build, check, explain, status, fmt, plan, invite, diff, release, approve, log, verify,
    take_back, layout, audit, theme, schema, doctor, completion, studio,
):  # fmt: skip
    cli.add_command(_command)


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
