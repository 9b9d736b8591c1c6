"""Carry-over as a whole: look, carry, undo. What the command line and the desktop call."""

import base64
from collections.abc import Callable
from pathlib import Path

import msgspec

from app.carryover import writing
from app.carryover.errors import ChangedMeanwhile, NoSuchItem, NothingToUndo
from app.carryover.journal import Journal, Record, Written
from app.carryover.proposal import Proposal, Proposed, Standing, digest
from app.carryover.propose import Trees, propose, together
from app.carryover.tree import home_tree, project_tree
from app.host.paths import Paths
from app.policy.carryover import Pair, Scope


class Carried(msgspec.Struct, frozen=True):
    """What a carry-over did: the ids that came along, and the files it wrote, as the person knows them."""

    items: tuple[str, ...]
    files: tuple[str, ...]


class Undone(msgspec.Struct, frozen=True):
    """What an undo did: how many files are as before, and which the person changed since, so that they stay."""

    restored: int
    kept: tuple[str, ...]


class CarryOver:
    """The carry-over of one pair, for one person and perhaps one project. Originals are only ever read."""

    def __init__(self, pair: Pair, paths: Paths, project: Path | None = None) -> None:
        """`project` is the folder whose settings come along, too. Raises NoProject."""
        self._pair = pair
        self._trees: Trees = {"user": home_tree(paths.home)}
        if project is not None:
            self._trees = {**self._trees, "project": project_tree(project, paths.home)}
        self._journal = Journal(paths, pair.source, pair.target)

    def look(self) -> Proposal:
        """What can come along, each item by itself. Writes nothing, but what a killed carry-over left is taken back.

        Raises RecordDamaged, and for what was left InUse, DiskFull, NotWritable, NotPlain.
        """
        if any(record.state != "written" for _, record in self._journal.records()):
            with self._journal.locked():
                self._recover()
        return propose(self._pair, self._trees, known=self._known())

    def carry(self, seen: Proposal, items: frozenset[str], on_write: Callable[[str], None] = lambda _: None) -> Carried:
        """Carry over these items of a proposal that was looked at. Nothing to do is no error.

        Raises NoSuchItem, ChangedMeanwhile (nothing was written), InUse, RecordDamaged, DiskFull, NotWritable (what was
        written is taken back).
        """
        for one in items:
            if seen.item(one) is None:
                known = ", ".join(item.id for item in seen.items)
                raise NoSuchItem(item=one, known=known)
        chosen = frozenset(one.id for one in seen.ready if one.id in items)
        with self._journal.locked():
            self._recover()
            now = propose(self._pair, self._trees, known=self._known())
            for one in chosen:
                if _bare(now.item(one)) != _bare(seen.item(one)):
                    item = seen.item(one)
                    raise ChangedMeanwhile(path=item.source if item else one)
            final = propose(self._pair, self._trees, chosen, self._known())
            if not together(final):
                return Carried((), ())
            self._write(final, on_write)
        shown = [self._trees[one.scope].show(one.path) for one in together(final)]
        return Carried(tuple(sorted(one.id for one in final.ready)), tuple(shown))

    def _write(self, final: Proposal, on_write: Callable[[str], None]) -> None:
        changes = together(final)
        folders: dict[tuple[str, str], None] = {}
        for change in changes:
            tree = self._trees[change.scope]
            folders.update({(str(tree.root), path): None for path in writing.missing_folders(tree, change.path)})
        record = Record(
            source=self._pair.source,
            target=self._pair.target,
            folders=tuple(folders),
            files=tuple(
                Written(
                    scope=change.scope,
                    root=str(self._trees[change.scope].root),
                    path=change.path,
                    before=None if change.before is None else base64.b64encode(change.before).decode(),
                    before_mode=0 if change.before is None else change.mode,
                    after=digest(change.after),
                    mode=change.mode,
                    additions=change.additions,
                )
                for change in changes
            ),
        )
        path = self._journal.begin(record)
        try:
            writing.make_folders(record)
            for written, change in zip(record.files, changes, strict=True):
                on_write(change.path)
                writing.expect_untouched(written)
                writing.put(written, change.after)
        except BaseException:
            _take_back(self._journal, path, record)
            raise
        self._journal.save(path, msgspec.structs.replace(record, state="written"))

    def _known(self) -> frozenset[tuple[Scope, str, str]]:
        """The files that were carried over before, as they arrived."""
        roots = {str(tree.root): scope for scope, tree in self._trees.items()}
        return frozenset(
            (roots[one.root], one.path, one.after)
            for _, record in self._journal.records()
            for one in record.files
            if one.root in roots
        )

    def _recover(self) -> None:
        """A carry-over that was killed is taken back, an undo that was killed is finished."""
        for path, record in reversed(self._journal.records()):
            if record.state != "written":
                _take_back(self._journal, path, record)


def undo(paths: Paths, source: str, target: str) -> Undone:
    """Take back everything that came along between these tools, for this person and every project, last one first.

    Needs no policy. Raises NothingToUndo, InUse, RecordDamaged, DiskFull, NotWritable, NotPlain; it can be run again.
    """
    journal = Journal(paths, source, target)
    with journal.locked():
        records = journal.records()
        if not records:
            raise NothingToUndo(source=source, target=target)
        kept: list[str] = []
        files = 0
        for path, record in reversed(records):
            kept += _take_back(journal, path, record)
            files += len(record.files)
    return Undone(files - len(kept), tuple(dict.fromkeys(kept)))


def can_undo(paths: Paths, source: str, target: str) -> bool:
    """Whether a carry-over between these tools is on record."""
    return bool(Journal(paths, source, target).records())


def _take_back(journal: Journal, path: Path, record: Record) -> list[str]:
    if record.state != "undoing":
        journal.save(path, msgspec.structs.replace(record, state="undoing"))
    kept = [one for written in reversed(record.files) if (one := writing.take_back(written))]
    writing.remove_folders(record)
    journal.forget(path)
    return kept


def _bare(item: Proposed | None) -> object:
    """What of an item must not have changed since it was looked at."""
    return None if item is None else (item.changes, item.standing is Standing.READY)
