"""Commands that change what is published without a new policy: rotate its keys, lift a ban."""

import contextlib
import sys
from datetime import datetime
from pathlib import Path

import click

from app.admin.commands import options
from app.admin.commands.exits import Exit
from app.admin.commands.options import Signing
from app.admin.commands.output import confirmed, count, document, lacking, say, wait_for
from app.admin.commands.writing import report
from app.admin.problems import Severity
from app.admin.roles import ROLES
from app.errors import SignpostError


@click.command(short_help="Change a role's keys, or renew its date.")
@click.argument("role", type=click.Choice(ROLES))
@options.repo
@click.option("--add", multiple=True, metavar="KEY", help="A public key file or a signer's URI, as for `init`.")
@click.option("--new", type=click.IntRange(0, 20), default=0, metavar="N", help="Make N new key files.")
@click.option("--keys-dir", "place", type=options.FOLDER, metavar="DIR", help="Make them here.")
@click.option("--remove", multiple=True, metavar="NAME", help="A key that leaves; `status` names them.")
@click.option("--threshold", type=click.IntRange(1, 20), metavar="N", help="How many have to sign from now on.")
@click.option("--no-passphrase", is_flag=True, help="Leave new keys unencrypted.")
@options.signing
@options.yes
@options.as_json
@options.now
def rotate(
    role: str,
    folder: Path,
    now: datetime,
    add: tuple[str, ...],
    new: int,
    place: Path | None,
    remove: tuple[str, ...],
    threshold: int | None,
    signing: Signing,
    *,
    no_passphrase: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Change the keys or the threshold of ROLE; without any change, renew its date.

    Computers follow by themselves, however long they were away. A lost key is replaced by `--remove NAME --new 1`. Who
    may sign for policy and artifacts is said by the key of targets, all others by root keys. Exit code 3: others have
    to sign it first.
    """
    from app.admin import obtain
    from app.admin.repository import open_repository
    from app.admin.roles import ONLINE
    from app.admin.rotate import Rotation
    from app.admin.rotate import rotate as rotated

    signers = signing.signers(folder)
    repository = open_repository(folder, now, signers)
    taken = {held.name for held in signers.held.values()}
    taken |= {path.stem for path in (place or folder / "keys").glob("*.pem")}  # left by one that was cut off
    come = [obtain.given(what, f"{role}-{len(taken)}", signing.passphrases) for what in add]
    leaves = f", {', '.join(remove)} leave" if remove else ""
    confirmed(f"Change {role}: {count(len(come) + new, 'key')} come{leaves}?", yes=yes)
    encrypt = bool(new) and not no_passphrase and role not in ONLINE
    passphrase = signing.passphrases.new("the new keys") if encrypt else None
    for _ in range(new):
        name = obtain.free_name(role, 2, taken)
        taken.add(name)
        come.append(obtain.new(folder, name, passphrase, place))
    waiting = rotated(repository, Rotation(role=role, add=tuple(come), remove=remove, threshold=threshold))
    names = [one.held.name for one in come]
    if as_json:
        document({"role": role, "added": names, "removed": remove, "waiting": lacking(waiting)})
        sys.exit(Exit.WAITING if waiting else Exit.DONE)
    if names:
        say(f"New for {role}: {', '.join(names)}.")
    if waiting:
        wait_for(folder, waiting)
    say("Published. Computers follow at their next look.")
    for left in (folder / "keys" / f"{name}.pem" for name in remove):
        if left.exists():
            say(f"{left} signs nothing any more; it can be deleted.")


@click.command(short_help="End a ban for everybody, now.")
@click.argument("tool")
@options.repo
@click.option("--policy", type=options.POLICY, metavar="POLICY.yaml", help="Put the date in here too.")
@options.signing
@options.yes
@options.as_json
@options.now
def lift(
    tool: str, folder: Path, policy: Path | None, now: datetime, signing: Signing, *, yes: bool, as_json: bool
) -> None:
    """End the ban of TOOL for everybody, now: the brake for a policy that turns out to be wrong.

    Only that date changes in what is published; whatever else POLICY.yaml says by now waits for the next publish. With
    --policy the date is put into POLICY.yaml too, every other byte as it was.
    """
    from app.admin import lift as lifting
    from app.admin.repository import open_repository

    repository = open_repository(folder, now, signing.signers(folder))
    confirmed(f"Lift the ban of {lifting.find(repository, tool)} for everybody, now?", yes=yes)
    done = lifting.lift(repository, tool)
    edited = _edit(policy, tool, done.at) if policy else ""
    if as_json:
        said = {"tool": tool, "version": done.version, "lifted": done.at.isoformat(), "set_aside": done.set_aside}
        document({**said, "edited": bool(policy) and not edited, "waiting": lacking(done.waiting)})
        sys.exit(Exit.WAITING if done.waiting else Exit.DONE)
    if done.set_aside:
        say(f"What waited for signatures is in {folder}/{lifting.SET_ASIDE} now; publish it again.", err=True)
    if not policy:
        date = f"{done.at:%Y-%m-%dT%H:%M:%S}Z"
        say(f"Put `lifted: {date}` below {tool} in POLICY.yaml, or the next publish bans it again.")
    else:
        for line in (edited or _still_good(policy, now)).splitlines():
            say(line, err=True)
    if done.waiting:
        wait_for(folder, done.waiting)
    say(f"Published version {done.version}: the ban of {done.name} is lifted. Computers follow at their next look.")


def _edit(policy: Path, tool: str, at: datetime) -> str:
    """Put the date into the YAML; returns what a person has to do where that is not possible."""
    from app.admin import yamledit
    from app.host import files

    data = policy.read_bytes()
    made = yamledit.with_lifted(data, tool, at)
    is_written = False
    if made is not None:
        with contextlib.suppress(SignpostError):  # the ban is lifted already; that is what has to be said first
            files.write_durably(policy, made, mode=policy.stat().st_mode & 0o777)
            is_written = True
    if not is_written:
        line = yamledit.line_of(data, tool)
        return f"{policy}:{line}: put `lifted: {at:%Y-%m-%dT%H:%M:%S}Z` in here, or the next publish bans {tool} again."
    return ""


def _still_good(policy: Path, now: datetime) -> str:
    """What the edited YAML needs before it can be published again, such as a test that expects the ban; or ""."""
    found = report(policy, now)
    errors = [problem.line(str(policy)) for problem in found.problems if problem.severity is Severity.ERROR]
    return "\n".join([*errors, f"{policy} has the date now; correct this before the next publish."]) if errors else ""
