"""Commands of the installation itself."""

import os
import sys
from pathlib import Path

import click


def _workers() -> int:
    """One web worker a processor, four at most: more would only wait for the same database."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(processors, 4)


@click.command()
@click.option("--demo", is_flag=True, help="With invented accounts, a story and a mailbox; for this machine only.")
@click.option("--host", default="127.0.0.1", show_default=True, envvar="JEMBATAN_BIND", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, envvar="PORT")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    envvar="JEMBATAN_WEB_WORKERS",
    help="Processes of the web server.  [default: one a processor, at most 4]",
)
def up(demo: bool, host: str, port: int, workers: int | None) -> None:
    """Start the web server and the worker, and keep them running.

    Brings the database up to date first. Data, files and keys lie in JEMBATAN_HOME (default: ./var) and are never
    removed by a start. Ctrl-C stops everything.
    """
    from jembatan.config.banner import banner
    from jembatan.config.home import home
    from jembatan.config.running.start import CannotStart, Plan, start
    from jembatan.config.running.supervisor import GivenUp

    try:
        folder = home()
    except OSError as fault:
        raise click.ClickException(f"JEMBATAN_HOME cannot be used: {fault}.") from fault
    os.environ.update(JEMBATAN_HOME=str(folder), PORT=str(port))
    os.environ.setdefault("NUMBA_CACHE_DIR", str(folder / "cache" / "numba"))
    plan = Plan(home=folder, host=host, port=port, workers=workers or _workers(), wants_demo=demo)
    try:
        start(plan, click.echo, lambda: click.echo(banner(folder, plan.address)))
    except CannotStart as reason:
        if str(reason):
            click.echo(str(reason), err=True)
        sys.exit(1)
    except GivenUp as reason:
        raise click.ClickException(str(reason)) from reason
    click.echo("Stopped.")


@click.command()
def down() -> None:
    """Stop the installation that runs from JEMBATAN_HOME."""
    from jembatan.config.home import home
    from jembatan.config.running.start import stop

    folder: Path = home()
    click.echo("Stopped." if stop(folder) else f"Nothing runs from {folder}.")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Pass ARGUMENTS on to Django's own management commands (`manage help` lists them)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line([f"{sys.argv[0]} manage", *arguments])
