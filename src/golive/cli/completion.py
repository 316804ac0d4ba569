"""`golive completion`: scripts that let a shell complete commands, options and the ids of integrations."""

import click

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(*, shell: str) -> None:
    r"""Print a script that completes commands, options and ids in SHELL.

    \b
    bash:        golive completion bash > ~/.local/share/bash-completion/completions/golive
    zsh:         golive completion zsh > ~/.zfunc/_golive     (with fpath+=~/.zfunc in ~/.zshrc)
    fish:        golive completion fish > ~/.config/fish/completions/golive.fish
    powershell:  golive completion powershell >> $PROFILE
    """
    from click.shell_completion import get_completion_class

    from golive.cli import COMPLETE_VARIABLE, cli, powershell_completion  # noqa: F401 - registers PowerShell

    kind = get_completion_class(shell)
    assert kind is not None  # SHELLS lists what click and this module know
    click.echo(kind(cli, {}, "golive", COMPLETE_VARIABLE).source())
