"""The packages for macOS as far as any system can tell: what is put where, the property lists, the installer's scripts
run against stand-ins for launchd and the database of packages, and what pkgbuild and productbuild are asked for."""

import os
import plistlib
import runpy
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from devtools.places import ROOT
from packages import asked, documents, kept
from packages.forms import FORMS
from packages.macos import icon, layout, pkg, plists
from packages.macos import kept as kept_on_macos
from packages.products import Build
from packages.tree import Kind
from platformdirs.macos import MacOS
from PySide6.QtGui import QImage

from app.elevation import trust
from app.host import managed, service
from app.host.entries import isolated

SCRIPTS = ("preinstall", "postinstall", "uninstall.sh", "setup-helper.sh")


@pytest.fixture(scope="module")
def completions() -> dict[str, bytes]:
    """What completes the program's commands."""
    return documents.completions("signpost", 1_700_000_000)


@pytest.fixture
def build(tmp_path: Path, completions: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Build:
    """A frozen Signpost.app with a program, a helper, and a link as frameworks have it."""
    monkeypatch.setattr(documents, "completions", lambda *_: completions)
    app = tmp_path / "Signpost.app"
    programs = app / "Contents/MacOS"
    programs.mkdir(parents=True)
    for name in ("signpost", "signpost-applications"):
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    (app / "Contents/Info.plist").write_bytes(plistlib.dumps(plists.information("1.0")))
    (app / "Contents/Frameworks").mkdir()
    (app / "Contents/Frameworks/resources").symlink_to("../Resources/resources")
    return Build("signpost", "1.0", app, 1_700_000_000)


def test_everything_has_its_place(build: Build) -> None:
    items = {item.path: item for item in layout.product(build).items}
    assert items["/Applications/Signpost.app/Contents/MacOS/signpost"].mode == 0o755
    assert items["/Applications/Signpost.app/Contents/Frameworks/resources"].target == "../Resources/resources"
    assert items["/usr/local/bin/signpost"].kind is Kind.LINK
    assert items["/usr/local/bin/signpost"].target in items
    assert items[f"{layout.STATE}/uninstall"].mode == 0o755
    assert items["/usr/local/share/zsh/site-functions/_signpost"].data.startswith(b"#compdef signpost")
    helper = items["/Library/Application Support/signpost/signpost-setup-helper"]
    assert b"/Applications/Signpost.app/Contents/MacOS/signpost" in helper.data
    assert list(items) == sorted(items), "a folder stands before what is in it"
    assert items["/Applications"].mode == 0o775, "administrators may still put programs there"
    assert {items[path].mode for path in ("/Library/LaunchAgents", layout.STATE, "/usr/local/bin")} == {0o755}


def test_its_parts_are_where_the_program_looks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    elevator = runpy.run_path(str(ROOT / "app/setup/elevator.py"))
    assert elevator["HELPER"] == Path(layout.STATE, "signpost-setup-helper")
    assert trust.folders().configuration == Path(layout.STATE)
    assert MacOS("signpost", appauthor=False).site_config_dir == layout.STATE  # app.host.paths
    assert managed.DOMAIN == plists.IDENTIFIER
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", plists.PROGRAM)
    assert isolated("signpost-applications", "") == [f"{plists.APP}/Contents/MacOS/signpost-applications"]


def test_launchd_runs_the_agent_in_each_session_and_again_after_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    agent = plistlib.loads(plists.agent())
    assert agent["Label"] == service.LABEL
    assert layout.AGENT.endswith(f"/{agent['Label']}.plist")
    assert agent["ProgramArguments"] == ["/Applications/Signpost.app/Contents/MacOS/signpost", "run"]
    assert agent["KeepAlive"] == {"SuccessfulExit": False}
    assert agent["RunAtLoad"] is True
    assert agent["LimitLoadToSessionType"] == "Aqua"
    monkeypatch.setenv("XPC_SERVICE_NAME", agent["Label"])
    assert [service.answer(code) for code in (0, 1, 2, 70, 129, 130, 143)] == [0, 0, 0, 70, 0, 0, 0]
    monkeypatch.setenv("XPC_SERVICE_NAME", "0")  # a terminal's
    assert [service.answer(code) for code in (0, 1, 2, 70)] == [0, 1, 2, 70]


def test_the_agent_that_was_told_why_it_cannot_run_is_not_started_again(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-m", "app.main", "run", "--headless", "--home", str(tmp_path)]
    codes = []
    for label in ("com.signpost.agent", "0"):
        env = {"HOME": str(tmp_path), "PATH": os.defpath, "XPC_SERVICE_NAME": label}
        codes.append(subprocess.run(command, env=env, capture_output=True, check=False, timeout=60).returncode)
    assert codes == [0, 1], "without a company's configuration"


def test_the_application_is_one_of_the_menu_bar() -> None:
    told = plistlib.loads(plistlib.dumps(plists.information("1.2.3")))
    assert told["CFBundleExecutable"] == "signpost"
    assert told["CFBundleShortVersionString"] == told["CFBundleVersion"] == "1.2.3"
    assert told["LSUIElement"] is True
    assert told["LSBackgroundOnly"] is False
    assert len(plists.ENTITLEMENTS) == 1


def test_the_icon_holds_the_drawing_in_each_size(tmp_path: Path) -> None:
    svg = ROOT / "resources/icons/icon.svg"
    file = icon.write(svg, tmp_path / "icon.icns")
    content = file.read_bytes()
    assert content[:4] == b"icns"
    assert struct.unpack(">I", content[4:8]) == (len(content),)
    sizes, place = {}, 8
    while place < len(content):
        kind, (length,) = content[place : place + 4], struct.unpack(">I", content[place + 4 : place + 8])
        image = QImage.fromData(content[place + 8 : place + length])
        assert image.pixelColor(image.width() // 2, image.height() // 4).alpha() == 255
        assert image.pixelColor(0, 0).alpha() == 0
        sizes[kind] = image.width()
        place += length
    assert sizes == icon.SIZES
    assert icon.write(svg, tmp_path / "again.icns").read_bytes() == content
    (tmp_path / "none.svg").write_text("no drawing")
    with pytest.raises(ValueError, match="no drawing"):
        icon.write(tmp_path / "none.svg", tmp_path / "none.icns")


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/platforms/libqminimal.dylib", False),
        ("PySide6/Qt/plugins/styles/libqmacstyle.dylib", True),
        ("PySide6/Qt/plugins/tls/libqsecuretransportbackend.dylib", False),
        ("PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui", True),
        ("PySide6/Qt/lib/QtDBus.framework/Versions/A/QtDBus", True),
        ("PySide6/Qt/lib/QtQuick.framework/Versions/A/QtQuick", False),
        ("PySide6/QtWidgets.abi3.so", True),
        ("PySide6/QtNetwork.abi3.so", False),
        ("PySide6/libpyside6.abi3.6.11.dylib", True),
        ("shiboken6/libshiboken6.abi3.6.11.dylib", True),
        ("libcrypto.3.dylib", True),
        ("QtCore", True),
        ("QtQuick", False),
        ("libpyside6qml.abi3.6.11.dylib", False),
        ("cryptography/hazmat/bindings/_rust.abi3.so", True),
    ],
)
def test_what_is_kept(name: str, is_kept: bool) -> None:
    assert kept_on_macos.binary(name, False) is is_kept


def test_of_a_framework_its_own_description_is_kept_and_of_the_others_nothing() -> None:
    assert kept_on_macos.data("PySide6/Qt/lib/QtCore.framework/Versions/A/Resources/Info.plist")
    assert not kept_on_macos.data("PySide6/Qt/lib/QtQuick.framework/Versions/A/Resources/Info.plist")
    assert kept_on_macos.data("resources/icons/icon.svg") is kept.data("resources/icons/icon.svg") is True


def test_the_process_that_observes_applications_needs_nothing_that_it_is_frozen_without() -> None:
    pretend = "import sys; sys.platform = 'darwin'; from packages.contents import EMPLOYEE as found; "
    pretend += "print(*found[1].excluded) if found[1].name == 'signpost-applications' else None"
    done = subprocess.run(
        [sys.executable, "-c", pretend], cwd=ROOT / "build", capture_output=True, text=True, check=True, timeout=60
    )
    left_out = done.stdout.split()
    assert "subprocess" in left_out
    without = f"import sys; sys.modules.update(dict.fromkeys({left_out!r})); import app.watch.applications"
    subprocess.run([sys.executable, "-c", without], cwd=ROOT, check=True, timeout=60)


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_are_sound(name: str, tmp_path: Path) -> None:
    script = tmp_path / name
    script.write_bytes(layout.script(name, "1.0"))
    assert b"@" not in script.read_bytes().replace(b'"$@"', b"")
    subprocess.run(["/bin/sh", "-n", str(script)], check=True, timeout=60)
    shellcheck = str(Path(sys.executable).with_name("shellcheck"))
    command = [shellcheck, "--shell=sh", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout


class Mac:
    """A folder as a Mac's disk, and stand-ins for the programs that the scripts run, which write down how."""

    def __init__(self, folder: Path, build: Build) -> None:
        self.folder, self._log = folder / "mac", folder / "log"
        self._programs = folder / "programs"
        self._programs.mkdir()
        self._log.touch()
        for item in layout.product(build).items:
            path = self.folder / item.path[1:]
            if item.kind is Kind.FILE:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(item.data)
                path.chmod(item.mode)
            elif item.kind is Kind.LINK:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.symlink_to(item.target)
        self.answers("dscl", "printf '_www 70\\nroot 0\\nada 501\\nbob 502\\n'")
        self.answers("id", "echo 0")
        self.answers("pkgutil", "exit 1")
        self.answers("sleep", "exit 0")
        self.launchd(sessions=("501",))

    def answers(self, program: str, shell: str) -> None:
        """Have a program do that, and write down its words."""
        file = self._programs / program
        file.write_text(f'#!/bin/sh\necho "{program} $*" >>"{self._log}"\n{shell}\n')
        file.chmod(0o755)

    def launchd(self, sessions: Sequence[str], running: Sequence[str] = (), failing: int = 0) -> None:
        """A launchd with those sessions; the agent runs in some; so many bootstraps fail at first."""
        state = self.folder.parent / "launchd"
        state.mkdir(exist_ok=True)
        for session in running:
            (state / session).touch()
        (state / "failing").write_text(str(failing))
        domains = "|".join(f"gui/{session}" for session in sessions)
        self.answers(
            "launchctl",
            f"""cd '{state}'
            case "$1 $2" in
            "print gui/"*"/com.signpost.agent") session=${{2#gui/}}; test -e "${{session%%/*}}" ;;
            "print gui/"*) case $2 in {domains}) exit 0 ;; *) exit 1 ;; esac ;;
            "bootout gui/"*) session=${{2#gui/}}; rm "${{session%%/*}}" ;;
            "bootstrap gui/"*)
                left=$(cat failing); if [ "$left" -gt 0 ]; then echo $((left - 1)) >failing; exit 5; fi
                touch "${{2#gui/}}" ;;
            "kickstart gui/"*) session=${{2#gui/}}; test -e "${{session%%/*}}" ;;
            esac""",
        )

    def run(self, name: str, version: str = "1.0") -> subprocess.CompletedProcess[str]:
        """One of the scripts, with this disk for the Mac's."""
        text = layout.script(name, version).decode()
        for place in ("/Applications", "/Library", "/usr/local"):
            text = text.replace(place, f"{self.folder}{place}")
        text = text.replace("PATH=/usr/bin:", f"PATH={self._programs}:/usr/bin:", 1)
        script = self.folder.parent / name
        script.write_text(text)
        return subprocess.run(["/bin/sh", str(script)], capture_output=True, text=True, check=False, timeout=60)

    @property
    def said(self) -> list[str]:
        """What launchd was told, besides being asked."""
        lines = self._log.read_text().splitlines()
        return [line for line in lines if line.startswith("launchctl ") and not line.startswith("launchctl print")]

    def files(self) -> list[str]:
        """All that stands on the disk."""
        return sorted(
            str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_symlink() or path.is_file()
        )


@pytest.fixture
def mac(tmp_path: Path, build: Build) -> Mac:
    """A Mac with Signpost on it; one person is logged in, another is not."""
    return Mac(tmp_path, build)


def test_after_an_installation_the_agent_runs_for_whoever_is_logged_in(mac: Mac) -> None:
    mac.launchd(sessions=("501",), failing=2)
    assert mac.run("postinstall").returncode == 0
    agent = f"{mac.folder}{layout.AGENT}"
    assert mac.said == [
        *[f"launchctl bootstrap gui/501 {agent}"] * 3,
        "launchctl kickstart gui/501/com.signpost.agent",
    ]


def test_a_launchd_that_will_not_does_not_fail_the_installation(mac: Mac) -> None:
    mac.launchd(sessions=("501", "502"), failing=1000)
    done = mac.run("postinstall")
    assert done.returncode == 0
    assert "no agent for user 501" in done.stderr


def test_before_an_upgrade_every_agent_is_ended(mac: Mac) -> None:
    mac.answers("pkgutil", "printf 'package-id: x\\nversion: 0.9.10\\nlocation: /\\n'")
    mac.launchd(sessions=("501", "502"), running=("501", "502"))
    assert mac.run("preinstall", "0.10.2").returncode == 0
    assert mac.said == [f"launchctl bootout gui/{session}/com.signpost.agent" for session in ("501", "502")]


@pytest.mark.parametrize(
    ("installed", "ours", "refused"),
    [
        ("1.0", "1.0", False),
        ("0.9.10", "0.10.2", False),
        ("0.10.2", "0.9.10", True),
        ("1.0.1", "1.0", True),
        ("2", "1.99.99", True),
    ],
)
def test_an_older_version_does_not_replace_a_newer_one(mac: Mac, installed: str, ours: str, refused: bool) -> None:
    mac.answers("pkgutil", f"printf 'package-id: x\\nversion: {installed}\\nlocation: /\\n'")
    mac.launchd(sessions=("501",), running=("501",))
    done = mac.run("preinstall", ours)
    assert done.returncode == int(refused)
    assert bool(mac.said) is not refused, "a refused package leaves the agent alone"
    if refused:
        assert f"Signpost {installed} is installed, which is newer than {ours}" in done.stderr
        assert f"{layout.STATE}/uninstall" in done.stderr


def test_what_was_thrown_away_by_hand_refuses_nothing(mac: Mac) -> None:
    mac.answers("pkgutil", "printf 'package-id: x\\nversion: 9.0\\nlocation: /\\n'")
    (mac.folder / "Applications/Signpost.app").rename(mac.folder / "Applications/trash")
    assert mac.run("preinstall").returncode == 0


def test_removed_nothing_is_left_but_peoples_own_files(mac: Mac) -> None:
    own = mac.folder / "Users/ada/Library/Application Support/signpost/ledger"
    own.parent.mkdir(parents=True)
    own.write_text("hers")
    config = mac.folder / "Library/Application Support/signpost/config.toml"
    config.write_text("url = ''")
    mac.launchd(sessions=("501",), running=("501",))
    done = mac.run("uninstall.sh")
    assert done.returncode == 0, done.stderr
    assert mac.files() == ["Users/ada/Library/Application Support/signpost/ledger"]
    assert "launchctl bootout gui/501/com.signpost.agent" in mac.said


def test_removing_wants_root(mac: Mac) -> None:
    before = mac.files()
    mac.answers("id", "echo 501")
    done = mac.run("uninstall.sh")
    assert done.returncode == 1
    assert "sudo" in done.stderr
    assert mac.files() == before


def test_a_command_of_another_maker_is_not_removed(mac: Mac) -> None:
    other = mac.folder / "usr/local/bin/signpost"
    other.unlink()
    other.write_text("another program of that name")
    assert mac.run("uninstall.sh").returncode == 0
    assert mac.files() == ["usr/local/bin/signpost"]


def test_pkgbuild_and_productbuild_are_asked_for_what_is_meant(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[list[str]] = []

    def output(command: Sequence[str], **_: object) -> bytes:
        asked_for.append(list(command))
        if "--analyze" in command:
            found = [{"RootRelativeBundlePath": "Applications/Signpost.app", "BundleIsRelocatable": True}]
            Path(command[-1]).write_bytes(plistlib.dumps(found))
        elif command[0] == "productbuild":
            Path(command[-1]).write_bytes(b"xar!")
        return b""

    product = layout.product(build)
    monkeypatch.setattr(asked, "output", output)
    monkeypatch.setenv("SIGNPOST_INSTALLER_IDENTITY", "Developer ID Installer: Example")
    monkeypatch.setenv("SIGNPOST_NOTARY_PROFILE", "example")
    monkeypatch.setenv("SIGNPOST_NOTARY_KEYCHAIN", "example.keychain")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    file = pkg.write(product, tmp_path / "out", scratch, build.epoch)
    assert file.name.startswith("signpost-1.0-")
    assert [command[0] for command in asked_for] == ["pkgbuild", "pkgbuild", "productbuild", "xcrun", "xcrun"]
    _, built, given, looked_at, stapled = asked_for
    assert looked_at[1:4] == ["notarytool", "submit", str(file)]
    assert looked_at[4:8] == ["--keychain-profile", "example", "--keychain", "example.keychain"]
    assert "--wait" in looked_at
    assert stapled[1:] == ["stapler", "staple", str(file)]
    assert built[built.index("--identifier") + 1] == "com.signpost.Signpost"
    bundles = plistlib.loads(Path(built[built.index("--component-plist") + 1]).read_bytes())
    assert bundles[0]["BundleIsRelocatable"] is bundles[0]["BundleIsVersionChecked"] is False
    scripts = Path(built[built.index("--scripts") + 1])
    assert sorted(path.name for path in scripts.iterdir()) == ["postinstall", "preinstall"]
    assert all(path.stat().st_mode & 0o777 == 0o755 for path in scripts.iterdir())
    assert given[given.index("--sign") + 1] == "Developer ID Installer: Example"
    assert (scratch / "root/Applications/Signpost.app/Contents/MacOS/signpost").stat().st_mode & 0o777 == 0o755


def test_the_installer_refuses_what_cannot_run_it(build: Build) -> None:
    script = Xml.fromstring(pkg.distribution(layout.product(build), "signpost.pkg", "arm64"))  # noqa: S314  our own
    options, domains, version = script.find("options"), script.find("domains"), script.find(".//os-version")
    assert options is not None
    assert options.get("hostArchitectures") == "arm64"
    assert options.get("customize") == "never"
    assert domains is not None
    assert domains.get("enable_localSystem") == "true"
    assert domains.get("enable_anywhere") == domains.get("enable_currentUserHome") == "false"
    assert version is not None
    assert version.get("min") == plists.MINIMUM
    names = {element.get("id") for element in script.findall("pkg-ref")}
    assert names == {"com.signpost.Signpost"}
    assert [element.text for element in script.findall("pkg-ref") if element.text] == ["signpost.pkg"]
    lines = {element.get("choice") for element in script.findall(".//line")}
    assert lines == {element.get("id") for element in script.findall("choice")}


def test_without_certificates_it_is_neither_signed_nor_shown_to_apple(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[str] = []

    def output(command: Sequence[str], **_: object) -> bytes:
        asked_for.extend(command)
        if "--analyze" in command:
            Path(command[-1]).write_bytes(plistlib.dumps([]))
        return b""

    product = layout.product(build)
    monkeypatch.setattr(asked, "output", output)
    (tmp_path / "scratch").mkdir()
    pkg.write(product, tmp_path / "out", tmp_path / "scratch", build.epoch)
    assert "productbuild" in asked_for
    assert not {"--sign", "xcrun"} & set(asked_for)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS makes it")
def test_elsewhere_it_says_why_it_is_not_made() -> None:
    reason = FORMS["pkg"].why_not()
    assert reason is not None
    assert "frozen on macOS" in reason
