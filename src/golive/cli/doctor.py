"""`golive doctor`."""

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def doctor(*, as_json: bool) -> int:
    """Say what this machine can make, and what to install for the rest."""
    from golive.cli.output import show_json
    from golive.pipeline.environment import examine

    findings = examine()
    if as_json:
        show_json(
            {
                "findings": [
                    {"what": f.what, "ok": f.ok, "needed": f.needed, "detail": f.detail, "mend": f.mend}
                    for f in findings
                ]
            }
        )
    else:
        for finding in findings:
            mark = (
                click.style("ok", fg="green")
                if finding.ok
                else click.style("missing", fg="red" if finding.needed else "yellow")
            )
            click.echo(f"{mark:>7}  {finding.what}: {finding.detail}")
            if not finding.ok:
                click.echo(f"         {finding.mend}")
    return 1 if any(finding.needed and not finding.ok for finding in findings) else 0
