"""From a pair and what the person has to a proposal: only looks, writes nothing.

Each item is looked at by itself and against what items before it would have written (`pending`), so that several of
them can go into one document. The person's own always wins: what differs is put beside it, under a name that neither
tool reads.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import msgspec

from app.carryover import beside, document, entries, files
from app.carryover.document import LARGEST_SOURCE, LARGEST_TARGET, Addition
from app.carryover.errors import CannotMerge, SettingsUnreadable
from app.carryover.notes import Note, NoteKind, note
from app.carryover.placeholders import is_placeholder_for
from app.carryover.proposal import Change, Proposal, Proposed, Standing, digest
from app.carryover.tree import Tree, fixed_part
from app.errors import SignpostError
from app.policy.carryover import Item, Pair, Scope
from app.policy.carrysteps import PROJECT, Merge

Trees = Mapping[Scope, Tree]
"""The home folder, and the project's folder where one was named."""
Place = tuple[Scope, str]


def propose(
    pair: Pair, trees: Trees, only: frozenset[str] | None = None, known: frozenset[tuple[Scope, str, str]] = frozenset()
) -> Proposal:
    """What can come along. With `only`, the items of these ids together, each on top of the ones before it.

    `known` are files that were carried over before (scope, path, digest of what arrived): one that the person changed
    since is theirs now. Never raises for what the person's files contain: that is the item's error.
    """
    items: list[Proposed] = []
    pending: dict[Place, Change] = {}
    for item in pair.items:
        if item.scope in trees and (only is None or item.id in only):
            found = _Look(pair, trees, {} if only is None else pending, known).item(item)
            pending.update({(change.scope, change.path): change for change in found.changes})
            items.append(found)
    if only is None:
        items += [Proposed(id=name.partition(":")[0], kind=None, standing=Standing.UNKNOWN) for name in pair.skipped]
        items += _stays(pair, trees)
    return Proposal(source=pair.source, target=pair.target, items=tuple(items))


def together(proposal: Proposal) -> tuple[Change, ...]:
    """Every file that the items change, each once: as it is now and as it is after the last of them."""
    changes: dict[Place, Change] = {}
    for change in (change for item in proposal.items for change in item.changes):
        place = (change.scope, change.path)
        if place in changes:
            first = changes[place]
            additions = (*first.additions, *change.additions)
            changes[place] = msgspec.structs.replace(first, after=change.after, additions=additions)
        else:
            changes[place] = change
    return tuple(changes.values())


def _stays(pair: Pair, trees: Trees) -> Iterator[Proposed]:
    for one in pair.stays:
        tree = trees.get(one.scope)
        try:
            there = tree is not None and tree.exists(one.path)
        except SignpostError:
            there = True
        if tree is not None and there:
            yield Proposed(
                id=one.id,
                kind=None,
                scope=one.scope,
                source=tree.show(one.path),
                standing=Standing.STAYS,
                name=one.name,
                reason=one.reason,
            )


class _Look:
    """One item, looked at."""

    def __init__(
        self, pair: Pair, trees: Trees, pending: Mapping[Place, Change], known: frozenset[tuple[Scope, str, str]]
    ) -> None:
        self._tool, self._trees, self._pending, self._known = pair.source, trees, pending, known

    def item(self, item: Item) -> Proposed:
        tree = self._trees[item.read_in]
        blank = Proposed(
            id=item.id,
            kind=item.kind,
            scope=item.scope,
            source=tree.show(item.source),
            target=self._trees[item.scope].show(item.target),
            standing=Standing.ABSENT,
        )
        try:
            step = item.steps[0]
            return self._merged(item, step, tree, blank) if isinstance(step, Merge) else self._copied(item, tree, blank)
        except SignpostError as error:
            return msgspec.structs.replace(blank, standing=Standing.FAILED, error=error)

    def _merged(self, item: Item, merge: Merge, tree: Tree, blank: Proposed) -> Proposed:
        data = tree.read(item.source, LARGEST_SOURCE)
        if data is None:
            return blank
        try:
            at = tuple(str(self._trees["project"].root) if key == PROJECT else key for key in merge.at)
            table = _table(document.read(data, item.source), at)
            wanted = {key: value for key, value in table.items() if not merge.only or key in merge.only}
            found = entries.travelling(item, wanted, tuple(table))
        except ValueError as error:
            raise SettingsUnreadable(path=tree.show(item.source), detail=error) from error
        if not found.values:
            return msgspec.structs.replace(blank, notes=found.notes)
        changes, notes = self._entered(item, merge, found.values)
        return _outcome(blank, found.count, changes, (*found.notes, *notes))

    def _entered(self, item: Item, merge: Merge, values: dict[str, Any]) -> tuple[list[Change], list[Note]]:
        """The target with the entries it lacks, and beside it those that it has otherwise."""
        place = (item.scope, item.target)
        before, mode = self._now(place, LARGEST_TARGET)
        additions: list[Addition] = []
        differing: dict[str, Any] = {}
        try:
            there = _table(document.read(before or b"", item.target), merge.into)
            for key, value in values.items():
                mine = there.get(key)
                path = (*merge.into, key)
                if key not in there:
                    kept = _allowed(value, there, key) if item.kind == "permissions" else value
                    additions += [Addition(path, kept)] if kept else []
                elif item.kind == "permissions" and isinstance(mine, list):
                    fresh = [one for one in _allowed(value, there, key) if one not in mine]
                    additions += [Addition(path, one, listed=True) for one in fresh]
                elif not is_placeholder_for(value, mine):
                    differing[key] = value
            changes = [self._edited(place, before, mode, tuple(additions))] if additions else []
            notes: list[Note] = []
            if differing:
                aside = self._aside(place, merge.into, differing)
                changes += [aside] if aside.before != aside.after else []
                shown = self._trees[item.scope].show(aside.path)
                notes = [note(NoteKind.YOURS_STAYS, entry=key, path=shown) for key in differing]
        except ValueError as error:
            raise CannotMerge(path=self._trees[item.scope].show(item.target), detail=error) from error
        return changes, notes

    def _edited(self, place: Place, before: bytes | None, mode: int, additions: tuple[Addition, ...]) -> Change:
        after = document.put_in(before, place[1], additions)
        return Change(scope=place[0], path=place[1], before=before, after=after, mode=mode, additions=additions)

    def _aside(self, place: Place, into: tuple[str, ...], values: dict[str, Any]) -> Change:
        """The document beside the person's own: as it is already there, or under the next free name."""
        additions = tuple(Addition((*into, key), value) for key, value in values.items())
        path = ""
        for number in range(1, beside.MOST + 1):
            path = beside.of_document(place[1], self._tool, number)
            before, mode = self._now((place[0], path), LARGEST_TARGET)
            whole = document.put_in(None, path, additions)
            if before is None or before == whole:
                return Change(scope=place[0], path=path, before=before, after=whole, mode=mode)
        raise CannotMerge(path=self._trees[place[0]].show(path), detail="there are too many of its kind")

    def _copied(self, item: Item, tree: Tree, blank: Proposed) -> Proposed:
        if "*" not in item.source:
            data = tree.read(item.source)
            if data is None:
                return blank
            units = {"": {item.target: (item.source, data)}}
            notes: list[Note] = []
        else:
            found = tree.find(item.source)
            notes = [note(NoteKind.LINK, path=tree.show(path)) for path in found.links]
            notes += [note(NoteKind.CREDENTIAL, path=tree.show(path)) for path in found.credentials]
            units = _units(item, found.files, tree)
        changes: list[Change] = []
        count = 0
        for unit, sources in units.items():
            arriving: dict[str, tuple[bytes, int]] = {}
            for target, (source, data) in sources.items():
                arrived = files.copied(item, tree.show(source), data)
                notes += arrived.notes
                if arrived.data is not None:
                    arriving[target] = (arrived.data, files.arrival_mode(tree.mode(source)))
            count += bool(arriving)
            fresh, told = self._placed(item, unit, arriving)
            changes += fresh
            notes += told
        if not count:
            return msgspec.structs.replace(blank, notes=tuple(notes))
        return _outcome(blank, count, changes, tuple(notes))

    def _placed(self, item: Item, unit: str, arriving: dict[str, tuple[bytes, int]]) -> tuple[list[Change], list[Note]]:
        """A unit (a file, or the folder of a skill) where nothing of the person's differs; else beside, as a whole."""
        for number in range(beside.MOST + 1):
            changes: list[Change] = []
            free = True
            moved = {beside.of_file(item, path, self._tool, number): one for path, one in arriving.items()}
            for path, (data, mode) in moved.items():
                before, _ = self._now((item.scope, path), len(data) + LARGEST_TARGET)
                if before is None:
                    changes.append(Change(scope=item.scope, path=path, before=None, after=data, mode=mode))
                elif before != data and (item.scope, path, digest(data)) not in self._known:
                    free = False
            if free:
                shown = self._trees[item.scope].show(next(iter(moved), item.target))
                name = unit or PurePosixPath(item.target).name
                return changes, [note(NoteKind.YOURS_STAYS, entry=name, path=shown)] if number else []
        shown = self._trees[item.scope].show(item.target)
        return [], [note(NoteKind.NOT_CARRIED, path=shown, why="there are too many of its kind")]

    def _now(self, place: Place, largest: int) -> tuple[bytes | None, int]:
        """A target's bytes and mode, as they are or as earlier items would have left them; for a new one 0600."""
        if place in self._pending:
            return self._pending[place].after, self._pending[place].mode
        tree = self._trees[place[0]]
        data = tree.read(place[1], largest)
        return data, 0o600 if data is None else tree.mode(place[1])


def _table(values: Any, path: tuple[str, ...]) -> dict[str, Any]:
    """The table at `path`, empty where there is none. Raises ValueError: something else stands there."""
    for number, key in enumerate(path):
        values = values.get(key, {})
        if not isinstance(values, dict):
            raise ValueError(f"{'.'.join(path[: number + 1])} is no table")  # noqa: TRY004 - one error for all
    return dict(values)


def _outcome(blank: Proposed, count: int, changes: list[Change], notes: tuple[Note, ...]) -> Proposed:
    standing = Standing.READY if changes else Standing.THERE
    return msgspec.structs.replace(blank, standing=standing, count=count, changes=tuple(changes), notes=notes)


def _allowed(rules: Any, there: Mapping[str, Any], name: str) -> list[Any]:
    """Rules that go into the list `name`: nothing is allowed that the person denies or wants to be asked about."""
    against = [rule for other in ("deny", "ask") if isinstance(there.get(other), list) for rule in there[other]]
    return [rule for rule in rules if name != "allow" or rule not in against]


def _units(item: Item, found: tuple[str, ...], tree: Tree) -> dict[str, dict[str, tuple[str, bytes]]]:
    """The files by what belongs together (the first folder or file below the pattern's): target -> (source, bytes)."""
    base, _ = fixed_part(item.source)
    units: dict[str, dict[str, tuple[str, bytes]]] = {}
    for source in found:
        rest = files.arrival(item, source.removeprefix(f"{base}/"))
        data = tree.read(source)
        if data is not None:
            units.setdefault(rest.split("/")[0] if item.kind == "skills" else rest, {})[item.target + rest] = (
                source,
                data,
            )
    return units
