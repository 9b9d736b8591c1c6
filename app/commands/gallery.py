"""`signpost gallery`: every screen in every state, as pictures for review."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--out", metavar="DIR", required=True, type=Path)
    parser.add_argument("--language", metavar="TAG", action="append", help="only this one (BCP 47); can be repeated")
    parser.add_argument(
        "--pseudo", action="store_true", help="in two made-up languages that show what cannot be translated"
    )


def run(options: argparse.Namespace) -> int:
    """Draw them; returns the exit code."""
    from app.desktop import gallery
    from app.desktop.language import SPOKEN
    from app.desktop.pseudo import PSEUDO

    for picture in gallery.render(
        options.out, (*(options.language or ()), *(PSEUDO if options.pseudo else ())) or SPOKEN
    ):
        print(picture)
    return 0
