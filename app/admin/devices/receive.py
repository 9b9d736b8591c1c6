"""`signpost-admin receive`: takes the events of enrolled computers into files, for whoever has no SIEM."""

import signal
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from app.admin.devices.database import Database
from app.admin.devices.errors import NoStore
from app.host.terminal import harmless


@click.command(short_help="Take events into files, without a SIEM.")
@click.option(
    "--store",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="SIGNPOST_DEVICES",
    required=True,
    help="The file of enrolled devices; also from SIGNPOST_DEVICES.",
)
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--listen", metavar="HOST:PORT", default="127.0.0.1:8018", show_default=True)
@click.option("--plain-http", is_flag=True, help="Listen in the clear where other computers can reach it.")
def receive(store: Path, out: Path, listen: str, *, plain_http: bool) -> None:
    """Take the events that enrolled computers send, behind a web server with TLS, into DIR: a file for each day.

    Each computer is let in by its token for events (`devices serve --events-url`). An event that comes twice is written
    once. `signpost-admin report` makes a page of the files. Ends with Ctrl+C or SIGTERM.
    """
    from app.admin.devices.intake import LARGEST_BODY, Intake, Receiver
    from app.admin.devices.server import address_of, serving
    from app.admin.devices.tokens import Tokens

    def log(line: str) -> None:
        click.echo(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {harmless(line)}", err=True)

    if not store.exists():
        raise NoStore(path=store)
    with closing(Database(store)) as database, closing(Intake(out)) as intake:
        receiver = Receiver(Tokens(database), intake, log)
        with serving(receiver, listen, plain_http=plain_http, largest_body=LARGEST_BODY) as server:
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
            click.echo(f"Receiving at {address_of(server)}")
            sys.stdout.flush()
            server.run()
    click.echo("Stopped.", err=True)
