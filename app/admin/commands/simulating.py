"""`signpost-admin simulate`: what a policy that is not published yet makes of recorded launches."""

import argparse
import sys
from pathlib import Path

import click

from app.admin.commands import options
from app.host import platform

_PLATFORMS = ("linux", "windows", "macos")


@click.command(short_help="Say what a policy makes of recorded launches.")
@options.policy
@click.option(
    "--launches", type=click.Path(path_type=Path), required=True, help="Recorded launches, one a line (JSON)."
)
@click.option("--at", default="", help="Judge as if it were this moment (ISO 8601 with a zone); default: now.")
@click.option("--user", default="", help="Judge for this person.")
@click.option("--group", multiple=True, help="A group the person is in; may be repeated.")
@click.option("--device", default="", help="Judge for this computer.")
@click.option("--platform", "system", type=click.Choice(_PLATFORMS), default=platform.system(), show_default=True)
def simulate(
    policy: Path, launches: Path, at: str, user: str, group: tuple[str, ...], device: str, system: str
) -> None:
    """Print a line (JSON) for every recorded launch: what POLICY.yaml, or a published policy.json, makes of it."""
    from app.admin.opened import open_policy
    from app.trial import command

    asked = argparse.Namespace(
        policy=policy, launches=launches, at=at, user=user, group=list(group), device=device, platform=system
    )
    sys.exit(command.simulate(asked, open_policy))
