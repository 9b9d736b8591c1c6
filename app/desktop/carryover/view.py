"""Carry-over in words: what can come along and what cannot, what each would change, and what came of it. No Qt."""

from app.carryover import diff
from app.carryover.notes import Note, NoteKind
from app.carryover.proposal import Proposed, Standing
from app.desktop.card_model import letter
from app.desktop.carryover.model import Carrying, CarryView, DetailView, FileView, ItemView, Stage
from app.desktop.dates import counted
from app.desktop.plain import plain
from app.desktop.setup_card import advice, happened
from app.desktop.wording import Wording, sentences

MOST_FILES = 12
"""Files of one item whose lines are shown; the others are named."""

ADD = "+"
"""The choice that leads to another project: the key of no path."""
_LONGEST = 64


def carry_view(so: Carrying, wording: Wording) -> CarryView:
    """The screen as things stand."""
    translate = wording.translate
    items = tuple(_item(one, so, wording) for one in so.shown)
    current = so.current if any(one.id == so.current for one in items) else items[0].id if items else ""
    chosen = so.proposal.item(current) if so.proposal is not None and current else None
    heading, note = _heading(so, wording)
    preview, count = so.stage is Stage.PREVIEW, len(so.chosen)
    way_on = ""
    if preview and count:
        way_on = counted(translate, "carrying", "Bring {count} along", count).format(count=count)
    undo = translate("carrying", "Undo") if so.stage is Stage.DONE or (preview and so.undoable) else ""
    places = _places(so, wording)
    return CarryView(
        stage=so.stage,
        window=translate("carrying", "Bring your settings along"),
        letters=(letter(so.names.source), letter(so.names.target)),
        heading=heading,
        note=note,
        places=places,
        place=str(so.place or ""),
        whose=translate("carrying", "Whose settings"),
        items=items,
        current=current,
        detail=_detail(chosen, so, wording) if chosen is not None else None,
        foot=translate("carrying", "One undo puts everything back.") if preview and so.ready else "",
        leave=translate("carrying", "Skip settings") if way_on else translate("setup", "Close"),
        way_on=way_on,
        undo=undo,
    )


def _places(so: Carrying, wording: Wording) -> tuple[tuple[str, str], ...]:
    """The home folder, each project, and the way to another one; none while something is under way."""
    if so.projects is None or so.stage in (Stage.LOOKING, Stage.CARRYING):
        return ()
    home = ("", wording.translate("carrying", "Your own, in every project"))
    folders = dict.fromkeys((*so.projects, *([so.place] if so.place is not None else [])))
    projects = tuple((str(one), _shortened(str(one), wording)) for one in folders)
    return (home, *projects, (ADD, wording.translate("carrying", "Add a project…")))


def _shortened(path: str, wording: Wording) -> str:
    """A folder on a button: of a long path its end, which tells it from others."""
    said = wording.path(path)
    return said if len(said) <= _LONGEST else wording.apart("…" + plain(path[-_LONGEST + 4 :], _LONGEST))


def _heading(so: Carrying, wording: Wording) -> tuple[str, str]:
    translate, names = wording.translate, so.names
    match so.stage:
        case Stage.LOOKING:
            return translate("carrying", "Looking at your settings of {tool}").format(tool=names.source), ""
        case Stage.CARRYING:
            return translate("carrying", "Carrying your settings over"), ""
        case Stage.FAILED if so.error is not None:
            return happened(so.error, wording), advice(so.error, wording)
        case Stage.UNDONE:
            return _undone(so, wording)
        case Stage.DONE:
            count = len(so.carried.items) if so.carried is not None else 0
            heading = counted(translate, "carrying", "{count} settings came along to {tool}", count)
            if count == 1:
                heading = translate("carrying", "1 setting came along to {tool}")
            fill_in = sum(len(one.to_fill_in) for one in so.ready if so.carried and one.id in so.carried.items)
            rest = ""
            if fill_in:
                rest = translate("carrying", "Secret values for you to fill in: {count}.")
            said = sentences(translate("carrying", "Your originals are as they were."), rest.format(count=fill_in))
            return heading.format(count=count, tool=names.target), said
        case _:
            return _preview(so, wording)


def _preview(so: Carrying, wording: Wording) -> tuple[str, str]:
    translate, ready, total = wording.translate, len(so.ready), len(so.shown)
    if ready:
        heading = counted(translate, "carrying", "{ready} of your {count} settings can come along", total)
        note = translate("carrying", "Nothing is written until you say so. Your originals stay as they are.")
        return heading.format(ready=ready, count=total), note
    if any(one.standing is Standing.THERE for one in so.shown):
        return translate("carrying", "Your settings are in {tool} already").format(tool=so.names.target), ""
    nothing = translate("carrying", "There are no settings of {tool} to bring along")
    return nothing.format(tool=so.names.source), ""


def _undone(so: Carrying, wording: Wording) -> tuple[str, str]:
    translate = wording.translate
    heading = translate("carrying", "Everything is as it was before")
    if so.undone is None or not so.undone.kept:
        return heading, ""
    kept = wording.listed(wording.path(path) for path in so.undone.kept[:3])
    return heading, translate("carrying", "You changed this since, so it stays: {files}").format(files=kept)


def _item(one: Proposed, so: Carrying, wording: Wording) -> ItemView:
    ready = one.standing is Standing.READY
    carried = so.carried is not None and one.id in so.carried.items
    can = ready and so.stage is Stage.PREVIEW
    glyph = "" if can else "check" if carried or one.standing is Standing.THERE else "about"
    if one.standing is Standing.FAILED:
        glyph = "failed"
    return ItemView(one.id, _title(one, wording), _note(one, so, wording), can, one.id not in so.off, glyph)


def _title(one: Proposed, wording: Wording) -> str:
    translate = wording.translate
    if one.kind is None:
        return wording.text(one.name) or plain(one.id, 60)
    return {
        "mcp-servers": translate("carrying", "MCP servers"),
        "agents": translate("carrying", "Agents"),
        "skills": translate("carrying", "Skills"),
        "commands": translate("carrying", "Commands"),
        "rules": translate("carrying", "Rules"),
        "memory": translate("carrying", "Memory file"),
        "hooks": translate("carrying", "Hooks"),
        "permissions": translate("carrying", "Permissions"),
        "status-line": translate("carrying", "Status line"),
    }[one.kind]


def _note(one: Proposed, so: Carrying, wording: Wording) -> str:
    translate = wording.translate
    match one.standing:
        case Standing.STAYS | Standing.UNKNOWN | Standing.ABSENT:
            return translate("carrying", "Stays behind")
        case Standing.FAILED:
            return translate("carrying", "Cannot come along")
        case Standing.THERE:
            return translate("carrying", "There already")
        case _ if so.stage is Stage.DONE and so.carried is not None and one.id not in so.carried.items:
            return translate("carrying", "Left out")
        case _ if so.stage is Stage.DONE:
            return counted(translate, "carrying", "{count} came along", one.count).format(count=one.count)
        case _ if one.kind == "hooks":
            return counted(translate, "carrying", "{count}, switched off", one.count).format(count=one.count)
        case _:
            return counted(translate, "carrying", "{count} can come along", one.count).format(count=one.count)


def _detail(one: Proposed, so: Carrying, wording: Wording) -> DetailView:
    translate = wording.translate
    found = [(change, diff.shown(change)) for change in one.changes[:MOST_FILES]]
    files = tuple(
        FileView(
            name=plain(change.path, 200) if len(one.changes) > 1 else "",
            lines=shown.lines,
            more=_more(shown, wording),
        )
        for change, shown in found
    )
    beyond = len(one.changes) - len(files)
    if beyond:
        more = counted(translate, "carrying", "And {count} more files", beyond).format(count=beyond)
        files = (*files, FileView("", (), more))
    added = sum(shown.added for _, shown in found)
    way = translate("carrying", "{source} to {target}")
    return DetailView(
        title=_title(one, wording),
        way=way.format(source=wording.path(one.source), target=wording.path(one.target)) if one.target else "",
        pill=_pill(added, wording) if added else "",
        files=files,
        notes=_notes(one, so, wording),
    )


def _pill(added: int, wording: Wording) -> str:
    if added == 1:
        return wording.translate("carrying", "+1 line")
    return counted(wording.translate, "carrying", "+{count} lines", added).format(count=added)


def _more(shown: diff.Shown, wording: Wording) -> str:
    translate = wording.translate
    if shown.size:
        return translate("carrying", "No text, {size}").format(size=wording.size(shown.size))
    if shown.left_out:
        return counted(translate, "carrying", "And {count} more lines", shown.left_out).format(count=shown.left_out)
    return ""


_GLYPHS = {NoteKind.FILL_IN: "lock", NoteKind.CREDENTIAL: "lock", NoteKind.YOURS_STAYS: "check"}


def _notes(one: Proposed, so: Carrying, wording: Wording) -> tuple[tuple[str, str], ...]:
    notes = [(_GLYPHS.get(note.kind, "about"), note_text(note, wording)) for note in one.notes]
    if one.error is not None:
        notes = [("failed", happened(one.error, wording)), ("about", advice(one.error, wording)), *notes]
    if one.standing is Standing.STAYS:
        notes = [("about", wording.text(one.reason)), *notes]
    if one.standing is Standing.UNKNOWN:
        said = wording.translate("carrying", "This version of Signpost does not know how.")
        notes = [("about", said), *notes]
    yours = any(note.kind is NoteKind.YOURS_STAYS for note in one.notes)
    if one.standing is Standing.READY and not yours and so.stage is Stage.PREVIEW:
        said = wording.translate("carrying", "No conflict. Your own entry would win, ours goes beside it.")
        notes.append(("check", said))
    return tuple(notes)


def note_text(note: Note, wording: Wording) -> str:
    """A note in the person's language."""
    facts = {name: wording.apart(plain(value, 120)) for name, value in note.facts.items()}
    return wording.translate("carry-over", note.kind.value).format(**facts)
