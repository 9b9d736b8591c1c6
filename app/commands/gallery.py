"""`signpost gallery`: every screen in every state, as pictures for review."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--out", metavar="DIR", required=True, type=Path)


def run(options: argparse.Namespace) -> int:
    """Draw them; returns the exit code."""
    from app.desktop import gallery

    for picture in gallery.render(options.out):
        print(picture)
    return 0
