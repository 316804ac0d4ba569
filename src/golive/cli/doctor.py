"""`golive doctor`."""

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def doctor(*, as_json: bool) -> int:
    """Check what this machine can build, and what to install for the rest."""
    from golive.cli.output import show_json
    from golive.pipeline.environment import check_environment

    findings = check_environment()
    if as_json:
        show_json(
            {
                "findings": [
                    {"what": f.what, "ok": f.ok, "needed": f.needed, "detail": f.detail, "fix": f.fix} for f in findings
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
                click.echo(f"         {finding.fix}")
    return 1 if any(finding.needed and not finding.ok for finding in findings) else 0
