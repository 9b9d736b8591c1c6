"""The company of the clean room: its keys, its signed policy with a tool as a bundle, and its configuration packages.

Made by `signpost-admin`: the package under test where there is one, installed in the room, else the checkout's.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.cleanroom.room import Room
from tests.support.product import POLICY, admin

NAME = "acme"
TOOL, VERSION = "qodercli", "1.1.52"
_PROGRAM = f'#!/bin/sh\n[ "$1" = --version ] && echo {VERSION}\n'
_WHERE = "/srv/company"


class Company:
    """`admin_deb` is a package that was installed in the room; None: the checkout speaks."""

    def __init__(self, room: Room, admin_deb: Path | None) -> None:
        self._room = room
        self.folder = room.at(_WHERE)
        self._seen = _WHERE if admin_deb is not None else str(self.folder)
        self._admin: Callable[..., object] = self._packaged if admin_deb is not None else admin

    @property
    def public(self) -> Path:
        """What its web server serves."""
        return self.folder / "repository/public"

    def found(self) -> None:
        """Make keys, sign the example policy with the tool in it as a bundle, and publish."""
        shutil.copytree(POLICY.parent, self.folder)
        program = self.folder / "content/bin" / TOOL
        program.parent.mkdir(parents=True)
        program.write_text(_PROGRAM)
        program.chmod(0o755)
        about = ("--name", TOOL, "--version", VERSION, "--command", f"{TOOL}=bin/{TOOL}", "--level", "1")
        self._admin("bundle", "dir", f"{self._seen}/content", *about, "--out", f"{self._seen}/bundles")
        (recipe,) = (self.folder / "bundles").glob("*.recipe.yaml")
        (archive,) = (self.folder / "bundles").glob("*.tar.zst")
        lines = recipe.read_text().replace(f"artifact: {archive.name}", f"artifact: bundles/{archive.name}")
        policy = self.folder / "policy.yaml"
        policy.write_text(policy.read_text().replace("recipes:\n  qoder-cli:\n", f"recipes:\n  qoder-cli:\n{lines}", 1))
        self._admin("init", f"{self._seen}/repository", "--no-passphrase")
        self._admin("publish", f"{self._seen}/policy.yaml", "--repo", f"{self._seen}/repository")

    def configuration(self, url: str, release: int, *settings: str) -> str:
        """The configuration's Debian package, as the room calls it."""
        out, words = f"{self._seen}/packages", [word for one in settings for word in ("--set", one)]
        root = f"{self._seen}/repository/root.json"
        about = ("--root", root, "--url", url, "--org", NAME, "--formats", "deb", "--release", str(release))
        self._admin("package-config", *about, "--out", out, *words)
        return f"{_WHERE}/packages/signpost-config-{NAME}_{release}_all.deb"

    def _packaged(self, *words: str) -> str:
        return self._room.output("signpost-admin", *words)
