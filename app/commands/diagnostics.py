"""`signpost diagnostics`: everything IT needs to help, without secrets and names; printed, or written with `--out`.

Nothing is sent. Without `--out` all of it is printed, so that it can be read first.
"""

import argparse
import os
import sys
from pathlib import Path

from app.commands import company
from app.doctor import diagnostics
from app.host.config import Config, ConfigUnreadable, NotConfigured
from app.host.files import write_durably
from app.host.terminal import harmless


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--out", metavar="FILE", type=Path, help="write it there as a zip; else it is printed")
    company.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print or write it; returns the exit code. Raises DiskFull, NotWritable."""
    paths = company.paths(options)
    config: Config | None = None
    unusable = ""
    try:
        config = company.config(options, paths)
    except NotConfigured:
        pass
    except ConfigUnreadable as error:
        unusable = error.happened
    texts = diagnostics.files(config, paths, {"configuration": unusable} if unusable else {}, os.environ)
    if options.out is None:
        for name, text in texts.items():
            print(f"==> {name} <==")
            for line in text.splitlines():
                print(harmless(line))
        print("Nothing was written or sent. `--out FILE` writes it as a zip.", file=sys.stderr)
        return 0
    write_durably(options.out, diagnostics.bundle(texts))
    print(harmless(f"Written to {options.out}: {', '.join(texts)}. Read it before you send it."))
    return 0
