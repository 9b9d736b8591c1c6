"""`diff`: what changes for whom between two editions, in words; pure."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import msgspec

from app.admin import wording
from app.admin.edition import Edition
from app.policy.exceptions import Granted
from app.policy.model import Company, Policy, Shape, Text, Tool
from app.policy.recipe import Recipe, artifacts_of, kind_of, locks_of, with_targets

Kind = Literal["added", "removed", "changed"]

_DATES = ("announced", "effective", "lifted")
_APART = ("format", "version", "published", "exceptions_key", "skipped", "company", "tools")
"""Fields of the policy that publishing sets, and those that are told piece by piece."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change: whom it concerns, which tool (its id; "" for none), what of it, and a sentence about it."""

    whom: str
    kind: Kind
    tool: str = ""
    what: str
    said: str

    def line(self) -> str:
        """`+ Codex CLI: banned from …`"""
        return f"{'+-~'[('added', 'removed', 'changed').index(self.kind)]} {self.said}"


def diff(before: Edition, after: Edition) -> tuple[Change, ...]:
    """Every change that a person or their computer would notice."""
    found = [*_company(before.policy, after.policy), *_tools(before.policy, after.policy)]
    found += [*_recipes(before, after), *_carry_over(before, after), *_exceptions(before, after)]
    found += _stage(before, after)
    return tuple(found)


def by_whom(changes: tuple[Change, ...]) -> dict[str, list[Change]]:
    """The changes in groups of whom they concern, everyone first."""
    groups: dict[str, list[Change]] = {wording.EVERYONE: []}
    for change in changes:
        groups.setdefault(change.whom, []).append(change)
    return {whom: some for whom, some in groups.items() if some}


def _company(before: Policy | None, after: Policy | None) -> Iterator[Change]:
    if before is None or after is None:
        return
    for field in msgspec.structs.fields(Company):
        old, new = getattr(before.company, field.name), getattr(after.company, field.name)
        if old != new:
            yield _plain(wording.EVERYONE, "", f"company.{field.name}", old, new)
    for field in msgspec.structs.fields(Policy):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new and field.name not in _APART:
            yield _plain(wording.EVERYONE, "", field.name, old, new)


def _tools(before: Policy | None, after: Policy | None) -> Iterator[Change]:
    old = {tool.id: tool for tool in (before.tools if before else ())}
    new = {tool.id: tool for tool in (after.tools if after else ())}
    for tool_id in (*new, *(tool_id for tool_id in old if tool_id not in new)):
        was, is_ = old.get(tool_id), new.get(tool_id)
        if was is None and is_ is not None:
            said = f"{is_.name} ({tool_id}): {wording.standing(is_)}"
            yield Change(whom=wording.audience(is_.applies_to), kind="added", tool=tool_id, what="tool", said=said)
        elif is_ is None and was is not None:
            said = f"{was.name} ({tool_id}) is not spoken of any more; it was {wording.standing(was)}"
            yield Change(whom=wording.audience(was.applies_to), kind="removed", tool=tool_id, what="tool", said=said)
        elif was is not None and is_ is not None and was != is_:
            yield from _tool(was, is_)


def _tool(was: Tool, is_: Tool) -> Iterator[Change]:
    old, new = wording.audience(was.applies_to), wording.audience(is_.applies_to)
    whom = new if old == new else f"{old} -> {new}"
    if old != new:
        said = f"{is_.name}: is meant for {new}, no longer for {old}"
        yield Change(whom=whom, kind="changed", tool=is_.id, what="applies_to", said=said)
    for field in msgspec.structs.fields(Tool):
        before, after = getattr(was, field.name), getattr(is_, field.name)
        if before == after or field.name == "applies_to":
            continue
        if field.name == "match":
            yield from _match(whom, is_, before, after)
        elif field.name in _DATES:
            said = f"{is_.name}: {field.name} {wording.date(field.name, before)} -> {wording.date(field.name, after)}"
            yield Change(whom=whom, kind="changed", tool=is_.id, what=field.name, said=said)
        elif field.name == "close_after":
            said = (
                f"{is_.name}: is asked to close after the alert: {wording.minutes(before)} -> {wording.minutes(after)}"
            )
            yield Change(whom=whom, kind="changed", tool=is_.id, what=field.name, said=said)
        elif field.type == Text:
            yield from _text(whom, is_, field.name, before, after)
        else:
            old_value, new_value = getattr(before, "value", before), getattr(after, "value", after)
            yield _plain(whom, is_.id, field.name, old_value, new_value, is_.name)


def _text(whom: str, tool: Tool, field: str, before: Text, after: Text) -> Iterator[Change]:
    for language in sorted({*before, *after}):
        old, new = before.get(language), after.get(language)
        if old != new:
            kind: Kind = "added" if old is None else "removed" if new is None else "changed"
            said = f"{tool.name}: {field} in {language}: {new if new is not None else 'nothing any more'}"
            yield Change(whom=whom, kind=kind, tool=tool.id, what=f"{field}.{language}", said=said)


def _match(whom: str, tool: Tool, before: tuple[Shape, ...], after: tuple[Shape, ...]) -> Iterator[Change]:
    old = {wording.shape(one): one for one in before}
    new = {wording.shape(one): one for one in after}
    for words in (words for words in new if words not in old):
        said = f"{tool.name}: is also recognised by {words}"
        yield Change(whom=whom, kind="added", tool=tool.id, what="match", said=said)
    for words in (words for words in old if words not in new):
        said = f"{tool.name}: is no longer recognised by {words}"
        yield Change(whom=whom, kind="removed", tool=tool.id, what="match", said=said)
    for words in (words for words in new if words in old):
        for field in ("id", "reason"):
            was, is_ = getattr(old[words], field), getattr(new[words], field)
            if was != is_:
                yield _plain(whom, tool.id, f"match.{field}", was, is_, f"{tool.name}: {words}")
    if old == new and before != after:
        yield Change(whom=whom, kind="changed", tool=tool.id, what="match", said=f"{tool.name}: rules in another order")


def _recipes(before: Edition, after: Edition) -> Iterator[Change]:
    for tool_id in sorted({*before.recipes.recipes, *after.recipes.recipes}):
        policy = after.policy or before.policy
        tool = policy.tool(tool_id) if policy else None
        name = tool.name if tool else tool_id
        whom = f"Whoever sets up {name}"
        old, new = before.recipes.of(tool_id), after.recipes.of(tool_id)
        if not old:
            said = f"{name}: {_versions(new)} can be set up with a click"
            yield Change(whom=whom, kind="added", tool=tool_id, what="recipe", said=said)
        elif not new:
            said = f"{name}: cannot be set up with a click any more"
            yield Change(whom=whom, kind="removed", tool=tool_id, what="recipe", said=said)
        elif _without_files(old) != _without_files(new):
            was, is_ = _ways(old), _ways(new)
            said = f"{name}: another recipe" if was == is_ else f"{name}: {was} -> {is_}"
            yield Change(whom=whom, kind="changed", tool=tool_id, what="recipe", said=said)
        for what, files_of, words in _FILES:
            known = {before.files.get(path) for one in old for path in files_of(one)}
            for path in (path for one in new for path in files_of(one) if known):
                if after.files.get(path) not in known:
                    said = f"{name}: {words} ({path})"
                    yield Change(whom=whom, kind="changed", tool=tool_id, what=what, said=said)


_FILES: tuple[tuple[str, Callable[[Recipe], tuple[str, ...]], str], ...] = (
    ("lock", locks_of, "other packages, by another lock file"),
    ("artifact", artifacts_of, "another file is installed"),
)


def _without_files(recipes: tuple[Recipe, ...]) -> tuple[Recipe, ...]:
    """Files are compared by what is in them: that of a roll-out has a name of its own."""
    return tuple(
        with_targets(one, dict.fromkeys((*locks_of(one), *artifacts_of(one)), "compared-apart")) for one in recipes
    )


def _versions(recipes: tuple[Recipe, ...]) -> str:
    return ", ".join(f"{one.package} {one.version}".rstrip() for one in recipes)


def _ways(recipes: tuple[Recipe, ...]) -> str:
    return ", ".join(" ".join(filter(None, (kind_of(one), one.package, one.version))) for one in recipes)


def _carry_over(before: Edition, after: Edition) -> Iterator[Change]:
    old = {(pair.source, pair.target): pair for pair in before.recipes.carry_over}
    new = {(pair.source, pair.target): pair for pair in after.recipes.carry_over}
    for source, target in sorted({*old, *new}):
        was, is_ = old.get((source, target)), new.get((source, target))
        if was == is_:
            continue
        whom, whence = f"Whoever changes from {source} to {target}", f"settings of {source}"
        if is_ is None:
            kind, said = "removed", f"{whence} can no longer come along to {target}"
        elif was is None:
            kind, said = "added", f"{whence} can come along to {target}: {', '.join(one.id for one in is_.items)}"
        else:
            changed = [one.id for one in is_.items if one not in was.items]
            changed += [one.id for one in was.items if one.id not in [other.id for other in is_.items]]
            kind, said = "changed", f"{whence} come along to {target} otherwise: {', '.join(changed) or 'what stays'}"
        yield Change(whom=whom, kind=msgspec.convert(kind, Kind), tool=target, what="carry-over", said=said)


def _exceptions(before: Edition, after: Edition) -> Iterator[Change]:
    blind = before.key != after.key
    for one_id in sorted({granted.id for granted in (*before.exceptions, *after.exceptions)}):
        old, new = _granted(before, one_id, blind=blind), _granted(after, one_id, blind=blind)
        if old == new:
            continue
        some = next(iter(new or old))
        whom = after.names.get(one_id) or before.names.get(one_id) or f"Whom the exception {one_id} is for"
        until = wording.date("", some.until)
        if not old:
            kind, said = "added", f"may use {some.tool} until {until} ({one_id})"
        elif not new:
            kind, said = "removed", f"may no longer use {some.tool} ({one_id}, which was until {until})"
        else:
            kind, said = "changed", f"may use {some.tool} until {until} ({one_id}; {_subjects(len(old), len(new))})"
        yield Change(whom=whom, kind=msgspec.convert(kind, Kind), tool=some.tool, what="exception", said=said)


def _granted(edition: Edition, one_id: str, *, blind: bool) -> set[Granted]:
    """What an exception grants; `blind`: to how many, because subjects under another key cannot be compared."""
    found = [granted for granted in edition.exceptions if granted.id == one_id]
    if blind:
        found = [msgspec.structs.replace(granted, subject=str(number)) for number, granted in enumerate(found)]
    return set(found)


def _stage(before: Edition, after: Edition) -> Iterator[Change]:
    old, new = before.stage, after.stage
    if old is not None and (new is None or new.id != old.id):
        said = f"the roll-out {old.id} ends: its devices go back to everybody's policy"
        if after.policy is not None and after.policy == old.edition.policy:
            said = f"the roll-out {old.id} ends: its policy is everybody's"
        yield Change(whom=f"Devices in {old.id}", kind="removed", what="stage", said=said)
    if new is None:
        return
    base = before
    if old is None or old.id != new.id:
        yield Change(whom=f"Devices in {new.id}", kind="added", what="stage", said=f"the roll-out {new.said}")
    else:
        base = old.edition
        if old.said != new.said:
            said = f"the roll-out {old.said} -> {new.said}"
            yield Change(whom=f"Devices in {new.id}", kind="changed", what="stage", said=said)
    for change in diff(msgspec.structs.replace(base, stage=None), new.edition):
        yield msgspec.structs.replace(change, whom=f"In {new.id}: {change.whom}")


def _subjects(old: int, new: int) -> str:
    return f"{new} subjects" if old == new else f"{old} subjects before, {new} now"


def _plain(whom: str, tool: str, what: str, old: Any, new: Any, name: str = "") -> Change:
    said = f"{name + ': ' if name else ''}{what} {wording.value(old)} -> {wording.value(new)}"
    return Change(whom=whom, kind="changed", tool=tool, what=what, said=said)
