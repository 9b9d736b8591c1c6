"""Commands for staged roll-outs: `publish --stage`, and `stage` with show, widen, promote and withdraw."""

import functools
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.admin.commands import options
from app.admin.commands.exits import Exit
from app.admin.commands.options import Signing
from app.admin.commands.output import confirmed, document, lacking, say, wait_for

if TYPE_CHECKING:
    from app.admin.authoring import Authored
    from app.admin.stages import Stage, Terms
    from app.admin.staging import Step

MOST_NAMES = 2_000


class _Percent(click.ParamType[float]):
    name = "percent"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", str(value)) or not 0 <= float(value) <= 100:
            self.fail(f"{value!r} is no share: write 0 to 100, with two decimals at most", param, ctx)
        return float(value)


class _Id(click.ParamType[str]):
    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", str(value)):
            self.fail(f"{value!r} is no id: it has small letters, digits and hyphens, 63 at most", param, ctx)
        return str(value)


class _Name(click.ParamType[str]):
    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not 1 <= len(str(value).strip()) <= 256:
            self.fail("a name has 1 to 256 characters", param, ctx)
        return str(value).strip()


_WHOM = (
    click.option("--percent", type=_Percent(), metavar="N", help="This share of all devices; two decimals at most."),
    click.option("--group", "groups", multiple=True, type=_Name(), metavar="GROUP", help="The devices of a group."),
    click.option("--device", "devices", multiple=True, type=_Name(), metavar="DEVICE", help="A device by its name."),
)


def _whom(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what says for whom; the command gets `terms`, None where nothing is said."""

    @functools.wraps(command)
    def gathered(
        *args: Any, percent: float | None, groups: tuple[str, ...], devices: tuple[str, ...], **rest: Any
    ) -> Any:
        from app.admin.stages import Terms

        said = percent is not None or groups or devices
        if max(len(groups), len(devices)) > MOST_NAMES:
            raise click.UsageError(
                f"Name {MOST_NAMES} groups and {MOST_NAMES} devices at most; a group may hold any number."
            )
        terms = Terms(percent=percent or 0.0, groups=groups, devices=devices) if said else None
        return command(*args, terms=terms, **rest)

    return functools.reduce(lambda made, option: option(made), reversed(_WHOM), gathered)


def stageable(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add to `publish` what makes it a roll-out; the command gets `stage_id` (None: for everybody) and `terms`."""

    @_whom
    @functools.wraps(command)
    def checked(*args: Any, stage_id: str | None, terms: "Terms | None", end_stage: bool, **rest: Any) -> Any:
        if terms is not None and stage_id is None:
            raise click.UsageError("--percent, --group and --device say for whom --stage is; it is missing.")
        if stage_id is not None and end_stage:
            raise click.UsageError("--end-stage publishes for everybody, --stage does not.")
        return command(*args, stage_id=stage_id, terms=terms, end_stage=end_stage, **rest)

    named = click.option("--stage", "stage_id", type=_Id(), metavar="ID", help="For some devices first: see --percent.")
    ends = click.option("--end-stage", is_flag=True, help="For everybody, also if a roll-out is under way: it ends.")
    return named(ends(checked))


def publish_staged(
    authored: "Authored",
    folder: Path,
    now: datetime,
    signing: Signing,
    stage_id: str,
    terms: "Terms | None",
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """What `publish --stage` does once the policy was checked."""
    from app.admin import staging
    from app.admin.stages import Terms

    terms = terms or Terms()
    if terms != Terms():
        confirmed(f"Publish this to {folder} for {terms} first?", yes=yes)
    _tell(staging.stage(authored, folder, now, stage_id, terms, signing.signers(folder)), folder, as_json=as_json)


@click.group(short_help="Go on with a staged roll-out.")
def stage() -> None:
    """Show, widen, promote or withdraw the roll-out that `publish --stage` began."""


def _step(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every step of a roll-out takes: its id, the repository, and with what to sign."""
    takes = (options.repo, options.signing, options.yes, options.as_json, options.now)
    named = click.argument("stage_id", metavar="ID", type=_Id())
    return functools.reduce(lambda made, option: option(made), reversed((named, *takes)), command)


@stage.command(short_help="Say which roll-out is under way.")
@options.repo
@options.as_json
@options.now
def show(folder: Path, now: datetime, *, as_json: bool) -> None:
    """Say which roll-out is under way, and for whom."""
    from app.admin import stages
    from app.admin.publish import published_policy
    from app.admin.repository import open_repository
    from app.admin.staging import Step

    repository = open_repository(folder, now)
    live = published_policy(repository)
    _tell(Step(stages.running(repository), live.version if live else 0), folder, as_json=as_json)


@stage.command(short_help="Let more devices in.")
@_whom
@_step
def widen(
    stage_id: str, folder: Path, now: datetime, signing: Signing, terms: "Terms | None", *, yes: bool, as_json: bool
) -> None:
    """Let more devices in. Whoever is in stays in."""
    from app.admin import staging
    from app.admin.stages import Terms

    terms = terms or Terms()
    confirmed(f"Widen the roll-out {stage_id}?", yes=yes)
    _tell(staging.widen(folder, now, stage_id, terms, signing.signers(folder)), folder, as_json=as_json)


@stage.command(short_help="Make the staged policy everybody's.")
@_step
def promote(stage_id: str, folder: Path, now: datetime, signing: Signing, *, yes: bool, as_json: bool) -> None:
    """Make the staged policy everybody's, byte for byte."""
    from app.admin import staging

    confirmed(f"Make {stage_id} the policy of everybody?", yes=yes)
    _tell(staging.promote(folder, now, stage_id, signing.signers(folder)), folder, as_json=as_json)


@stage.command(short_help="End it: back to everybody's policy.")
@_step
def withdraw(stage_id: str, folder: Path, now: datetime, signing: Signing, *, yes: bool, as_json: bool) -> None:
    """End the roll-out: its devices go back to everybody's policy. Needs the policy key only."""
    from app.admin import staging

    confirmed(f"Withdraw {stage_id}? Its devices go back to everybody's policy.", yes=yes)
    _tell(staging.withdraw(folder, now, stage_id, signing.signers(folder)), folder, as_json=as_json)


def _tell(step: "Step", folder: Path, *, as_json: bool) -> None:
    if as_json:
        document(
            {
                "stage": step.stage.as_json() if step.stage else None,
                "version": step.version,
                "waiting": lacking(step.waiting),
            }
        )
        sys.exit(Exit.WAITING if step.waiting else Exit.DONE)
    say(said(step.stage, step.version))
    if step.waiting:
        wait_for(folder, step.waiting)


def said(stage: "Stage | None", version: int) -> str:
    """Which policy is for whom, in one line."""
    if stage is None:
        return (
            f"No roll-out is under way: version {version} is everybody's." if version else "Nothing is published yet."
        )
    return f"{stage}. Everybody else has version {version}."
