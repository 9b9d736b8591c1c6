"""Commands for exceptions in the authored policy: add, list, expire. `publish` signs them like everything else."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from app.admin.commands import options
from app.admin.commands.output import count, document, say
from app.admin.commands.writing import report, show
from app.admin.errors import EndsBefore, NotChanged, NotEditable, NotPublishable


@click.group(short_help="Say who may use a banned tool until when.")
def exceptions() -> None:
    """Grant, list and clear away exceptions in POLICY.yaml; `publish` brings them to the computers."""


@exceptions.command(short_help="Grant one.")
@options.policy
@click.option("--tool", required=True, help="The tool's id.")
@click.option("--until", "until", required=True, metavar="MOMENT", help="Its end: 2027-04-01T00:00+08:00.")
@click.option("--user", "users", multiple=True, help="An account's name; several are possible.")
@click.option("--group", "groups", multiple=True, help="A group of the managed configuration.")
@click.option("--device", "devices", multiple=True, help="A computer's name.")
@click.option("--reason", default="", help="IT's own note; never published.")
@click.option("--id", "uid", default="", help="Its id, which is published; default: made from tool and date.")
@options.as_json
@options.now
def add(
    policy: Path,
    tool: str,
    until: str,
    users: tuple[str, ...],
    groups: tuple[str, ...],
    devices: tuple[str, ...],
    reason: str,
    uid: str,
    now: datetime,
    *,
    as_json: bool,
) -> None:
    """Put an exception into POLICY.yaml, every other byte as it was. What would not be publishable is not written."""
    from app.admin import exceptedit

    data = policy.read_bytes()
    who = {"users": list(users), "groups": list(groups), "devices": list(devices)}
    entry: dict[str, Any] = {
        "id": uid or _free_id(policy, tool, now),
        "tool": tool,
        "who": {kind: names for kind, names in who.items() if names},
        "until": until,
        "reason": reason,
    }
    if not entry["who"]:
        raise click.UsageError("Say who: --user, --group or --device.")
    if exceptedit.is_over(entry, now):
        raise EndsBefore(until=until)
    made = exceptedit.with_exception(data, entry)
    if made is None:
        raise NotEditable(path=policy)
    _write_if_good(policy, made, now)
    if as_json:
        document({"added": entry["id"]})
    else:
        say(f"{policy} has the exception {entry['id']} now. Publish it: signpost-admin publish {policy} --repo DIR")


@exceptions.command(name="list", short_help="Say which there are.")
@options.policy
@options.as_json
@options.now
def list_(policy: Path, now: datetime, *, as_json: bool) -> None:
    """Say which exceptions POLICY.yaml has, the next to end first, those that are over last."""
    found = report(policy, now)
    if found.authored is None:
        show(policy, found, err=True)
        raise NotPublishable(path=policy, count=count(found.errors, "error"))
    held = sorted(found.authored.exceptions, key=lambda one: (one.until <= now, one.until, one.id))
    if as_json:
        document(
            {
                "exceptions": [
                    {
                        "id": one.id,
                        "tool": one.tool,
                        "who": list(one.who.subjects()),
                        "until": one.until.isoformat(),
                        "over": one.until <= now,
                        "reason": one.reason,
                    }
                    for one in held
                ]
            }
        )
        return
    for one in held:
        ends = "over since" if one.until <= now else "until"
        say(f"{one.id}  {one.tool}  {', '.join(one.who.subjects())}  {ends} {one.until:%Y-%m-%d %H:%M %z}")
    if not held:
        say("There are no exceptions.", err=True)


@exceptions.command(short_help="Take out those that are over.")
@options.policy
@options.as_json
@options.now
def expire(policy: Path, now: datetime, *, as_json: bool) -> None:
    """Take the exceptions that are over out of POLICY.yaml. They ended by themselves; this only tidies up."""
    from app.admin import exceptedit

    made, gone = exceptedit.without_ended(policy.read_bytes(), now)
    if made is None:
        raise NotEditable(path=policy)
    if gone:
        _write_if_good(policy, made, now)
    if as_json:
        document({"removed": gone})
    else:
        say(f"Taken out: {', '.join(gone)}." if gone else "None is over.")


def _free_id(policy: Path, tool: str, now: datetime) -> str:
    text = policy.read_text("utf-8", "replace")
    names = (f"{tool}-{now:%Y%m%d}-{number}" for number in range(1, 10_000))
    return next(name for name in names if name not in text)


def _write_if_good(policy: Path, made: bytes, now: datetime) -> None:
    """Write it where the result can be published; else say what is wrong with it, and leave the file alone.

    Problems are named by their path in the document: the lines of what was never written help nobody.
    """
    from app.admin.check import check_bytes
    from app.admin.problems import Severity, dotted
    from app.host import files

    found = check_bytes(made, policy.parent, now)
    if found.errors:
        for problem in found.problems:
            if problem.severity is Severity.ERROR:
                say(f"{dotted(problem.path)} {problem.message}", err=True)
        raise NotChanged(path=policy, count=count(found.errors, "error"))
    files.write_durably(policy, made, mode=policy.stat().st_mode & 0o777)
