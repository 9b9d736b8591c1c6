"""What goes with a banned tool is exactly its program; settings, neighbours, and what a link leads to, stay."""

import itertools
import json
import shutil
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.host import clock
from app.host.paths import Paths
from app.policy.exceptions import Exceptions, Granted, digest
from app.policy.person import Person
from app.setup import clearance
from app.setup.errors import Blocked, Cancelled, RemovalChanged
from app.setup.removable import Lying, Removal, Why, removal_of
from app.trial.judge import Opened
from app.trial.places import Places
from app.trial.removal import look
from tests.identify.machine import Machine
from tests.trial.conftest import POLICY

MARK = b"\x7fELF the mark of paint" + bytes(100)


def seen_in(
    home: Path, tool: str = "paint", on_path: str = "", opened: Opened | None = None, person: Person | None = None
) -> Removal:
    """What would go of a tool in this home; the rest of the computer that runs the tests is left out."""
    environment = {"PATH": str(home / on_path) if on_path else "", "HOME": str(home)}
    commands = tuple(str(home / one) for one in (".local/bin", ".local/share/uv/tools/brush/bin", on_path) if one)
    modules = (".npm-global/lib", ".bun/install/global", ".local/share/pnpm/global/5")
    where = Places(
        commands=commands,
        modules=tuple(str(home / one / "node_modules") for one in modules),
        extensions=(str(home / ".vscode/extensions"),),
        plugins=(),
        applications=(),
        starters=(),
    )
    given = opened or Opened(POLICY), person or Person()
    return look(*given, Paths.below(home), environment, tool, threading.Event(), where)


def tree(home: Path) -> dict[str, bytes | str]:
    """All of a home, but our own state."""
    return {
        str(path.relative_to(home)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(home.rglob("*"))
        if (path.is_symlink() or path.is_file()) and ".local/state" not in str(path)
    }


def pieces(found: Removal, home: Path) -> list[str]:
    return [str(Path(piece.path).relative_to(home)) for piece in found.pieces]


@pytest.fixture
def home(machine: Machine) -> Path:
    """One with a global npm package, its link, settings, history and neighbours."""
    machine.npm(".npm-global/lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"})
    machine.file(".npm-global/lib/node_modules/@acme/paint/deep/er/file")
    machine.npm(".npm-global/lib", "@acme/other", "cli.js", bin={"other": "cli.js"})
    machine.link(".npm-global/bin/paint", machine.root / ".npm-global/lib/node_modules/@acme/paint/cli.js")
    machine.link(".npm-global/bin/other", machine.root / ".npm-global/lib/node_modules/@acme/other/cli.js")
    machine.link(".local/bin/my-paint", machine.root / ".npm-global/bin/paint")
    machine.file(".paint/settings.json", "{}")
    machine.file(".paint/history.jsonl", "mine")
    machine.file(".paint.json", "{}")
    machine.file("project/paint.txt", "mine")
    machine.link(".npm-global/lib/node_modules/@acme/paint/out", machine.root / "project")
    return machine.root


NPM = [".local/bin/my-paint", ".npm-global/bin/paint", ".npm-global/lib/node_modules/@acme/paint"]


def test_a_global_npm_package_and_every_link_to_it(home: Path) -> None:
    found = seen_in(home)
    assert pieces(found, home) == NPM
    assert [piece.sort for piece in found.pieces] == ["link", "link", "folder"]
    assert found.left == ()
    before = tree(home)
    clearance.remove(Paths.below(home), found, seen_in(home), threading.Event())
    assert tree(home) == {path: data for path, data in before.items() if not path.startswith(tuple(NPM))}
    assert (home / "project/paint.txt").read_text() == "mine"
    assert seen_in(home).pieces == ()


def test_a_native_installer_with_its_versions(machine: Machine) -> None:
    home = machine.root
    for version in ("1.0.0", "1.1.0"):
        machine.file(f".local/share/paint/versions/{version}", MARK, 0o755)
    machine.file(".local/share/paint/keep", "mine")
    machine.link(".local/bin/paint", home / ".local/share/paint/versions/1.1.0")
    found = seen_in(home)
    assert pieces(found, home) == [".local/bin/paint", ".local/share/paint/versions"]
    clearance.remove(Paths.below(home), found, seen_in(home), threading.Event())
    assert list(tree(home)) == [".local/share/paint/keep"]


def test_an_editor_extension(machine: Machine) -> None:
    manifest = json.dumps({"publisher": "acme", "name": "paint", "version": "1.0.0", "engines": {"vscode": "*"}})
    machine.file(".vscode/extensions/acme.paint-1.0.0/package.json", manifest)
    machine.file(".vscode/extensions/acme.paint-1.0.0/main.js")
    machine.file(".vscode/extensions/other.other-1.0.0/package.json", "{}")
    assert pieces(seen_in(machine.root), machine.root) == [".vscode/extensions/acme.paint-1.0.0"]


def test_a_python_tool_with_an_environment_of_its_own(machine: Machine) -> None:
    venv = machine.venv(".local/share/uv/tools/brush")
    machine.dist(venv, "brush", {"brush": "brush.cli:main"}, "brush/__init__.py", "brush/cli.py")
    machine.link(".local/bin/brush", venv / "bin/brush")
    assert pieces(seen_in(machine.root, "brush"), machine.root) == [".local/bin/brush", ".local/share/uv/tools/brush"]


def test_a_distribution_among_others_goes_by_its_record(machine: Machine) -> None:
    home = machine.root
    venv = machine.venv("venvs/mine")
    machine.dist(venv, "brush", {"brush": "brush.cli:main"}, "brush/__init__.py", "brush/cli.py")
    machine.dist(venv, "other", {"other": "other:main"}, "other/__init__.py")
    machine.file("venvs/mine/lib/python3.11/site-packages/brush/mine.txt", "mine")
    found = seen_in(home, "brush", "venvs/mine/bin")
    site = "venvs/mine/lib/python3.11/site-packages"
    listed = ["venvs/mine/bin/brush", f"{site}/brush/__init__.py", f"{site}/brush/cli.py"]
    assert pieces(found, home) == sorted([f"{site}/brush-1.0.dist-info/RECORD", *listed])
    before = tree(home)
    clearance.remove(Paths.below(home), found, found, threading.Event())
    assert set(before) - set(tree(home)) == set(pieces(found, home))
    assert (home / site / "brush/mine.txt").exists()


def test_a_record_that_leads_out_of_its_environment_is_not_believed(machine: Machine) -> None:
    venv = machine.venv("venvs/mine")
    machine.dist(venv, "brush", {"brush": "brush.cli:main"}, "brush/__init__.py", "brush/cli.py")
    record = machine.root / "venvs/mine/lib/python3.11/site-packages/brush-1.0.dist-info/RECORD"
    with record.open("a") as file:
        file.write("../../../../../project/paint.txt,,\n")
    machine.file("project/paint.txt", "mine")
    found = seen_in(machine.root, "brush", "venvs/mine/bin")
    assert (found.pieces, [one.why for one in found.left]) == ((), [Why.UNCLEAR])


@pytest.mark.parametrize("named", ["share/keys/login.keyring", "bin/../share/keys/login.keyring"])
def test_a_record_is_not_believed_about_folders_that_are_everybodys(machine: Machine, named: str) -> None:
    """`pip install --user` puts packages below `~/.local`, where everything else lies, too."""
    local = machine.venv("local")
    (local / "pyvenv.cfg").unlink()
    machine.dist(local, "brush", {"brush": "brush.cli:main"}, "brush/__init__.py", "brush/cli.py")
    record = local / "lib/python3.11/site-packages/brush-1.0.dist-info/RECORD"
    files = removal_of("brush", [_known_by(record)], machine.root, machine.root / "ours")
    assert "local/bin/brush" in pieces(files, machine.root)
    machine.file("local/share/keys/login.keyring", "mine")
    with record.open("a") as file:
        file.write(f"../../../{named},,\n")
    found = removal_of("brush", [_known_by(record)], machine.root, machine.root / "ours")
    assert (found.pieces, [one.why for one in found.left]) == ((), [Why.UNCLEAR])


def _known_by(record: Path) -> Lying:
    return Lying(str(record.parents[1] / "brush/cli.py"), "pkg:pypi/brush", str(record))


def test_a_folder_of_the_persons_stays_when_it_is_empty_now(machine: Machine) -> None:
    home = machine.root
    program = machine.file("Desktop/tools/paint", MARK, 0o755)
    found = removal_of("paint", [Lying(str(program))], home, home / "ours")
    assert pieces(found, home) == ["Desktop/tools/paint"]
    clearance.remove(Paths.below(home), found, found, threading.Event())
    assert (home / "Desktop/tools").is_dir()
    assert not program.exists()


@pytest.mark.parametrize("modules", [".bun/install/global", ".local/share/pnpm/global/5"])
def test_what_another_manager_keeps_is_left_to_it(machine: Machine, modules: str) -> None:
    machine.npm(modules, "@acme/paint", "cli.js", bin={"paint": "cli.js"})
    found = seen_in(machine.root)
    assert (found.pieces, [one.why for one in found.left]) == ((), [Why.MANAGER])


def test_a_tool_nothing_is_said_against_is_not_looked_for(machine: Machine) -> None:
    machine.npm(".npm-global/lib", "pencil", "cli.js", bin={"pencil": "cli.js"})
    assert seen_in(machine.root, "pencil") == Removal("pencil", (), ())


def test_what_lies_beyond_the_home_or_is_reached_by_a_link_is_left(machine: Machine, tmp_path: Path) -> None:
    home = tmp_path / "somebody"
    beyond = machine.npm("elsewhere/lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"}).parents[1]
    (home / ".npm-global/lib").mkdir(parents=True)
    (home / ".npm-global/lib/node_modules").symlink_to(beyond)
    found = look(
        Opened(POLICY), Person(), Paths.below(home), {"PATH": ""}, "paint", threading.Event(),
        Places((), (str(home / ".npm-global/lib/node_modules"),), (), (), (), ()),
    )  # fmt: skip
    assert (found.pieces, [one.why for one in found.left]) == ((), [Why.MACHINE])


def test_what_changed_since_it_was_shown_is_not_touched(home: Path) -> None:
    paths, shown = Paths.below(home), seen_in(home)
    package = home / NPM[-1]
    package.rename(home / "aside")
    shutil.copytree(home / "aside", package, symlinks=True)
    before = tree(home)
    with pytest.raises(RemovalChanged):
        clearance.remove(paths, shown, seen_in(home), threading.Event())
    (home / ".local/bin/more").symlink_to(home / ".npm-global/bin/paint")
    with pytest.raises(RemovalChanged):
        clearance.remove(paths, shown, seen_in(home), threading.Event())
    (home / ".local/bin/more").unlink()
    assert tree(home) == before


def test_swapped_for_a_link_in_the_last_moment(home: Path) -> None:
    """Between the second look and the removal: the object is another one, so nothing behind the link is touched."""
    shown = seen_in(home)
    shutil.rmtree(home / NPM[-1])
    (home / NPM[-1]).symlink_to(home / "project")
    with pytest.raises(RemovalChanged):
        clearance.remove(Paths.below(home), shown, shown, threading.Event())
    assert (home / "project/paint.txt").read_text() == "mine"


def test_a_parent_that_became_a_link(home: Path) -> None:
    shown = seen_in(home)
    (home / ".npm-global").rename(home / "moved")
    (home / ".npm-global").symlink_to(home / "moved")
    (home / ".local/bin/my-paint").unlink()
    (home / ".local/bin/my-paint").symlink_to(home / "moved/bin/paint")
    before = tree(home)
    with pytest.raises(RemovalChanged):
        clearance.remove(Paths.below(home), shown, shown, threading.Event())
    assert tree(home) == before


def test_what_runs_is_named_first(home: Path) -> None:
    (home / NPM[-1] / "sleep").write_bytes(Path("/bin/sleep").read_bytes())
    (home / NPM[-1] / "sleep").chmod(0o755)
    before, shown = tree(home), seen_in(home)
    process = subprocess.Popen([home / NPM[-1] / "sleep", "60"])
    try:
        with pytest.raises(Blocked, match=rf"sleep \({process.pid}\)"):
            clearance.remove(Paths.below(home), shown, seen_in(home), threading.Event())
        assert tree(home) == before
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


def test_cancelled_before_the_first_piece(home: Path) -> None:
    before, shown, cancel = tree(home), seen_in(home), threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        clearance.remove(Paths.below(home), shown, shown, cancel)
    assert tree(home) == before


def test_killed_at_every_change_it_makes(home: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Afterwards each piece is there whole or gone, and what was renamed goes at the next start."""
    tmp_path = tmp_path_factory.mktemp("shown")
    for last in itertools.count(1):
        copy = tmp_path_factory.mktemp("copies") / "home"
        subprocess.run(["cp", "-a", home, copy], check=True)
        for link in (".npm-global/bin/paint", ".npm-global/bin/other", ".local/bin/my-paint"):
            target = str((copy / link).readlink()).replace(str(home), str(copy))
            (copy / link).unlink()
            (copy / link).symlink_to(target)
        before = tree(copy)
        shown = tmp_path / "shown.json"
        package = str(copy / NPM[-1] / "package.json")
        lying = Lying(str(copy / NPM[-1] / "cli.js"), "pkg:npm/%40acme/paint@1.2.3", package)
        shown.write_bytes(msgspec.json.encode(removal_of("paint", [lying], copy, copy / "tools")))
        victim = [sys.executable, "-m", "tests.trial.clearance_victim", str(copy), str(shown), str(last)]
        env = {"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"}
        done = subprocess.run(victim, cwd=root, env=env, capture_output=True, text=True, check=False)
        clearance.finish(Paths.below(copy))
        after = tree(copy)
        assert set(after) <= set(before)
        gone = {path for path in before if path.startswith(NPM[-1])}
        assert gone <= set(after) or not gone & set(after), "the folder is whole, or gone"
        assert {path: data for path, data in before.items() if not path.startswith(tuple(NPM))}.items() <= after.items()
        if done.returncode == 0:
            assert last > len(NPM)
            assert not gone & set(after)
            break
        assert done.returncode == -9, done.stderr
        shutil.rmtree(copy)


def test_the_command_lists_first_and_removes_only_when_told(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.commands import remove
    from app.main import main

    monkeypatch.setattr(remove, "opened", lambda *_: (Opened(POLICY), Person()))
    monkeypatch.setattr(remove, "look", lambda *_: seen_in(home))
    words = ["remove", "paint", "--home", str(home)]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert all(f"{home}/{piece}" in said for piece in NPM)
    assert "settings and history stay" in said
    assert (home / NPM[-1]).is_dir()
    assert main([*words, "--yes", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["goes", "goes", "goes", "removed"]
    assert not (home / NPM[-1]).exists()
    assert main([*words, "--yes"]) == 1
    assert "Nothing of paint" in capsys.readouterr().err


def test_what_an_exception_allows_is_listed_marked_and_removable_when_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.commands import remove
    from app.main import main

    until = clock.now() + timedelta(days=30)
    subject = digest("key", "user:ana")
    granted = Granted(subject=subject, tool="paint", until=until, id="EX-1")
    opened, ana = Opened(POLICY, Exceptions("key", [granted])), Person("ana")
    found = seen_in(home, opened=opened, person=ana)
    assert pieces(found, home) == NPM
    assert found.allowed_until == until
    assert seen_in(home, opened=opened, person=Person("bob")).allowed_until is None
    monkeypatch.setattr(remove, "opened", lambda *_: (opened, ana))
    monkeypatch.setattr(remove, "look", lambda *_: seen_in(home, opened=opened, person=ana))
    words = ["remove", "paint", "--home", str(home)]
    assert main(words) == 0
    assert f"You may use Paint until {until:%d %B %Y}, by an exception." in capsys.readouterr().out
    assert main([*words, "--yes", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["allowed", "goes", "goes", "goes", "removed"]
    assert not (home / NPM[-1]).exists()


def test_a_misspelt_tool_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.commands import remove
    from app.main import main

    monkeypatch.setattr(remove, "opened", lambda *_: (Opened(POLICY), Person()))
    assert main(["remove", "piant", "--home", str(home)]) == 1
    said = capsys.readouterr()
    assert "no tool piant.\nIt speaks of: " in said.err
    assert "paint" in said.err
    assert said.out == ""
