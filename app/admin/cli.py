"""`signpost-admin`: IT's command line."""

import sys

import click
from click.shell_completion import ShellComplete, get_completion_class

from app import __version__
from app.admin.bundle.command import bundle
from app.admin.commands import changing, excepting, exits, keeping, signing, simulating, staging, watching, writing
from app.admin.commands.exits import Exit
from app.admin.commands.output import document, say
from app.admin.devices.command import devices
from app.admin.devices.receive import receive
from app.admin.hosting.command import hosting
from app.admin.report.command import report
from app.admin.rollout.command import package_config
from app.admin.self_test import self_test
from app.errors import SignpostError
from app.host import streams

NAME = "signpost-admin"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=exits.table())
@click.version_option(__version__, prog_name=NAME)
def commands() -> None:
    """Write, check, sign and publish the tool policy of a company."""


@click.command(short_help="Make a shell complete commands and options.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes SHELL complete the commands and options of signpost-admin.

    \b
    ~/.bashrc: eval "$(signpost-admin completion bash)"
    ~/.zshrc, after compinit:
               eval "$(signpost-admin completion zsh)"
    ~/.config/fish/config.fish:
               signpost-admin completion fish | source
    """
    made = get_completion_class(shell)
    if made is not None:
        # The base class's `source`: that of bash would start a bash to ask for its version.
        script = ShellComplete.source(made(commands, {}, NAME, "_SIGNPOST_ADMIN_COMPLETE"))
        click.echo(script)


for _command in (
    keeping.init,
    keeping.key,
    writing.check,
    writing.diff,
    writing.try_policy,
    simulating.simulate,
    writing.preview,
    writing.schema,
    signing.publish,
    signing.sign,
    changing.rotate,
    changing.lift,
    excepting.exceptions,
    signing.discard,
    staging.stage,
    watching.status,
    watching.verify,
    watching.refresh,
    watching.timer,
    keeping.serve,
    report,
    bundle,
    devices,
    receive,
    hosting,
    package_config,
    completion,
    self_test,
):
    commands.add_command(_command)


def main() -> None:
    """The entry point."""
    streams.stand_in()
    out = sys.stdout
    try:
        code = _run()
    except SystemExit as left:
        # click ends with 1 where nobody reads any more, and has wrapped the streams by then
        code = int(left.code or 0) if sys.stdout is out else 0
    except BrokenPipeError:  # while it said what was wrong
        code = Exit.WRONG
    except OSError:
        code = streams.ended(0, doubted=True)
        if not code:  # of something else
            raise
    sys.stdout = out
    sys.exit(streams.ended(code))


def _run() -> int:
    """Run what the words mean; returns the exit code. With --json an error is a JSON document too."""
    try:
        code = commands.main(prog_name=NAME, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:  # click raises it for Ctrl-C, and for a "no" where it was asked
        say("Stopped; nothing further was done.", err=True)
        return Exit.INTERRUPTED if isinstance(error.__context__, KeyboardInterrupt) else Exit.WRONG
    except SignpostError as error:
        if "--json" in sys.argv:
            document({"error": error.as_json()})
        for line in (error.happened, error.advice):
            for part in line.split("\n"):
                say(part, err=True)
        return Exit.WRONG
    return code if isinstance(code, int) else 0
