"""Commands for whoever keeps the repository: init, key, serve."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.admin.commands import options
from app.admin.commands.exits import Exit
from app.admin.commands.options import Signing
from app.admin.commands.output import document, lacking, say, wait_for
from app.admin.errors import NotARepository, Unfinished
from app.admin.roles import DEFAULT, ONLINE, quorum_of, role_of

if TYPE_CHECKING:
    from app.admin.repository import Lacking

_QUORUMS = ", ".join(f"{role} {quorum}" for role, quorum in DEFAULT.items())


@click.command(short_help="Make keys and the root of trust.")
@options.folder
@click.option("--role", "roles", multiple=True, metavar="ROLE=N/M", help=f"N of M keys sign. Default: {_QUORUMS}.")
@click.option("--key", "keys", multiple=True, metavar="ROLE=KEY", help="A public key file or a signer's URI.")
@click.option("--keys-dir", "places", multiple=True, metavar="ROLE=DIR", help="Make the role's key files here.")
@click.option("--encrypt-online", is_flag=True, help="Encrypt the keys of snapshot and timestamp too.")
@click.option("--no-passphrase", is_flag=True, help="Leave all keys unencrypted: for trying out only.")
@options.passphrases
@options.as_json
@options.now
def init(
    folder: Path,
    now: datetime,
    roles: tuple[str, ...],
    keys: tuple[str, ...],
    places: tuple[str, ...],
    signing: Signing,
    *,
    encrypt_online: bool,
    no_passphrase: bool,
    as_json: bool,
) -> None:
    """Make a new repository in DIR: its keys, and signed metadata that is still without a policy.

    Key files are encrypted with a passphrase that is asked for, or given to a job. The keys of snapshot and timestamp
    are not unless --encrypt-online says so: a job signs with them every day. They vouch for freshness only.

    A KEY that somebody has already is a public key file (see `signpost-admin key`) or a URI: hsm:2?label=TOKEN,
    awskms:…, gcpkms:…, azurekms://…, hv:NAME. When too few keys are here, the others sign before there is anything to
    serve (exit code 3).
    """
    from app.admin import repository
    from app.admin.create import Plan, create

    waiting: tuple[Lacking, ...] = ()
    try:
        repository.open_repository(folder, now)
        made = False
    except (NotARepository, Unfinished):
        made = True
        given: dict[str, list[str]] = {}
        for role, what in _by_role(keys):
            given.setdefault(role, []).append(what)
        plan = Plan(
            quorums=dict(map(quorum_of, roles)),
            given=given,
            folders={role: Path(place) for role, place in _by_role(places)},
            encrypt=not no_passphrase,
            encrypt_online=encrypt_online,
        )
        waiting = create(folder, now, plan, signing.passphrases)
    if as_json:
        document({"made": made, "root": str(folder / "root.json"), "waiting": lacking(waiting)})
        sys.exit(Exit.WAITING if waiting else Exit.DONE)
    if not made:
        say(f"{folder} is a repository already; nothing was changed.")
        say(f"`signpost-admin status {folder}` says how it stands.")
        return
    say(f"Made a repository in {folder}.")
    _warn(folder, no_passphrase=no_passphrase, encrypt_online=encrypt_online)
    if waiting:
        wait_for(folder, waiting)
    say(f"  For installers: {folder / 'root.json'}")
    say(f"  To be served:   {folder / 'public'} (any web server; to try it: signpost-admin serve {folder})")
    say(f"  Next:           signpost-admin publish POLICY.yaml --repo {folder}")


def _warn(folder: Path, *, no_passphrase: bool, encrypt_online: bool) -> None:
    if no_passphrase:
        say(
            f"WARNING: the keys in {folder / 'keys'} are not encrypted. Whoever copies them can tell your computers "
            "what to install. Use this for trying out only.",
            err=True,
        )
    elif not encrypt_online:
        say(
            f"The keys of {' and '.join(ONLINE)} are not encrypted, for the daily job. They vouch for freshness only. "
            "All others are: keep the root keys off this machine.",
            err=True,
        )


def _by_role(given: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = [one.partition("=") for one in given]
    return [(role_of(role), what) for role, _, what in pairs]


@click.command(short_help="Make a signing key of your own.")
@click.argument("file", metavar="FILE.pem", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--no-passphrase", is_flag=True, help="Leave it unencrypted: for trying out only.")
@options.passphrases
@options.as_json
def key(file: Path, signing: Signing, *, no_passphrase: bool, as_json: bool) -> None:
    """Make a signing key of your own: FILE.pem, encrypted, which stays yours, and FILE.pub.pem to hand over.

    Whoever runs `init` or `rotate` takes the public one in with --key or --add. The name of the file becomes the name
    of the key.
    """
    from app.admin import keys
    from app.host import files

    passphrase = None if no_passphrase else signing.passphrases.new(str(file))
    signer = keys.generate(file, passphrase)
    public = file.with_name(f"{file.name.removesuffix('.pem')}.pub.pem")
    files.write_durably(public, keys.public_bytes(signer), mode=0o644)
    if as_json:
        document({"private": str(file), "public": str(public), "keyid": signer.public_key.keyid})
        return
    say(f"Made {file}, which stays yours, and {public}, which you hand over.")
    if no_passphrase:
        say(f"WARNING: {file} is not encrypted.", err=True)


@click.command(short_help="Serve it on this computer, to try it out.")
@options.folder
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default: one that is free.")
@options.as_json
@options.now
def serve(folder: Path, port: int, now: datetime, *, as_json: bool) -> None:
    """Serve the repository in DIR on this computer only, to try it out. Ends with Ctrl+C."""
    from app.admin.repository import open_repository
    from app.admin.serve import StaticServer

    repository = open_repository(folder, now)
    repository.refuse_before_the_first_root()
    public = repository.public
    with StaticServer(public, port) as server:
        if as_json:
            document({"url": server.url, "folder": str(public)})
        else:
            say(f"Serving {public} at {server.url}")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("Stopped.", err=True)
