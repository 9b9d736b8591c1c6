"""`signpost-admin`: IT's command line. Each command is thin; the work is in the module of its name.

Exit codes: 0 done, 1 something is wrong (said on standard error), 2 the command was not used as it should be.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app import __version__
from app.admin.devices.command import devices
from app.admin.draft import moment
from app.admin.errors import NotARepository, NotPublishable
from app.admin.hosting.command import hosting
from app.errors import SignpostError
from app.policy.model import Tool
from app.trial.explain import harmless

if TYPE_CHECKING:
    from app.admin.check import Report

_FOLDER = click.Path(path_type=Path, file_okay=False)
_POLICY = click.Path(path_type=Path, dir_okay=False, exists=True)


class _Moment(click.ParamType[datetime]):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            read = value if isinstance(value, datetime) else moment(str(value))
        except ValueError as wrong:
            self.fail(str(wrong), param, ctx)
        return read or datetime.now(UTC)


_now = click.option("--now", type=_Moment(), default=lambda: datetime.now(UTC), hidden=True, help="Sign as if at TIME.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="signpost-admin")
def commands() -> None:
    """Write, check and publish the tool policy of a company."""


commands.add_command(devices)
commands.add_command(hosting)


@commands.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@_now
def init(folder: Path, now: datetime) -> None:
    """Make a new repository in DIR: its keys, and signed metadata that is still without a policy."""
    from app.admin import repository

    try:
        repository.open_repository(folder, now)
        click.echo(f"{folder} is a repository already; nothing was changed.")
    except NotARepository:
        repository.create(folder, now)
        click.echo(f"Made a repository in {folder}.")
        click.echo(
            f"The keys in {folder / 'keys'} are not encrypted. Keep them off every server; "
            "who has them can tell your computers what to install.",
            err=True,
        )
    click.echo(f"  For installers: {folder / 'root.json'}")
    click.echo(f"  To be served:   {folder / 'public'} (any web server; to try it: signpost-admin serve {folder})")
    click.echo(f"  Next:           signpost-admin publish POLICY.yaml --repo {folder}")


@commands.command()
@click.argument("policy", metavar="POLICY.yaml", type=_POLICY)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document for machines.")
@_now
def check(policy: Path, now: datetime, *, as_json: bool) -> None:
    """Say everything that is wrong or doubtful in POLICY.yaml, each with its place.

    Errors keep it from being published, warnings do not.
    """
    report = _report(policy, now, as_json=as_json)
    sys.exit(1 if report.errors else 0)


@commands.command()
@click.argument("policy", metavar="POLICY.yaml", type=_POLICY)
@click.option("--repo", "folder", metavar="DIR", type=_FOLDER, required=True, help="The folder that `init` was given.")
@click.option("--yes", is_flag=True, help="Do not ask on a terminal.")
@_now
def publish(policy: Path, folder: Path, now: datetime, *, yes: bool) -> None:
    """Sign POLICY.yaml as the next version and put it into the repository in DIR.

    Refuses what `check` calls an error. Content that is already published keeps its version and is signed anew, which
    renews the dates.
    """
    from app.admin import publish as publishing
    from app.admin.repository import open_repository

    open_repository(folder, now)
    report = _report(policy, now, as_json=False)
    if report.authored is None:
        raise NotPublishable(path=policy, count=_count(report.errors, "error"))
    tools = report.authored.policy.tools
    company = report.authored.policy.company.name
    if not yes and sys.stdin.isatty():  # a script or a pipeline cannot answer
        question = f"Publish the policy of {company} ({_count(len(tools), 'tool')}) to {folder}?"
        click.confirm(question, abort=True, err=True)
    done = publishing.publish(report.authored, folder, now)
    if done.changed:
        click.echo(f"Published version {done.version} of the policy of {company}: {_statuses(tools)}.")
        for target in done.targets:
            click.echo(f"  {target}")
    else:
        click.echo(f"Nothing changed: version {done.version} stays in force. It was signed anew.")
    for role, expires in sorted(done.expiries.items(), key=lambda pair: pair[1]):
        click.echo(f"  {role:<10} valid until {expires:%Y-%m-%d %H:%M} UTC")


@commands.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default: one that is free.")
@_now
def serve(folder: Path, port: int, now: datetime) -> None:
    """Serve the repository in DIR on this computer only, to try it out. Ends with Ctrl+C."""
    from app.admin.repository import open_repository
    from app.admin.serve import StaticServer

    public = open_repository(folder, now).public
    with StaticServer(public, port) as server:
        click.echo(f"Serving {public} at {server.url}")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)


@commands.command(name="try")
@click.argument("policy", metavar="POLICY.yaml", type=_POLICY)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@_now
def try_policy(policy: Path, now: datetime, *, as_json: bool) -> None:
    """Say what POLICY.yaml would match on this computer: programs running now and tools installed.

    Nothing is started, published or sent. POLICY may also be a published policy.json.
    """
    import os

    from app.admin.opened import open_policy
    from app.host import platform
    from app.policy.person import Person
    from app.trial.judge import Judge
    from app.trial.now import Trial
    from app.trial.places import places

    person = Person(platform.account(), (), platform.host_name())
    judge = Judge(open_policy(policy, now), platform.system(), lambda: now, person)
    home = Path.home()
    trial = Trial(judge, places(home, os.environ), home, os.environ)
    found = 0
    for match in trial.matches():
        found += 1
        if as_json:
            click.echo(json.dumps(match.fields()))
        else:
            where = f"process {match.pid}" if match.pid else match.place
            click.echo(harmless(f"{match.verdict.rule}  {match.verdict.word}  {match.path} ({where})"))
    looked = f"{_count(trial.processes, 'process')} and {_count(trial.scan.looked_at, 'installed program')}"
    click.echo(f"{_count(found, 'match')} among {looked}.", err=True)
    if silent := trial.silent():
        click.echo(f"Matched nothing here: {', '.join(silent)}", err=True)


def _report(policy: Path, now: datetime, *, as_json: bool) -> "Report":
    from app.admin.check import check as checked

    report = checked(policy, now)
    if as_json:
        problems = [problem.as_json(str(policy)) for problem in report.problems]
        click.echo(json.dumps({"ok": not report.errors, "problems": problems}, ensure_ascii=False, indent=2))
        return report
    for problem in report.problems:
        click.echo(problem.line(str(policy)))
    found = f"{_count(report.errors, 'error')}, {_count(report.warnings, 'warning')}"
    click.echo(f"{policy}: {found}.", err=True)
    return report


def _count(number: int, thing: str) -> str:
    plural = "es" if thing.endswith(("s", "ch")) else "s"
    return f"{number} {thing}" if number == 1 else f"{number} {thing}{plural}"


def _statuses(tools: tuple[Tool, ...]) -> str:
    statuses = [tool.status.value for tool in tools]
    found = [f"{statuses.count(status)} {status}" for status in dict.fromkeys(statuses)]
    return f"{_count(len(statuses), 'tool')} ({', '.join(found)})"


def main() -> None:
    """The entry point."""
    try:
        commands.main(prog_name="signpost-admin", standalone_mode=True)
    except SignpostError as error:
        click.echo(f"{error.happened}\n{error.advice}", err=True)
        sys.exit(1)
