"""`signpost-admin hosting`: from the desk to a web server's folder or a bucket."""

import json
from pathlib import Path

import click
import msgspec

from app.admin.commands import options

_REPOSITORY = click.Path(path_type=Path, file_okay=False)
_enrolled_only = click.option(
    "--enrolled-only", is_flag=True, help="For a host that asks for tokens: no cache on the way may share a file."
)


@click.group(short_help="Bring the files to where they are served.")
def hosting() -> None:
    """Bring the repository to where it is served: any static web server, bucket or CDN."""


@hosting.command(short_help="Print the files in the order to upload them.")
@click.argument("folder", metavar="DIR", type=_REPOSITORY)
@_enrolled_only
@options.json_lines
def plan(folder: Path, *, enrolled_only: bool, as_json: bool) -> None:
    """Print every file of the repository in DIR in the order to upload it, with its headers.

    The timestamp comes after all it leads to, roots come last. A file whose name the host has already need not be sent
    again, but for the timestamp.
    """
    from app.admin.hosting.plan import plan as planned

    for upload in planned(folder, enrolled_only=enrolled_only):
        if as_json:
            click.echo(json.dumps(msgspec.to_builtins(upload)))
        else:
            click.echo(f"{upload.path}\n    {upload.size} bytes, {upload.content_type}; {upload.cache_control}")


@hosting.command(short_help="Copy what is new to a served folder.")
@click.argument("folder", metavar="DIR", type=_REPOSITORY)
@click.argument("target", metavar="TARGET", type=_REPOSITORY)
def copy(folder: Path, target: Path) -> None:
    """Copy what is new in the repository in DIR to the served folder TARGET, in the order of `plan`.

    Nothing is deleted there: clients in the middle of a sync still find the files they were led to.
    """
    from app.admin.hosting.copy import copy as copied
    from app.admin.hosting.plan import plan as planned
    from app.host import files

    with files.exclusive(folder / "lock"):  # nobody publishes meanwhile
        uploads = planned(folder)
        sent = 0
        for path in copied(folder, uploads, target):
            click.echo(path)
            sent += 1
    click.echo(f"{sent} copied, {len(uploads) - sent} were there.", err=True)
