"""The one edit of a start-up file: it works in the real shell, is made once, and comes out again without a trace."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.host.files import NotWritable
from app.host.paths import Paths
from app.setup.errors import NotOurEdit
from app.setup.on_path import OnPath, look_up
from app.setup.path_edit import BEGIN, END, Edit, applied, apply, propose, undo
from tests.setup.test_on_path import SHELLS, linked, shell

__all__ = ["linked"]

FILES = {"bash": ".profile", "dash": ".profile", "zsh": ".zprofile", "fish": ".config/fish/conf.d/signpost.fish"}


def asked(name: str, **facts: Any) -> OnPath:
    return OnPath(**{"command": "demo-tool", "shell": f"/bin/{name}", "answered": True, **facts})


def proposed(paths: Paths, name: str = "bash") -> Edit:
    edit = propose(paths, asked(name))
    assert edit is not None
    return edit


@pytest.mark.parametrize("name", SHELLS)
def test_the_real_shell_finds_the_command_then(linked: Paths, name: str) -> None:
    edit = propose(linked, look_up(linked, "demo-tool", {}, by=shell(name)))
    assert edit is not None
    assert edit.file == str(linked.home / FILES[name])
    assert not Path(edit.file).exists(), "proposing changes nothing"
    apply(linked, edit)
    assert look_up(linked, "demo-tool", {}, by=shell(name)).ours
    assert applied(linked) == edit
    undo(linked, edit)
    assert not look_up(linked, "demo-tool", {}, by=shell(name)).found
    assert not Path(edit.file).exists()
    assert applied(linked) is None


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize("folder", ["it's", 'say "hi"', "with space", "$HOME", "a;b", "glob*[x]", "back\\slash"])
def test_any_folder_of_commands(tmp_path: Path, linked: Paths, name: str, folder: str) -> None:
    """Below the home folder and elsewhere."""
    for parent in (linked.home, tmp_path):
        fields = {field: getattr(linked, field) for field in Paths.__struct_fields__}
        moved = Paths(**{**fields, "bin": parent / folder / "bin"})
        moved.bin.mkdir(parents=True)
        (moved.bin / "demo-tool").symlink_to((linked.bin / "demo-tool").readlink())
        edit = proposed(moved, name)
        apply(moved, edit)
        assert look_up(moved, "demo-tool", {}, by=shell(name)).ours, parent
        undo(moved, edit)


@pytest.mark.parametrize("name", SHELLS)
def test_it_is_made_once(paths: Paths, name: str) -> None:
    edit = proposed(paths, name)
    apply(paths, edit)
    once = Path(edit.file).read_bytes()
    apply(paths, edit)
    assert Path(edit.file).read_bytes() == once
    assert propose(paths, asked(name)) is None
    assert once.decode().count(BEGIN) == 1


@pytest.mark.parametrize("before", ["", "a\n", "a", "\n\n", "a\r\nb\r\n", "# ünïcode 中\n", "\udcff\udc80 raw\n"])
def test_undo_restores_every_byte(paths: Paths, before: str) -> None:
    file = paths.home / ".profile"
    file.write_bytes(before.encode("utf-8", "surrogateescape"))
    file.chmod(0o640)
    edit = proposed(paths)
    apply(paths, edit)
    assert file.read_bytes() != before.encode("utf-8", "surrogateescape")
    assert file.stat().st_mode & 0o777 == 0o640
    undo(paths, edit)
    assert file.read_bytes() == before.encode("utf-8", "surrogateescape")
    assert file.stat().st_mode & 0o777 == 0o640


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(before=st.binary(max_size=80), after=st.binary(max_size=40))
def test_what_the_person_writes_since_stays(paths: Paths, before: bytes, after: bytes) -> None:
    file = paths.home / ".profile"
    file.write_bytes(before)
    edit = proposed(paths)
    apply(paths, edit)
    with file.open("ab") as open_file:
        open_file.write(after)
    undo(paths, edit)
    joined = b"\n" if after and before and not before.endswith(b"\n") else b""
    assert file.read_bytes() == before + joined + after
    file.unlink()


def test_a_dotfile_that_is_a_link_stays_one(paths: Paths) -> None:
    (paths.home / "dotfiles").mkdir()
    real = paths.home / "dotfiles/profile"
    real.write_text("mine\n")
    (paths.home / ".profile").symlink_to("dotfiles/profile")
    edit = proposed(paths)
    assert edit.file == str(paths.home / ".profile")
    apply(paths, edit)
    assert (paths.home / ".profile").is_symlink()
    assert real.read_text().startswith("mine\n# >>> signpost")
    undo(paths, edit)
    assert (paths.home / ".profile").is_symlink()
    assert real.read_text() == "mine\n"


def test_bash_reads_the_first_of_its_files(paths: Paths) -> None:
    for name in (".profile", ".bash_login", ".bash_profile"):
        (paths.home / name).write_text("")
        assert proposed(paths).file == str(paths.home / name)


def test_zsh_keeps_its_files_elsewhere(paths: Paths) -> None:
    edit = propose(paths, asked("zsh", zdotdir=f"{paths.home}/z"))
    assert edit is not None
    assert edit.file == f"{paths.home}/z/.zprofile"


def test_the_diff_is_what_happens(paths: Paths) -> None:
    (paths.home / ".profile").write_text("mine\n")
    edit = proposed(paths)
    added = [line[1:] for line in edit.diff.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert tuple(added) == edit.lines
    assert (edit.lines[0], edit.lines[-1]) == (BEGIN, END)


@pytest.mark.parametrize(
    "facts",
    [
        {"found": "/usr/bin/demo-tool"},
        {"found": "/x", "ours": True},
        {"answered": False},
        {"shell": "/bin/nu"},
        {"shell": ""},
    ],
)
def test_no_edit_where_it_would_not_help(paths: Paths, facts: dict[str, Any]) -> None:
    assert propose(paths, asked("bash", **facts)) is None


@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling", "large"])
def test_what_is_no_plain_file_is_left_alone(paths: Paths, kind: str) -> None:
    file = paths.home / ".profile"
    if kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "dangling":
        file.symlink_to("nowhere")
    else:
        file.write_bytes(b"#" * 1_000_001)
    assert propose(paths, asked("bash")) is None
    with pytest.raises(NotOurEdit):
        apply(paths, Edit(file=str(file), lines=(BEGIN, END), diff="", existed=True, open_ended=False))


def test_a_folder_that_cannot_be_made(paths: Paths) -> None:
    edit = proposed(paths, "fish")
    (paths.home / ".config").write_text("a file")
    with pytest.raises((NotWritable, NotOurEdit)):
        apply(paths, edit)


def test_a_record_that_lies_is_no_edit(paths: Paths) -> None:
    apply(paths, proposed(paths))
    (paths.home / ".profile").write_text("")
    assert applied(paths) is None
    (paths.tools / "path-edit.json").write_text("{")
    assert applied(paths) is None
