"""Which system libraries and programs a command needs on Linux, which of them are missing, and how they come.

Detection asks for the thing itself (a library by its soname, a program on PATH, a file), never for a package: it is the
same on every distribution, and costs milliseconds. macOS and Windows need nothing but Python.
"""

import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from devtools import apt
from devtools.console import Trouble, say


class Group(Enum):
    """What a need is for; a command names the groups it cannot do without."""

    PYTHON = "making .venv"
    QT = "windows and tray"
    SCREEN = "a desktop where there is none"
    PARTS = "the real parts that tests talk to"
    PACKAGES = "making packages"
    ROUNDS = "the long rounds of test --full"


class Kind(Enum):
    """How to see whether a need is met."""

    MODULE = "a module of the running Python"
    LIBRARY = "a shared library, by soname"
    PROGRAM = "a program on PATH"
    FILE = "a file; alternatives apart by a space, * allowed"


@dataclass(frozen=True)
class Need:
    """One library or program: how it is seen, Debian's package, and its name elsewhere where that differs."""

    group: Group
    kind: Kind
    probe: str
    debian: str
    elsewhere: str = ""

    def name_for_rpm(self) -> str:
        """What dnf and zypper find it by: libraries and programs resolve by what a package provides."""
        if self.kind is Kind.LIBRARY:
            return f"{self.probe}()(64bit)"
        if self.kind is Kind.PROGRAM:
            return f"/usr/bin/{self.probe}"
        return self.elsewhere or self.debian


def _libraries() -> Iterable[Need]:
    """Qt's own needs, read off the ELF headers of PySide6-Essentials 6.11 and of its xcb and Wayland plugins."""
    sonames = {
        "libEGL.so.1": "libegl1",
        "libGL.so.1": "libgl1",
        "libX11-xcb.so.1": "libx11-xcb1",
        "libX11.so.6": "libx11-6",
        "libbrotlidec.so.1": "libbrotli1",
        "libdbus-1.so.3": "libdbus-1-3",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libgssapi_krb5.so.2": "libgssapi-krb5-2",
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-glx.so.0": "libxcb-glx0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-render.so.0": "libxcb-render0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libxcb.so.1": "libxcb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libzstd.so.1": "libzstd1",
    }
    return (Need(Group.QT, Kind.LIBRARY, soname, package) for soname, package in sonames.items())


def _judges(group: Group) -> Iterable[Need]:
    """What looks at packages once they are made, and under test. lintian is Debian's and its kin's alone."""
    if os.path.exists("/etc/debian_version"):  # noqa: PTH110
        yield Need(group, Kind.PROGRAM, "lintian", "lintian")
    yield Need(group, Kind.PROGRAM, "appstreamcli", "appstream")
    yield Need(group, Kind.PROGRAM, "desktop-file-validate", "desktop-file-utils")
    yield Need(group, Kind.FILE, "/lib/systemd/systemd /usr/lib/systemd/systemd", "systemd")


_SERVICES = "/usr/share/dbus-1/services"

NEEDS: tuple[Need, ...] = (
    Need(Group.PYTHON, Kind.MODULE, "ensurepip", "python3-venv", "python3-pip"),
    *_libraries(),
    Need(Group.QT, Kind.FILE, "/etc/ssl/certs/ca-certificates.crt /etc/pki/tls/cert.pem", "ca-certificates"),
    Need(Group.SCREEN, Kind.PROGRAM, "Xvfb", "xvfb"),
    Need(Group.SCREEN, Kind.PROGRAM, "xauth", "xauth"),
    Need(Group.SCREEN, Kind.PROGRAM, "xdotool", "xdotool"),
    Need(Group.SCREEN, Kind.PROGRAM, "dbus-daemon", "dbus-daemon"),
    Need(Group.SCREEN, Kind.PROGRAM, "dbus-run-session", "dbus-daemon"),
    Need(Group.SCREEN, Kind.FILE, f"{_SERVICES}/org.xfce.xfce4-notifyd.Notifications.service", "xfce4-notifyd"),
    Need(
        Group.SCREEN, Kind.FILE, "/usr/share/fonts/*/dejavu*/DejaVuSans.ttf", "fonts-dejavu-core", "dejavu-sans-fonts"
    ),
    Need(
        Group.SCREEN,
        Kind.FILE,
        "/usr/share/fonts/*/wqy*/wqy-microhei.ttc /usr/share/fonts/*/noto*/NotoSansCJK-Regular.ttc",
        "fonts-wqy-microhei",
        "wqy-microhei-fonts",
    ),
    Need(Group.PARTS, Kind.PROGRAM, "nginx", "nginx"),
    Need(Group.PARTS, Kind.PROGRAM, "git", "git"),
    Need(Group.PARTS, Kind.PROGRAM, "flatpak", "flatpak"),
    Need(Group.PARTS, Kind.PROGRAM, "rpmbuild", "rpm", "rpm-build"),
    Need(Group.PARTS, Kind.PROGRAM, "mksquashfs", "squashfs-tools"),
    Need(Group.PARTS, Kind.PROGRAM, "wixl", "wixl", "msitools"),
    Need(Group.PARTS, Kind.PROGRAM, "msibuild", "msitools"),
    Need(Group.PARTS, Kind.PROGRAM, "makensis", "nsis", "mingw-nsis-base"),
    Need(Group.PARTS, Kind.PROGRAM, "7z", "p7zip-full", "p7zip-plugins"),
    Need(Group.PARTS, Kind.PROGRAM, "gcc", "gcc"),
    Need(Group.PARTS, Kind.FILE, "/usr/include/stdio.h", "libc6-dev", "glibc-devel"),
    Need(Group.PARTS, Kind.PROGRAM, "dunst", "dunst"),
    Need(
        Group.PARTS,
        Kind.FILE,
        "/usr/lib/notification-daemon/notification-daemon /usr/libexec/notification-daemon",
        "notification-daemon",
    ),
    Need(Group.PARTS, Kind.PROGRAM, "gnome-keyring-daemon", "gnome-keyring"),
    Need(Group.PARTS, Kind.PROGRAM, "xfce4-panel", "xfce4-panel"),
    Need(Group.PARTS, Kind.PROGRAM, "trayer", "trayer"),
    Need(Group.PARTS, Kind.PROGRAM, "openbox", "openbox"),
    Need(Group.PARTS, Kind.PROGRAM, "xcompmgr", "xcompmgr"),
    Need(Group.PARTS, Kind.FILE, "/usr/libexec/rtkit-daemon /usr/lib/rtkit-daemon", "rtkit"),
    Need(Group.PARTS, Kind.FILE, "/usr/lib/polkit-1/polkitd /usr/libexec/polkitd", "polkitd", "polkit"),
    Need(Group.PARTS, Kind.PROGRAM, "pkexec", "pkexec", "polkit"),
    Need(Group.PARTS, Kind.PROGRAM, "pkttyagent", "polkitd", "polkit"),
    Need(Group.PARTS, Kind.FILE, "/usr/share/dbus-1/system.conf", "dbus-system-bus-common", "dbus-common"),
    Need(Group.PARTS, Kind.PROGRAM, "gio", "libglib2.0-bin"),
    Need(Group.PARTS, Kind.PROGRAM, "zsh", "zsh"),
    Need(Group.PARTS, Kind.PROGRAM, "fish", "fish"),
    Need(Group.PARTS, Kind.PROGRAM, "chromium", "chromium"),
    Need(Group.PARTS, Kind.PROGRAM, "chromedriver", "chromium-driver"),
    Need(Group.SCREEN, Kind.FILE, f"{_SERVICES}/org.a11y.Bus.service", "at-spi2-core"),
    Need(Group.PACKAGES, Kind.PROGRAM, "dpkg-deb", "dpkg"),
    Need(Group.PACKAGES, Kind.PROGRAM, "dpkg-shlibdeps", "dpkg-dev"),
    Need(Group.PACKAGES, Kind.PROGRAM, "help2man", "help2man"),
    Need(Group.PACKAGES, Kind.PROGRAM, "strip", "binutils"),
    Need(Group.PACKAGES, Kind.PROGRAM, "gcc", "gcc"),
    Need(Group.PACKAGES, Kind.PROGRAM, "chrpath", "chrpath"),
    *_judges(Group.PARTS),
    *_judges(Group.PACKAGES),
    Need(Group.PACKAGES, Kind.PROGRAM, "rpmbuild", "rpm", "rpm-build"),
    Need(Group.PACKAGES, Kind.PROGRAM, "mksquashfs", "squashfs-tools"),
    Need(Group.PACKAGES, Kind.PROGRAM, "wixl", "wixl", "msitools"),
    Need(Group.PACKAGES, Kind.PROGRAM, "msibuild", "msitools"),
    Need(Group.PACKAGES, Kind.PROGRAM, "makensis", "nsis", "mingw-nsis-base"),
    Need(Group.ROUNDS, Kind.PROGRAM, "mmdebstrap", "mmdebstrap"),
    Need(Group.ROUNDS, Kind.PROGRAM, "rpmlint", "rpmlint"),
    Need(Group.ROUNDS, Kind.PROGRAM, "zstd", "zstd"),
)

_PACMAN = {
    Group.PYTHON: "python",
    Group.QT: "libglvnd libx11 libxcb xcb-util xcb-util-cursor xcb-util-image xcb-util-keysyms xcb-util-renderutil "
    "xcb-util-wm libxkbcommon libxkbcommon-x11 fontconfig freetype2 glib2 krb5 wayland brotli zstd ca-certificates",
    Group.SCREEN: "xorg-server-xvfb xorg-xauth xdotool dbus xfce4-notifyd at-spi2-core ttf-dejavu noto-fonts-cjk",
    Group.PARTS: "nginx git gcc dunst notification-daemon gnome-keyring xfce4-panel trayer openbox xcompmgr rtkit zsh "
    "fish chromium squashfs-tools appstream desktop-file-utils",
    Group.PACKAGES: "dpkg help2man binutils gcc chrpath rpm-tools squashfs-tools appstream desktop-file-utils",
    Group.ROUNDS: "mmdebstrap zstd",
}


def has_screen(env: Mapping[str, str] = os.environ) -> bool:
    """Whether windows can be shown to somebody here."""
    return sys.platform != "linux" or bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def _loadable() -> frozenset[str]:
    """The sonames that the dynamic linker finds, of 64-bit libraries."""
    ldconfig = shutil.which("ldconfig", path="/sbin:/usr/sbin") or "ldconfig"
    try:
        listed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return frozenset(os.path.basename(path) for path in glob.glob("/usr/lib*/**/lib*.so*", recursive=True))  # noqa: PTH119, PTH207
    lines = (line.split() for line in listed.splitlines() if "64" in line)
    return frozenset(line[0] for line in lines)


def on_this_machine() -> Callable[[Need], bool]:
    """A test of whether a need is met here; it reads the linker's list once."""
    loadable: frozenset[str] | None = None
    program_path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])

    def met(need: Need) -> bool:
        nonlocal loadable
        if need.kind is Kind.MODULE:
            return importlib.util.find_spec(need.probe) is not None
        if need.kind is Kind.PROGRAM:
            return shutil.which(need.probe, path=program_path) is not None
        if need.kind is Kind.FILE:
            return any(glob.glob(pattern) for pattern in need.probe.split())  # noqa: PTH207
        if loadable is None:
            loadable = _loadable()
        return need.probe in loadable

    return met


def missing(groups: Iterable[Group], met: Callable[[Need], bool]) -> list[Need]:
    """The needs of these groups that are not met, in the table's order."""
    wanted = frozenset(groups)
    return [need for need in NEEDS if need.group in wanted and not met(need)]


def one_command(needs: Sequence[Need], tool: str | None, *, root: bool) -> str:
    """The one command that brings what is missing, for the package tool of this machine (None: none we know)."""
    sudo = "" if root else "sudo "
    if tool == "apt-get":
        packages = " ".join(debian_packages(needs))
        return f"{sudo}apt-get update && {sudo}apt-get install --yes --no-install-recommends {packages}"
    if tool in ("dnf", "zypper"):
        names = " ".join(sorted({f"'{need.name_for_rpm()}'" for need in needs}))
        return f"{sudo}{tool} install {names}"
    if tool == "pacman":
        groups = {need.group for need in needs}
        return f"{sudo}pacman -S --needed " + " ".join(names for group, names in _PACMAN.items() if group in groups)
    return "your package tool, with what provides " + ", ".join(need.probe.split()[0] for need in needs)


def debian_packages(needs: Iterable[Need]) -> list[str]:
    """Debian's packages for these needs, each once."""
    return sorted({need.debian for need in needs})


def ensure(groups: Iterable[Group]) -> None:
    """Bring what these groups lack, or say the one command that does.

    Only apt is run from here, and only where that asks for no password. Raises Trouble otherwise.
    """
    if sys.platform != "linux":
        return
    wanted = frozenset(groups)
    needs = missing(wanted, on_this_machine())
    if not needs:
        return
    tool = next((name for name in ("apt-get", "dnf", "zypper", "pacman") if shutil.which(name)), None)
    prefix = apt.privilege() if tool == "apt-get" else None
    if prefix is None:
        raise Trouble(
            f"This machine lacks {', '.join(need.probe.split()[0] for need in needs)}.",
            f"Run this once, then the same command again:\n\n  {one_command(needs, tool, root=os.geteuid() == 0)}\n\n"
            "If you know that they are there all the same, add --no-system.",
        )
    packages = debian_packages(needs)
    say(f"installing {len(packages)} Debian packages: {' '.join(packages)}")
    apt.install(packages, prefix)
    importlib.invalidate_caches()
    still = missing(wanted, on_this_machine())
    if still:
        raise Trouble(
            "apt reported success, but these are still missing: " + ", ".join(need.probe for need in still) + ".",
            "Look at .cache/setup.log; add --no-system to go on without them.",
        )
