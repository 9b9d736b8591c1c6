"""`signpost-admin devices`: invite computers, run the service they enrol at, see them, revoke them."""

import json
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from app.admin.commands import options
from app.admin.commands.output import table
from app.admin.devices.database import Database
from app.admin.devices.desk import Desk, Device, Invitation
from app.admin.devices.errors import NoStore
from app.host.terminal import harmless

DAY = 86400

_store = click.option(
    "--store",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="SIGNPOST_DEVICES",
    required=True,
    help="The file of enrolled devices; also from SIGNPOST_DEVICES. `invite` and `serve` make it.",
)


@click.group(short_help="Give each computer a token, or take it back.")
def devices() -> None:
    """Give every computer a token of its own, and take it back."""


@devices.command(short_help="Make codes to enrol with.")
@_store
@click.option("--device", metavar="NAME", help="Only the computer of this name; also one that is enrolled or revoked.")
@click.option(
    "--names", metavar="FILE", type=click.File("r", "utf-8"), help="The same for each line of FILE; - reads them."
)
@click.option("--count", type=click.IntRange(1, 100_000), default=1, help="So many codes, each for one computer.")
@click.option("--uses", type=click.IntRange(1, 1_000_000), default=1, help="Each code for so many computers or people.")
@click.option("--expires", "days", metavar="DAYS", type=click.IntRange(1, 3650), default=14, show_default=True)
@options.json_lines
def invite(
    store: Path, device: str | None, names: TextIO | None, count: int, uses: int, days: int, *, as_json: bool
) -> None:
    """Make codes to enrol with: printed this once, a line each, and kept nowhere.

    With --names each line has the name, a tab and the code, ready for managed configuration.
    """
    if (count > 1) + (device is not None) + (names is not None) > 1:
        raise click.UsageError("Only one of --device, --names and --count says whom the codes are for.")
    wanted = _names(names) if names is not None else [device] * count
    now = int(time.time())
    expires = now + days * DAY
    with _desk(store, makes=True) as desk:
        made = desk.invite_all(_checked(wanted), now, expires, uses=uses)
    for one in made:
        if as_json:
            told = {"invitation": one.number, "code": one.code.value, "device": one.device, "uses": uses}
            click.echo(json.dumps({**told, "expires": _iso(expires)}))
        else:
            click.echo(f"{one.device}\t{one.code.value}" if names is not None else one.code.value)
    click.echo(f"Good until {_day(expires)}. Shown once: nobody can look a code up later.", err=True)


@devices.command(short_help="List the codes that are still open.")
@_store
@options.as_json
def invitations(store: Path, *, as_json: bool) -> None:
    """List the invitations that can still be used."""
    with _desk(store) as desk:
        found = desk.invitations(int(time.time()))
    if as_json:
        rows = [
            {"invitation": one.id, "device": one.device, "uses": one.uses, "expires": _iso(one.expires)}
            for one in found
        ]
        click.echo(json.dumps(rows))
        return
    table(("NUMBER", "FOR", "USES LEFT", "GOOD UNTIL"), [_invitation_row(one) for one in found])


@devices.command(short_help="End an invitation.")
@_store
@click.argument("number")
def withdraw(store: Path, number: str) -> None:
    """End the invitation of that NUMBER."""
    with _desk(store) as desk:
        desk.withdraw(number, int(time.time()))
    click.echo(f"Invitation {harmless(number)} is withdrawn.")


@devices.command(name="list", short_help="List the computers.")
@_store
@options.as_json
def list_devices(store: Path, *, as_json: bool) -> None:
    """List the computers: since when, when last seen (to the hour), how old the token is."""
    now = int(time.time())
    with _desk(store) as desk:
        found = desk.devices()
    if as_json:
        click.echo(json.dumps([_device_json(one, now) for one in found]))
        return
    rows = [
        (one.name, _day(one.enrolled), _minute(one.seen), _age(one.token_made, now), _standing(one, now))
        for one in found
    ]
    table(("DEVICE", "ENROLLED", "LAST SEEN", "TOKEN AGE", "STATE"), rows)


@devices.command(short_help="End every token of a computer.")
@_store
@click.argument("device")
def revoke(store: Path, device: str) -> None:
    """End every token of DEVICE, from the next request on, and every invitation in its name."""
    with _desk(store) as desk:
        desk.revoke(device, int(time.time()))
    click.echo(f"{harmless(device)} is revoked. To let it in again: signpost-admin devices invite --device …")


@devices.command(short_help="Run the service computers enrol at.")
@_store
@click.option("--listen", metavar="HOST:PORT", default="127.0.0.1:8017", show_default=True)
@click.option(
    "--token-days", type=click.IntRange(1, 3650), default=180, show_default=True, help="How long a token lasts."
)
@click.option(
    "--events-url", metavar="URL", default="", help="Give each computer a second token, for events at this https host."
)
@click.option("--trusted-proxy", metavar="ADDRESS", default="127.0.0.1", help="Whose X-Forwarded-For is believed.")
@click.option("--plain-http", is_flag=True, help="Listen in the clear where other computers can reach it.")
def serve(store: Path, listen: str, token_days: int, events_url: str, trusted_proxy: str, *, plain_http: bool) -> None:
    """Run the service that computers enrol at, behind a web server with TLS. Ends with Ctrl+C or SIGTERM.

    With --events-url each gets a token for events beside its own: it opens nothing else, goes to that host alone, is
    renewed with the other one and ends with it. GET /check-events answers whether one is good.
    """
    from app.admin.devices.server import address_of, serving
    from app.admin.devices.service import Service
    from app.admin.devices.tokens import Tokens
    from app.host.http import is_private

    def log(line: str) -> None:
        click.echo(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {harmless(line)}", err=True)

    if events_url and not is_private(events_url):
        raise click.BadParameter(f"{harmless(events_url)} is not an https address", param_hint="--events-url")
    with closing(Database(store)) as database:
        service = Service(Tokens(database, events=bool(events_url)), token_days * DAY, log, events_url=events_url)
        with serving(service, listen, plain_http=plain_http, trusted_proxy=trusted_proxy) as server:
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
            click.echo(f"Enrolling at {address_of(server)}")
            sys.stdout.flush()
            server.run()
    click.echo("Stopped.", err=True)


@contextmanager
def _desk(store: Path, *, makes: bool = False) -> Iterator[Desk]:
    is_new = not store.exists()
    if is_new and not makes:
        raise NoStore(path=store)
    with closing(Database(store)) as database:
        if is_new:
            click.echo(f"Made {harmless(str(store))}, a new file of enrolled devices.", err=True)
        yield Desk(database)


def _names(file: TextIO) -> list[str | None]:
    return [name for line in file if (name := line.strip())]


def _checked(names: list[str | None]) -> list[str | None]:
    from app.admin.devices.service import is_name

    wrong = next((name for name in names if name is not None and not is_name(name)), None)
    if wrong is not None:
        raise click.BadParameter(f"{harmless(wrong)!r} is no name: 1 to 200 printable characters")
    return names


def _invitation_row(one: Invitation) -> tuple[str, ...]:
    return one.id, one.device or "any new computer", str(one.uses), _day(one.expires)


def _device_json(one: Device, now: int) -> dict[str, Any]:
    return {
        "device": one.name,
        "state": _standing(one, now),
        "enrolled": _iso(one.enrolled),
        "seen": _iso(one.seen),
        "token_made": _iso(one.token_made),
        "token_expires": _iso(one.token_expires),
        "revoked": _iso(one.revoked),
    }


def _standing(one: Device, now: int) -> str:
    if one.revoked is not None:
        return "revoked"
    return "active" if one.token_expires is not None and one.token_expires > now else "expired"


def _iso(seconds: int | None) -> str | None:
    return None if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _day(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"


def _minute(seconds: int | None) -> str:
    return "never" if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"


def _age(made: int | None, now: int) -> str:
    return "-" if made is None else f"{max(0, now - made) // DAY} d"
