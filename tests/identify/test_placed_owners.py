"""Homebrew, snap, flatpak, AppImage and JetBrains plug-ins: layouts as their managers make them, only ways in count."""

import json
import zipfile
from pathlib import Path

import pytest

from app.identify import jetbrains, snap
from app.identify.files import Look
from app.policy.evidence import Kind
from tests.identify.machine import ELF, Machine, Observer

RECEIPT = {"homebrew_version": "4.6.0", "built_as_bottle": True, "source": {"spec": "stable", "tap": "homebrew/core"}}


def keg(machine: Machine, tap: str = "homebrew/core") -> str:
    """A formula as Homebrew pours it: a wrapper in bin, a Python environment in libexec, a node package linked."""
    keg = "opt/homebrew/Cellar/paint@2/2.1_1"
    receipt = {**RECEIPT, "source": {"spec": "stable", "tap": tap}}
    machine.file(f"{keg}/INSTALL_RECEIPT.json", json.dumps(receipt))
    for command in ("bin/paint", "libexec/bin/paint", "libexec/bin/tqdm", "libexec/tool", "sbin/paintd"):
        machine.file(f"{keg}/{command}", ELF, 0o755)
    script = machine.file(f"{keg}/libexec/lib/dist/cli.js", "#!/usr/bin/env node\n", 0o755)
    machine.link(f"{keg}/bin/draw", script)
    machine.link("opt/homebrew/bin/paint", machine.root / keg / "bin/paint")
    return keg


def test_a_formula(machine: Machine, observer: Observer) -> None:
    place = machine.root / keg(machine)
    both = ["pkg:brew/paint%402@2.1_1", "pkg:brew/homebrew/core/paint%402@2.1_1"]
    for way in ("bin/paint", "libexec/bin/paint", "sbin/paintd"):
        assert observer.packages(place / way) == both
    assert observer.node(place / "bin/draw") == both
    for inside in ("libexec/bin/tqdm", "libexec/tool"):
        assert observer.packages(place / inside) == []


@pytest.mark.parametrize(
    ("tap", "purls"),
    [
        ("acme/tap", ["pkg:brew/acme/tap/paint%402@2.1_1"]),
        ("", ["pkg:brew/paint%402@2.1_1"]),
        ("../../x", ["pkg:brew/paint%402@2.1_1"]),
    ],
)
def test_a_formula_of_another_tap(machine: Machine, observer: Observer, tap: str, purls: list[str]) -> None:
    assert observer.packages(machine.root / keg(machine, tap) / "bin/paint") == purls


def test_a_cask(machine: Machine, observer: Observer) -> None:
    cask = "opt/homebrew/Caskroom/claude-code"
    machine.file(f"{cask}/.metadata/INSTALL_RECEIPT.json", json.dumps({"source": {"tap": "homebrew/cask"}}))
    both = ["pkg:brew/claude-code@2.1.0", "pkg:brew/homebrew/cask/claude-code@2.1.0"]
    assert observer.packages(machine.file(f"{cask}/2.1.0/claude", ELF, 0o755)) == both
    other = machine.file(f"{cask}/2.1.0/agent", ELF, 0o755)
    assert observer.packages(other) == []
    machine.link("opt/homebrew/bin/agent", other)
    assert Observer(machine.root).packages(other) == both


def test_an_application_that_a_cask_moved(machine: Machine, observer: Observer) -> None:
    program = machine.file("Applications/Paint Studio.app/Contents/MacOS/Electron", ELF, 0o755)
    assert observer.packages(program) == []
    machine.link("opt/homebrew/Caskroom/paint-studio/3.0/Paint Studio.app", program.parents[2])
    assert Observer(machine.root).packages(program) == ["pkg:brew/paint-studio@3.0"]
    elsewhere = machine.file("Applications/Other.app/Contents/MacOS/Other", ELF, 0o755)
    machine.link("opt/homebrew/Caskroom/other/1/Other.app", program.parents[2])
    assert observer.packages(elsewhere) == []


class Below(Look):
    """Looks at a laid-out machine as if its root were ours."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root

    def read(self, path: str, limit: int, *, whole: bool = True) -> bytes:
        return super().read(f"{self.root}{path}", limit, whole=whole)


SNAP_YAML = """\
name: paint
version: '2.1'
summary: "version: 9"
apps:
  paint:
    command: bin/launch.sh $SNAP/usr/share/paint/paint
    environment:
      version: 7
  daemon:
    command: $SNAP/usr/sbin/brushd
    daemon: simple
"""


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/snap/paint/123/usr/share/paint/paint", True),
        ("/var/lib/snapd/snap/paint/x1/bin/launch.sh", True),
        ("/snap/paint_two/123/usr/sbin/brushd", True),
        ("/snap/paint/123/usr/bin/git", False),
        ("/home/ana/snap/paint/123/paint", False),
        ("/snap/bin/paint", False),
    ],
)
def test_a_snap(machine: Machine, path: str, found: bool) -> None:
    for root in ("snap/paint/123", "snap/paint_two/123", "var/lib/snapd/snap/paint/x1"):
        machine.file(f"{root}/meta/snap.yaml", SNAP_YAML)
    values = [fact.value for fact in snap.owners(Below(machine.root), path)]
    assert values == (["pkg:snap/paint@2.1"] if found else [])


def test_a_snap_that_is_mounted(machine: Machine) -> None:
    machine.file("snap/paint/123/meta/snap.yaml", SNAP_YAML)
    fact = snap.deployed_at(Below(machine.root), "/snap/paint/123")
    assert fact is not None
    assert (fact.value, fact.source) == ("pkg:snap/paint@2.1", "/snap/paint/123/meta/snap.yaml")
    assert snap.deployed_at(Below(machine.root), "/snap/bin") is None


FLATPAK = ".local/share/flatpak/app/org.acme.Paint"


def deploy(machine: Machine) -> Path:
    """A flatpak application for one person; its command is a wrapper of another name."""
    commit = f"{FLATPAK}/x86_64/stable/0123abcd"
    machine.file(f"{commit}/metadata", "[Application]\nname=org.acme.Paint\ncommand=start-it\n")
    for file in ("bin/start-it", "bin/paint", "bin/git"):
        machine.file(f"{commit}/files/{file}", ELF, 0o755)
    machine.link(f"{FLATPAK}/current", machine.root / f"{FLATPAK}/x86_64/stable")
    machine.link(f"{FLATPAK}/x86_64/stable/active", machine.root / commit)
    return machine.root / commit / "files"


def test_a_flatpak_from_inside_and_outside(machine: Machine, observer: Observer) -> None:
    files = deploy(machine)
    inside = {"FLATPAK_ID": "org.acme.Paint", "HOME": str(machine.root)}
    for file, purls in {
        "bin/start-it": ["pkg:flatpak/org.acme.Paint"],
        "bin/paint": ["pkg:flatpak/org.acme.Paint"],
        "bin/git": [],
    }.items():
        assert observer.packages(files / file) == purls
        assert observer.packages(f"/app/{file}", env=inside) == purls
        assert observer.packages(f"/newroot/app/{file}", env=inside) == purls
        assert observer.packages("/usr/bin/bash", "bash", f"/app/{file}", env=inside) == purls
        assert observer.packages(f"/app/{file}") == []


@pytest.mark.parametrize("claimed", ["org.acme.Other", "../org.acme.Paint", "org.acme.Paint/x/y", "", "x" * 5000])
def test_the_variable_alone_makes_no_flatpak(machine: Machine, observer: Observer, claimed: str) -> None:
    deploy(machine)
    env = {"FLATPAK_ID": claimed, "HOME": str(machine.root)}
    assert observer.packages("/app/bin/paint", env=env) == []
    assert observer.packages("/usr/bin/true", env=env) == []


def test_an_appimage_is_known_by_its_own_file(machine: Machine, observer: Observer) -> None:
    image = machine.file("Apps/Paint-2.1-x86_64.AppImage", ELF, 0o755)
    env = {"APPIMAGE": str(image)}

    def paths(exe: str | Path, env: dict[str, str]) -> list[str]:
        return [fact.value for fact in observer.facts(exe, env=env) if fact.kind is Kind.PATH]

    program = machine.file("tmp/.mount_Paint-Ab3dEf/usr/bin/paint", ELF, 0o755)
    assert paths(program, env=env) == [str(program), str(image)]
    entry = machine.file("tmp/.mount_Paint-Ab3dEf/usr/lib/electron", ELF, 0o755)
    assert paths(entry, env=env) == [str(entry)]
    machine.link("tmp/.mount_Paint-Ab3dEf/AppRun", entry)
    again = Observer(machine.root).facts(entry, env=env)
    assert str(image) in [fact.value for fact in again]
    helper = machine.file("tmp/.mount_Paint-Ab3dEf/usr/bin/git", ELF, 0o755)
    assert paths(helper, env=env) == [str(helper)]
    other = machine.file("tmp/.mount_OtherXAb3dEf/paint", ELF, 0o755)
    assert paths(other, env=env) == [str(other)]  # started from a terminal of Paint's
    assert paths(program, env={"APPIMAGE": str(machine.root / "gone")}) == [str(program)]
    assert paths("/usr/bin/true", env=env) == ["/usr/bin/true"]


PLUGIN = """<?xml version="1.0"?>
<!-- <id>comment</id> -->
<idea-plugin url="x">
  <id>com.acme.paint-agent</id><name>Paint Agent</name><version>2.1.0-243</version>
  <depends><id>inner</id></depends>
</idea-plugin>"""


def jar(machine: Machine, path: str, document: str) -> Path:
    """A jar with that plugin.xml, between others."""
    file = machine.file(path)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/MANIFEST.MF", "META-INF/plugin.xml\n" * 50)
        archive.writestr("x/META-INF/plugin.xml", "<idea-plugin><id>other</id></idea-plugin>")
        archive.writestr("META-INF/plugin.xml", document)
    return file


@pytest.mark.parametrize(
    "place",
    [
        ".local/share/JetBrains/IdeaIC2025.2/paint",
        "Library/Application Support/JetBrains/PyCharm2025.1/plugins/paint",
        "opt/idea-IC/plugins/paint",
    ],
)
def test_a_plug_in_s_own_processes(machine: Machine, observer: Observer, place: str) -> None:
    jar(machine, f"{place}/lib/paint-2.1.jar", PLUGIN)
    machine.file(f"{place}/lib/a-library.jar", b"PK\3\4no jar")
    mine = ["pkg:jetbrains/com.acme.paint-agent@2.1.0-243"]
    assert observer.node(machine.file(f"{place}/agent/dist/main.js", "0;")) == mine
    assert observer.packages(machine.file(f"{place}/bin/paint-language-server", ELF, 0o755)) == mine
    assert observer.packages(machine.file(f"{place}/bin/rg", ELF, 0o755)) == []
    assert observer.packages(machine.file(f"{place}/bin/node", ELF, 0o755), "node", "/nowhere.js") == []


@pytest.mark.parametrize(
    ("document", "known_as"),
    [
        ("<idea-plugin><name>Only Name</name></idea-plugin>", "Only Name"),
        ("<idea-plugin><id>a</id><id>b</id></idea-plugin>", "ab"),
        ('<!DOCTYPE x [<!ENTITY e "eee">]><idea-plugin><id>&e;</id></idea-plugin>', None),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><idea-plugin><id>&e;</id></idea-plugin>', None),
        ("<other><id>a</id></other>", None),
        ("<idea-plugin><id>a</id>", None),
        ("<idea-plugin><id>" + "a" * 300 + "</id></idea-plugin>", None),
        ("<a>" * 20_000, None),
        ("", None),
    ],
)
def test_what_a_jar_says(machine: Machine, document: str, known_as: str | None) -> None:
    found = jetbrains.of_jar(Look(), str(jar(machine, "x.jar", document)))
    assert (found.id if found else None) == known_as
