"""`signpost carry-over`: settings come along from one tool to another, without a screen.

Exit codes: 0 done (or there was nothing to do), 1 failed, also when one of the items cannot come along: the others did.
Everything that can come along is listed with its diff before anything is written; `--dry-run` ends there.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, TextIO

from app.carryover import diff
from app.carryover.carry import CarryOver, undo
from app.carryover.errors import NoSuchItem
from app.carryover.proposal import Proposal, Proposed, Standing
from app.errors import SignpostError
from app.host.paths import Paths
from app.host.terminal import complain, harmless
from app.policy.carryover import NoPair
from app.policy.recipe import Recipes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `signpost carry-over`."""
    parser.add_argument("source", metavar="FROM", help="the tool's id in the policy, such as claude-code")
    parser.add_argument("target", metavar="TO", help="the tool that takes its place, such as qoder-cli")
    parser.add_argument("--project", metavar="DIR", type=Path, help="bring the settings of this project along, too")
    parser.add_argument("--only", metavar="ITEM", action="append", default=[], help="this item; may be repeated")
    parser.add_argument("--without", metavar="ITEM", action="append", default=[], help="not this item")
    parser.add_argument("--json", action="store_true", help="print each item and the outcome as JSON lines")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    instead.add_argument("--undo", action="store_true", help="take back everything that came along")


def run(options: argparse.Namespace, recipes: Recipes, paths: Paths, out: TextIO | None = None) -> int:
    """Carry the command out and return its exit code. `recipes` are those of the policy in force."""
    tell = _Teller(options.json, out or sys.stdout)
    try:
        if options.undo:
            return _undo(options, paths, tell)
        pair = recipes.carrying(options.source, options.target)
        if pair is None:
            known = ", ".join(f"{one.source} to {one.target}" for one in recipes.carry_over) or "none"
            raise NoPair(source=options.source, target=options.target, known=known)
        carrying = CarryOver(pair, paths, options.project)
        seen = carrying.look()
        chosen = _chosen(options, seen)
        for item in seen.items:
            if item.standing is not Standing.ABSENT or item.notes:
                tell.item(item, chosen=item.id in chosen)
        if not options.dry_run:
            done = carrying.carry(seen, chosen)
            tell.done(done.items, done.files)
        else:
            tell.nothing_written()
        failed = any(one.error is not None and one.id in chosen for one in seen.items)
    except SignpostError as error:
        tell.problem(error)
        return 1
    return int(failed)


def _undo(options: argparse.Namespace, paths: Paths, tell: "_Teller") -> int:
    undone = undo(paths, options.source, options.target)
    tell.undone(undone.restored, undone.kept)
    return 0


def _chosen(options: argparse.Namespace, seen: Proposal) -> frozenset[str]:
    ids = frozenset(one.id for one in seen.items)
    for one in (*options.only, *options.without):
        if one not in ids:
            raise NoSuchItem(item=one, known=", ".join(sorted(ids)))
    return frozenset(options.only or ids) - frozenset(options.without)


_WORDS = {
    Standing.READY: "comes along",
    Standing.THERE: "is there already",
    Standing.ABSENT: "nothing comes along",
    Standing.FAILED: "cannot come along",
    Standing.STAYS: "stays behind",
    Standing.UNKNOWN: "is not known to this version of Signpost",
}


class _Teller:
    """Says what is so, as sentences or as JSON lines."""

    def __init__(self, as_json: bool, out: TextIO) -> None:
        self._json, self._out = as_json, out

    def item(self, item: Proposed, *, chosen: bool) -> None:
        diffs = [diff.unified(change, change.path) for change in item.changes]
        if self._json:
            self._line(
                {
                    "event": "carry-over-item",
                    "id": item.id,
                    "kind": item.kind,
                    "scope": item.scope,
                    "from": item.source,
                    "to": item.target,
                    "standing": item.standing.value,
                    "chosen": chosen,
                    "count": item.count,
                    "fill_in": list(item.to_fill_in),
                    "notes": [{"kind": note.kind.name.lower(), "text": str(note), **note.facts} for note in item.notes],
                    "error": item.error.as_json() if item.error is not None else None,
                    "diff": diffs,
                }
            )
            return
        count = f" ({item.count})" if item.count else ""
        ways = " -> ".join(filter(None, (item.source, item.target)))
        self._say(f"{item.id}{count}: {_WORDS[item.standing] if chosen else 'left out'}. {ways}")
        if not chosen:
            return
        for text in (*map(str, item.notes), *([f"{item.error.happened}"] if item.error else [])):
            self._say(f"  {text}")
        if item.reason:
            self._say(f"  {item.reason.get('en', '')}")
        for one in diffs:
            for line in one.splitlines():
                self._say(f"    {line}")

    def done(self, items: tuple[str, ...], files: tuple[str, ...]) -> None:
        if self._json:
            self._line({"event": "carry-over-done", "items": list(items), "files": list(files)})
        elif files:
            written = "1 file" if len(files) == 1 else f"{len(files)} files"
            self._say(f"Done: {', '.join(items)}. {written} written. Your originals are as they were.")
        else:
            self._say("There is nothing to do.")

    def nothing_written(self) -> None:
        """The end of a dry run."""
        if not self._json:
            self._say("Nothing was written.")

    def undone(self, restored: int, kept: tuple[str, ...]) -> None:
        if self._json:
            self._line({"event": "carry-over-undone", "restored": restored, "kept": list(kept)})
            return
        files = "1 file is as it was" if restored == 1 else f"{restored} files are as they were"
        self._say(f"Undone: {files} before.")
        for path in kept:
            self._say(f"You changed it since, so it stays: {path}")

    def problem(self, error: SignpostError) -> None:
        if self._json:
            self._line({"event": "error", **error.as_json()})
        else:
            complain(error)

    def _say(self, sentence: str) -> None:
        print(harmless(sentence), file=self._out)

    def _line(self, record: dict[str, Any]) -> None:
        print(json.dumps(record), file=self._out, flush=True)
