"""The disk follows the record, whatever an ended run left behind."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.host.paths import Paths
from app.setup.errors import NotInstalled, RecordUnreadable
from app.setup.launchers import put_link
from app.setup.leftovers import installed_tools
from app.setup.place import Installed, Place
from app.setup.receipt import PrefixReceipt
from app.setup.recovery import recover_all
from app.setup.removal import take_away


def installed(paths: Paths, version: str = "1.0.0", tool: str = "demo", command: str = "run") -> Place:
    place = Place(paths, tool)
    folder(place, version, command)
    record = Installed(
        tool=tool,
        kind="npm",
        package="demo",
        version=version,
        pin="",
        receipt=PrefixReceipt(folder=version, commands=(command,)),
        at=datetime(2026, 7, 10, tzinfo=UTC),
    )
    put_link(paths, tool, command, place.folder / version)
    place.write(record)
    return place


def folder(place: Place, name: str, command: str = "run") -> Path:
    path = place.folder / name
    (path / "bin").mkdir(parents=True)
    (path / "bin" / command).write_text(name)
    return path


def test_a_finished_set_up_is_left_alone(paths: Paths) -> None:
    place = installed(paths)
    before = sorted(place.folder.rglob("*"))
    assert recover_all(paths, {}, threading.Event()) == []
    assert sorted(place.folder.rglob("*")) == before
    assert (paths.bin / "run").read_text() == "1.0.0"
    assert installed_tools(paths) == ["demo"]


def test_killed_while_filling_the_staging_folder(paths: Paths) -> None:
    place = installed(paths)
    staging = folder(place, "staging-00ff00ff")
    (staging / "locked").mkdir()
    (staging / "locked/file").write_text("")
    (staging / "locked").chmod(0o500)
    recover_all(paths, {}, threading.Event())
    assert sorted(path.name for path in place.folder.iterdir()) == ["1.0.0", "installed.json"]


def test_killed_after_the_link_was_switched(paths: Paths) -> None:
    place = installed(paths)
    put_link(paths, "demo", "run", folder(place, "2.0.0"))
    recover_all(paths, {}, threading.Event())
    assert (paths.bin / "run").read_text() == "1.0.0"
    assert not (place.folder / "2.0.0").exists()


def test_killed_in_a_first_set_up(paths: Paths) -> None:
    place = Place(paths, "demo")
    put_link(paths, "demo", "run", folder(place, "2.0.0"))
    (paths.bin / ".run.00ff00ff").symlink_to(place.folder / "2.0.0/bin/run")
    (paths.bin / "mine").symlink_to("/bin/true")
    recover_all(paths, {}, threading.Event())
    assert [path.name for path in paths.bin.iterdir()] == ["mine"]
    assert not place.folder.exists()


def test_a_passing_name_that_leads_to_what_is_installed(paths: Paths) -> None:
    place = installed(paths)
    (paths.bin / ".run.00ff00ff").symlink_to(place.folder / "1.0.0/bin/run")
    (paths.bin / "my-own").symlink_to(place.folder / "1.0.0/bin/run")
    recover_all(paths, {}, threading.Event())
    assert sorted(path.name for path in paths.bin.iterdir()) == ["my-own", "run"]


def test_a_link_the_person_removed_stays_away(paths: Paths) -> None:
    installed(paths)
    (paths.bin / "run").unlink()
    recover_all(paths, {}, threading.Event())
    assert not (paths.bin / "run").exists()


def test_a_record_nobody_can_read_is_told_and_nothing_is_removed(paths: Paths) -> None:
    place = installed(paths)
    installed(paths, tool="other", command="other")
    place.record.write_text('{"tool":"demo","folder":"../.."}')
    (problem,) = recover_all(paths, {}, threading.Event())
    assert isinstance(problem, RecordUnreadable)
    assert (paths.bin / "run").read_text() == "1.0.0"


@pytest.mark.parametrize("record", ["", "[]", '{"folder":".."}', "\x00"])
def test_hostile_records(paths: Paths, record: str) -> None:
    place = installed(paths)
    place.record.write_text(record)
    with pytest.raises(RecordUnreadable):
        place.read()


def test_a_record_with_a_folder_outside(paths: Paths) -> None:
    place = installed(paths)
    place.record.write_text(place.record.read_text().replace('"folder": "1.0.0"', '"folder": "../other"'))
    with pytest.raises(RecordUnreadable, match="no folder of a version"):
        place.read()


@pytest.mark.parametrize("tool", ["..", "a/b", "", ".hidden", "UPPER"])
def test_a_name_that_could_be_a_path(paths: Paths, tool: str) -> None:
    with pytest.raises(ValueError, match="no tool's id"):
        Place(paths, tool)
    with pytest.raises(NotInstalled):
        take_away(paths, tool)


def test_taking_away(paths: Paths) -> None:
    place = installed(paths)
    installed(paths, tool="other", command="other")
    place.cache(b"lock").mkdir(parents=True)
    take_away(paths, "demo")
    assert installed_tools(paths) == ["other"]
    assert [path.name for path in paths.bin.iterdir()] == ["other"]
    assert not place.folder.exists()
    assert not place.cache(b"lock").exists()
    with pytest.raises(NotInstalled):
        take_away(paths, "demo")


def test_a_record_from_when_npm_was_the_one_kind(paths: Paths) -> None:
    place = installed(paths)
    old = {"tool": "demo", "package": "demo", "version": "1.0.0", "folder": "1.0.0", "commands": ["run"], "lock": "a1"}
    place.record.write_text(json.dumps({**old, "at": "2026-07-10T00:00:00Z"}))
    read = place.read()
    assert read is not None
    assert (read.kind, read.pin, read.commands, read.folders) == ("npm", "a1", ("run",), frozenset({"1.0.0"}))
    assert recover_all(paths, {}, threading.Event()) == []
    assert (paths.bin / "run").read_text() == "1.0.0"
