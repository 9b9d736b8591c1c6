"""Commands that sign: publish, sign, discard."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from app.admin.commands import options
from app.admin.commands.exits import Exit
from app.admin.commands.options import Signing
from app.admin.commands.output import confirmed, count, document, lacking, moment, say, wait_for
from app.admin.commands.staging import publish_staged, stageable
from app.admin.commands.writing import report, show, show_changes
from app.admin.errors import FirstSignaturesWait, NotPublishable
from app.policy.model import Tool

if TYPE_CHECKING:
    from app.admin.stages import Terms

if TYPE_CHECKING:
    from app.admin.review import Review


@click.command(short_help="Sign a policy as the next version.")
@options.policy
@options.repo
@stageable
@options.signing
@options.yes
@options.as_json
@options.now
def publish(
    policy: Path,
    folder: Path,
    now: datetime,
    signing: Signing,
    stage_id: str | None,
    terms: "Terms | None",
    *,
    end_stage: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Sign POLICY.yaml as the next version and put it into the repository in DIR.

    Refuses what `check` calls an error. Content that is already published keeps its version and is signed anew, which
    renews the dates. Where keys are missing here, what was signed so far waits in DIR/pending.json for `sign` (exit
    code 3); until then everybody is served what was served before.

    With --stage it is for some devices first: for a share of them (--percent), for groups, for single devices. Each
    device decides by itself whether it is in. `stage widen`, `promote` and `withdraw` go on from there.
    """
    from app.admin import publish as publishing
    from app.admin.repository import open_repository

    open_repository(folder, now)
    found = report(policy, now)
    if not as_json or found.authored is None:
        show(policy, found, err=as_json)
    if found.authored is None:
        raise NotPublishable(path=policy, count=count(found.errors, "error"))
    if stage_id is not None:
        publish_staged(found.authored, folder, now, signing, stage_id, terms, yes=yes, as_json=as_json)
        return
    tools = found.authored.policy.tools
    company = found.authored.policy.company.name
    confirmed(f"Publish the policy of {company} ({count(len(tools), 'tool')}) to {folder}?", yes=yes)
    done = publishing.publish(found.authored, folder, now, signing.signers(folder), end_stage=end_stage)
    if as_json:
        expiries = {role: expires.isoformat() for role, expires in done.expiries.items()}
        document(
            {
                "version": done.version,
                "changed": done.changed,
                "targets": done.targets,
                "expiries": expiries,
                "waiting": lacking(done.waiting),
            }
        )
        sys.exit(Exit.WAITING if done.waiting else Exit.DONE)
    if done.waiting:
        wait_for(folder, done.waiting)
    if done.changed:
        say(f"Published version {done.version} of the policy of {company}: {_statuses(tools)}.")
        if not done.texts_changed:
            say("  The version is as before: recipes, exceptions or settings that come along have changed.")
        for target in done.targets:
            say(f"  {target}")
    else:
        say(f"Nothing changed: version {done.version} stays in force. It was signed anew.")
    for role, expires in sorted(done.expiries.items(), key=lambda pair: pair[1]):
        say(f"  {role:<10} valid until {moment(expires)}")


@click.command(short_help="Sign what waits for signatures.")
@options.folder
@options.signing
@options.yes
@options.as_json
@options.now
def sign(folder: Path, now: datetime, signing: Signing, *, yes: bool, as_json: bool) -> None:
    """Sign what waits in DIR with the keys that are here; whoever brings the last signature publishes it.

    Exit code 3 when others still have to sign. Where only the keys of snapshot and timestamp are elsewhere, the next
    `refresh` there publishes it.
    """
    from app.admin import pending
    from app.admin.errors import NothingPending
    from app.admin.repository import open_repository
    from app.admin.review import review as reviewed
    from app.admin.sign import sign as sign_here

    repository = open_repository(folder, now, signing.signers(folder))
    waited = pending.load(repository)
    if waited is None:
        raise NothingPending(path=folder)
    published = open_repository(folder, now, repository.signers)
    news = reviewed(published, repository)
    if not as_json:
        _show_review(news)
        for one in repository.offline_lacking():
            say(f"  {one}")
    confirmed("Sign this?", yes=yes)
    done = sign_here(repository, waited)
    if as_json:
        document({**msgspec.to_builtins(news), "signed": done.used, "waiting": lacking(done.waiting)})
        sys.exit(Exit.WAITING if done.waiting else Exit.DONE)
    for role, names in done.used.items():
        say(f"Signed {role} with {', '.join(names)}.")
    if not done.used:
        say("None of the keys here was missing.")
    if done.waiting:
        wait_for(folder, done.waiting)
    say("Published.")


def _show_review(news: "Review") -> None:
    say("What waits for signatures:")
    for line in news.keys:
        say(f"  {line}")
    show_changes(news.changes)
    for name in news.files:
        say(f"  file {name}")
    if not (news.keys or news.files):
        say("  The same as before, signed anew.")


@click.command(short_help="Drop what waits for signatures.")
@options.folder
@options.yes
@options.as_json
@options.now
def discard(folder: Path, now: datetime, *, yes: bool, as_json: bool) -> None:
    """Drop what waits for signatures in DIR. What is published stays as it is."""
    from app.admin import pending
    from app.admin.repository import open_repository
    from app.host import files

    repository = open_repository(folder, now)
    with files.exclusive(folder / "lock"):
        if repository.path_of("root") is None:
            raise FirstSignaturesWait(path=folder)
        waited = pending.exists(folder)
        if waited:
            confirmed(f"Drop what waits for signatures in {folder}?", yes=yes)
            pending.discard(folder)
    if as_json:
        document({"dropped": waited})
    else:
        say("Dropped what waited for signatures." if waited else "Nothing waits for signatures.")


def _statuses(tools: tuple[Tool, ...]) -> str:
    statuses = [tool.status.value for tool in tools]
    found = [f"{statuses.count(status)} {status}" for status in dict.fromkeys(statuses)]
    return f"{count(len(statuses), 'tool')} ({', '.join(found)})"
