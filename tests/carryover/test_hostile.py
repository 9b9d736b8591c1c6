"""A repository that means harm, a full disk, two at once, and pairs that reach too far: nothing outside changes."""

import contextlib
import errno
import os
import stat
import threading
from pathlib import Path

import msgspec
import pytest

from app.carryover.carry import CarryOver, undo
from app.carryover.errors import ChangedMeanwhile, NotPlain
from app.carryover.proposal import Standing
from app.errors import SignpostError
from app.host.files import DiskFull
from app.host.paths import Paths
from app.policy.carryover import Item, Pair, understood
from tests.carryover.conftest import Person
from tests.support.settings import put, shipped, snapshot

PLACES = (
    "CLAUDE.md",
    ".claude/settings.json",
    ".claude/settings.local.json",
    ".claude/agents",
    ".claude/skills/x/SKILL.md",
)


@pytest.fixture
def shop(person: Person) -> Path:
    """An otherwise empty project."""
    folder = person.home / "work/evil"
    folder.mkdir()
    return folder


def carry(person: Person, shop: Path) -> dict[str, Standing]:
    carrying = CarryOver(person.pair, person.paths, shop)
    seen = carrying.look()
    carrying.carry(seen, frozenset(one.id for one in seen.ready if one.scope == "project"))
    return {one.id: one.standing for one in seen.items if one.scope == "project"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["pipe", "device", "socket", "gigabyte", "folder", "loop", "dangling"])
def test_what_is_no_plain_file_is_never_waited_for(person: Person, shop: Path, place: str, kind: str) -> None:
    path = shop / place
    path.parent.mkdir(parents=True, exist_ok=True)
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero: it never ends
        case "socket":
            os.mknod(path, stat.S_IFSOCK | 0o666)
        case "gigabyte":
            path.touch()
            os.truncate(path, 1 << 30)
        case "folder":
            path.mkdir()
        case "loop":
            path.symlink_to(path.name)
        case _:
            path.symlink_to("/nowhere/at/all")
    put(shop / "CLAUDE.local.md", "mine")
    found = carry(person, shop)
    assert found["project-memory-local"] is Standing.READY, "the rest comes along"
    arrived = {str(one.relative_to(shop)) for one in shop.rglob("*") if one.is_file() and ".qoder" in one.parts}
    assert arrived == set()
    assert (shop / "AGENTS.local.md").read_text() == "mine"
    assert not os.path.lexists(shop / "AGENTS.md")


def test_folders_without_end_and_names_that_lie(person: Person, shop: Path) -> None:
    deep = shop / ".claude/agents"
    deep.mkdir(parents=True)
    put(deep / "\u202egnp.exe\u2066.md", "---\nname: bidi\n---\nx")
    with contextlib.suppress(OSError):
        (deep / os.fsdecode(b"\xff\xfe.md")).write_text("not a name")
    (deep / ("n" * 250 + ".md")).write_text("long")
    for number in range(200):
        deep = deep / f"d{number}"
        if len(str(deep)) > 3_000:
            break
        deep.mkdir()
        (deep / "a.md").write_text("deep")
    put(shop / ".claude/settings.json", '{"permissions":' + "[" * 200_000)
    put(shop / "CLAUDE.md", "ok")
    found = carry(person, shop)
    assert found["project-permissions"] is Standing.FAILED
    assert found["project-memory"] is Standing.READY
    depth = max(len(one.relative_to(shop).parts) for one in (shop / ".qoder").rglob("*"))
    assert depth <= 16
    assert not [one for one in (shop / ".qoder").rglob("*") if "\udcff" in str(one)]


@pytest.mark.parametrize("link", [".qoder", ".qoder/agents", ".qoder/settings.json", "AGENTS.md"])
def test_a_target_that_leads_elsewhere(person: Person, shop: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("theirs")
    put(shop / "CLAUDE.md", "x")
    put(shop / ".claude/agents/a.md", "x")
    put(shop / ".claude/settings.json", {"permissions": {"deny": ["Bash(x)"]}})
    (shop / link).parent.mkdir(exist_ok=True)
    (shop / link).symlink_to(outside if link in (".qoder", ".qoder/agents") else outside / "file")
    before = snapshot(outside)
    carry(person, shop)
    assert snapshot(outside) == before
    assert (shop / link).is_symlink()


@pytest.mark.parametrize("when", ["before", "during"])
def test_a_folder_exchanged_for_a_link_after_the_preview(person: Person, shop: Path, tmp_path: Path, when: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    put(shop / ".claude/agents/a.md", "x")
    put(shop / ".qoder/agents/own.md", "mine")
    carrying = CarryOver(person.pair, person.paths, shop)
    seen = carrying.look()

    def exchange(*_: object) -> None:
        (shop / ".qoder/agents").rename(shop / ".qoder/were")
        (shop / ".qoder/agents").symlink_to(outside)

    if when == "before":
        exchange()
    with pytest.raises((NotPlain, ChangedMeanwhile)):
        carrying.carry(seen, frozenset({"project-agents"}), exchange if when == "during" else lambda _: None)
    assert list(outside.iterdir()) == []
    assert (shop / ".qoder/were/own.md").read_text() == "mine"


def test_a_full_disk_leaves_everything_as_it_was(small_disk: Path) -> None:
    paths = Paths.below(small_disk / "home")
    for number in range(12):
        put(paths.home / f".claude/skills/s{number}/SKILL.md", f"---\nname: s{number}\n---\n" + "x" * 300_000)
    put(paths.home / ".qoder/AGENTS.md", "mine")
    put(paths.home / ".claude/CLAUDE.md", "x")
    (paths.home / "filler").write_bytes(b"\0" * 3_000_000)
    carrying = CarryOver(shipped("claude-code", "qoder-cli"), paths)
    seen = carrying.look()
    before = {path: one for path, one in snapshot(paths.home).items() if not path.startswith(".local")}
    with pytest.raises(DiskFull):
        carrying.carry(seen, frozenset(one.id for one in seen.ready))
    after = {path: one for path, one in snapshot(paths.home).items() if not path.startswith(".local")}
    assert after == before
    (paths.home / "filler").unlink()
    assert carrying.carry(carrying.look(), frozenset({"skills", "memory"})).items == ("memory", "skills")


def test_a_place_that_cannot_be_written(person: Person, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root writes everywhere, so the kernel's answer is given by hand."""
    put(shop / "CLAUDE.md", "x")
    put(shop / ".claude/rules/a.md", "x")
    before = snapshot(shop)
    real = os.open

    def read_only(path: object, flags: int, *rest: int, **more: object) -> int:
        if flags & os.O_CREAT and str(path).startswith(str(shop / ".qoder/rules")):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return real(path, flags, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", read_only)
    carrying = CarryOver(person.pair, person.paths, shop)
    with pytest.raises(SignpostError) as raised:
        carrying.carry(carrying.look(), frozenset({"project-memory", "project-rules"}))
    assert ".qoder/rules" in str(raised.value)
    monkeypatch.undo()
    assert snapshot(shop) == before


def test_two_at_once(person: Person) -> None:
    """Both ends are whole: one carried, the other was told, or found nothing left to do; one undo puts it all back."""
    before = person.tree()
    start = threading.Barrier(2)
    said: list[object] = []

    def work() -> None:
        carrying = person.carrying()
        seen = carrying.look()
        start.wait(30)
        try:
            said.append(carrying.carry(seen, frozenset(one.id for one in seen.ready)).items)
        except SignpostError as error:
            said.append(error.code)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    carried = [one for one in said if isinstance(one, tuple) and one]
    assert len(carried) == 1
    assert {one for one in said if isinstance(one, str)} <= {"in-use", "changed-meanwhile"}
    assert person.carrying().look().ready == ()
    assert undo(person.paths, "claude-code", "qoder-cli").kept == ()
    assert person.tree() == before


COPY = [{"do": "copy"}]
MERGE = [{"do": "merge", "at": ["mcpServers"], "into": ["mcpServers"]}]
REACHING = [
    {"kind": "memory", "from": "../x.md", "to": "y.md", "steps": COPY},
    {"kind": "memory", "from": "/etc/x.md", "to": "y.md", "steps": COPY},
    {"kind": "memory", "from": "x.md", "to": "../y.md", "steps": COPY},
    {"kind": "memory", "from": "x.md", "to": "/etc/y.md", "steps": COPY},
    {"kind": "memory", "from": "a/../../x.md", "to": "y.md", "steps": COPY},
    {"kind": "memory", "from": "x.md", "to": "a\\..\\y.md", "steps": COPY},
    {"kind": "memory", "from": "x.md", "to": "C:y.md", "steps": COPY},
    {"kind": "memory", "from": "~/x.md", "to": "y.md", "steps": COPY},
    {"kind": "memory", "from": ".ssh/id_rsa", "to": "y.md", "steps": COPY},
    {"kind": "skills", "from": ".ssh/**", "to": "y/", "steps": COPY},
    {"kind": "skills", "from": "**", "to": "y/", "steps": COPY},
    {"kind": "skills", "from": "*/*/*", "to": "y/", "steps": COPY},
    {"kind": "skills", "from": "a/**/**/**/*", "to": "y/", "steps": COPY},
    {"kind": "skills", "from": "a/" + "*" * 60, "to": "y/", "steps": COPY},
    {"kind": "skills", "from": "a/**", "to": ".config/autostart/", "steps": COPY},
    {"kind": "skills", "from": "a/**", "to": ".local/bin/", "steps": COPY},
    {"kind": "skills", "from": "a/**", "to": ".git/hooks/", "steps": COPY},
    {"kind": "memory", "from": "x.md", "to": ".bashrc", "steps": COPY},
    {"kind": "memory", "from": "x.md", "to": "x.md", "steps": COPY},
    {"kind": "mcp-servers", "from": "x.json", "to": ".aws/y.json", "steps": MERGE},
    {"kind": "mcp-servers", "from": "x.json", "to": "y.json", "steps": [{**MERGE[0], "into": ["hooks"]}]},
    {"kind": "mcp-servers", "from": "x.json", "to": "y.json", "steps": [*MERGE, {"do": "run", "argv": ["sh"]}]},
    {"kind": "mcp-servers", "from": "x.json", "to": "y.json", "steps": [*MERGE, {"do": "overwrite"}]},
    {"kind": "hooks", "from": "x.json", "to": "y.from-x.json", "steps": [{"do": "merge", "at": ["h"], "into": ["h"]}]},
]


@pytest.mark.parametrize("item", REACHING, ids=range(len(REACHING)))
def test_a_pair_that_reaches_too_far_brings_nothing(item: dict[str, object]) -> None:
    skipped: list[str] = []
    (pair,) = understood([{"from": "a", "to": "b", "items": [{"id": "x", **item}]}], skipped)
    assert pair.items == ()
    assert len(pair.skipped) == 1


def test_a_merge_never_takes_what_is_the_persons(paths: Paths) -> None:
    put(paths.home / ".a/x.json", {"mcpServers": {"mine": {"command": "evil"}, "new": {"command": "n"}, "": 1}})
    mine = '{"mcpServers": {"mine": {"command": "good"}}, "other": [1]}'
    put(paths.home / ".b/y.json", mine)
    item = msgspec.convert(
        {"id": "x", "kind": "mcp-servers", "from": ".a/x.json", "to": ".b/y.json", "steps": MERGE}, Item
    )
    carrying = CarryOver(Pair(source="a", target="b", items=(item,)), paths)
    carrying.carry(carrying.look(), frozenset({"x"}))
    after = msgspec.json.decode((paths.home / ".b/y.json").read_bytes())
    assert after["mcpServers"]["mine"] == {"command": "good"}
    assert after["other"] == [1]
    undo(paths, "a", "b")
    assert (paths.home / ".b/y.json").read_text() == mine
