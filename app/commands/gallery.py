"""`signpost gallery`: every screen in every state, as pictures for review; or what a policy shows about one tool.

`signpost-admin preview` starts it for the latter, because IT's command line works without Qt.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--out", metavar="DIR", required=True, type=Path, help="where the pictures go")
    parser.add_argument("--only", metavar="NAME", action="append", default=[], help="these screens alone; * matches")
    parser.add_argument("--language", metavar="TAG", action="append", default=[], help="these languages alone (BCP 47)")
    parser.add_argument(
        "--pseudo", action="store_true", help="in two made-up languages that show what cannot be translated"
    )
    parser.add_argument("--policy", metavar="FILE", type=Path, help="what this policy shows about --tool, instead")
    parser.add_argument("--tool", metavar="ID", help="a tool of the policy")
    parser.add_argument("--open", action="store_true", help="open the page with all pictures")


def run(options: argparse.Namespace) -> int:
    """Draw them; returns the exit code."""
    if (options.policy is None) != (options.tool is None):
        return _wrong("--policy and --tool go together")
    if options.policy is not None:
        from app.commands.policy_file import open_policy
        from app.desktop import preview_pictures
        from app.trial.errors import NotInPolicy

        now = datetime.now(UTC)
        opened = open_policy(options.policy, now)
        tool = opened.policy.tool(options.tool)
        if tool is None:
            known = ", ".join(one.id for one in opened.policy.tools)
            raise NotInPolicy(tool=options.tool, known=known or "none")
        files = preview_pictures.render(opened.policy, opened.recipes, tool, options.out, options.language, now)
    else:
        from app.desktop import gallery
        from app.desktop.pseudo import PSEUDO

        unknown = [name for name in options.only if not gallery.matching([name])]
        if unknown:
            return _wrong(f"no screen is called {unknown[0]}; there are {', '.join(gallery.screens())}")
        files = gallery.render(options.out, (*options.language, *(PSEUDO if options.pseudo else ())), only=options.only)
    for file in files:
        print(file)
    if options.open:
        from app.desktop import picture

        picture.open_file(files[-1])
    return 0


def _wrong(what: str) -> int:
    print(f"signpost gallery: {what}.", file=sys.stderr)
    return 2
