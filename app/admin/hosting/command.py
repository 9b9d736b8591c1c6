"""`signpost-admin hosting`: from the desk to a web server's folder or a bucket."""

import json
from pathlib import Path

import click
import msgspec

_REPOSITORY = click.Path(path_type=Path, file_okay=False)
_enrolled_only = click.option(
    "--enrolled-only", is_flag=True, help="For a host that asks for tokens: no cache on the way may share a file."
)


@click.group()
def hosting() -> None:
    """Bring the repository to where it is served: any static web server, bucket or CDN.

    Exit codes: 0 done, 1 it could not be done (said on standard error), 2 wrong usage.
    """


@hosting.command()
@click.argument("folder", metavar="DIR", type=_REPOSITORY)
@_enrolled_only
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, for an upload script.")
def plan(folder: Path, *, enrolled_only: bool, as_json: bool) -> None:
    """Print every file of the repository in DIR in the order to upload it, with its headers.

    The timestamp is last. A file whose name the host has already need not be sent again, but for the timestamp.
    """
    from app.admin.hosting.plan import plan as planned

    for upload in planned(folder, enrolled_only=enrolled_only):
        if as_json:
            click.echo(json.dumps(msgspec.to_builtins(upload)))
        else:
            click.echo(f"{upload.size:>9}  {upload.content_type:<24}  {upload.cache_control:<37}  {upload.path}")


@hosting.command()
@click.argument("folder", metavar="DIR", type=_REPOSITORY)
@click.argument("target", metavar="TARGET", type=_REPOSITORY)
def copy(folder: Path, target: Path) -> None:
    """Copy what is new in the repository in DIR to the served folder TARGET, the timestamp last.

    Nothing is deleted there: clients in the middle of a sync still find the files they were led to.
    """
    from app.admin.hosting.copy import copy as copied
    from app.admin.hosting.plan import plan as planned
    from app.host import files

    with files.exclusive(folder / "lock"):  # nobody publishes meanwhile
        uploads = planned(folder)
        sent = list(copied(folder, uploads, target))
    for path in sent:
        click.echo(path)
    click.echo(f"{len(sent)} copied, {len(uploads) - len(sent)} were there.", err=True)
