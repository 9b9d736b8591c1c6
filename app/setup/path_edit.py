"""One consented, undoable edit of a start-up file, so that new terminals find the commands we link.

`propose` only looks; `apply` is called after the person agreed; `undo` takes exactly our lines out again. The lines
stand between two marks, are added once however often it is applied, and leave the rest of the file, its mode and a link
to it alone.

Which file (each shell's manual): bash reads the first of ~/.bash_profile, ~/.bash_login and ~/.profile at login; zsh
reads .zprofile in $ZDOTDIR or the home folder; fish reads every file in ~/.config/fish/conf.d; other sh read
~/.profile.
"""

import difflib
import os
import re
import shlex
import stat
from pathlib import Path

import msgspec

from app.host.files import NotWritable, sync_folder, translated, write_durably
from app.host.paths import Paths, own_folder
from app.setup.errors import NotOurEdit
from app.setup.on_path import OnPath

BEGIN = "# >>> signpost: commands set up for you >>>"
END = "# <<< signpost <<<"
_MAX_BYTES = 1_000_000
_RECORD = "path-edit.json"
_BASH_FILES = (".bash_profile", ".bash_login", ".profile")


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """A proposed or applied edit: the file as the person knows it, the lines to add, and the change as a unified diff.

    `existed` is whether the file was there before; an undo removes it again if nothing else came into it.
    `open_ended` is whether its last line had no newline, so that an undo can restore that too.
    """

    file: str
    lines: tuple[str, ...]
    diff: str
    existed: bool
    open_ended: bool


def propose(paths: Paths, asked: OnPath) -> Edit | None:
    """The edit that would make the shell find our folder; None where none is needed, or none is known to be right.

    Where the shell finds another program of that name first, adding our folder would not help; and a start-up file that
    is no plain file of this person's is not ours to change.
    """
    file = _file(paths.home, asked)
    if file is None or asked.found or not asked.answered:
        return None
    lines = _lines(paths, Path(asked.shell).name)
    try:
        before, _ = _read(file)
    except (NotOurEdit, NotWritable):
        return None
    after = _with(before, lines)
    if after == before:
        return None  # it stands there already, and does not help
    diff = difflib.unified_diff(
        before.decode("utf-8", "replace").splitlines(),
        after.decode("utf-8", "replace").splitlines(),
        str(file),
        str(file),
        lineterm="",
    )
    return Edit(
        file=str(file), lines=lines, diff="\n".join(diff), existed=file.exists(), open_ended=_open_ended(before)
    )


def apply(paths: Paths, edit: Edit) -> None:
    """Make the edit. Applying it twice is applying it once. Raises NotOurEdit, NotWritable, DiskFull."""
    file = Path(edit.file)
    before, mode = _read(file)
    after = _with(before, edit.lines)
    if after != before:
        # The record first: after a crash in between, undo finds nothing of ours in the file, which is right.
        try:
            write_durably(own_folder(paths.tools) / _RECORD, msgspec.json.encode(edit))
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise translated(error, file) from error
        write_durably(_real(file), after, mode)


def applied(paths: Paths) -> Edit | None:
    """The edit that is in force, if one was applied and not undone."""
    try:
        edit = msgspec.json.decode((paths.tools / _RECORD).read_bytes(), type=Edit)
        return edit if BEGIN.encode() in _read(Path(edit.file))[0] else None
    except (OSError, ValueError, RecursionError, NotOurEdit):  # msgspec's are ValueErrors; so is a NUL in a path
        return None


def undo(paths: Paths, edit: Edit) -> None:
    """Take our lines out again; what the person wrote since stays. Raises NotOurEdit, NotWritable, DiskFull."""
    file = Path(edit.file)
    before, mode = _read(file)
    after = _without(before, open_ended=edit.open_ended)
    try:
        if not after and not edit.existed and file.exists():
            _real(file).unlink()
            sync_folder(_real(file).parent)
        elif after != before:
            write_durably(_real(file), after, mode)
        (paths.tools / _RECORD).unlink(missing_ok=True)
    except OSError as error:
        raise translated(error, file) from error


def _file(home: Path, asked: OnPath) -> Path | None:
    name = Path(asked.shell).name
    if name == "bash":
        return next((home / file for file in _BASH_FILES if os.path.lexists(home / file)), home / ".profile")
    if name == "zsh":
        folder = Path(asked.zdotdir) if asked.zdotdir.startswith("/") else home
        return folder / ".zprofile"
    if name == "fish":
        return home / ".config/fish/conf.d/signpost.fish"
    return home / ".profile" if name in ("sh", "dash", "ksh", "ash", "busybox") else None


def _lines(paths: Paths, shell: str) -> tuple[str, ...]:
    folder = str(paths.bin)
    if shell == "fish":
        quoted = "'" + folder.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return BEGIN, f"contains -- {quoted} $PATH; or set -gx PATH {quoted} $PATH", END
    quoted = shlex.quote(folder)
    if paths.bin.is_relative_to(paths.home):
        quoted = f'"$HOME"/{shlex.quote(str(paths.bin.relative_to(paths.home)))}'
    return BEGIN, f'case ":$PATH:" in *:{quoted}:*) ;; *) export PATH={quoted}:"$PATH" ;; esac', END


def _with(before: bytes, lines: tuple[str, ...]) -> bytes:
    block = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
    if block in before:
        return before
    clean = _without(before, open_ended=False)
    return clean + (b"\n" if _open_ended(clean) else b"") + block


_BLOCK = re.compile(
    rb"^" + re.escape(BEGIN.encode()) + rb"\n(?:.*\n){0,4}?" + re.escape(END.encode()) + rb"(?:\n|\Z)", re.MULTILINE
)


def _without(text: bytes, *, open_ended: bool) -> bytes:
    """The file without our block, and without the newline put before it if nothing came after it since."""
    match = _BLOCK.search(text)
    if match is None:
        return text
    before, after = text[: match.start()], text[match.end() :]
    return before.removesuffix(b"\n") if open_ended and not after else before + after


def _open_ended(text: bytes) -> bool:
    return bool(text) and not text.endswith(b"\n")


def _real(file: Path) -> Path:
    """The file itself where a dotfile is a link into somebody's repository of dotfiles."""
    return Path(os.path.realpath(file))


def _read(file: Path) -> tuple[bytes, int]:
    """The bytes (none for a missing file) and the mode to keep. Raises NotOurEdit for all but a plain file of ours."""
    try:
        status = file.stat()
    except FileNotFoundError:
        if file.is_symlink():
            raise NotOurEdit(path=file, detail="it is a link that leads nowhere") from None
        return b"", 0o644
    except OSError as error:
        raise NotOurEdit(path=file, detail=error.strerror or error) from error
    if not stat.S_ISREG(status.st_mode):
        raise NotOurEdit(path=file, detail="it is not a file")
    if status.st_size > _MAX_BYTES:
        raise NotOurEdit(path=file, detail="it is too large for a start-up file")
    if hasattr(os, "getuid") and status.st_uid != os.getuid():
        raise NotOurEdit(path=file, detail="it belongs to somebody else")
    try:
        return file.read_bytes(), stat.S_IMODE(status.st_mode)
    except OSError as error:
        raise NotWritable(path=file, detail=error.strerror or error) from error
