"""`signpost doctor`: looks at everything Signpost needs, and says of each how it is and what to do.

Exit codes besides those of every command: 0 nothing failed (there may be warnings), 3 something failed. With `--json`
one object: `version`, `findings` (each `check`, `grade`: ok, warning or failed, `said`, `todo`).
"""

import argparse
import json
import os

import msgspec

from app import __version__
from app.commands import company
from app.doctor import checks
from app.doctor.examination import SECONDS, examine
from app.doctor.finding import Finding, Grade, Subject, failed
from app.host.config import Config, ConfigUnreadable, NotConfigured
from app.host.paths import Paths
from app.host.terminal import harmless

FAILED = 3

_SIGNS = {Grade.OK: "ok     ", Grade.WARNING: "warning", Grade.FAILED: "failed "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Look, and print it; returns the exit code."""
    paths = company.paths(options)
    findings: list[Finding] = []
    config: Config | None = None
    try:
        config = company.config(options, paths)
    except NotConfigured:
        pass  # the check of the policy host says so
    except ConfigUnreadable as error:
        findings.append(failed("configuration", error.happened, error.advice))
    findings += look(config, paths)
    if options.json:
        print(json.dumps({"version": __version__, "findings": msgspec.to_builtins(findings)}))
    else:
        for one in findings:
            print(harmless(f"{_SIGNS[one.grade]}  {one.said}"))
            if one.todo:
                print(harmless(f"         {one.todo}"))
    return FAILED if any(one.grade is Grade.FAILED for one in findings) else 0


def look(config: Config | None, paths: Paths, seconds: float = SECONDS) -> list[Finding]:
    """What every check finds."""
    return examine(Subject(config, paths, os.environ), checks.ALL, seconds)
