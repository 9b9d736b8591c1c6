"""Bare Debian systems to unpack a clean room from: made once by mmdebstrap, kept in `.cache` as archives.

One holds what a desktop is made of, and everything the package needs as files for apt, not installed: the room itself
has no network. The mirror is the one this machine's own apt uses.
"""

import hashlib
import subprocess
from pathlib import Path

from devtools.console import Trouble, say
from devtools.places import CACHE
from packages import asked

RELEASES = ("bookworm", "trixie")
FOLDER = CACHE / "cleanroom"

_DESKTOP = (
    "at-spi2-core", "dbus-bin", "dbus-daemon", "fonts-dejavu-core", "xdotool", "xfce4-notifyd", "xvfb",
)  # fmt: skip


def root(release: str, deb: Path) -> Path:
    """The archive (tar.zst) of that Debian, with what `deb` depends on ready to be installed. Raises Trouble."""
    needs = asked.output(["dpkg-deb", "--field", str(deb), "Depends"])
    key = hashlib.sha256(repr((release, _DESKTOP)).encode() + needs).hexdigest()[:12]
    archive = FOLDER / f"{release}-{key}.tar.zst"
    if archive.exists():
        return archive
    say(f"making a bare {release}, once")
    FOLDER.mkdir(parents=True, exist_ok=True)
    fresh = FOLDER / f"new-{archive.name}"
    get = f"apt-get --yes --no-install-recommends --download-only install /srv/{deb.name}"
    asked.output(
        ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={','.join(_DESKTOP)}", "--skip=cleanup/apt",
         f"--customize-hook=copy-in {deb} /srv", f'--customize-hook=chroot "$1" {get}',
         f'--customize-hook=rm "$1/srv/{deb.name}"', release, str(fresh), _mirror()],
        DEBIAN_FRONTEND="noninteractive",
    )  # fmt: skip
    for old in FOLDER.glob(f"{release}-*.tar.zst"):
        old.unlink()
    return fresh.replace(archive)


def _mirror() -> str:
    """Where this machine gets Debian's main archive from."""
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Component: main"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    found = next((uri for uri in said if uri.rstrip("/").endswith("/debian")), None)
    if found is None:
        raise Trouble("This machine's apt knows no mirror of Debian.", "Add one to /etc/apt/sources.list.d.")
    return found
