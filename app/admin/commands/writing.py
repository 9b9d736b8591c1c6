"""Commands for whoever writes the policy: check, diff, try, schema."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from app.admin.commands import options
from app.admin.commands.exits import Exit
from app.admin.commands.output import count, document, say
from app.admin.errors import NotPublishable

if TYPE_CHECKING:
    from app.admin.check import Report
    from app.admin.diff import Change
    from app.admin.online import Asked, Progress


@click.command(short_help="Say all that is wrong in a policy.")
@options.policy
@click.option("--online", is_flag=True, help="Ask after links, hosts and npm packages too.")
@options.as_json
@options.now
def check(policy: Path, now: datetime, *, online: bool, as_json: bool) -> None:
    """Say everything that is wrong or doubtful in POLICY.yaml, each with its place.

    Errors keep it from being published, warnings do not. Exit code 1 when there are errors.
    """
    found = report(policy, now, _bar if online else None)
    if as_json:
        problems = [problem.as_json(str(policy)) for problem in found.problems]
        document({"ok": not found.errors, "problems": problems})
    else:
        show(policy, found)
    sys.exit(Exit.WRONG if found.errors else Exit.DONE)


def report(policy: Path, now: datetime, online: "Progress | None" = None) -> "Report":
    """What `check` finds."""
    from app.admin.check import check as checked

    return checked(policy, now, online)


def _bar(asked: "Sequence[Asked]") -> "Iterator[Asked]":
    with click.progressbar(asked, label="Asking", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


def show(policy: Path, found: "Report", *, err: bool = False) -> None:
    """Print it for people."""
    for problem in found.problems:
        say(problem.line(str(policy)), err=err)
    say(f"{policy}: {count(found.errors, 'error')}, {count(found.warnings, 'warning')}.", err=True)


@click.command(short_help="Say what publishing would change, for whom.")
@options.policy
@options.repo
@options.as_json
@options.now
def diff(policy: Path, folder: Path, now: datetime, *, as_json: bool) -> None:
    """Say what would change, and for whom, if POLICY.yaml were published into the repository in DIR now.

    While a roll-out is under way: for its devices, and for everybody else.
    """
    from app.admin import edition, stages
    from app.admin.diff import diff as compared
    from app.admin.repository import open_repository

    repository = open_repository(folder, now)
    before, stage = edition.signed(repository), stages.running(repository)
    found = report(policy, now)
    if found.authored is None:
        show(policy, found, err=True)
        raise NotPublishable(path=policy, count=count(found.errors, "error"))
    changes = compared(before, edition.authored(found.authored, before, now))
    staged = before.stage.edition if before.stage else None
    within = compared(staged, edition.authored(found.authored, staged, now)) if staged else None
    version = before.policy.version if before.policy else None
    if as_json:
        told = {"published": version, "stage": stage.as_json() if stage else None}
        differences = {"changes": msgspec.to_builtins(changes), "staged": msgspec.to_builtins(within)}
        document({**told, "changed": bool(changes), **differences})
        return
    if stage is not None and within is not None:
        say(f"Under way is the roll-out {stage}.", err=True)
        say(f"On the devices in {stage.rollout.id}, with `publish --stage {stage.rollout.id}`:")
        _show_since(stage.policy.version, within)
        say("On all others, with `publish --end-stage`:" if changes else "On all others:")
    _show_since(version, changes)


def _show_since(version: int | None, changes: "tuple[Change, ...]") -> None:
    since = f"version {version}" if version else "nothing"
    say(f"{count(len(changes), 'change')} since {since} was published." if changes else "Nothing changes.")
    show_changes(changes)


def show_changes(changes: "tuple[Change, ...]") -> None:
    """Print changes in groups of whom they concern."""
    from app.admin.diff import by_whom

    for whom, some in by_whom(changes).items():
        say(f"{whom}:")
        for change in some:
            say(f"  {change.line()}")


@click.command(name="try", short_help="Say what a policy matches on this computer.")
@options.policy
@options.json_lines
@click.option("--user", default="", help="Judge for this person; default: the account that asks.")
@click.option("--group", "groups", multiple=True, help="A group the person is in; default: this computer's own.")
@click.option("--device", default="", help="Judge for this computer; default: its own name.")
@options.now
def try_policy(policy: Path, user: str, groups: tuple[str, ...], device: str, now: datetime, *, as_json: bool) -> None:
    """Say what POLICY.yaml would match on this computer: programs running now and tools installed.

    Nothing is started, published or sent. POLICY may also be a published policy.json. Groups and device are those of
    the computer's own configuration, where it has one.
    """
    import os

    from app.admin.opened import open_policy
    from app.host import platform
    from app.host.paths import Paths
    from app.host.patience import Patience
    from app.trial.command import left_behind
    from app.trial.judge import Judge
    from app.trial.now import Trial
    from app.trial.places import places
    from app.trial.whom import whom

    person = whom(Paths.of_person(), user=user, groups=groups, device=device)
    judge = Judge(open_policy(policy, now), platform.system(), lambda: now, person)
    home = Path.home()
    patience = Patience()
    trial = Trial(judge, places(home, os.environ, patience), home, os.environ, patience)
    found = 0
    for match in trial.matches():
        found += 1
        if as_json:
            click.echo(json.dumps(match.fields()))
        else:
            where = f"process {match.pid}" if match.pid else match.place
            say(f"{match.verdict.rule}  {match.verdict.word}  {match.path} ({where})")
    looked = f"{count(trial.processes, 'process')} and {count(trial.scan.looked_at, 'installed program')}"
    click.echo(f"{count(found, 'match')} among {looked}{left_behind(patience)}.", err=True)
    if silent := trial.silent():
        click.echo(f"Matched nothing here: {', '.join(silent)}", err=True)


@click.command(short_help="Draw what employees will see about a tool.")
@options.policy
@click.option("--tool", metavar="ID", required=True, help="Which tool of the policy.")
@click.option("--out", metavar="DIR", type=options.FOLDER, help="Default: preview-ID, here.")
@click.option("--language", "languages", metavar="TAG", multiple=True, help="Default: all there are.")
@click.option("--open", "show", is_flag=True, help="Open the page when it is drawn.")
@options.as_json
@options.now
def preview(
    policy: Path, tool: str, out: Path | None, languages: tuple[str, ...], now: datetime, *, show: bool, as_json: bool
) -> None:
    """Draw what POLICY.yaml will show employees about a tool, from its announcement on.

    Notifications, cards and window, in each language, light and dark, as pictures and as index.html, which shows all
    of them. Nothing is published or sent.
    """
    from app.admin.preview import preview as drawn

    files = drawn(policy, tool, out or Path(f"preview-{tool}"), languages, now, show=show)
    if as_json:
        document({"page": str(files[-1]), "pictures": [str(file) for file in files[:-1]]})
        return
    say(f"{count(len(files) - 1, 'picture')}. All of them: {files[-1]}")


@click.command(short_help="Print the JSON Schema, for editors.")
def schema() -> None:
    """Print the JSON Schema of POLICY.yaml, from which editors complete and check while one types.

    Save it as policy.schema.json, and begin POLICY.yaml with this line, for the YAML language server of VS Code, Neovim
    and others:

    \b
    # yaml-language-server: $schema=policy.schema.json
    """
    from app.admin.schema import authoring_schema

    document(authoring_schema())
