"""Commands that look at a repository and its host, and the daily job: status, verify, refresh, timer."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from app.admin.commands import options
from app.admin.commands.exits import Exit
from app.admin.commands.options import Signing
from app.admin.commands.output import count, document, lacking, moment, say, shown, table
from app.admin.errors import RepositoryDamaged

if TYPE_CHECKING:
    from app.admin.roles import Wear
    from app.admin.verify import Served


def _left(expires: datetime, now: datetime) -> str:
    days = (expires - now).days
    return "ran out" if expires <= now else count(days, "day")


def _code(wears: "Sequence[Wear]") -> Exit:
    return Exit.WRONG if "expired" in wears else Exit.SOON if "soon" in wears else Exit.DONE


@click.command(short_help="Say how it stands: versions, dates, keys.")
@options.folder
@options.signing
@options.as_json
@options.now
def status(folder: Path, now: datetime, signing: Signing, *, as_json: bool) -> None:
    """Say how the repository in DIR stands: versions, dates, who can sign here, what waits.

    Exit codes: 1 when something has run out, 4 when something runs out soon (less than a quarter of its time is left),
    3 when something waits for signatures.
    """
    from app.admin import stages
    from app.admin.repository import open_repository
    from app.admin.status import status as standing

    repository = open_repository(folder, now, signing.signers(folder))
    found, stage = standing(repository), stages.running(repository)
    code = _code([one.wear for one in found.roles]) or (Exit.WAITING if found.waits else Exit.DONE)
    if as_json:
        told = {"stage": stage.as_json() if stage else None, "waiting": lacking(found.waiting)}
        document({**msgspec.to_builtins(found), **told})
        sys.exit(code)
    say(f"Policy: {f'version {found.policy}' if found.policy else 'none published yet'}")
    if stage is not None:
        say(f"Roll-out {stage}")
    rows = []
    for one in found.roles:
        keys = ", ".join(f"{key.name}{'' if key.here else ' (elsewhere)'}" for key in one.keys)
        quorum = f"{one.threshold} of {len(one.keys)}"
        rows.append((one.role, str(one.version), shown(one.expires), _left(one.expires, now), quorum, keys))
    if rows:
        table(("role", "version", "valid until (UTC)", "left", "sign", "keys"), rows)
    if found.waits:
        say("Waits for signatures (pending.json):")
        for lack in found.waiting:
            say(f"  {lack}")
        if found.problem:
            say(f"  {found.problem}")
        elif not found.waiting:
            say("  none are missing; the next `sign` or `refresh` publishes it")
    sys.exit(code)


@click.command(short_help="Say whether a host serves what was signed.")
@click.argument("url")
@click.option("--repo", "folder", metavar="DIR", type=options.FOLDER, help="Compare every file with what is here.")
@click.option("--root", type=options.POLICY, metavar="ROOT.json", help="Whom to trust, where there is no repository.")
@options.as_json
@options.now
def verify(url: str, folder: Path | None, root: Path | None, now: datetime, *, as_json: bool) -> None:
    """Say whether the host at URL serves what was signed, whether computers take it, and until when.

    With --repo every current file is compared byte for byte. Exit codes: 1 when computers would refuse it or something
    differs, 4 when something runs out soon.
    """
    from app.admin.repository import open_repository
    from app.admin.verify import verify as verified

    if (folder is None) == (root is None):
        raise click.UsageError("Give --repo DIR or --root ROOT.json.")
    if not url.startswith(("https://", "http://")):
        raise click.BadParameter("it begins with https:// or http://", param_hint="URL")
    address = url if url.endswith("/") else f"{url}/"
    repository = open_repository(folder, now) if folder else None
    if repository is not None:
        repository.refuse_before_the_first_root()
    trust = _read(root or (folder or Path()) / "root.json")
    if sys.stderr.isatty():
        say(f"Asking {address} as a computer does …", err=True)
    found = verified(address, trust, now, repository, _bar)
    bad = found.refused is not None or bool(found.differences)
    code = Exit.WRONG if bad else _code([one.wear for one in found.roles])
    if as_json:
        told = {name: getattr(found, name) for name in ("reached", "policy", "files", "differences")}
        refused = found.refused.as_json() if found.refused else None
        document({"ok": not bad, **told, "roles": msgspec.to_builtins(found.roles), "refused": refused})
        sys.exit(code)
    if found.roles:
        _show_served(found.roles, now)
    for line in found.differences:
        say(line, err=True)
    if found.refused is not None:
        outcome = "A computer would refuse this" if found.reached else "Nothing could be compared"
        say(f"{outcome}: {found.refused.happened}", err=True)
    else:
        say(f"A computer gets version {found.policy} of the policy.")
    if found.files and not found.differences:
        say(f"All {count(found.files, 'file')} are what was signed here.")
    sys.exit(code)


def _read(root: Path) -> bytes:
    try:
        return root.read_bytes()
    except OSError as error:
        raise RepositoryDamaged(path=root.parent, detail=f"{root} cannot be read ({error.strerror})") from error


def _show_served(roles: "Sequence[Served]", now: datetime) -> None:
    rows = [
        (
            one.role,
            str(one.version),
            "" if one.signed is None else str(one.signed),
            shown(one.expires),
            _left(one.expires, now),
        )
        for one in roles
    ]
    table(("role", "served", "signed here", "valid until (UTC)", "left"), rows)


def _bar(names: Sequence[str]) -> Iterator[str]:
    with click.progressbar(names, label="Comparing", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


@click.command(short_help="Sign the timestamp: the daily job.")
@options.folder
@options.signing
@options.as_json
@options.now
def refresh(folder: Path, now: datetime, signing: Signing, *, as_json: bool) -> None:
    """Sign the timestamp in DIR anew, and the snapshot where it is due: the daily job (see `timer`).

    Needs the keys of snapshot and timestamp only. Publishes what people have signed completely. Exit code 4: done, but
    something that people sign runs out soon.
    """
    from app.admin.refresh import refresh as refreshed
    from app.admin.repository import open_repository
    from app.admin.roles import wear

    done = refreshed(open_repository(folder, now, signing.signers(folder)))
    wears = {role: wear(role, expires, now) for role, expires in done.expiries.items()}
    code = _code(list(wears.values()))
    if as_json:
        expiries = {role: expires.isoformat() for role, expires in done.expiries.items()}
        document({"expiries": expiries, "wear": wears, "published": done.published})
        sys.exit(code)
    if done.published:
        say("Published what had waited for signatures.")
    say(f"Signed the timestamp; it is valid until {moment(done.expiries['timestamp'])}.")
    for role, state in wears.items():
        if state != "valid":
            how = "publish again" if role in ("policy", "artifacts") else f"run `signpost-admin rotate {role}`"
            verb = "ran out" if state == "expired" else "runs out"
            say(f"{role} {verb} at {moment(done.expiries[role])}: {how}.", err=True)
    sys.exit(code)


@click.command(short_help="Print the units that run `refresh` daily.")
@options.folder
@click.option("--cron", is_flag=True, help="Print a line of crontab instead.")
@click.option("--out", type=options.FOLDER, metavar="DIR", help="Write the units here, as /etc/systemd/system.")
@options.as_json
@options.now
def timer(folder: Path, now: datetime, out: Path | None, *, cron: bool, as_json: bool) -> None:
    """Print the units of systemd that run `refresh` for DIR every day (or a line of crontab)."""
    from app.admin import timer as made
    from app.admin.repository import open_repository
    from app.host import files

    open_repository(folder, now)
    program = str(Path(shutil.which(sys.argv[0]) or sys.argv[0]).absolute())
    place = str(folder.absolute())
    units = made.units(program, place)
    if as_json:
        document({"units": units, "cron": made.cron(program, place)})
    elif cron:
        say(made.cron(program, place))
    elif out is not None:
        for name, text in units.items():
            files.write_durably(out / name, text.encode(), mode=0o644)
        say(f"Wrote {' and '.join(units)} to {out}. Next: systemctl enable --now {made.NAME}.timer")
    else:
        for name, text in units.items():
            click.echo(f"# {name}\n{text}")
